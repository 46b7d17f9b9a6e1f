import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { Report } from '@culprit/core';
import { createAuthority, drip, flood, httpHandler, rudeServer, startBrokenTls, startDnsServer, startHttpServer, startTlsServer, type Authority, type HttpBehaviour, type LabServer } from '@culprit/lab';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { culprit, startCulprit, type Ended } from '../../apps/cli/test/culprit.ts';

let directory: string;
let root: Authority;
let ca: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'culprit-hostile-'));
  root = await createAuthority({ name: 'Hostile Root' });
  ca = join(directory, 'ca.pem');
  await writeFile(ca, root.certificate);
  await writeFile(join(directory, 'memory.mjs'), `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(process.env.CULPRIT_PEAK, String(process.resourceUsage().maxRSS)));`);
});
afterAll(() => rm(directory, { recursive: true }));

/** Whatever a peer does, a run ends by itself, far earlier than this. */
const hangMs = 20_000;
/** What would move the cursor, colour, ring, or turn the reading direction: all controls but the line break, and bidirectional ones. */
const terminalControl = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const stackTrace = /^\s+at .*[:(]|\.(?:ts|js|mjs):\d+/m;
/** A healthy run peaks at some 100 MiB; a body, header or chain of any size must not add its own size many times over. */
const peakKib = 280 * 1024;

type Examined = Ended & { readonly report: Report; readonly peak: number };

let runs = 0;

/** One run of the real program: the screen, the report and the peak of its memory. */
async function examine(target: string, ...args: readonly string[]): Promise<Examined> {
  const [output, peak] = [join(directory, `report-${++runs}.json`), join(directory, `peak-${runs}`)];
  const { child, ended } = startCulprit([target, '--offline', '--timeout', '6s', '--output', output, ...args], {
    env: { NODE_OPTIONS: `--import=${join(directory, 'memory.mjs')}`, CULPRIT_PEAK: peak },
  });
  const hang = setTimeout(() => child.kill('SIGKILL'), hangMs);
  const end = await ended;
  clearTimeout(hang);
  expect(end.code, 'it was killed because it hung').not.toBe(null);
  return { ...end, report: JSON.parse(await readFile(output, 'utf8')) as Report, peak: Number(await readFile(peak, 'utf8')) };
}

/** What holds for every run, whatever the peer sent. */
function expectSound({ stdout, stderr, report, peak }: Examined): void {
  expect(stderr).toBe('');
  expect(stdout).not.toMatch(terminalControl);
  expect(stdout).not.toMatch(stackTrace);
  expect(stdout.length).toBeLessThan(20_000);
  expect(report.bugs).toEqual([]);
  expect(JSON.stringify(report).length).toBeLessThan(1_000_000);
  expect(peak).toBeLessThan(peakKib);
}

const first = ({ report }: Examined): string | undefined => report.diagnoses[0]?.cause;
const severe = ({ report }: Examined): readonly string[] => report.findings.filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'minor').map(({ id }) => id);

const tlsRecord = (type: number, payload: Buffer): Buffer => Buffer.concat([Buffer.of(type, 3, 3, payload.length >> 8, payload.length & 0xff), payload]);

const member = gzipSync(Buffer.alloc(16 * 1024 * 1024));
/** A quarter of a megabyte that unpacks to 256 MiB: gzip members may follow each other (RFC 1952 §2.2). */
const bomb = Buffer.concat(Array.from({ length: 16 }, () => member));

const repeated = (record: Buffer): Buffer => Buffer.concat(Array.from({ length: 500 }, () => record));

