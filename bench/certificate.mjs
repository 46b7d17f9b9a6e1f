// `npm run bench:certificate`: who names the right cause of a refused certificate, and in how many milliseconds, in one run
// on the same lab servers. Figures of two runs, or of two machines, are not comparable.
//
// The rule. A tool names the cause if what it prints holds the words in which it tells that fault: `says` below, per tool and
// fault, from what it prints and by its documentation, taken generously ("hostname mismatch" names every wrong name).
// The same words must not stand in what it prints about another fault of the table that is not of the same `group`: what is
// said of everything names nothing. On the sound server the right answer is to find no fault: exit code 0 or, for testssl,
// none of its words for a chain or a name that is wrong. Culprit is held to its first diagnosis, by id. Milliseconds are wall time, process
// start included: the median of three runs, one for testssl, which looks at much more than certificates.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createAuthority, httpHandler, selfSigned, startHttpServer, startTlsServer } from '@culprit/lab';
import { unpackCommandLine } from './packed.mjs';
import { table } from './table.mjs';

const host = 'api.shop.example';
const day = 86_400_000;
const inDays = (days) => new Date(Date.now() + days * day);

/** What a server shows, and which root its clients trust. */
const issued = (options = {}, below = {}, above = {}) => async () => {
  const root = await createAuthority({ name: 'Lab Root R1', notBefore: inDays(-400), ...above });
  const leaf = await (await root.intermediate({ name: 'Lab Issuer E1', ...below })).issue({ names: [host], ...options });
  return { chain: leaf.chain, key: leaf.key, trusted: root.certificate };
};
const mismatch = { openssl: /hostname mismatch|ip address mismatch/i, curl: /no alternative certificate subject name matches|does not match target host/i, gnutls: /name in the certificate does not match/i, testssl: /certificate does not match supplied URI/i };

