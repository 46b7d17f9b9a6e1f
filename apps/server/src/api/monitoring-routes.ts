import type { App, Parts } from './parts.ts';

/** What other monitors ask: whether the server lives, whether it works. */
export async function monitoringRoutes(app: App, parts: Parts): Promise<void> {
  const { watch, store } = parts;
  app.get('/healthz', { config: { access: 'public' }, schema: { tags: ['server'], summary: 'Whether the process answers' } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config: { access: 'public' }, schema: { tags: ['server'], summary: 'Whether it watches and can store what it sees' } }, async (_, reply) => {
    const { running, storeTrouble } = watch.health();
    const trouble = storeTrouble ?? await store.probe().then(() => undefined, (error: unknown) => (error instanceof Error ? error.name : 'storage'));
    return reply.code(running && trouble === undefined ? 200 : 503).send({ status: running && trouble === undefined ? 'ok' : 'not-ready', running, ...(trouble === undefined ? {} : { storage: trouble }) });
  });
}