describe('an HTTP server', () => {
  const served: readonly (readonly [string, HttpBehaviour, string | undefined])[] = [
    ['a header of 10 MB', 'huge-header', 'network/malformed-response'],
    ['an endless body', 'endless-body', undefined],
    ['a status line that is none', 'malformed-status-line', 'network/malformed-response'],
    ['a gzip bomb', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
      response.end(bomb);
    }, undefined],
    ['2,000 header lines', (_request, response) => {
      for (let line = 0; line < 2_000; line++) response.setHeader(`X-Filler-${line}`, 'filled');
      response.end('ok');
    }, undefined],
    ['a zstd bomb', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'zstd' });
      response.end(zstdCompressSync(Buffer.alloc(64 * 1024 * 1024)));
    }, undefined],
    ['a page of marks of refusals', (_request, response) => {
      response.writeHead(403, { 'Content-Type': 'text/html', Server: 'AkamaiGHost' });
      response.end('<H1>Access Denied</H1>Reference&#32;&#35;<iframe Request blocked. <meta http-equiv="refresh" '.repeat(3_000));
    }, undefined],
    ['a redirect to a file', { redirect: 'file:///etc/passwd' }, 'network/redirect-loop'],
    ['a redirect to another scheme', { redirect: 'javascript:alert(1)' }, 'network/redirect-loop'],
    ['a redirect to a URL with user-info', { redirect: 'http://admin:password@127.0.0.1:1/' }, 'network/redirect-loop'],
  ];

  test.for(served)('with %s is told in time and space', async ([, behaviour, cause]) => {
    await using server = await startHttpServer({ fallback: behaviour });
    const examined = await examine(`${server.url}/v1/models`);
    expectSound(examined);
    expect({ first: first(examined), severe: severe(examined).length > 0 }).toEqual({ first: cause, severe: cause !== undefined });
  });

  test('that sends a password in Location does not get it repeated', async () => {
    await using server = await startHttpServer({ fallback: { redirect: 'http://admin:hunter2@127.0.0.1:1/' } });
    const { stdout, report } = await examine(`${server.url}/v1/models`);
    expect(stdout + JSON.stringify(report)).not.toContain('hunter2');
  });

  const raw: readonly (readonly [string, (socket: Socket) => void, string | undefined])[] = [
    ['drips its header, a byte every 100 ms', (socket) => drip(socket, `HTTP/1.1 200 OK\r\nX-Filler: ${'x'.repeat(9_000)}`), 'network/http-silence'],
    ['drips its body, a byte every 100 ms', (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n');
      drip(socket, `[${'1,'.repeat(4_000)}`);
    }, 'network/http-silence'],
    ['sends interim answers without end', (socket) => flood(socket, Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(500))), 'network/malformed-response'],
    ['sends line breaks without end', (socket) => flood(socket, Buffer.alloc(65_536, '\r\n')), 'network/malformed-response'],
    ['gives two lengths that differ', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 200\r\n\r\nok'), 'network/malformed-response'],
    ['frames its body by both a length and chunks', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 500 Smuggled\r\n\r\n'), undefined],
    ['hides a second answer behind the first', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Smuggled\r\nContent-Length: 0\r\n\r\n'), undefined],
    ['writes a bare CR into a field', (socket) => socket.end('HTTP/1.1 200 OK\r\nX-A: b\rX-C: d\r\nContent-Length: 2\r\n\r\nok'), 'network/malformed-response'],
    ['writes escapes and C1 controls into its reason and its fields', (socket) => socket.end(Buffer.from(
      'HTTP/1.1 500 \u001b[2J\u001b[31mowned\u009b1m\r\nServer: \u001b]0;owned\u0007\r\nContent-Type: text/html\r\n\r\n<title>\u001b[2Jowned\u009b1m\u0085</title>', 'latin1',
    )), 'network/server-error'],
    ['writes control characters into Location', (socket) => socket.end(Buffer.from(
      'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\u001b[31m\u0007\u009b/\u0000x\r\nContent-Length: 0\r\n\r\n', 'latin1',
    )), undefined],
  ];

  test.for(raw)('that %s is told in time and space', async ([, behave, cause]) => {
    await using server = await rudeServer(behave);
    const examined = await examine(`http://127.0.0.1:${server.port}/v1/models`, '--timeout', '3s');
    expectSound(examined);
    expect(first(examined)).toBe(cause);
  });

  // A quarter of a megabyte in such chunks takes a slow machine a while: the deadline is not what ends it here.
  test('that sends chunks of one byte without end is told in time and space', async () => {
    await using server = await rudeServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      flood(socket, Buffer.from('1\r\nx\r\n'.repeat(5_000)));
    });
    const examined = await examine(`http://127.0.0.1:${server.port}/v1/models`, '--timeout', '30s');
    expectSound(examined);
    expect(first(examined)).toBeUndefined();
  });
});

