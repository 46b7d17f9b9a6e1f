import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExaminer, createSecretReader, type TargetEntry } from '@culprit/core';
import certificate from '@culprit/certificate';
import network from '@culprit/network';
import { createPeople, openSeal, peopleMigrations, type PeopleTables, type Role } from '@culprit/people';
import { createWatch, openSqliteStore, type Store } from '@culprit/watch';
import { createApp } from '../src/api/app.ts';
import type { App, Parts } from '../src/api/parts.ts';
import { guardedFetch } from '../src/policy/guarded-fetch.ts';
import { outboundPolicy } from '../src/policy/outbound-policy.ts';
import { networkKinds } from '../src/policy/supplied-target.ts';

export const password = 'correct horse battery';

export interface TestServer extends AsyncDisposable {
  readonly app: App;
  readonly parts: Parts;
  readonly store: Store;
  readonly port: number;
  readonly url: string;
  /** Sends as the page would: from the same origin. */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly body: never; readonly headers: Headers; readonly cookie: string | undefined }>;
  /** The cookie of somebody with that role. */
  session(role: Role): Promise<string>;
}

export interface TestServerOptions {
  readonly allow?: readonly string[];
  readonly page?: string;
  readonly publicUrl?: string;
  readonly targets?: readonly TargetEntry[];
  /** Whether looks may fetch what a certificate points at; no third party is named in either case. */
  readonly online?: boolean;
  /** What `test:NAME` refers to. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A server on loopback with a database of its own. */
export async function startServer({ allow = [], page, publicUrl, targets = [], online = false, secrets = {} }: TestServerOptions = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'culprit-server-'));
  const store = await openSqliteStore({ path: join(folder, 'culprit.db') });
  await store.migrate(peopleMigrations);
  const now = (): number => Date.now();
  const people = createPeople({ database: store.database.withTables<PeopleTables>(), seal: openSeal(join(folder, 'key')), now, cost: { logN: 10, r: 8, p: 1 } });
  const plugins = [network, certificate];
  const examiner = createExaminer({ plugins, controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] } });
  const outbound = { allow, deny: [] };
  const permits = outboundPolicy(outbound);
  const outside = guardedFetch(permits);
  const watch = createWatch({ examiner, targets, secrets: createSecretReader([{ scheme: 'test', resolve: async (name) => secrets[name] ?? '' }]) }, {
    store, permits, send: outside.fetch, examination: ({ origin }) => ({ offline: !online, ...(origin === 'config' ? {} : { permits }) }),
  });
  const parts: Parts = {
    watch, store, people, examiner, plugins, permits, supplied: { kinds: networkKinds, secrets: [] }, now,
    settings: { publicUrl: publicUrl ?? 'http://127.0.0.1', outbound },
  };
  const app = await createApp(parts, { logger: false, ...(page === undefined ? {} : { page }) });
  await watch.start();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const sessions = new Map<Role, string>();
  const call: TestServer['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method, redirect: 'manual', headers: { 'sec-fetch-site': 'same-origin', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '' ? JSON.parse(text) as never : text as never;
    const cookie = response.headers.getSetCookie().map((one) => one.split(';', 1)[0] ?? '').find((one) => !one.endsWith('='));
    return { status: response.status, body: json, headers: response.headers, cookie };
  };
  return {
    app, parts, store, port, url, call,
    async session(role) {
      const known = sessions.get(role);
      if (known !== undefined) return known;
      const token = await people.setUpToken();
      if (token !== undefined) sessions.set('admin', (await call('POST', '/api/v1/set-up', { token, name: 'mara', password })).cookie ?? '');
      if (role !== 'admin') {
        await people.accounts.create({ name: role, password, role });
        sessions.set(role, (await call('POST', '/api/v1/session', { name: role, password })).cookie ?? '');
      }
      return sessions.get(role) ?? '';
    },
    async [Symbol.asyncDispose]() {
      await watch.stop(1_000);
      await app.close();
      await outside[Symbol.asyncDispose]();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
