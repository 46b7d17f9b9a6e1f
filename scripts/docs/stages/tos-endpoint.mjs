// A store that speaks as TOS does, with the two wildcards of its certificate, and a bucket of artifacts.
import { createAuthority, s3Store, startTlsServer } from '@culprit/lab';

const bucket = 'aibrix-artifact-testing';
const users = { AKLTLABTESTKEY000000: 'lab-secret-of-tos' };

export default async function stage(keep) {
  const root = await createAuthority({ name: 'Lab Root R1' });
  const leaf = await root.issue({ names: ['*.tos-cn-beijing.volces.com', '*.tos-s3-cn-beijing.volces.com'] });
  const { handler } = s3Store({ dialect: 'tos', host: 'tos-s3-cn-beijing.volces.com', region: 'cn-beijing', virtualOnly: true, buckets: { [bucket]: { 'models/llama/config.json': '{}' } }, users });
  const server = keep(await startTlsServer({ chain: leaf.chain, key: leaf.key, http: handler }));
  const [[id, secret]] = Object.entries(users);
  return {
    values: { store: `127.0.0.1:${server.port}` },
    files: {
      'lab-root.pem': root.certificate,
      'culprit.config.json': JSON.stringify({ targets: [{ kind: 's3-bucket', name: 'artifacts', endpoint: 'https://tos-s3-cn-beijing.volces.com', bucket, region: 'cn-beijing', style: 'virtual', accessKeyId: 'env:TOS_ACCESS_KEY', secretAccessKey: 'env:TOS_SECRET_KEY', prefix: 'models/', route: { connectTo: `127.0.0.1:${server.port}`, ca: 'lab-root.pem' } }] }, undefined, 2),
    },
    env: { TOS_ACCESS_KEY: id, TOS_SECRET_KEY: secret },
  };
}
