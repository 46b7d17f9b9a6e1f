// Two mirrors, of which the first is down, an engine on the own machine, and a hub with a small repository.
import { modelHub, refusedPort, startHttpServer } from '@culprit/lab';

/** What `main` of the hub's repository stands for: files are fetched by it. */
const commit = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';

export default async function stage(keep) {
  const down = keep(await refusedPort());
  const second = keep(await startHttpServer({ fallback: { body: 'ok' } }));
  const local = keep(await startHttpServer({ fallback: { body: 'ok' } }));
  const { routes = {}, ...others } = modelHub();
  const pinned = Object.entries(routes).map(([path, behaviour]) => [path.replace(/\/main(?=\/|$)/, `/${commit}`), behaviour]);
  const hub = keep(await startHttpServer({ ...others, routes: { ...routes, ...Object.fromEntries(pinned) } }));
  return { values: { first: `http://127.0.0.1:${down.port}`, second: second.url, local: local.url }, env: { HF_ENDPOINT: hub.url } };
}
