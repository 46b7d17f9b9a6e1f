import { connect } from 'node:http2';
import type { Post } from './over-https.ts';

/** One POST over HTTP/2 (RFC 9113). Ending the socket ends it. */
export const postByHttp2: Post = (socket, url, headers, body, answered, failed) => {
  // A megabyte is the least that node lets a session have; nothing here needs more.
  const session = connect(url.origin, { createConnection: () => socket, maxSessionMemory: 1, settings: { enablePush: false } });
  session.on('error', failed);
  const stream = session.request({ ...headers, ':method': 'POST', ':path': `${url.pathname}${url.search}` });
  stream.on('error', failed);
  stream.once('response', (reply) => answered({ status: reply[':status'] ?? 0, contentType: String(reply['content-type'] ?? ''), body: stream }));
  stream.end(body);
};
