import { createAuthority, httpHandler, startTlsServer } from '@culprit/lab';
import { afterAll, expect, test } from 'vitest';
import { scratchFolder } from './daemon.ts';
import { startCulprit } from './examine.ts';
import { apt, because, firstReason, program } from './requirements.ts';

const authority = await createAuthority({ name: 'System Root' });
const folder = scratchFolder({ 'root.pem': authority.certificate });
const root = `${folder.path}/root.pem`;
const answering = { http: httpHandler({ fallback: { body: 'ok' } }) };
const server = await startTlsServer({ ...await authority.issue({ names: ['127.0.0.1'] }), ...answering });
const commonName = await startTlsServer({ ...await authority.issue({ commonName: 'localhost', names: [] }), ...answering });
afterAll(async () => {
  await Promise.all([server, commonName].map((one) => one[Symbol.asyncDispose]()));
  folder[Symbol.dispose]();
});

const reason = firstReason(apt('curl'), program('curl'), apt('python3-requests'), program('python3'));
const [skip, why] = [reason !== undefined, because(reason)];

type Compared = { readonly client: string; readonly verdict: { readonly outcome: string }; readonly ran?: { readonly outcome: string } };

/** What was judged of each client, and what the real one did; those that are not here are left out. */
async function parity(env: { readonly [name: string]: string }, url: string = `https://127.0.0.1:${server.port}/`, as: string = 'curl,python,node,java'): Promise<{ readonly [client: string]: string }> {
  const { stdout } = await startCulprit(['parity', url, '--confirm', '--as', as, '--format', 'json'], { env }).ended;
  const { clients } = JSON.parse(stdout) as { readonly clients: readonly Compared[] };
  return Object.fromEntries(clients.filter(({ ran }) => ran?.outcome !== 'not-installed').map(({ client, verdict, ran }) => [client, `${verdict.outcome} ${ran?.outcome ?? 'not-run'}`]));
}

test.skipIf(skip)(`a file that SSL_CERT_FILE names lets curl in, and neither Python requests nor Node${why}`, async () => {
  expect(await parity({ SSL_CERT_FILE: root })).toMatchObject({ curl: 'works answered', requests: 'fails failed', node: 'fails failed' });
}, 120_000);

test.skipIf(skip)(`a file that variables of Node and requests name lets these in, and curl not${why}`, async () => {
  expect(await parity({ NODE_EXTRA_CA_CERTS: root, REQUESTS_CA_BUNDLE: root })).toMatchObject({ curl: 'fails failed', requests: 'works answered', node: 'works answered' });
}, 120_000);

// Debian's requests is older than the table, which says so; it goes by urllib3 1, which read common names.
test.skipIf(skip)(`a certificate with a common name alone lets curl and Node in${why}`, async () => {
  const env = { SSL_CERT_FILE: root, NODE_EXTRA_CA_CERTS: root };
  expect(await parity(env, `https://localhost:${commonName.port}/`, 'curl,node')).toEqual({ curl: 'works answered', node: 'works answered' });
}, 120_000);
