import { startHostileNetwork } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { conformanceCases } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import manifest from '../src/manifest.ts';

const key = { accessKeyId: { $secret: 'env:ID' }, secretAccessKey: { $secret: 'env:KEY' } };

register(await conformanceCases(manifest, {
  network: startHostileNetwork,
  conformance: {
    others: [network],
    targets: ({ host, port }) => [
      { kind: 's3-bucket', endpoint: `http://${host}:${port}`, bucket: 'models', key: 'weights', style: 'path', region: 'us-east-1', ...key },
      { kind: 'dogecloud-account', api: `${host}:${port}`, accessKey: key.accessKeyId, secretKey: key.secretAccessKey },
      `tos://models/weights?endpoint=${host}:${port}`, 'oss://models/',
    ],
  },
}));