describe('a TLS server', () => {
  /** Every message of the wrong length, kind or number: none is an answer to a ClientHello. */
  const shaken: readonly (readonly [string, (socket: Socket) => void, readonly string[]])[] = [
    ['floods the client with warnings', (socket) => flood(socket, repeated(tlsRecord(21, Buffer.of(1, 112)))), ['network/unknown-server-name']],
    ['says goodbye without end', (socket) => flood(socket, repeated(tlsRecord(21, Buffer.of(1, 0)))), ['network/tls-closed']],
    ['floods the client with empty records', (socket) => flood(socket, repeated(tlsRecord(22, Buffer.alloc(0)))), ['network/tls-handshake#failed']],
    ['floods the client with ChangeCipherSpec', (socket) => flood(socket, repeated(tlsRecord(20, Buffer.of(1)))), ['network/tls-handshake#failed']],
    ['announces a message of 16 MB and sends it', (socket) => {
      socket.write(tlsRecord(22, Buffer.of(2, 0xff, 0xff, 0xff)));
      flood(socket, tlsRecord(22, Buffer.alloc(16_384)));
    }, ['network/tls-handshake#failed']],
    ['drips its first record', (socket) => drip(socket, tlsRecord(22, Buffer.alloc(2_000)).toString('latin1')), ['network/tls-silence']],
    ['floods the client with plain text', (socket) => flood(socket, Buffer.alloc(65_536, 'spam ')), ['network/not-tls']],
  ];

  test.for(shaken)('that %s is told in time and space', async ([, behave, causes]) => {
    await using server = await rudeServer(behave);
    const examined = await examine(`https://127.0.0.1:${server.port}/`, '--timeout', '3s');
    expectSound(examined);
    expect(causes).toContain(first(examined));
  });

  test('that answers with garbage does not speak TLS', async () => {
    await using server = await startBrokenTls({ fault: 'garbage' });
    const examined = await examine(`https://127.0.0.1:${server.port}/`);
    expectSound(examined);
    expect(first(examined)).toBe('network/not-tls');
  });

  test('with a chain of 100 authorities is judged', async () => {
    let authority = root;
    for (let depth = 0; depth < 99; depth++) authority = await authority.intermediate({ name: `Depth ${depth}` });
    const { chain, key } = await authority.issue({ names: ['127.0.0.1'] });
    expect(chain).toHaveLength(100);
    await using server = await startTlsServer({ chain, key, http: httpHandler({ fallback: { body: 'ok' } }) });
    const examined = await examine(`https://127.0.0.1:${server.port}/`, '--ca', ca);
    expectSound(examined);
    // As Node does: OpenSSL's own limit is 100 authorities (X509_VERIFY_PARAM_set_depth(3)).
    expect({ severe: severe(examined), code: examined.code }).toEqual({ severe: [], code: 0 });
  });

  test('with 100 certificates that have nothing to do with its own is judged by its own', async () => {
    const strangers = await Promise.all(Array.from({ length: 99 }, (_, index) => createAuthority({ name: `Stranger ${index}` })));
    const { chain, key } = await root.issue({ names: ['127.0.0.1'] });
    await using server = await startTlsServer({ chain: [...chain, ...strangers.map(({ certificate }) => certificate)], key, http: httpHandler({ fallback: { body: 'ok' } }) });
    const examined = await examine(`https://127.0.0.1:${server.port}/`, '--ca', ca);
    expectSound(examined);
    expect({ severe: severe(examined), code: examined.code }).toEqual({ severe: [], code: 0 });
  });

  test('whose authorities certify each other in every direction ends in an answer', async () => {
    const authorities = await Promise.all(Array.from({ length: 9 }, (_, index) => createAuthority({ name: `Maze ${index}` })));
    const crossed = await Promise.all(authorities.flatMap((one) => authorities.filter((other) => other !== one).map((other) => one.crossSign(other))));
    const { chain, key } = await (authorities[0] ?? root).issue({ names: ['127.0.0.1'] });
    await using server = await startTlsServer({ chain: [...chain, ...crossed], key, http: httpHandler({ fallback: { body: 'ok' } }) });
    const examined = await examine(`https://127.0.0.1:${server.port}/`, '--ca', ca);
    expectSound(examined);
    // Nobody vouches for any of them: too many paths to follow is no reason to call it healthy.
    expect([1, 3]).toContain(examined.code);
  });

  test('with 5,000 names in its certificate is matched against all of them', async () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `n${index}.example`);
    const { chain, key } = await root.issue({ names: [...names, '127.0.0.1'], commonName: 'many' });
    await using server = await startTlsServer({ chain, key, http: httpHandler({ fallback: { body: 'ok' } }) });
    const url = `https://127.0.0.1:${server.port}/`;
    const healthy = await examine(url, '--ca', ca);
    expectSound(healthy);
    expect({ severe: severe(healthy), code: healthy.code }).toEqual({ severe: [], code: 0 });
    const mismatch = await examine('https://unlisted.example/', '--connect-to', `127.0.0.1:${server.port}`, '--ca', ca, '--verbose');
    expectSound(mismatch);
    expect(first(mismatch)).toBe('certificate/name-mismatch');
  });

  test('with terminal escapes in its certificate writes none of them onto the screen', async () => {
    const nasty = await createAuthority({ name: 'Evil\u001b[2J\u001b]0;owned\u0007 CA\u202e' });
    const { chain, key } = await nasty.issue({ names: ['x\u001b[31mred.example', 'y\u0007\u0000.example'], commonName: 'cn\u001b[31m\u009b1mred\u2066' });
    await using server = await startTlsServer({ chain, key, http: httpHandler({ fallback: { body: 'ok' } }) });
    for (const args of [['--verbose'], ['--verbose', '--lang', 'zh-CN'], ['--ca', ca]]) {
      const examined = await examine(`https://127.0.0.1:${server.port}/`, ...args);
      expectSound(examined);
      expect(examined.code).toBe(1);
      expect(examined.report.diagnoses.map(({ layer }) => layer)).toContain('identity');
    }
    for (const format of ['markdown', 'github', 'junit', 'prometheus']) {
      const { stdout, code } = await culprit([`https://127.0.0.1:${server.port}/`, '--offline', '--format', format]);
      expect({ format, code, control: terminalControl.exec(stdout)?.[0] }).toEqual({ format, code: 1, control: undefined });
    }
  });
});

