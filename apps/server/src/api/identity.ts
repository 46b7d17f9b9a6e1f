import { deviceDays, grants, permissions, type Permission, type Session, type User } from '@culprit/people';
import fastifyCookie from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App, Parts } from './parts.ts';
import { ProblemError } from './problem.ts';

/** Who asks, and by what: a person by a session, a program by a token. */
export interface Identity {
  readonly user: User;
  readonly scopes: readonly Permission[];
  readonly session?: Session;
  /** For the audit log. */
  readonly actor: string;
}

/** What a route asks for. `public`: nothing; `person`: a session, of whatever role. */
type Access = Permission | 'public' | 'person';

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: Access;
  }
  interface FastifyRequest {
    identity: Identity | undefined;
  }
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Secure and bound to the host where the page is served by https (RFC 6265bis §4.1.3.2); plain http, as on this machine, has no such cookies in every browser. */
const cookieFor = ({ publicUrl }: Parts['settings'], name: string): { readonly name: string; readonly secure: boolean } =>
  publicUrl.startsWith('https:') ? { name: `__Host-${name}`, secure: true } : { name, secure: false };

interface Cookie {
  read(request: FastifyRequest): string | undefined;
  write(reply: FastifyReply, value: string): void;
  clear(reply: FastifyReply): void;
}

export const sessionCookie = (parts: Parts): Cookie => cookieOf(parts, 'culprit', 7);
/** Stays when its owner logs out: whoever guesses that name can't keep this browser out. */
export const deviceCookie = (parts: Parts): Cookie => cookieOf(parts, 'culprit-device', deviceDays);

function cookieOf(parts: Parts, plainName: string, days: number): Cookie {
  const { name, secure } = cookieFor(parts.settings, plainName);
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  return {
    read: (request) => request.cookies[name],
    write: (reply, secret) => void reply.setCookie(name, secret, { ...options, maxAge: days * 86_400 }),
    clear: (reply) => void reply.clearCookie(name, options),
  };
}

/**
 * Whether a request comes from the page itself: by what browsers say of it (Fetch Metadata), else by its Origin. A request
 * with neither comes from no browser; it may log in, and can't have a session's cookie.
 */
function isOwn(request: FastifyRequest, { publicUrl }: Parts['settings'], withCookie: boolean): boolean {
  const { 'sec-fetch-site': site, origin } = request.headers;
  if (site !== undefined) return site === 'same-origin';
  if (origin === undefined) return !withCookie;
  return URL.canParse(origin) && (new URL(origin).host === request.headers.host || new URL(origin).origin === publicUrl);
}

/** Decides about each request before its body is read. A route that says nothing about access is not registered. */
export async function authenticate(app: App, parts: Parts): Promise<void> {
  const { people, settings } = parts;
  const cookie = sessionCookie(parts);
  await app.register(fastifyCookie);
  app.decorateRequest('identity', undefined);
  app.addHook('onRoute', ({ config, url }) => {
    if (config?.access === undefined) throw new Error(`the route ${url} does not say who may use it`);
  });
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access ?? 'public';
    const secret = cookie.read(request);
    request.identity = await identify(request, secret);
    if (!safeMethods.has(request.method) && request.headers.authorization === undefined && !isOwn(request, settings, secret !== undefined)) throw new ProblemError('cross-origin');
    if (access === 'public') return;
    if (request.identity === undefined) throw new ProblemError('not-authenticated');
    const { user, scopes, session } = request.identity;
    if (access === 'person' ? session === undefined : !grants(user.role, access, scopes)) throw new ProblemError('not-permitted');
  });

  async function identify(request: FastifyRequest, secret: string | undefined): Promise<Identity | undefined> {
    const [, bearer] = /^bearer ([\w-]{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
    if (request.headers.authorization !== undefined) {
      const token = bearer === undefined ? undefined : await people.tokens.read(bearer);
      const user = token === undefined ? undefined : await people.accounts.find(token.user);
      return token === undefined || user === undefined || user.disabled ? undefined : { user, scopes: token.scopes, actor: `token:${token.name} (${user.name})` };
    }
    const session = secret === undefined ? undefined : await people.sessions.read(secret);
    const user = session === undefined ? undefined : await people.accounts.find(session.user);
    return session === undefined || user === undefined || user.disabled ? undefined : { user, scopes: permissions, session, actor: user.name };
  }
}

/** Who asks; for routes that somebody must be known to. */
export function identityOf(request: FastifyRequest): Identity {
  if (request.identity === undefined) throw new ProblemError('not-authenticated');
  return request.identity;
}

/** Writes into the audit log who did what. */
export const audited = async ({ people }: Parts, request: FastifyRequest, action: string, subject: string): Promise<void> =>
  people.audit.write({ actor: request.identity?.actor ?? '-', action, subject, address: request.ip });
