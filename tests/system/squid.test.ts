import { createAuthority, httpHandler, startHttpServer, startTlsServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { freePort, scratchFolder, startDaemon } from './daemon.ts';
import { broken, examine, healthy, outcomeOf } from './examine.ts';
import { apt, because, firstReason, program } from './requirements.ts';

const reason = firstReason(apt('squid'), program('squid'));
const [skip, why] = [reason !== undefined, because(reason)];
const helper = '/usr/lib/squid/basic_fake_auth';

/** squid with these rules; whom none of them lets in is refused. */
async function startSquid(rules: string): Promise<AsyncDisposable & { readonly proxy: readonly string[] }> {
  const port = await freePort();
  const folder = scratchFolder();
  folder.write('squid.conf', `http_port 127.0.0.1:${port}
visible_hostname proxy.example
pid_filename none
access_log none
cache_log ${folder.path}/cache.log
netdb_filename none
cache deny all
coredump_dir ${folder.path}
shutdown_lifetime 0 seconds
${rules}
http_access deny all
`);
  const daemon = await startDaemon({ command: ['squid', '-N', '-f', `${folder.path}/squid.conf`], ports: [port], folder });
  return Object.assign(daemon, { proxy: ['--proxy', `http://127.0.0.1:${port}`] });
}

const authority = await createAuthority({ name: 'System Root' });
const leaf = await authority.issue({ names: ['127.0.0.1'] });

async function startService(): Promise<AsyncDisposable & { readonly target: readonly string[] }> {
  const folder = scratchFolder({ 'ca.pem': authority.certificate });
  const server = await startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: { body: 'ok' } }) });
  return {
    target: [`https://127.0.0.1:${server.port}/`, '--ca', `${folder.path}/ca.pem`],
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

test.skipIf(skip)(`squid that lets everybody through is no cause${why}`, async () => {
  await using service = await startService();
  await using squid = await startSquid('http_access allow all');
  const examined = await examine([...service.target, ...squid.proxy]);
  expect(outcomeOf(examined)).toEqual(healthy);
  expect(examined.report.findings.map(({ id }) => id)).toContain('network/connection#proxied');
});

test.skipIf(skip)(`squid that wants a credential, and has it${why}`, async () => {
  await using service = await startService();
  await using squid = await startSquid(`auth_param basic program ${helper}\nauth_param basic realm proxy\nacl known proxy_auth REQUIRED\nhttp_access allow known`);
  expect(outcomeOf(await examine([...service.target, ...squid.proxy]))).toEqual(broken('network/proxy-authentication-required'));
  const env = { PROXY_LOGIN: 'user:hunter2-hunter2' };
  const examined = await examine([...service.target, ...squid.proxy, '--proxy-credential', 'env:PROXY_LOGIN'], { env });
  expect(outcomeOf(examined)).toEqual(healthy);
  expect(JSON.stringify(examined.report)).not.toContain('hunter2');
});

test.skipIf(skip)(`squid whose rules forbid the way${why}`, async () => {
  await using service = await startService();
  await using squid = await startSquid('');
  const examined = await examine([...service.target, ...squid.proxy]);
  expect(outcomeOf(examined)).toEqual(broken('network/proxy-refusal'));
  expect(JSON.stringify(examined.report.evidence)).toContain('403');
});

test.skipIf(skip)(`squid that allows CONNECT to port 443 alone takes plain HTTP as whole requests${why}`, async () => {
  await using server = await startHttpServer({ fallback: { body: 'ok' } });
  await using squid = await startSquid('acl to_tls port 443\nacl tunnels method CONNECT\nhttp_access deny tunnels !to_tls\nhttp_access allow all');
  const examined = await examine([server.url, ...squid.proxy]);
  expect(outcomeOf(examined)).toEqual(healthy);
  expect(JSON.stringify(examined.report.evidence)).toContain('"forwards":true');
  await using closed = await startSquid('');
  expect(outcomeOf(await examine([server.url, ...closed.proxy]))).toEqual(broken('network/proxy-refusal'));
});

test.skipIf(skip)(`squid before a server that is down says so, and going around it does not help${why}`, async () => {
  await using squid = await startSquid('http_access allow all');
  const { report, code } = await examine([`https://127.0.0.1:${await freePort()}/`, ...squid.proxy]);
  const [first] = report.diagnoses;
  expect({ code, bugs: report.bugs }).toEqual({ code: 1, bugs: [] });
  expect(first?.remedies.find(({ id }) => id === 'network/bypass-proxy')?.trial).not.toBe('works');
});

// It is refused directly too, and squid passes on the error number: the service is down, not the proxy strict.
test.skipIf(skip)(`squid before a server that is down is not blamed for it${why}`, async () => {
  await using squid = await startSquid('http_access allow all');
  const { report } = await examine([`https://127.0.0.1:${await freePort()}/`, ...squid.proxy]);
  expect(report.diagnoses[0]?.owner).toBe('service');
});