describe('a proxy', () => {
  test.for([
    ['http', 'text', Buffer.alloc(65_536, 'spam '), 'network/not-a-proxy'],
    ['socks5', 'fives', Buffer.alloc(65_536, 5), 'network/not-a-proxy'],
    ['socks5', 'HTTP', Buffer.alloc(65_536, 'HTTP/1.1 400 Bad Request\r\n'), 'network/proxy-wrong-scheme'],
  ] as const)('of scheme %s that floods the client with %s is blamed, in time and space', async ([scheme, , bytes, cause]) => {
    await using proxy = await rudeServer((socket) => flood(socket, bytes));
    const examined = await examine('https://shop.example/', '--proxy', `${scheme}://127.0.0.1:${proxy.port}`, '--timeout', '3s');
    expectSound(examined);
    expect(first(examined)).toBe(cause);
  });
});

describe('a proxy whose head never ends', () => {
  const started = (): Promise<LabServer> => rudeServer((socket) => flood(socket, Buffer.from('HTTP/1.1 200 OK\r\n'.padEnd(65_536, 'X-Filler: x\r\n'))));

  test('is told in time and space', async () => {
    await using proxy = await started();
    const examined = await examine('https://shop.example/', '--proxy', `http://127.0.0.1:${proxy.port}`, '--timeout', '3s');
    expectSound(examined);
    expect(examined.code).toBe(1);
  });

  test('is blamed itself', async () => {
    await using proxy = await started();
    const { report } = await examine('https://shop.example/', '--proxy', `http://127.0.0.1:${proxy.port}`, '--timeout', '3s');
    expect(report.diagnoses[0]?.layer).toBe('proxy');
  });
});

