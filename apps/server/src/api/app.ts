import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '@culprit/core';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { SwaggerOptions } from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Ajv } from 'ajv';
import fastify, { LogController, type FastifyServerOptions } from 'fastify';
import { alertRoutes } from './alert-routes.ts';
import { authenticate } from './identity.ts';
import { monitoringRoutes } from '../monitoring/monitoring-routes.ts';
import type { App, Parts } from './parts.ts';
import { servePage } from '../page-files.ts';
import { peopleRoutes } from './people-routes.ts';
import { ProblemError, sendProblem } from './problem.ts';
import { Problem, ref, schemas } from './schemas.ts';
import { rateStore } from './rate-store.ts';
import { serverRoutes } from './server-routes.ts';
import { targetRoutes } from './target-routes.ts';

export interface AppOptions {
  /** `false`: silent. */
  readonly logger: NonNullable<FastifyServerOptions['logger']>;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustProxy?: readonly string[];
  /** The folder of the built page. */
  readonly page?: string;
  /** Whether it can tell what it offers. */
  readonly described?: boolean;
}

/** Nobody needs more to say what to watch. */
const bodyLimit = 262_144;

const openApi: SwaggerOptions = {
  openapi: {
    openapi: '3.1.0', info: { title: 'Culprit', version, description: 'What is watched, what was seen, why it failed. Times are milliseconds since 1970 (UTC). Errors are application/problem+json (RFC 9457).' },
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'culprit' }, token: { type: 'http', scheme: 'bearer' } } }, security: [{ session: [] }, { token: [] }],
  },
  refResolver: { buildLocalReference: ({ $id }, _base, _fragment, index) => (typeof $id === 'string' ? $id : `def-${index}`) },
};

/** The server over HTTP: the API below /api/v1, what monitors ask, and the page. Not listening yet. */
export async function createApp(parts: Parts, { logger, trustProxy, page, described = false }: AppOptions): Promise<App> {
  const app: App = fastify({
    // Addresses may hold what was typed by mistake; who changed what is in the audit log.
    logger, logController: new LogController({ disableRequestLogging: true }), bodyLimit, trustProxy: trustProxy === undefined ? false : [...trustProxy], routerOptions: { maxParamLength: 200 },
    // A slow client holds a connection and nothing else, and not for long. Answers may take as long as an examination.
    requestTimeout: 20_000, http: { headersTimeout: 10_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
    forceCloseConnections: true,
  }).withTypeProvider<TypeBoxTypeProvider>();
  // Query strings are texts and are read as what they shall be; bodies must be what they shall be.
  const [strict, reading] = [new Ajv({ useDefaults: true, allowUnionTypes: true }), new Ajv({ useDefaults: true, coerceTypes: 'array' })];
  for (const schema of schemas) for (const ajv of [strict, reading]) ajv.addSchema(schema);
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strict : reading).compile(schema as object));
  for (const schema of schemas) app.addSchema(schema);
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) => sendProblem(new ProblemError('not-found'), request, reply));

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ['\'none\''], scriptSrc: ['\'self\''], styleSrc: ['\'self\''], imgSrc: ['\'self\'', 'data:'], fontSrc: ['\'self\''], connectSrc: ['\'self\''], manifestSrc: ['\'self\''], formAction: ['\'self\''], frameAncestors: ['\'none\''], baseUri: ['\'none\''] },
    },
    hsts: parts.settings.publicUrl.startsWith('https:'), referrerPolicy: { policy: 'no-referrer' }, xFrameOptions: { action: 'deny' },
  });
  await app.register(rateLimit, { max: 1_200, timeWindow: 60_000, store: rateStore(() => performance.now()), errorResponseBuilder: (_, { ttl }) => new ProblemError('too-many-requests', { retryAfterMs: ttl }) });
  if (described) await app.register((await import('@fastify/swagger')).default, openApi);
  if (page !== undefined && existsSync(join(page, 'index.html'))) {
    // Before the routes that have to say who may use them: the page holds nothing that is anybody's.
    servePage(app, page);
  }
  await authenticate(app, parts);
  let document: Promise<object> | undefined;
  await app.register(async (api: App) => {
    api.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, response: { ...(route.schema?.response as object | undefined), '4xx': ref(Problem) } };
    });
    api.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    });
    for (const routes of [peopleRoutes, targetRoutes, alertRoutes, serverRoutes]) await routes(api, parts);
    api.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => (document ??= describe(parts)));
  }, { prefix: '/api/v1' });
  await monitoringRoutes(app, parts);
  return app;
}

/** What the API offers, as OpenAPI 3.1: told by a twin that never listens, so that a server which nobody asks loads nothing for it. */
async function describe(parts: Parts): Promise<object> {
  const twin = await createApp(parts, { logger: false, described: true });
  try {
    await twin.ready();
    return twin.swagger();
  } finally {
    await twin.close();
  }
}
