import { createMemory, type TargetEntry } from '@culprit/core';
import { Type } from 'typebox';
import type { App, Parts } from '../api/parts.ts';
import { ProblemError } from '../api/problem.ts';
import { checkSupplied } from '../policy/supplied-target.ts';
import { probeMetrics } from './probe-metrics.ts';
import { watchMetrics } from './watch-metrics.ts';

/** The modules that blackbox_exporter's example config has, as far as they are looks that Culprit takes. */
const modules: { readonly [name: string]: (target: string) => string } = {
  http_2xx: (target) => (/^https?:\/\//i.test(target) ? target : `http://${target}`),
  tcp_connect: (target) => target.replace(/^tcp:\/\//i, ''),
  culprit: (target) => target,
};

const [mostProbes, probeMs] = [32, 30_000];
const at = (summary: string): { readonly tags: string[]; readonly summary: string } => ({ tags: ['monitoring'], summary });
const scraped = 'text/plain; version=0.0.4; charset=utf-8';

/** What other monitors ask: whether the server lives and works, what it sees, and a look on demand. */
export async function monitoringRoutes(app: App, parts: Parts): Promise<void> {
  const { watch, store, examiner, permits } = parts;
  app.get('/healthz', { config: { access: 'public' }, schema: at('Whether the process answers') }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config: { access: 'public' }, schema: at('Whether it watches and can store what it sees') }, async (_, reply) => {
    const { running, storeTrouble } = watch.health();
    const trouble = storeTrouble ?? await store.probe().then(() => undefined, (error: unknown) => (error instanceof Error ? error.name : 'storage'));
    return reply.code(running && trouble === undefined ? 200 : 503).send({ status: running && trouble === undefined ? 'ok' : 'not-ready', running, ...(trouble === undefined ? {} : { storage: trouble }) });
  });

  const { metrics, end } = watchMetrics(watch, store, parts.plugins);
  app.addHook('onClose', async () => end());
  app.get('/metrics', { config: { access: 'metrics' }, schema: at('What is watched, for Prometheus') }, async (_, reply) => reply.type(scraped).send(await metrics()));

  let probes = 0;
  const memory = createMemory();
  const query = Type.Object({ target: Type.String({ minLength: 1, maxLength: 2_000 }), module: Type.String({ default: 'http_2xx', maxLength: 40 }) });
  app.get('/probe', { config: { access: 'metrics', rateLimit: { max: 600, timeWindow: 60_000 } }, schema: { ...at('Look at a target now, as blackbox_exporter would; only where others may send this server'), querystring: query } }, async (request, reply) => {
    const target = modules[request.query.module]?.(request.query.target);
    if (target === undefined) throw new ProblemError('invalid-request', { detail: `unknown module; known: ${Object.keys(modules).join(', ')}` });
    if (probes >= mostProbes) throw new ProblemError('busy', { retryAfterMs: 1_000 });
    const entry: TargetEntry = target;
    await checkSupplied(entry, parts.supplied, parts.plugins);
    const asked = Number(request.headers['x-prometheus-scrape-timeout-seconds']);
    const ended = new AbortController();
    reply.raw.once('close', () => ended.abort());
    probes += 1;
    try {
      // Half a second less than the scrape waits, so that it gets an answer that says what was missing.
      const timeoutMs = asked > 0 ? Math.max(500, Math.min(probeMs, asked * 1_000 - 500)) : probeMs;
      const report = await examiner.examine([entry], { permits, memory, timeoutMs, signal: ended.signal });
      return reply.type(scraped).send(await probeMetrics(report));
    } finally {
      probes -= 1;
    }
  });
}