describe('a name server', () => {
  const long = Array.from({ length: 500 }, (_, index) => `127.1.${index >> 8}.${index & 0xff}`);

  test.for([
    ['answers with garbage', 'garbage', 'network/malformed-dns-answer'],
    ['answers under another id', { wrongId: { a: ['127.0.0.1'] } }, 'network/resolver-timeout'],
    ['sends a circle of aliases', { cname: 'b.shop.example' }, 'network/no-address-record'],
    ['sends 500 addresses over TCP', { truncated: { a: long } }, 'network/connection-refused'],
  ] as const)('that %s is told in time and space', async ([, answer, cause]) => {
    await using dns = await startDnsServer({ answers: { 'shop.example': answer, 'b.shop.example': { cname: 'shop.example' } } });
    const examined = await examine('http://shop.example:1/', '--resolver', `127.0.0.1:${dns.port}`, '--timeout', '3s');
    expectSound(examined);
    expect(first(examined)).toBe(cause);
  });

  test('that floods the client with datagrams is told in time and space', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => { socket.bind(0, '127.0.0.1', resolve); });
    socket.on('message', (_message, { port }) => {
      for (let count = 0; count < 5_000; count++) socket.send(Buffer.alloc(1_200, count), port, '127.0.0.1', () => {});
    });
    const examined = await examine('http://shop.example:1/', '--resolver', `127.0.0.1:${socket.address().port}`, '--timeout', '3s');
    socket.close();
    expectSound(examined);
    expect(first(examined)).toBe('network/malformed-dns-answer');
  });
});

