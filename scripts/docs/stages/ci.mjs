// A config with two targets: one answers, the other one is overloaded.
import { startHttpServer } from '@culprit/lab';

const config = (sound, busy) => `targets:
  - { kind: http-resource, name: shop, url: ${sound}/health, tags: [release] }
  - { kind: http-resource, name: models, url: ${busy}/v1/models, tags: [release] }
controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] }
`;

export default async function stage(keep) {
  const sound = keep(await startHttpServer({ fallback: { body: 'ok' } }));
  const busy = keep(await startHttpServer({ fallback: { status: 429, headers: { 'Retry-After': '30' }, body: 'slow down' } }));
  return { files: { 'culprit.config.yaml': config(sound.url, busy.url) } };
}
