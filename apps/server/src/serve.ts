import { once } from 'node:events';
import { existsSync, unwatchFile, watchFile } from 'node:fs';
import { createServer, isIP } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { isToolError } from '@culprit/core';
import { createPeople, openSeal, peopleMigrations, type PeopleTables } from '@culprit/people';
import { createWatch, openSqliteStore } from '@culprit/watch';
import { createApp } from './api/app.ts';
import type { Parts } from './api/parts.ts';
import { readConfiguration } from './configuration.ts';
import { inFolder, onDisk, takeFolder } from './data-folder.ts';
import { redactions } from './log-redaction.ts';
import type { ServerOptions } from './options.ts';
import { guardedFetch } from './policy/guarded-fetch.ts';
import { outboundPolicy } from './policy/outbound-policy.ts';
import { networkKinds } from './policy/supplied-target.ts';
import { Undo } from './undo.ts';

export interface Running extends AsyncDisposable {
  readonly url: string;
  /** Where the first administrator is made, while there is none. */
  readonly setUpUrl: string | undefined;
  /** Takes the config file as it is now; a wrong one changes nothing. */
  reload(): Promise<void>;
}

const pruneMs = 3_600_000;

/** Starts everything. Disposing ends it in order: nobody new, what is underway, the database. */
export async function serve(options: ServerOptions): Promise<Running> {
  const { data, host, allowOutbound, denyOutbound } = options;
  const port = options.port === 0 ? await freePort(host) : options.port;
  const publicUrl = options.publicUrl ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const now = (): number => Date.now();
  // Looks leave much garbage and little else: V8 would let the heap grow to four times what is in use before it looks.
  setFlagsFromString('--heap-growing-percent=30');
  const configuration = await readConfiguration(options, false);
  const outbound = { allow: allowOutbound, deny: denyOutbound };
  const permits = outboundPolicy(outbound);
  await using undo = new Undo();
  undo.defer(takeFolder(data));
  const files = inFolder(data);
  const store = await onDisk(files.database, () => openSqliteStore({ path: files.database }));
  undo.defer(() => store.close());
  await store.migrate(peopleMigrations);
  const people = createPeople({ database: store.database.withTables<PeopleTables>(), seal: openSeal(files.key), now });
  const outside = undo.use(guardedFetch(permits));
  const watch = createWatch(configuration.watch, {
    store, permits, send: outside.fetch, address: publicUrl,
    // What the config file names is the administrator's own; everybody else keeps to the policy.
    examination: ({ origin }) => (origin === 'config' ? {} : { permits }),
  });
  const parts: Parts = {
    watch, store, people, permits, now, plugins: configuration.plugins, examiner: configuration.watch.examiner,
    supplied: { kinds: [...networkKinds, ...options.apiKind], secrets: options.apiSecret },
    settings: { publicUrl, outbound, ...(configuration.path === undefined ? {} : { config: configuration.path }) },
  };
  const page = fileURLToPath(new URL('../page/dist', import.meta.url));
  const app = await createApp(parts, {
    logger: options.logLevel === 'silent' ? false : { level: options.logLevel, redact: redactions }, trustProxy: options.trustProxy, ...(existsSync(join(page, 'index.html')) ? { page } : {}),
  });
  // Nobody who has no collector loads what speaks to one.
  if (options.otlp !== undefined) undo.use((await import('./monitoring/otlp.ts')).sendOtlp(watch, options.otlp));
  if (!/^(?:127\.|::1$|localhost$)/.test(host) && publicUrl.startsWith('http:')) app.log.warn('passwords travel in the clear: put TLS in front, and say so with --public-url https://…');
  undo.defer(watch.on((event) => {
    if (event.type === 'self-fault') app.log[event.fault.endedAt === undefined ? 'warn' : 'info']({ fault: event.fault.kind, over: event.fault.endedAt !== undefined }, event.fault.text.en);
    if (event.type === 'incident') app.log.info({ incident: event.incident.id, cause: event.incident.cause, step: event.transition.kind, targets: event.transition.targets.length }, event.incident.text.en.title);
  }));
  await watch.start();
  undo.defer(() => watch.stop());
  await app.listen({ host, port });
  undo.defer(() => app.close());

  const reload = async (): Promise<void> => {
    try {
      await watch.reload(async () => (await readConfiguration(options, true)).watch);
      app.log.info('the config was read again');
    } catch (error) {
      if (!isToolError(error)) throw error;
      app.log.error({ code: error.code }, `the config was not taken: ${error.text.en}`);
    }
  };
  const { path } = configuration;
  if (path !== undefined) {
    watchFile(path, { interval: 2_000 }, () => void reload());
    undo.defer(() => unwatchFile(path));
  }
  const pruning = setInterval(() => void people.prune().catch((error: unknown) => app.log.warn({ err: error }, 'old sessions were not removed')), pruneMs);
  undo.defer(() => clearInterval(pruning));
  const token = await people.setUpToken();
  const rest = undo.move();
  // The fragment stays in the browser: neither servers nor logs see it.
  return { url: publicUrl, setUpUrl: token === undefined ? undefined : `${publicUrl}/set-up#${token}`, reload, [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose]() };
}

/** One that the system has left: whatever tells the address of the page has to know it before anything listens there. */
async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