const faults = [
  { id: 'sound', cause: undefined, make: issued(), says: {} },
  {
    id: 'wrong order, complete', cause: undefined, says: {},
    make: async () => {
      const root = await createAuthority({ name: 'Lab Root R1' });
      const upper = await root.intermediate({ name: 'Lab Issuer E1' });
      const leaf = await (await upper.intermediate({ name: 'Lab Issuer E2' })).issue({ names: [host] });
      return { chain: [leaf.chain[0], ...leaf.chain.slice(1).toReversed()], key: leaf.key, trusted: root.certificate };
    },
  },
  { id: 'expired', cause: 'certificate/expired', group: 'expired', make: issued({ notBefore: inDays(-90), notAfter: inDays(-1) }), says: { openssl: /certificate has expired/, curl: /certificate has expired/, gnutls: /expired/i, testssl: /expired/i } },
  { id: 'intermediate expired', cause: 'certificate/expired', group: 'expired', make: issued({}, { notBefore: inDays(-90), notAfter: inDays(-1) }), says: { openssl: /certificate has expired/, curl: /certificate has expired/, gnutls: /expired/i, testssl: /expired/i } },
  { id: 'not yet valid', cause: 'certificate/not-yet-valid', make: issued({ notBefore: inDays(1) }), says: { openssl: /not yet valid/, curl: /not yet valid/, gnutls: /not yet (?:valid|activated)/i, testssl: /not yet valid/i } },
  { id: 'other name', cause: 'certificate/name-mismatch', group: 'name', make: issued({ names: ['www.shop.example'] }), says: mismatch },
  { id: 'wildcard too broad', cause: 'certificate/name-mismatch', group: 'name', make: issued({ names: ['*.example'] }), says: mismatch },
  { id: 'common name alone', cause: 'certificate/common-name-only', make: issued({ names: [], commonName: host }), says: { testssl: /no SAN is deprecated|CN only/i, gnutls: /name in the certificate does not match/i } },
  {
    id: 'intermediate missing', cause: 'certificate/incomplete-chain', says: { openssl: /unable to verify the first certificate/, curl: /unable to get local issuer certificate/, gnutls: /issuer is unknown/i, testssl: /chain incomplete/i },
    make: async (keep) => {
      const root = await createAuthority({ name: 'Lab Root R1' });
      const issuer = await root.intermediate({ name: 'Lab Issuer E1' });
      const repository = await keep(startHttpServer({ routes: { '/e1.der': { body: issuer.der } } }));
      const leaf = await issuer.issue({ names: [host], caIssuers: `${repository.url}/e1.der` });
      return { chain: [leaf.certificate], key: leaf.key, trusted: root.certificate };
    },
  },
  {
    id: 'private root', cause: 'certificate/unknown-root', says: { openssl: /self.signed certificate in certificate chain/, curl: /self.signed certificate in certificate chain/, gnutls: /issuer is unknown/i, testssl: /self signed CA in chain/i },
    make: async () => {
      const root = await createAuthority({ name: 'Private Root' });
      const leaf = await root.issue({ names: [host] });
      return { chain: [...leaf.chain, root.certificate], key: leaf.key };
    },
  },
  { id: 'self-signed', cause: 'certificate/self-signed', says: { openssl: /:num=18|code: 18/, curl: /self.signed certificate(?! in)/, gnutls: /self-signed/i, testssl: /\(self signed\)/i }, make: async () => { const own = await selfSigned({ names: [host] }); return { chain: own.chain, key: own.key }; } },
  { id: 'intercepted', cause: 'certificate/interception', says: { openssl: /intercept/i, curl: /intercept/i, gnutls: /intercept/i, testssl: /intercept/i }, make: async () => (await createAuthority({ name: 'Zscaler Root CA' })).issue({ names: [host] }) },
  { id: 'for clients only', cause: 'certificate/wrong-usage', says: { openssl: /unsuitable certificate purpose|unsupported certificate purpose/, curl: /unsuitable certificate purpose|unsupported certificate purpose/, gnutls: /intended purpose/i, testssl: /incorrectly used for TLS Web Server/i }, make: issued({ usages: ['clientAuth'] }) },
  { id: 'key of 1,024 bits', cause: 'certificate/weak-key', says: { openssl: /(?:EE|ee) certificate key too weak/, curl: /key too weak/, gnutls: /insecure algorithm|security level/i, testssl: /RSA 1024 bits/ }, make: issued({ key: 'rsa-1024' }) },
  { id: 'signed with SHA-1', cause: 'certificate/weak-signature', says: { openssl: /signature digest algorithm too weak|CA md too weak/i, curl: /md too weak|digest algorithm too weak/i, gnutls: /insecure algorithm/i, testssl: /SHA1 with/i }, make: async () => { const root = await createAuthority({ name: 'Lab Root R1', keyAlgorithm: 'rsa-2048' }); const leaf = await root.issue({ names: [host], signatureHash: 'SHA-1' }); return { chain: leaf.chain, key: leaf.key, trusted: root.certificate }; } },
  { id: 'path too long', cause: 'certificate/wrong-usage', also: ['certificate/path-length'], says: { openssl: /path length constraint exceeded/, curl: /path length constraint exceeded/, gnutls: /path length|constraint/i, testssl: /path length/i }, make: issued({}, {}, { pathLength: 0 }) },
];

const quiet = { PATH: `${process.env.PATH}${delimiter}/usr/bin`, HOME: tmpdir(), LANG: 'C', TERM: 'dumb' };

