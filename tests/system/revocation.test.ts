import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createAuthority, httpHandler, startHttpServer, startTlsServer, type HttpBehaviour, type IssuedCertificate } from '@culprit/lab';
import { afterAll, expect, test } from 'vitest';
import { freePort, scratchFolder, startDaemon } from './daemon.ts';
import { broken, examine, healthy, outcomeOf, type Examined } from './examine.ts';
import { apt, because, firstReason, program, searchPath } from './requirements.ts';

// OpenSSL's own responder and list maker, over one of its databases: what it answers to our question, and what we make of it.
const routes: Record<string, HttpBehaviour> = {};
const status = await startHttpServer({ routes });
const authority = await createAuthority({ name: 'System Root' });
const issue = (): Promise<IssuedCertificate> => authority.issue({ names: ['localhost', '127.0.0.1'], ocsp: `${status.url}/ocsp`, crl: `${status.url}/root.crl` });
const [sound, taken, strange] = [await issue(), await issue(), await issue()];
const row = (state: 'V' | 'R', { serialNumber }: IssuedCertificate): string =>
  [state, '351122000000Z', state === 'R' ? '261101000000Z,keyCompromise' : '', serialNumber.toUpperCase(), 'unknown', '/CN=localhost'].join('\t');
const folder = scratchFolder({
  'ca.pem': authority.certificate, 'key.pem': authority.key, 'index.txt': `${row('V', sound)}\n${row('R', taken)}\n`, 'crlnumber': '07\n',
});
const { path } = folder;
folder.write('ca.cnf', `[ca]\ndefault_ca = own\n[own]\ndatabase = ${path}/index.txt\ncrlnumber = ${path}/crlnumber\ndefault_md = sha256\ndefault_crl_days = 1\n`);

afterAll(async () => {
  await status[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const reason = firstReason(apt('openssl'), program('openssl'));
const [skip, why] = [reason !== undefined, because(reason)];

function openssl(...args: readonly string[]): void {
  const { status: code, stderr } = spawnSync('openssl', args, { cwd: path, encoding: 'utf8', timeout: 20_000, env: { PATH: searchPath } });
  if (code !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`);
}

/** The answer of OpenSSL's responder to a request, DER. */
function respond(request: Uint8Array): Buffer {
  folder.write('request.b64', Buffer.from(request).toString('base64'));
  openssl('base64', '-d', '-A', '-in', 'request.b64', '-out', 'request.der');
  openssl('ocsp', '-index', 'index.txt', '-CA', 'ca.pem', '-rsigner', 'ca.pem', '-rkey', 'key.pem', '-reqin', 'request.der', '-respout', 'response.der', '-ndays', '1');
  return readFileSync(`${path}/response.der`);
}

routes['/ocsp'] = (request: IncomingMessage, response: ServerResponse): void => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => response.end(respond(Buffer.concat(chunks))));
};

if (!skip) {
  openssl('ca', '-gencrl', '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'key.pem', '-out', 'crl.pem');
  openssl('crl', '-in', 'crl.pem', '-outform', 'DER', '-out', 'crl.der');
  routes['/root.crl'] = { body: readFileSync(`${path}/crl.der`) };
}

/** Looks at a server with this certificate, in depth. */
async function lookAt(certificate: IssuedCertificate): Promise<Examined> {
  await using server = await startTlsServer({ ...certificate, http: httpHandler({ fallback: { body: 'ok' } }) });
  return await examine([`https://127.0.0.1:${server.port}/`, '--ca', `${path}/ca.pem`, '--depth', 'full', '--skip', 'certificate/trust-stores']);
}

const revocationOf = ({ report }: Examined): readonly string[] => report.findings.filter(({ check }) => check === 'certificate/revocation').map(({ id }) => id);

test.skipIf(skip)(`what OpenSSL's responder calls good is not revoked${why}`, async () => {
  const examined = await lookAt(sound);
  expect(outcomeOf(examined)).toEqual(healthy);
  expect(revocationOf(examined)).toEqual(['certificate/revocation#good']);
});

test.skipIf(skip)(`what OpenSSL's responder and its list call revoked is${why}`, async () => {
  const examined = await lookAt(taken);
  expect(outcomeOf(examined)).toEqual(broken('certificate/revoked'));
  expect(examined.report.diagnoses[0]).toMatchObject({ text: 'certificate/revoked#sources-agree', confidence: 'certain', params: { at: '2026-11-01T00:00:00.000Z', reason: 'keyCompromise' } });
});

test.skipIf(skip)(`what OpenSSL's responder doesn't know and its list doesn't hold is settled by the list${why}`, async () => {
  const examined = await lookAt(strange);
  expect(outcomeOf(examined)).toEqual(healthy);
  expect(revocationOf(examined)).toEqual(['certificate/revocation#good']);
});

const nginxReason = firstReason(apt('openssl'), apt('nginx-light'), program('nginx'));

/** nginx that staples OpenSSL's answer about one certificate while it shows another or the same. */
async function stapled(shown: IssuedCertificate, answered: IssuedCertificate): Promise<Examined> {
  const port = await freePort();
  const own = scratchFolder({ 'chain.pem': shown.chain.join('\n'), 'key.pem': shown.key });
  folder.write('subject.pem', answered.certificate);
  openssl('ocsp', '-index', 'index.txt', '-CA', 'ca.pem', '-rsigner', 'ca.pem', '-rkey', 'key.pem', '-issuer', 'ca.pem', '-cert', 'subject.pem', '-reqout', 'request.der');
  openssl('ocsp', '-index', 'index.txt', '-CA', 'ca.pem', '-rsigner', 'ca.pem', '-rkey', 'key.pem', '-reqin', 'request.der', '-respout', `${own.path}/staple.der`, '-ndays', '1');
  own.write('nginx.conf', `daemon off; error_log stderr; pid ${own.path}/nginx.pid; worker_processes 1;
    events { worker_connections 64; }
    http {
      access_log off;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${own.path}/${name};`).join(' ')}
      server {
        listen 127.0.0.1:${port} ssl;
        ssl_certificate ${own.path}/chain.pem; ssl_certificate_key ${own.path}/key.pem;
        ssl_stapling on; ssl_stapling_file ${own.path}/staple.der;
        default_type application/json; location / { return 200 '{}'; }
      }
    }`);
  await using nginx = await startDaemon({ command: ['nginx', '-p', own.path, '-e', 'stderr', '-c', `${own.path}/nginx.conf`], ports: [port], folder: own });
  void nginx;
  return await examine([`https://127.0.0.1:${port}/`, '--ca', `${path}/ca.pem`]);
}

test.skipIf(nginxReason !== undefined)(`what nginx staples is judged in a quick look${because(nginxReason)}`, async () => {
  const good = await stapled(sound, sound);
  expect(outcomeOf(good)).toEqual(healthy);
  expect(good.report.findings.map(({ id }) => id)).toContain('certificate/stapled-ocsp#good');
  expect(outcomeOf(await stapled(taken, taken))).toEqual(broken('certificate/revoked'));
  expect(outcomeOf(await stapled(sound, strange))).toEqual(broken('certificate/ocsp-staple-invalid'));
});
