import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { createAuthority, startTcpServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { freePort, scratchFolder, startDaemon } from './daemon.ts';
import { broken, examine, healthy, outcomeOf } from './examine.ts';
import { apt, because, firstReason, program, type Reason } from './requirements.ts';

const authority = await createAuthority({ name: 'System Root' });
const leaf = await authority.issue({ names: ['localhost', '127.0.0.1'], key: 'rsa-2048' });

interface Nginx extends AsyncDisposable {
  readonly url: string;
  /** Arguments that trust its authority. */
  readonly trusting: readonly string[];
}

/** nginx with one HTTPS server and these directives in it. */
async function startNginx(directives: string, outside = ''): Promise<Nginx> {
  const port = await freePort();
  const folder = scratchFolder({ 'ca.pem': authority.certificate, 'chain.pem': leaf.chain.join('\n'), 'key.pem': leaf.key });
  const { path } = folder;
  folder.write('nginx.conf', `daemon off; error_log stderr; pid ${path}/nginx.pid; worker_processes 1;
    events { worker_connections 64; }
    http {
      access_log off;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${path}/${name};`).join(' ')}
      ${outside}
      server {
        listen 127.0.0.1:${port} ssl;
        ssl_certificate ${path}/chain.pem; ssl_certificate_key ${path}/key.pem;
        default_type application/json;
        ${directives}
      }
    }`);
  const daemon = await startDaemon({ command: ['nginx', '-p', path, '-e', 'stderr', '-c', `${path}/nginx.conf`], ports: [port], folder });
  return Object.assign(daemon, { url: `https://127.0.0.1:${port}/`, trusting: ['--ca', `${path}/ca.pem`] });
}

const reason = firstReason(apt('nginx-light'), program('nginx'));
const [skip, why] = [reason !== undefined, because(reason)];
const says = (status: number): string => `location / { return ${status} '{"ok":true}'; }`;
const oldOnly = 'ssl_protocols TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;';

/** Distributions build their OpenSSL without old versions, or refuse them by policy. */
async function withoutOldVersions(): Promise<Reason> {
  if (reason !== undefined) return reason;
  try {
    await using nginx = await startNginx(`${oldOnly} ${says(200)}`);
    const socket = connectTls({ host: '127.0.0.1', port: Number(new URL(nginx.url).port), rejectUnauthorized: false, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' });
    await once(socket, 'secureConnect');
    socket.destroy();
    return undefined;
  } catch (error) {
    return `this nginx can't speak TLS 1.1: ${error instanceof Error ? error.message : String(error)}`;
  }
}
const noOldVersions = await withoutOldVersions();

test.skipIf(skip)(`nginx as it should be is healthy, and unknown without its authority${why}`, async () => {
  await using nginx = await startNginx(says(200));
  expect(outcomeOf(await examine([nginx.url, ...nginx.trusting]))).toEqual(healthy);
  expect(outcomeOf(await examine([nginx.url]))).toEqual(broken('certificate/unknown-root'));
});

test.skipIf(noOldVersions !== undefined)(`nginx that speaks TLS 1.1 alone${because(noOldVersions)}`, async () => {
  await using nginx = await startNginx(`${oldOnly} ${says(200)}`);
  expect(outcomeOf(await examine([nginx.url, ...nginx.trusting]))).toEqual(broken('network/protocol-too-old'));
});

test.skipIf(skip)(`nginx that wants a client certificate says so in HTTP${why}`, async () => {
  const client = await authority.issue({ commonName: 'client', usages: ['clientAuth'] });
  using own = scratchFolder({ 'client.pem': `${client.chain.join('\n')}\n${client.key}`, 'authority.pem': authority.certificate });
  await using nginx = await startNginx(`ssl_client_certificate ${own.path}/authority.pem; ssl_verify_client on; ${says(200)}`);
  expect(outcomeOf(await examine([nginx.url, ...nginx.trusting]))).toEqual(broken('network/client-certificate-required'));
  expect(outcomeOf(await examine([nginx.url, ...nginx.trusting, '--cert', `${own.path}/client.pem`]))).toEqual(healthy);
});

test.skipIf(skip).for([[429, 'network/rate-limited'], [503, 'network/server-error']] as const)(`nginx that limits requests and answers %s${why}`, async ([status, cause]) => {
  await using nginx = await startNginx(
    `limit_req zone=few; limit_req_status ${status}; location / { root /nonexistent; try_files $uri =204; }`,
    'limit_req_zone $server_port zone=few:1m rate=1r/m;',
  );
  expect(outcomeOf(await examine([nginx.url, ...nginx.trusting]))).toEqual(healthy);
  expect(outcomeOf(await examine([nginx.url, ...nginx.trusting]))).toEqual(broken(cause));
});

test.skipIf(skip)(`nginx before a server that is down, and before one that never answers${why}`, async () => {
  const dead = await freePort();
  await using silent = await startTcpServer({ behaviour: 'never-answer' });
  await using nginx = await startNginx(`
    location /down { proxy_pass http://127.0.0.1:${dead}; }
    location /silent { proxy_pass http://127.0.0.1:${silent.port}; proxy_read_timeout 1s; }
    ${says(200)}`);
  expect(outcomeOf(await examine([`${nginx.url}down`, ...nginx.trusting]))).toEqual(broken('network/gateway-error'));
  expect(outcomeOf(await examine([`${nginx.url}silent`, ...nginx.trusting]))).toEqual(broken('network/gateway-error'));
  expect(outcomeOf(await examine([`${nginx.url}v1`, ...nginx.trusting]))).toEqual(healthy);
});

test.skipIf(skip)(`nginx that is asked in plain HTTP on its HTTPS port${why}`, async () => {
  await using nginx = await startNginx(says(200));
  expect(outcomeOf(await examine([`${nginx.url.replace('https:', 'http:')}v1`]))).toEqual(broken('network/tls-expected'));
});

// Without a path any answer counts as healthy, even this one.
test.skipIf(skip)(`nginx that is asked in plain HTTP on its HTTPS port, without a path${why}`, async () => {
  await using nginx = await startNginx(says(200));
  expect(outcomeOf(await examine([nginx.url.replace('https:', 'http:')]))).toEqual(broken('network/tls-expected'));
});
