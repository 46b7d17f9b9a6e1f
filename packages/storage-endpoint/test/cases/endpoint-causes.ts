import type { CauseCase, Conformance } from '@culprit/testkit';
import { judgeEndpoint } from '../../src/endpoint/judge-endpoint.ts';
import { bucket, type Bucket } from '../../src/targets/bucket.ts';
import { questionOf } from '../../src/targets/place-fields.ts';

export const tos = (data: Partial<Bucket>): Bucket => ({ scheme: 'tos', consumer: 'aibrix-v2', region: 'cn-beijing', bucket: 'bucket-one', ...data });
const s3 = 'https://tos-s3-cn-beijing.volces.com';
export const without = ({ region: _region, ...data }: Bucket): Bucket => data;

/** What confirms each cause, by its reason. */
export const confirming: { readonly [id: string]: { readonly [reason: string]: Bucket } } = {
  'endpoint-not-set': { elsewhere: tos({}), empty: tos({ consumer: 'boto3', endpoint: '' }), refused: tos({ consumer: 'minio-go' }) },
  'endpoint-without-scheme': { missing: tos({ endpoint: 'tos-s3-cn-beijing.volces.com' }) },
  'endpoint-with-scheme': { present: tos({ consumer: 'minio-go', endpoint: 'https://tos-s3-cn-beijing.volces.com', style: 'virtual' }) },
  'doubled-scheme': { twice: tos({ endpoint: `https://${s3}` }) },
  'malformed-endpoint': {
    quoted: tos({ endpoint: `"${s3}"` }), 'full-width': tos({ endpoint: 'https：//tos-s3-cn-beijing.volces.com' }), 'invisible-characters': tos({ endpoint: `${s3}\u200b` }), blank: tos({ endpoint: `${s3} ` }),
    'malformed-scheme': tos({ endpoint: 'https:tos-s3-cn-beijing.volces.com' }), 'unknown-scheme': tos({ endpoint: 's3://tos-s3-cn-beijing.volces.com' }), 'invalid-host': tos({ endpoint: 'https://tos_s3.volces.com' }),
    'invalid-port': tos({ consumer: 'aws-sdk-js', endpoint: 'https://tos-s3-cn-beijing.volces.com:99999' }),
  },
  'bucket-in-endpoint': { 'in-host': tos({ endpoint: 'https://bucket-one.tos-s3-cn-beijing.volces.com' }), 'in-path': tos({ endpoint: `${s3}/bucket-one` }) },
  // The two names are only told where both are given: `uri` needs a setting beside the URI, which no target has.
  'contradicting-buckets': { host: tos({ endpoint: 'https://other.tos-s3-cn-beijing.volces.com' }), path: tos({ endpoint: `${s3}/other` }) },
  'path-in-endpoint': { path: tos({ endpoint: `${s3}/a/b` }) },
  'not-a-data-endpoint': {
    control: tos({ endpoint: 'https://tos-control-cn-beijing.volces.com' }), website: tos({ scheme: 'cos', consumer: 'boto3', endpoint: 'https://bucket-one.cos-website.ap-beijing.myqcloud.com', region: 'ap-beijing' }),
    cdn: tos({ scheme: 's3', consumer: 'aws-cli', endpoint: 'https://bucket-one.nyc3.cdn.digitaloceanspaces.com', region: 'nyc3' }), service: tos({ scheme: 'cos', consumer: 'boto3', endpoint: 'https://service.cos.myqcloud.com' }),
  },
  'native-endpoint-for-s3-client': { native: tos({ endpoint: 'https://tos-cn-beijing.volces.com' }) },
  's3-endpoint-for-native-client': {
    s3: tos({ consumer: 'tos-python', endpoint: s3 }), 'other-provider': tos({ consumer: 'tos-go', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' }),
    letters: tos({ consumer: 'tos-js', bucket: 'my-s3-data', endpoint: 'my-s3-data.tos-cn-beijing.volces.com' }),
  },
  'malformed-region': { around: tos({ endpoint: s3, region: '"cn-beijing"' }), characters: tos({ scheme: 's3', consumer: 'aws-sdk-js', endpoint: 'https://minio.internal', region: 'cn beijing' }) },
  'region-mismatch': { differs: tos({ endpoint: s3, region: 'cn-shanghai' }) },
  'path-style-needed': { virtual: tos({ scheme: 's3', consumer: 'aws-sdk-js', endpoint: 'https://oos.eu-west-2.outscale.com', region: 'eu-west-2' }) },
  'virtual-host-style-needed': { path: tos({ consumer: 'boto3', endpoint: s3 }) },
  'dotted-bucket': { virtual: tos({ scheme: 's3', consumer: 's3cmd', bucket: 'my.bucket', endpoint: 's3.eu-west-1.amazonaws.com', region: 'eu-west-1' }), path: tos({ bucket: 'my.bucket', endpoint: s3 }) },
  'invalid-bucket-name': { characters: tos({ bucket: 'Bucket_One', endpoint: s3 }) },
};

/** Sound for its program: the near miss of every cause. */
export const sound: Bucket = tos({ endpoint: s3 });

const caseOf = (name: string, data: Bucket, expects: CauseCase['expects'], judged = true): CauseCase => ({ name, targets: [bucket.of(data)], facts: judged ? { judgement: judgeEndpoint(questionOf(data)) } : {}, expects });

/** No target can have a setting beside the URI. */
const besideTheUri: CauseCase = {
  name: 'a setting beside the URI', targets: [bucket.of(sound)],
  facts: { judgement: judgeEndpoint({ consumer: 'boto3', style: 'virtual', region: 'cn-beijing', uri: 'tos://bucket-one', bucket: 'other', endpoint: s3 }) }, expects: { verdict: 'confirmed', reason: 'uri' },
};

export const causes: NonNullable<Conformance['causes']> = Object.fromEntries(Object.entries(confirming).map(([name, reasons]) => [`storage-endpoint/${name}`, [
  ...Object.entries(reasons).map(([reason, data]) => caseOf(`${reason} ${JSON.stringify(data)}`, data, { verdict: 'confirmed', reason, witness: ['judgement'] })),
  ...(name === 'contradicting-buckets' ? [besideTheUri] : []),
  caseOf('a sound endpoint', sound, { verdict: 'ruled-out', reason: 'absent', witness: ['judgement'] }),
  caseOf('nothing could be judged', sound, { verdict: 'open', reason: 'not-judged' }, false),
]]));
