import { request } from 'node:http';
import type { Post } from './over-https.ts';

/** One POST over HTTP/1.1 (RFC 9112) on a connection that stands. Ending the socket ends it. */
export const postByHttp1: Post = (socket, url, headers, body, answered, failed) => {
  const asking = request({ createConnection: () => socket, method: 'POST', path: `${url.pathname}${url.search}`, headers: { host: url.host, ...headers, connection: 'close' } });
  asking.on('error', failed);
  asking.once('response', (reply) => answered({ status: reply.statusCode ?? 0, contentType: reply.headers['content-type'] ?? '', body: reply }));
  asking.end(body);
};
