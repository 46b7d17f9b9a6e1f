import { createAuthority, parseClientHello, startBrokenTls, startTcpServer, startTlsServer, type Authority } from '@culprit/lab';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { serverHello, type ServerHello } from '../src/facts/server-hello.ts';
import { cipherSuites, suiteName, writeClientHello } from '../src/facts/tls-capture/client-hello.ts';
import { gather } from './gather.ts';
import { observe } from './observe.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority({ name: 'Lab Root' });
});

const ask = (port: number, offer: 'every-suite' | 'no-suite' = 'every-suite'): Promise<ServerHello | undefined> => observe(serverHello.of({ host: 'localhost', port, route: { family: 4 }, offer }));
const derOf = (pem: string): string => pem.replaceAll(/-----[^-]+-----|\s/g, '');

describe('a ClientHello of our own', () => {
  test('is read by servers as it is meant', () => {
    fc.assert(fc.property(fc.domain(), fc.subarray(Object.values(cipherSuites), { minLength: 1 }), fc.constantFrom(0x0301, 0x0303), (serverName, suites, version) => {
      const bytes = writeClientHello({ serverName, version, suites, extensions: true });
      expect(parseClientHello(bytes)).toMatchObject({ length: bytes.length, serverName, versions: [version], suites, alpn: [] });
    }));
    expect(parseClientHello(writeClientHello({ version: 0x0300, suites: [5], extensions: false }))).toMatchObject({ versions: [0x0300], suites: [5], groups: [] });
  });

  test('tells what a sound server chooses, and shows its chain as it was sent', async () => {
    const { chain, key } = await authority.issue({ names: ['localhost'] });
    await using server = await startTlsServer({ chain, key, maxVersion: 'TLSv1.2' });
    expect(await ask(server.port)).toMatchObject({ outcome: 'answered', version: 'TLSv1.2', obsolete: false, chain: chain.map(derOf) });
  });

  test.for([[0x0300, 0x0005, 'SSLv3', 'TLS_RSA_WITH_RC4_128_SHA'], [0x0303, 0x000a, 'TLSv1.2', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA']] as const)('reads the chain of a server that Node can\'t speak to: %o, suite %o', async ([version, suite, name, cipher]) => {
    const { chain } = await authority.issue({ names: ['localhost'] });
    await using server = await startBrokenTls({ fault: { only: { version, suite, chain } } });
    expect(await ask(server.port)).toEqual({ outcome: 'answered', version: name, cipher, obsolete: true, chain: chain.map(derOf) });
  });

  test('with nothing to choose from gets an alert from a TLS server, and none from another', async () => {
    const { chain, key } = await authority.issue({ names: ['localhost'] });
    await using sound = await startTlsServer({ chain, key });
    await using plain = await startTcpServer({ behaviour: { banner: 'SSH-2.0-OpenSSH_9.9\r\n' } });
    expect(await ask(sound.port, 'no-suite')).toMatchObject({ outcome: 'alert', alert: { name: 'handshake_failure' } });
    expect(await ask(plain.port, 'no-suite')).toEqual({ outcome: 'not-tls' });
  });

  test('gets what the peer does in place of an answer', async () => {
    for (const [behaviour, outcome] of [['accept-then-close', 'closed'], ['garbage', 'not-tls'], [{ resetAfterBytes: 1 }, 'reset']] as const) {
      await using server = await startTcpServer({ behaviour });
      expect((await ask(server.port))?.outcome).toBe(outcome);
    }
    await using mute = await startTcpServer({ behaviour: 'never-answer' });
    expect((await gather(serverHello.of({ host: '127.0.0.1', port: mute.port, offer: 'no-suite' }), { patienceMs: 200 })).value).toEqual({ outcome: 'silent' });
  });

  test('is not waited for when the run is interrupted', async () => {
    await using mute = await startTcpServer({ behaviour: 'never-answer' });
    const abort = new AbortController();
    const asked = gather(serverHello.of({ host: '127.0.0.1', port: mute.port, offer: 'no-suite' }), { patienceMs: 60_000, signal: abort.signal });
    while (mute.connections === 0) await new Promise((resolve) => { setImmediate(resolve); });
    abort.abort();
    expect((await asked).value).toEqual({ outcome: 'silent' });
  });

  test('names a suite that has no name here by its number', () => {
    expect([suiteName(0x0005), suiteName(0xfefe)]).toEqual(['TLS_RSA_WITH_RC4_128_SHA', '0xfefe']);
  });
});
