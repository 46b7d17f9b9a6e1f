import type { CheckCase, Conformance } from '@culprit/testkit';
import { endpointCheck } from '../../src/checks/endpoint.ts';
import { judgeEndpoint } from '../../src/endpoint/judge-endpoint.ts';
import { problemParams } from '../../src/endpoint/problem-params.ts';
import type { Bucket } from '../../src/targets/bucket.ts';
import { questionOf } from '../../src/targets/place-fields.ts';

const s3 = 'https://tos-s3-cn-beijing.volces.com';
const tos = (data: Partial<Bucket>): Bucket => ({ scheme: 'tos', consumer: 'aibrix-v2', region: 'cn-beijing', bucket: 'bucket-one', ...data });
const unset = ({ region: _region, ...data }: Bucket): Bucket => data;

/** A finding and the place of which it is the only one. */
const places: readonly (readonly [finding: string, place: Bucket])[] = [
  ['endpoint-not-set', tos({})],
  ['endpoint-without-scheme', tos({ endpoint: 'tos-s3-cn-beijing.volces.com' })],
  ['endpoint-with-scheme', tos({ consumer: 'minio-go', endpoint: s3, style: 'virtual' })],
  ['doubled-scheme', tos({ endpoint: `https://${s3}` })],
  ['malformed-endpoint', tos({ endpoint: `${s3}\u200b` })],
  ['bucket-in-endpoint', tos({ endpoint: 'https://bucket-one.tos-s3-cn-beijing.volces.com' })],
  ['contradicting-buckets', tos({ endpoint: 'https://other.tos-s3-cn-beijing.volces.com' })],
  ['path-in-endpoint', tos({ endpoint: `${s3}/a/b` })],
  ['not-a-data-endpoint', tos({ endpoint: 'https://tos-control-cn-beijing.volces.com' })],
  ['native-endpoint-for-s3-client', tos({ endpoint: 'https://tos-cn-beijing.volces.com' })],
  ['s3-endpoint-for-native-client', tos({ consumer: 'aibrix-v1', endpoint: s3 })],
  ['malformed-region', tos({ endpoint: s3, region: 'cn-beijing\n' })],
  ['region-mismatch', tos({ endpoint: s3, region: 'cn-shanghai' })],
  ['path-style-needed', tos({ scheme: 's3', consumer: 'aws-sdk-js', endpoint: 'https://oos.eu-west-2.outscale.com', region: 'eu-west-2' })],
  ['virtual-host-style-needed', tos({ consumer: 'boto3', endpoint: s3 })],
  ['dotted-bucket', tos({ bucket: 'my.bucket', endpoint: s3 })],
  ['invalid-bucket-name', tos({ bucket: 'Bucket_One', endpoint: s3 })],
  ['region-differs', tos({ scheme: 's3', consumer: 'aws-cli', endpoint: 'https://nyc3.digitaloceanspaces.com', region: 'us-east-1' })],
  ['region-not-set', unset(tos({ endpoint: s3 }))],
  ['unknown-region', tos({ endpoint: 'https://tos-s3-cn-nantong.volces.com', region: 'cn-nantong' })],
  ['internal-endpoint', tos({ endpoint: 'https://tos-s3-cn-beijing.ivolces.com' })],
  ['plain-http', tos({ endpoint: 'http://tos-s3-cn-beijing.volces.com' })],
  ['user-info', tos({ endpoint: 'https://***@tos-s3-cn-beijing.volces.com' })],
];

const cases = places.map(([finding, place]): CheckCase => {
  const judgement = judgeEndpoint(questionOf(place));
  return {
    name: finding, target: place, facts: { judgement },
    concludes: judgement.problems.map((problem) => {
      const { program, endpoint, found, expected } = problemParams(judgement, problem);
      return { finding, params: { program: program ?? '', endpoint: endpoint ?? '', found: found ?? '', expected: expected ?? '' } };
    }),
  };
});

const judged = (place: Bucket) => ({ judgement: judgeEndpoint(questionOf(place)) });
const own = tos({ scheme: 's3', consumer: 'boto3', endpoint: 'http://minio.internal:9000' });

export const checks: NonNullable<Conformance['checks']> = {
  [endpointCheck.id]: [
    ...cases,
    { name: 'a sound endpoint', target: tos({ endpoint: s3 }), facts: judged(tos({ endpoint: s3 })), concludes: { finding: 'sound', params: { program: 'aibrix.downloader (v2)', host: 'bucket-one.tos-s3-cn-beijing.volces.com' } } },
    { name: 'a store of one\'s own', target: own, facts: judged(own), concludes: { finding: 'unknown-provider', params: { program: 'boto3', host: 'minio.internal' } } },
  ],
};
