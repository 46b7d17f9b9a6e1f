// A web server without TLS, at the address of an API.
import { startHttpServer } from '@culprit/lab';

export default async function stage(keep) {
  const server = keep(await startHttpServer({ fallback: { body: { json: { object: 'list' } } } }));
  return { values: { server: `127.0.0.1:${server.port}` }, files: { 'culprit.config.json': JSON.stringify({ controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] } }) } };
}
