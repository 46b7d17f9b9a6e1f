import { version } from '@culprit/core';
import { channelTypes, type WatchEvent } from '@culprit/watch';
import type { App, Parts } from './parts.ts';
import { ProblemError } from './problem.ts';
import * as s from './schemas.ts';

const at = (summary: string): { readonly tags: string[]; readonly summary: string } => ({ tags: ['server'], summary });
const maxListeners = 100;
const beatMs = 20_000;
/** What a listener may leave unread before it is sent away. */
const maxUnread = 1_048_576;

/** How the server itself is, and what happens while it happens. */
export async function serverRoutes(app: App, parts: Parts): Promise<void> {
  const { watch, store, people } = parts;
  app.get('/summary', { config: { access: 'read' }, schema: { ...at('How everything stands'), response: { 200: s.ref(s.Summary) } } }, async () => {
    const watched = watch.targets();
    const standings = new Map((await store.standings()).map(({ target, verdict }) => [target, verdict]));
    const counted = (verdict: string | undefined): number => watched.filter(({ id, paused }) => !paused && standings.get(id) === verdict).length;
    const open = watch.openIncidents();
    const severe = (severity: string): number => open.filter((incident) => incident.severity === severity).length;
    return {
      up: counted('up'), down: counted('down'), inconclusive: counted('inconclusive'), unseen: counted(undefined), paused: watched.filter(({ paused }) => paused).length,
      incidents: { critical: severe('critical'), major: severe('major'), minor: severe('minor') }, health: { ...watch.health() },
    };
  });
  app.get('/settings', { config: { access: 'admin' }, schema: { ...at('What the server was started with'), response: { 200: s.ref(s.ServerSettings) } } }, async () => ({
    version, ...parts.settings, retention: { ...watch.retention },
    plugins: parts.plugins.map(({ name, version: of }) => ({ name, version: of })), channelTypes: Object.values(channelTypes).map(({ type, text, fields }) => ({ type, text, fields })),
    kinds: parts.plugins.flatMap(({ targets }) => targets).filter(({ kind }) => parts.supplied.kinds.includes(kind)).map(({ kind, schemes }) => ({ kind, schemes })),
  }));

  let listeners = 0;
  app.get('/events', { config: { access: 'read' }, schema: { ...at('Server-sent events: result, incident, self-fault, delivery, reload, store') } }, async (request, reply) => {
    if (listeners >= maxListeners) throw new ProblemError('busy', { retryAfterMs: 10_000 });
    listeners += 1;
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const write = (text: string): void => {
      if (raw.writableLength > maxUnread) raw.destroy();
      else raw.write(text);
    };
    write('retry: 3000\n\n');
    const ignore = watch.on((event) => write(`event: ${event.type}\ndata: ${JSON.stringify(told(event))}\n\n`));
    const { user, session } = request.identity ?? {};
    const beat = setInterval(() => {
      write(': here\n\n');
      // A session that ended, or a person who may no longer, hears nothing more.
      void stillAllowed(user?.id, session?.id).catch(() => false).then((allowed) => (allowed ? undefined : raw.end()));
    }, beatMs);
    const end = (): void => void raw.end();
    app.server.once('culprit-closing', end);
    raw.once('close', () => {
      listeners -= 1;
      clearInterval(beat);
      app.server.off('culprit-closing', end);
      ignore();
    });
  });
  app.addHook('preClose', async () => void app.server.emit('culprit-closing'));

  async function stillAllowed(user: string | undefined, session: string | undefined): Promise<boolean> {
    const found = user === undefined ? undefined : await people.accounts.find(user);
    if (found === undefined || found.disabled) return false;
    return session === undefined || (await people.sessions.list(found.id)).some(({ id }) => id === session);
  }
}

/** An event as it is told: without the report, which whoever wants it asks for. */
function told(event: WatchEvent): object {
  switch (event.type) {
    case 'result': return { result: event.result };
    case 'incident': return { incident: event.incident, transition: event.transition };
    case 'delivery': return { id: event.entry.id, channel: event.entry.channel, kind: event.entry.message.kind, outcome: event.delivery.outcome };
    case 'self-fault': return { fault: event.fault };
    case 'reload': return { outcome: event.outcome, ...(event.reason === undefined ? {} : { reason: event.reason }) };
    case 'store': return { waiting: event.waiting, ...(event.trouble === undefined ? {} : { trouble: event.trouble }) };
  }
}
