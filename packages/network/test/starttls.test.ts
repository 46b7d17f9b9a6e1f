import { createAuthority, startStartTlsServer, startTcpServer, startTlsServer, type Authority, type StartTlsFault, type StartTlsProtocol } from '@culprit/lab';
import { isToolError } from '@culprit/core';
import { assert, constantFrom, property, uint8Array } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTls, tlsHandshake } from '../src/facts/tls-handshake.ts';
import { ldap, mysql, postgres } from '../src/starttls/binary-dialogues.ts';
import { ftp, imap, pop3, smtp, xmpp } from '../src/starttls/text-dialogues.ts';
import { startTlsPorts, tlsEndpoint } from '../src/targets/tls-endpoint.ts';
import { examine, found, trialsOf } from './examine.ts';
import { gather } from './gather.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority({ name: 'Lab Root' });
});

const protocols: readonly StartTlsProtocol[] = ['smtp', 'imap', 'pop3', 'ldap', 'postgres', 'mysql', 'xmpp', 'ftp'];
const serve = async (protocol: StartTlsProtocol, fault?: StartTlsFault, times?: number) => {
  const { chain, key } = await authority.issue({ names: ['localhost'] });
  return startStartTlsServer({ protocol, chain, key, ...(fault === undefined ? {} : { fault }), ...(times === undefined ? {} : { times }) });
};
const way = (port: number) => ({ host: 'localhost', port, route: { family: 4 as const } });
const endpoint = (port: number, protocol: StartTlsProtocol) => ({ kind: 'tls-endpoint', ...way(port), startTls: protocol });
const outcomeOf = async (port: number, protocol: StartTlsProtocol, patienceMs = 2_000) => (await gather(startTls.of({ ...way(port), protocol }), { patienceMs })).value;

describe('targets', () => {
  test.for(protocols)('%s:// has its usual port, or the one that is given', (protocol) => {
    expect(tlsEndpoint.read(`${protocol}://Mail.Shop.example`, {})).toEqual({ host: 'mail.shop.example', port: startTlsPorts[protocol], startTls: protocol });
    expect(tlsEndpoint.read(`${protocol}://[::1]:2000/`, {})).toEqual({ host: '::1', port: 2000, startTls: protocol });
  });

  test('a database URL is read up to its host', () => {
    expect(tlsEndpoint.read('postgresql://db.shop.example/orders?sslmode=require', {})).toEqual({ host: 'db.shop.example', port: 5432, startTls: 'postgres' });
  });

  test('a password in it is refused, and not repeated', () => {
    const refused = (() => {
      try {
        return tlsEndpoint.read('postgres://ada:hunter2@db.shop.example/orders', {});
      } catch (error) {
        return error;
      }
    })();
    expect(isToolError(refused) && refused.text.en).toContain('postgres://db.shop.example');
    expect(JSON.stringify(refused)).not.toContain('hunter2');
  });
});

