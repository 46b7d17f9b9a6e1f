import { createAuthority, httpHandler, startTlsServer } from '@culprit/lab';
import { afterAll, expect, test } from 'vitest';
import { scratchFolder } from './daemon.ts';
import { startCulprit } from './examine.ts';
import { apt, because, firstReason, program } from './requirements.ts';

const authority = await createAuthority({ name: 'System Root' });
const folder = scratchFolder({ 'root.pem': authority.certificate });
const root = `${folder.path}/root.pem`;
const server = await startTlsServer({ ...await authority.issue({ names: ['127.0.0.1'] }), http: httpHandler({ fallback: { body: 'ok' } }) });
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const reason = firstReason(apt('curl'), program('curl'), apt('python3-requests'), program('python3'));
const [skip, why] = [reason !== undefined, because(reason)];

type Compared = { readonly client: string; readonly verdict: { readonly outcome: string }; readonly ran?: { readonly outcome: string } };

/** What was judged of each client, and what the real one did; those that are not here are left out. */
async function parity(env: { readonly [name: string]: string }): Promise<{ readonly [client: string]: string }> {
  const { stdout } = await startCulprit(['parity', `https://127.0.0.1:${server.port}/`, '--confirm', '--as', 'curl,python,node,java', '--format', 'json'], { env }).ended;
  const { clients } = JSON.parse(stdout) as { readonly clients: readonly Compared[] };
  return Object.fromEntries(clients.filter(({ ran }) => ran?.outcome !== 'not-installed').map(({ client, verdict, ran }) => [client, `${verdict.outcome} ${ran?.outcome ?? 'not-run'}`]));
}

test.skipIf(skip)(`a file that SSL_CERT_FILE names lets curl in, and neither Python requests nor Node${why}`, async () => {
  expect(await parity({ SSL_CERT_FILE: root })).toMatchObject({ curl: 'works answered', requests: 'fails failed', node: 'fails failed' });
}, 120_000);

test.skipIf(skip)(`a file that variables of Node and requests name lets these in, and curl not${why}`, async () => {
  expect(await parity({ NODE_EXTRA_CA_CERTS: root, REQUESTS_CA_BUNDLE: root })).toMatchObject({ curl: 'fails failed', requests: 'works answered', node: 'works answered' });
}, 120_000);