/** Each gets the server's port, the file of the trusted root, and what to be called by. */
const tools = {
  openssl: { program: 'openssl', packaged: 'openssl', args: ({ port, ca }) => ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', host, '-verify_hostname', host, '-purpose', 'sslserver', '-CAfile', ca, '-verify_return_error'] },
  curl: { program: 'curl', packaged: 'curl', args: ({ port, ca }) => ['-sS', '--max-time', '10', '--noproxy', '*', '--cacert', ca, '--resolve', `${host}:${port}:127.0.0.1`, `https://${host}:${port}/`] },
  gnutls: { program: 'gnutls-cli', packaged: 'gnutls-bin', args: ({ port, ca }) => ['--x509cafile', ca, '--sni-hostname', host, '--verify-hostname', host, '-p', String(port), '127.0.0.1'] },
  testssl: { program: 'testssl', packaged: 'testssl.sh', runs: 1, args: ({ port, ca }) => ['--quiet', '--color', '0', '--warnings', 'off', '-S', '--add-ca', ca, '--ip', '127.0.0.1', `${host}:${port}`], unsound: /NOT ok.*chain|chain incomplete|does not match supplied URI|expired \(/i },
};

export async function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'culprit-bench-certificate-'));
  try {
    const bin = unpackCommandLine(folder);
    const config = join(folder, 'culprit.config.json');
    writeFileSync(config, JSON.stringify({ controls: { resolvers: [], timeSources: [], sni: [] } }));
    const wanted = process.env.BENCH_TOOLS?.split(',');
    const present = Object.entries(tools).filter(([name, { program, packaged }]) => {
      if (wanted !== undefined && !wanted.includes(name)) return false;
      const there = quiet.PATH.split(delimiter).some((path) => existsSync(join(path, program)));
      if (!there) process.stdout.write(`skipped: ${program} is not installed (Debian package ${packaged})\n`);
      return there;
    });
    const results = [];
    for (const fault of faults) results.push(await measure(fault, { folder, bin, config, present }));
    print(results, present.map(([name]) => name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(fault, { folder, bin, config, present }) {
  const kept = [];
  const keep = async (starting) => { const server = await starting; kept.push(server); return server; };
  try {
    const { trusted, ...identity } = await fault.make(keep);
    const { port } = await keep(startTlsServer({ ...identity, http: httpHandler({ fallback: { body: { json: { ok: true } } } }) }));
    const ca = join(folder, 'root.pem');
    // Whoever trusts nobody would be told to trust everybody in another way by each tool: a root that is nobody's.
    writeFileSync(ca, trusted ?? (await createAuthority({ name: 'Nobody Root' })).certificate);
    const culprit = await timed(3, process.execPath, [bin, `https://${host}/`, '--connect-to', `127.0.0.1:${port}`, '--proxy', 'direct', '--ca', ca, '--config', config, '--format', 'json']);
    const first = JSON.parse(culprit.output).diagnoses.find(({ severity }) => severity !== 'minor')?.cause;
    const others = {};
    for (const [name, { program, args, runs = 3 }] of present) others[name] = await timed(runs, program, args({ port, ca }));
    return { fault, culprit: { ms: culprit.ms, right: first === fault.cause || (fault.also ?? []).includes(first), first }, others };
  } finally {
    await Promise.all(kept.map((server) => server[Symbol.asyncDispose]()));
  }
}

/** Median of the wall time, and what the last run printed. */
async function timed(runs, program, args) {
  const samples = [];
  let last = { output: '', code: null };
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    last = await finished(program, args);
    samples.push(performance.now() - begun);
  }
  return { ...last, ms: samples.toSorted((a, b) => a - b)[Math.floor(runs / 2)] };
}

function finished(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: quiet, stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => { output += text; });
    if (program !== process.execPath) child.stderr.setEncoding('utf8').on('data', (text) => { output += text; });
    child.stdin.on('error', () => {});
    child.stdin.end();
    const deadline = setTimeout(() => child.kill('SIGKILL'), 180_000);
    child.once('error', reject);
    child.once('close', (code) => { clearTimeout(deadline); resolve({ output, code }); });
  });
}

/** Whether the tool's words for the fault are there, and are said of nothing else. */
function isNamed(tool, { fault, others }, results) {
  const { output, code } = others[tool];
  if (fault.cause === undefined) return tools[tool].unsound === undefined ? code === 0 : !tools[tool].unsound.test(output);
  const words = fault.says[tool];
  if (words === undefined || !words.test(output)) return false;
  return !results.some((other) => other.fault !== fault && (fault.group === undefined || other.fault.group !== fault.group) && words.test(other.others[tool].output));
}

function print(results, names) {
  const mark = (right, ms) => `${right ? 'yes' : 'no '} ${ms.toFixed(0).padStart(6)}`;
  const rows = results.map((result) => [result.fault.id, mark(result.culprit.right, result.culprit.ms), ...names.map((name) => mark(isNamed(name, result, results), result.others[name].ms))]);
  const right = (of) => results.filter(of).length;
  rows.push(['named', `${right(({ culprit }) => culprit.right)} of ${results.length}`, ...names.map((name) => `${right((result) => isNamed(name, result, results))} of ${results.length}`)]);
  table('Certificates: who names the right cause, in how many milliseconds', ['', 'culprit', ...names], rows);
  for (const { fault, culprit } of results) if (!culprit.right) process.stdout.write(`culprit said ${culprit.first ?? 'nothing'} of "${fault.id}"\n`);
  if (process.env.BENCH_OUTPUT === '1') for (const { fault, others } of results) for (const name of names) process.stdout.write(`\n== ${fault.id}: ${name}\n${others[name].output.slice(-4_000)}\n`);
}
