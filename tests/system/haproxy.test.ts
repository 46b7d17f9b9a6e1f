import { createAuthority, httpHandler, startTlsServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { freePort, scratchFolder, startDaemon } from './daemon.ts';
import { broken, examine, healthy, outcomeOf } from './examine.ts';
import { apt, because, firstReason, program } from './requirements.ts';

const reason = firstReason(apt('haproxy'), program('haproxy'));
const [skip, why] = [reason !== undefined, because(reason)];

const authority = await createAuthority({ name: 'System Root' });
const leaf = await authority.issue({ names: ['api.example.org', 'blocked.example.org'] });

/** haproxy before a server at `behind`. `front`: what follows address and port, its certificate in `{own}`. */
async function startHaproxy(mode: 'tcp' | 'http', front: string, behind: number): Promise<AsyncDisposable & { readonly to: (host: string) => readonly string[] }> {
  const port = await freePort();
  const folder = scratchFolder({ 'ca.pem': authority.certificate, 'own.pem': `${leaf.chain.join('\n')}\n${leaf.key}` });
  folder.write('haproxy.cfg', `global
  maxconn 100
defaults
  mode ${mode}
  timeout connect 2s
  timeout client 5s
  timeout server 5s
frontend front
  bind 127.0.0.1:${port} ${front.replace('{own}', `${folder.path}/own.pem`)}
  default_backend behind
backend behind
  retries 0
  server one 127.0.0.1:${behind}
`);
  const daemon = await startDaemon({ command: ['haproxy', '-db', '-f', `${folder.path}/haproxy.cfg`], ports: [port], folder });
  return Object.assign(daemon, { to: (host: string) => [`https://${host}/`, '--connect-to', `127.0.0.1:${port}`, '--ca', `${folder.path}/ca.pem`] });
}

test.skipIf(skip)(`haproxy that rejects connections by their server name${why}`, async () => {
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: { body: 'ok' } }) });
  await using haproxy = await startHaproxy('tcp', `
  tcp-request inspect-delay 2s
  tcp-request content reject if { req.ssl_sni -i blocked.example.org }
  tcp-request content accept if { req.ssl_hello_type 1 }`, server.port);
  const controls = { sni: ['www.example.com'] };
  expect(outcomeOf(await examine(haproxy.to('api.example.org'), { controls }))).toEqual(healthy);
  expect(outcomeOf(await examine(haproxy.to('blocked.example.org'), { controls }))).toEqual(broken('network/server-name-filtered'));
});

test.skipIf(skip)(`haproxy that has no certificate for the name${why}`, async () => {
  await using haproxy = await startHaproxy('http', 'ssl crt {own} strict-sni', await freePort());
  expect(outcomeOf(await examine(haproxy.to('elsewhere.example.org')))).toEqual(broken('network/unknown-server-name'));
});

test.skipIf(skip)(`haproxy without a server behind it answers 503${why}`, async () => {
  await using haproxy = await startHaproxy('http', 'ssl crt {own}', await freePort());
  expect(outcomeOf(await examine(haproxy.to('api.example.org')))).toEqual(broken('network/server-error'));
});
