import network from '@culprit/network/manifest';
import type { Conformance } from '@culprit/testkit';
import * as ofEndpointCheck from './cases/checks.ts';
import * as ofDogeCloud from './cases/dogecloud-causes.ts';
import * as ofEndpoints from './cases/endpoint-causes.ts';
import * as ofStores from './cases/live-causes.ts';
import * as storeChecks from './cases/store-checks.ts';

const key = { accessKeyId: { $secret: 'env:ID' }, secretAccessKey: { $secret: 'env:KEY' } };

const conformance: Conformance = {
  others: [network],
  targets: ({ host, port }) => [
    { kind: 's3-bucket', endpoint: `http://${host}:${port}`, bucket: 'models', key: 'weights', style: 'path', region: 'us-east-1', ...key },
    { kind: 'dogecloud-account', api: `${host}:${port}`, accessKey: key.accessKeyId, secretKey: key.secretAccessKey },
    `tos://models/weights?endpoint=${host}:${port}`, 'oss://models/',
  ],
  checks: { ...ofEndpointCheck.checks, ...storeChecks.checks },
  causes: { ...ofEndpoints.causes, ...ofStores.causes, ...ofDogeCloud.causes },
};

export default conformance;
