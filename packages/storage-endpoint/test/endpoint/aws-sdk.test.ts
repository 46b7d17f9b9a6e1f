import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { addressOf } from '../../src/live/access.ts';
import { judgeEndpoint } from '../../src/endpoint/judge-endpoint.ts';
import type { EndpointQuestion } from '../../src/endpoint/judgement.ts';

/** Where the real client sends a List request; `refused`: it sends none. */
async function contacted({ endpoint, region, bucket, style }: Omit<EndpointQuestion, 'consumer'>): Promise<string> {
  let asked = 'nothing';
  try {
    const client = new S3Client({
      ...(endpoint === undefined ? {} : { endpoint }), ...(region === undefined ? {} : { region }), ...(style === undefined ? {} : { forcePathStyle: style === 'path' }),
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }, maxAttempts: 1,
      requestHandler: {
        handle: async (request: { readonly protocol: string; readonly hostname: string; readonly port?: number; readonly path: string }) => {
          asked = `${request.protocol}//${request.hostname}${request.port === undefined ? '' : `:${request.port}`}${request.path.replace(/\/$/, '') || '/'}`;
          throw new Error('no server');
        },
      } as never,
    });
    await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  } catch {
    return asked === 'nothing' ? 'refused' : asked;
  }
  return asked;
}

function judged(question: Omit<EndpointQuestion, 'consumer'>): string {
  const { effective } = judgeEndpoint({ consumer: 'aws-sdk-js', ...question });
  if (effective === undefined) return 'refused';
  const port = effective.port === (effective.scheme === 'https' ? 443 : 80) ? '' : `:${effective.port}`;
  return `${effective.scheme}://${effective.host.includes(':') ? `[${effective.host}]` : effective.host}${port}${effective.path}`;
}

const endpoints = [
  undefined, '', 'https://tos-s3-cn-beijing.volces.com', 'https://tos-s3-cn-beijing.volces.com/', ' https://tos-s3-cn-beijing.volces.com ', 'HTTPS://TOS-S3-cn-beijing.volces.com', 'tos-s3-cn-beijing.volces.com',
  'tos-s3-cn-beijing.volces.com:443', 'https:tos-s3-cn-beijing.volces.com', 'https//tos-s3-cn-beijing.volces.com', '"https://tos-s3-cn-beijing.volces.com"', 'https：//tos-s3-cn-beijing.volces.com',
  'https://', 'https://https://tos-s3-cn-beijing.volces.com', 'https://tos-s3-cn-beijing.volces.com\n', 'https://tos-s3-cn-beijing.volces.com\u200b', 'https://bucket-one.tos-s3-cn-beijing.volces.com',
  'https://tos-s3-cn-beijing.volces.com/bucket-one', 'https://tos-s3-cn-beijing.volces.com:8443', 'http://127.0.0.1:9000', 'http://127.0.0.1:9000/base/', 'http://localhost:9000', 'https://[::1]:9000', 'https://minio.internal',
  'http://minio.internal', 'https://oss-cn-hangzhou.aliyuncs.com', 'https://acct.r2.cloudflarestorage.com', 'https://s3.eu-central-1.amazonaws.com', 'https://s3.amazonaws.com', 'ftp://tos-s3-cn-beijing.volces.com',
];
const buckets = ['bucket-one', 'my.bucket', 'ab.cdef', 'MyBucket', 'under_score'];
const styles = [undefined, 'path', 'virtual'] as const;

test('the effective host is the one that @aws-sdk/client-s3 contacts, in every combination', async () => {
  const questions = endpoints.flatMap((endpoint) => buckets.flatMap((bucket) => styles.map((style) => ({ region: 'cn-beijing', bucket, ...(endpoint === undefined ? {} : { endpoint }), ...(style === undefined ? {} : { style }) }))));
  const regions = ['us-east-1', 'cn-north-1', 'eusc-de-east-1', 'us-iso-east-1', 'us-gov-west-1', 'made-up-9'].map((region) => ({ region, bucket: 'bucket-one' }));
  const differing: unknown[] = [];
  let live = 0;
  for (const question of [...questions, ...regions]) {
    const [real, ours] = [await contacted(question), judged(question)];
    if (real !== ours) differing.push({ ...question, real, ours });
    const { endpoint = '', bucket, style } = { style: undefined, ...question };
    // What is examined live, and downloaded from, has nothing in it but a host.
    if (style === undefined || !/^https?:\/\/[^/?#@\s"]+$/.test(endpoint) || !URL.canParse(endpoint)) continue;
    const { origin, path } = addressOf({ endpoint, bucket, style });
    if (real !== `${origin}${path}`) differing.push({ ...question, real, live: `${origin}${path}` });
    live++;
  }
  expect({ differing, live: live > 100 }).toEqual({ differing: [], live: true });
});
