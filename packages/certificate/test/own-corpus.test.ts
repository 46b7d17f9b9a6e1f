import { connect } from 'node:tls';
import { startTlsServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { pemOf } from '../src/der/certificates-in.ts';
import { judgeChain } from '../src/path-building/judge-chain.ts';
import { commonRules, serverRules } from '../src/path-building/judge-path.ts';
import { answers, examineServer, useWorld, withoutBugs } from './examine.ts';
import { keyNamed } from './craft-certificate.ts';
import { ownCorpus, type OwnCase } from './own-corpus.ts';

const now = new Date();
const world = useWorld();

test('at least three hundred chains, each with a name of its own', () => {
  expect(new Set(ownCorpus.map(({ name }) => name)).size).toBe(ownCorpus.length);
  expect(ownCorpus.length).toBeGreaterThanOrEqual(300);
});

test.each(ownCorpus)('$name', ({ chain, anchors, host = 'www.shop.test', cause, strict }) => {
  const { accepted, faults, search } = judgeChain({ chain, anchors, host, now, rules: strict === undefined ? serverRules : { ...commonRules, anchors: 'self-signed', strictUsage: true } });
  expect({ accepted, cause: faults[0]?.cause }).toEqual({ accepted: cause === undefined, cause });
  expect(search?.steps ?? 0).toBeLessThan(50);
});

/** What OpenSSL says of the chain in a handshake; `undefined` where no server can present it. */
async function askOpenSsl({ chain, anchors, key }: OwnCase): Promise<string | undefined> {
  const identity = { chain: chain.map(pemOf), key: keyNamed(key).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  await using server = await startTlsServer(identity).catch(() => undefined);
  if (server === undefined) return undefined;
  return await new Promise((resolve) => {
    const socket = connect({ host: server.host, port: server.port, servername: 'www.shop.test', ca: anchors.map(pemOf), rejectUnauthorized: false, checkServerIdentity: () => undefined, ecdhCurve: 'X25519' }, () => {
      resolve(socket.authorized ? 'accepted' : String(socket.authorizationError));
      socket.destroy();
    });
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
}

test('a wrong issuer before the right one, which OpenSSL stumbles over, is named in an examination', async () => {
  const one = ownCorpus.find(({ name }) => name === 'the right intermediate after a wrong one');
  const [anchor = Buffer.alloc(0)] = one?.anchors ?? [];
  const report = withoutBugs(await examineServer(
    { chain: (one?.chain ?? []).map(pemOf), key: keyNamed('leaf').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    { host: 'www.shop.test', route: { ca: world().file('crafted-root.pem', pemOf(anchor)) } },
  ));
  expect(answers(report)[0]).toBe('certificate/wrong-issuer-key#first-of-the-name certain');
});

/** Where OpenSSL decides otherwise, and why we don't follow. */
const deviations: readonly (readonly [name: RegExp, why: string])[] = [
  [/^dns:\*\.shop\.test where the \w+ excludes dns:www\.shop\.test$/, 'a wildcard stands for the excluded name: so Go and BoringSSL'],
  [/^dir:.* where the root /, 'without key identifiers OpenSSL takes equal names for a signature of its own'],
  [/^\d intermediates of one name/, 'the same'],
  [/^the right (?:intermediate|root) after /, 'OpenSSL tries the first certificate of a name and no other'],
  [/^(?:an intermediate for clients|a constrained intermediate) beside /, 'the same'],
];

test('in a handshake OpenSSL gives the same verdict on each of them that a server can present', async () => {
  const differing: string[] = [];
  let asked = 0;
  for (const one of ownCorpus.filter(({ strict }) => strict === undefined)) {
    const theirs = await askOpenSsl(one);
    if (theirs === undefined) continue;
    asked++;
    const { accepted, faults } = judgeChain({ chain: one.chain, anchors: one.anchors, now });
    const agreed = accepted === (theirs === 'accepted');
    if (!agreed && !deviations.some(([name]) => name.test(one.name))) differing.push(`${one.name}: OpenSSL ${theirs}, we ${faults[0]?.cause ?? 'accepted'}`);
  }
  expect(differing).toEqual([]);
  expect(asked).toBeGreaterThan(300);
}, 120_000);