describe('a file', () => {
  const refused = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await culprit(args, { cwd: directory });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(stackTrace);
    expect(stderr).not.toMatch(terminalControl);
    expect(stderr.length).toBeLessThan(1_000);
    return stderr;
  };

  test('of 100,001 targets is refused, with both numbers', async () => {
    await writeFile(join(directory, 'many.txt'), Array.from({ length: 100_001 }, (_, index) => `h${index}.test`).join('\n'));
    expect(await refused('--targets', 'many.txt')).toMatch(/100001 targets.*10000/);
  });

  test('of targets that is too large is refused', async () => {
    await writeFile(join(directory, 'large.txt'), 'shop.example\n'.repeat(400_000));
    expect(await refused('--targets', 'large.txt')).toContain('larger than 4 MiB');
  });

  test('of targets that is no text is refused without its bytes on the screen', async () => {
    const bytes = Buffer.alloc(20_000);
    for (let index = 0; index < bytes.length; index++) bytes[index] = (index * 7919) & 0xff;
    await writeFile(join(directory, 'binary'), bytes);
    expect(await refused('--targets', 'binary')).toContain("can't be examined");
  });

  test('of targets that is a directory is refused', async () => {
    expect(await refused('--targets', directory)).toContain('it is a folder');
  });

  test('of authorities that is a directory, empty, or a private key is refused', async () => {
    const { key } = await root.issue({ names: ['x.test'] });
    await Promise.all([writeFile(join(directory, 'empty.pem'), ''), writeFile(join(directory, 'key.pem'), key)]);
    expect(await refused('https://x.test', '--ca', directory)).toContain('it is a directory');
    expect(await refused('https://x.test', '--ca', 'empty.pem')).toContain('no PEM block of a certificate');
    const told = await refused('https://x.test', '--ca', 'key.pem');
    expect(told).toContain('no PEM block of a certificate');
    expect(told).not.toContain(key.split('\n')[1]);
  });

  test('of authorities of 20 MB, or with a certificate that is none, is refused or used, in time and space', async () => {
    await writeFile(join(directory, 'large.pem'), root.certificate.repeat(Math.ceil(20_000_000 / root.certificate.length)));
    const { chain, key } = await root.issue({ names: ['127.0.0.1'] });
    await using server = await startTlsServer({ chain, key, http: httpHandler({ fallback: { body: 'ok' } }) });
    const large = await culprit([`https://127.0.0.1:${server.port}/`, '--offline', '--ca', 'large.pem'], { cwd: directory });
    // 3: what takes longer than the run's deadline was not judged.
    expect([0, 2, 3]).toContain(large.code);
    expect(large.stdout + large.stderr).not.toMatch(stackTrace);
    await writeFile(join(directory, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const broken = await culprit([`https://127.0.0.1:${server.port}/`, '--offline', '--ca', 'broken.pem'], { cwd: directory });
    expect([1, 2]).toContain(broken.code);
    expect(broken.stdout + broken.stderr).not.toMatch(stackTrace);
  });
});

describe('an argument', () => {
  test.for([
    ['with terminal escapes', 'https://x\u001b[31m\u0007.test/'],
    ['with C1 controls', 'x\u009b1m\u0085.test'],
    ['with a line break', 'x.test\n  CAUSE   none'],
    ['of 100,000 characters', `https://${'x'.repeat(100_000)}.test/`],
    ['of 100,000 labels', 'x.'.repeat(50_000)],
  ])('%s is refused without harm to the terminal', async ([, target]) => {
    const { code, stdout, stderr } = await culprit(['examine', target ?? '', '--offline'], { cwd: directory });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(stackTrace);
    expect(stderr).not.toMatch(terminalControl);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr.length).toBeLessThan(1_000);
  });
});

test('an argument that changes the reading direction is refused without harm to the terminal', async () => {
  const { stderr } = await culprit(['examine', 'x\u202e.test', '--offline'], { cwd: directory });
  expect(stderr).not.toMatch(terminalControl);
});

test('a reader that takes one line ends nothing badly', async () => {
  await using server = await startHttpServer({ fallback: { status: 500 } });
  const bin = fileURLToPath(new URL('../../apps/cli/bin/culprit.js', import.meta.url));
  const shell = spawn('bash', ['-c', 'set -o pipefail; "$0" "$1" "$2" --offline --verbose | head -1', process.execPath, bin, `${server.url}/`], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  shell.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  shell.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
  await once(shell, 'close');
  expect(err).toBe('');
  expect(out.split('\n')).toHaveLength(2);
});

test('Ctrl-C while a TLS server hangs ends with 130 and a report of what is known', async () => {
  let reached: () => void = () => {};
  const connected = new Promise<void>((resolve) => { reached = resolve; });
  await using server = await rudeServer(() => reached());
  const { child, ended } = startCulprit([`https://127.0.0.1:${server.port}/`, '--offline', '--format', 'json']);
  await connected;
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
  const report = JSON.parse(stdout) as Report;
  expect({ interrupted: report.interrupted, exitCode: report.exitCode, bugs: report.bugs }).toEqual({ interrupted: true, exitCode: 130, bugs: [] });
  expect(report.evidence.some(({ fact, status }) => fact === 'network/tcp-connection' && status === 'observed')).toBe(true);
});