describe('the way to TLS', () => {
  test.for(protocols)('%s: the handshake follows, and the certificate is seen', async (protocol) => {
    await using server = await serve(protocol);
    const { value } = await gather(tlsHandshake.of({ ...way(server.port), startTls: protocol }));
    expect(value).toMatchObject({ outcome: 'completed', chainSource: 'wire', serverName: 'localhost' });
    expect(server.serverNames).toEqual(['localhost']);
  });

  test.for(protocols)('%s: a server without TLS does not offer it', async (protocol) => {
    await using server = await serve(protocol, 'not-offered');
    expect(await outcomeOf(server.port, protocol)).toMatchObject({ outcome: 'not-offered', masked: false });
  });

  test.for(protocols.filter((protocol) => protocol !== 'postgres' && protocol !== 'mysql'))('%s: a refusal is told from no offer', async (protocol) => {
    await using server = await serve(protocol, 'refused');
    expect(await outcomeOf(server.port, protocol)).toMatchObject({ outcome: 'refused' });
  });

  test.for(protocols)('%s: bytes in clear that come with the agreement are not taken for TLS', async (protocol) => {
    await using server = await serve(protocol, 'early-bytes');
    expect(await outcomeOf(server.port, protocol)).toMatchObject({ outcome: 'early-bytes' });
  });

  test.for(protocols.filter((protocol) => protocol !== 'ldap'))('%s: who is turned away is told so', async (protocol) => {
    await using server = await serve(protocol, 'turned-away');
    expect(await outcomeOf(server.port, protocol)).toMatchObject({ outcome: 'turned-away' });
  });

  test.concurrent.for(protocols)('%s: silence ends with the patience', async (protocol) => {
    await using server = await serve(protocol, 'hang');
    expect(await outcomeOf(server.port, protocol, 500)).toMatchObject({ outcome: 'timed-out' });
  });

  test.for(protocols)('%s: a peer that never comes to an end is given up', async (protocol) => {
    await using server = await startTcpServer({ behaviour: { banner: Buffer.alloc(100_000, '220-250-* +<0') } });
    expect(await outcomeOf(server.port, protocol)).toHaveProperty('outcome', expect.stringMatching(/^(?:other-protocol|not-offered|turned-away)$/));
  });

  test.for([smtp, imap, pop3, ftp, xmpp, ldap, mysql, postgres])('dialogue %# makes something of any bytes', (dialogue) => {
    assert(property(uint8Array({ maxLength: 64 }), constantFrom('', '220-', '* OK\r\n', '+OK\r\n', '<stream:stream>', '0', 'E', '\u0000\u0001\u0000\u0000\n'), (bytes, start) => {
      const said = Buffer.concat([Buffer.from(start, 'latin1'), bytes]);
      for (const { reply } of [dialogue.greeting, dialogue.announcement, dialogue.request].filter((turn) => turn !== undefined)) {
        const length = reply?.length(said) ?? said.length;
        expect(length).toBeLessThanOrEqual(said.length);
        expect(reply?.meaning(said.subarray(0, length)) ?? 'go-on').toMatch(/^[a-z-]+$/);
      }
    }));
  });
});

describe('causes', () => {
  test('a server without TLS is told from one whose offer is hidden', async () => {
    await using without = await serve('smtp', 'not-offered');
    expect(found(await examine(endpoint(without.port, 'smtp')))).toEqual(['starttls-not-offered#not-taken']);
    await using hidden = await serve('imap', 'hidden');
    expect(found(await examine(endpoint(hidden.port, 'imap')))).toEqual(['starttls-stripped#unannounced']);
    await using masked = await serve('smtp', 'masked');
    expect(found(await examine(endpoint(masked.port, 'smtp')))).toEqual(['starttls-stripped#masked']);
  });

  test('a refusal is only blamed when it comes twice', async () => {
    await using always = await serve('smtp', 'refused');
    expect(found(await examine(endpoint(always.port, 'smtp')))).toEqual(['starttls-refused#twice']);
    await using once = await serve('smtp', 'refused', 1);
    expect(found(await examine(endpoint(once.port, 'smtp')))).toEqual([]);
  });

  test('a port that speaks TLS at once is named, and tried', async () => {
    const { chain, key } = await authority.issue({ names: ['localhost'] });
    await using server = await startTlsServer({ chain, key });
    const report = await examine(endpoint(server.port, 'postgres'));
    expect(found(report)).toEqual(['implicit-tls-expected#handshake-passes']);
    expect(trialsOf(report, 'implicit-tls-expected')).toEqual(['use-implicit-tls works']);
  });

  test('a port of another protocol is named', async () => {
    await using server = await serve('imap');
    expect(found(await examine(endpoint(server.port, 'smtp')))).toEqual(['starttls-wrong-protocol#speaks']);
  });

  test('what goes on in clear is blamed, before and after the ClientHello', async () => {
    await using early = await serve('pop3', 'early-bytes');
    expect(found(await examine(endpoint(early.port, 'pop3')))).toEqual(['starttls-plaintext#with-the-agreement']);
    await using late = await serve('pop3', 'plaintext');
    expect(found(await examine(endpoint(late.port, 'pop3')))).toEqual(['starttls-plaintext#in-place-of-tls']);
    await using once = await serve('pop3', 'early-bytes', 1);
    expect(found(await examine(endpoint(once.port, 'pop3')))).toEqual([]);
  });
});
