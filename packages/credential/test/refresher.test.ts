import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHttpServer, type HttpBehaviour } from '@culprit/lab';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bearerExchange, refreshGrant } from '../src/token/exchanges.ts';
import { fileTokenStore } from '../src/token/file-token-store.ts';
import { createRefresher, RefreshError, type TokenStore } from '../src/token/refresher.ts';

let folder: string;
let path: string;
let store: TokenStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'culprit-tokens-'));
  path = join(folder, 'tokens.json');
  store = fileTokenStore(path);
});
afterEach(() => rm(folder, { recursive: true }));

/** An issuer that takes each refresh token once, and counts who asks. */
function rotating(): { readonly asked: string[]; readonly behaviour: HttpBehaviour } {
  const asked: string[] = [];
  let good = 'refresh-0';
  return {
    asked,
    behaviour: (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      request.on('end', () => {
        const given = new URLSearchParams(body).get('refresh_token') ?? '';
        asked.push(given);
        response.setHeader('Content-Type', 'application/json');
        if (given !== good) {
          response.statusCode = 400;
          response.end('{"error":"invalid_grant"}');
          return;
        }
        good = `refresh-${asked.length}`;
        response.end(JSON.stringify({ access_token: `access-${asked.length}`, refresh_token: good, expires_in: 3_600 }));
      });
    },
  };
}

const ended = { accessToken: 'access-0', refreshToken: 'refresh-0', expiresAt: 1, lifetimeMs: 3_600_000 };

test('twenty callers in three holders of one file make one refresh, and the new refresh token is stored', async () => {
  const { asked, behaviour } = rotating();
  await using server = await startHttpServer({ fallback: behaviour });
  await store.write(ended);
  const refreshers = [1, 2, 3].map(() => createRefresher({ store: fileTokenStore(path), exchange: refreshGrant({ tokenUrl: `${server.url}/token` }) }));
  const tokens = await Promise.all(Array.from({ length: 21 }, (_, index) => refreshers[index % 3]?.token()));
  expect(new Set(tokens)).toEqual(new Set(['access-1']));
  expect(asked).toEqual(['refresh-0']);
  expect(await store.read()).toMatchObject({ accessToken: 'access-1', refreshToken: 'refresh-1' });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a token is renewed shortly before its end, and kept where the issuer is away', async () => {
  await using server = await startHttpServer({ fallback: { status: 503, headers: { 'Retry-After': '7' } } });
  const exchange = refreshGrant({ tokenUrl: `${server.url}/token` });
  await store.write({ ...ended, expiresAt: 1_000_000 });
  const at = (now: number): Promise<string> => createRefresher({ store, exchange, now: () => now }).token();
  expect(await at(930_000)).toBe('access-0');
  expect(await at(950_000)).toBe('access-0');
  await expect(at(1_000_001)).rejects.toMatchObject({ reason: 'unavailable', code: '503', retryAfterSeconds: 7 });
});

test('a refused refresh token means signing in again; nothing is cleared, and the failure is not remembered', async () => {
  await using server = await startHttpServer({ fallback: { inOrder: [{ status: 400, body: { json: { error: 'invalid_grant' } } }, { body: { json: { access_token: 'access-2' } } }] } });
  await store.write(ended);
  const refresher = createRefresher({ store, exchange: refreshGrant({ tokenUrl: `${server.url}/token` }) });
  const failure = await refresher.token().then(() => undefined, (error: unknown) => error);
  expect(failure).toBeInstanceOf(RefreshError);
  expect(failure).toMatchObject({ reason: 'signed-out', code: 'invalid_grant' });
  expect(String(failure)).not.toContain('refresh-0');
  expect(await store.read()).toEqual(ended);
  expect(await refresher.token()).toBe('access-2');
  // The answer had no refresh token: the old one stays in force.
  expect(await store.read()).toEqual({ accessToken: 'access-2', refreshToken: 'refresh-0' });
});

test('aborting one caller leaves the others alone', async () => {
  await using server = await startHttpServer({ fallback: { lateMs: 50, then: { body: { json: { access_token: 'access-1' } } } } });
  await store.write(ended);
  const refresher = createRefresher({ store, exchange: refreshGrant({ tokenUrl: `${server.url}/token` }) });
  const gone = new AbortController();
  const first = refresher.token(gone.signal).then(() => 'got', (error: unknown) => error);
  const second = refresher.token();
  gone.abort('gone');
  expect(await first).toBe('gone');
  expect(await second).toBe('access-1');
});

test('the bearer exchange of document 000 sends the old token and reads newToken', async () => {
  await using server = await startHttpServer({ fallback: { ifHeader: { name: 'authorization', value: 'Bearer access-0' }, then: { body: { json: { newToken: 'access-1' } } }, otherwise: { status: 401 } } });
  await store.write({ accessToken: 'access-0', expiresAt: 1 });
  expect(await createRefresher({ store, exchange: bearerExchange({ url: `${server.url}/refresh` }) }).token()).toBe('access-1');
});

test('a redirect is refused, and so is an address without TLS', async () => {
  await using server = await startHttpServer({ fallback: { redirect: 'http://127.0.0.1:9/' } });
  await store.write(ended);
  await expect(createRefresher({ store, exchange: refreshGrant({ tokenUrl: `${server.url}/token` }) }).token()).rejects.toMatchObject({ reason: 'refused', code: 'status-302' });
  expect(() => refreshGrant({ tokenUrl: 'http://id.shop.example/token' })).toThrow(RangeError);
});
