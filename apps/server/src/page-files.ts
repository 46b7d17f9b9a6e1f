import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import send, { type SendOptions } from '@fastify/send';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from './api/problem.ts';
import type { App } from './api/parts.ts';

/** The page finds its own way: these addresses are all the page. */
const places = ['/', '/set-up', '/log-in', '/targets', '/targets/*', '/incidents', '/incidents/*', '/alerts', '/alerts/*', '/settings', '/settings/*'];

/** Serves the built page. Its files are known by name, so that no address leads to any other. */
export function servePage(app: App, folder: string): void {
  const answer = (name: string, options: SendOptions) => async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { statusCode, headers, stream } = await send(request.raw, name, { root: folder, ...options });
    if (statusCode === 404) throw new ProblemError('not-found');
    return reply.code(statusCode).headers(headers).send(stream);
  };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const name = `/${relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/')}`;
    // Vite names them by what is in them.
    if (name !== '/index.html') app.get(name, { schema: { hide: true } }, answer(name, { maxAge: 31_536_000_000, immutable: true }));
  }
  for (const url of places) app.get(url, { schema: { hide: true } }, answer('/index.html', { maxAge: 0 }));
}
