import { describe, expect, test } from 'vitest';
import { judgeEndpoint } from '../../src/endpoint/judge-endpoint.ts';
import type { EndpointQuestion } from '../../src/endpoint/judgement.ts';

const bucket = 'aibrix-artifact-testing';
const uri = `tos://${bucket}/models/llama-2-7b-hf/`;
const s3 = 'https://tos-s3-cn-beijing.volces.com';
const region = 'cn-beijing';

/** What boto3 was seen to do with each value (1.43.11, virtual style): the URL it asks, or the words of its refusal. */
const boto = (endpoint: string | undefined, more: Partial<EndpointQuestion> = {}): string => {
  const { effective, refusal } = judgeEndpoint({ consumer: 'boto3', bucket, region, style: 'virtual', ...(endpoint === undefined ? {} : { endpoint }), ...more });
  return effective === undefined ? refusal ?? '' : `${effective.scheme}://${effective.host}${effective.path}`;
};

describe('what botocore makes of an endpoint', () => {
  test.for<[endpoint: string | undefined, asked: string]>([
    [undefined, `https://${bucket}.s3.cn-beijing.amazonaws.com/`],
    [s3, `https://${bucket}.tos-s3-cn-beijing.volces.com/`],
    [`${s3}/`, `https://${bucket}.tos-s3-cn-beijing.volces.com/`],
    [` ${s3}`, `https://${bucket}.tos-s3-cn-beijing.volces.com/`],
    ['https://tos-cn-beijing.volces.com', `https://${bucket}.tos-cn-beijing.volces.com/`],
    [`https://${bucket}.tos-cn-beijing.volces.com`, `https://${bucket}.${bucket}.tos-cn-beijing.volces.com/`],
    [`https://${bucket}.tos-s3-cn-beijing.volces.com`, `https://${bucket}.${bucket}.tos-s3-cn-beijing.volces.com/`],
    [`${s3}/${bucket}`, `https://${bucket}.tos-s3-cn-beijing.volces.com/${bucket}`],
    ['http://127.0.0.1:9000', `http://127.0.0.1/${bucket}`],
  ])('%s', ([endpoint, asked]) => {
    expect(boto(endpoint)).toBe(asked);
  });

  test('a doubled scheme is accepted, and the host is the word "https"', () => {
    expect(boto('https://https://tos-s3-cn-beijing.volces.com')).toContain(`https://${bucket}.https/`);
  });

  test.for(['', 'tos-s3-cn-beijing.volces.com', 'tos-cn-beijing.ivolces.com', 'tos-s3-cn-beijing.volces.com:443', 'https:tos-s3-cn-beijing.volces.com', 'https//tos-s3-cn-beijing.volces.com', `"${s3}"`, 'https：//tos-s3-cn-beijing.volces.com', 'https://', 'https://tos_s3.volces.com', `${s3} `, `${s3}\r`, `${s3}\n`, `${s3}\u200b`])('%j is refused', (endpoint) => {
    expect(boto(endpoint)).toBe(`ValueError: Invalid endpoint: ${endpoint}`);
  });

  test('auto is the path for every endpoint of somebody else\'s, and virtual for Amazon', () => {
    expect(boto(s3, { style: 'auto' })).toBe(`https://tos-s3-cn-beijing.volces.com/${bucket}`);
    expect(boto(undefined, { style: 'auto' })).toBe(`https://${bucket}.s3.cn-beijing.amazonaws.com/`);
  });

  test.for(['my.bucket', 'MyBucket'])('the bucket %s goes into the path, whatever the style', (name) => {
    expect(boto(s3, { bucket: name })).toBe(`https://tos-s3-cn-beijing.volces.com/${name}`);
  });
});

describe('document 001: python -m aibrix.downloader --model-uri tos://aibrix-artifact-testing/models/llama-2-7b-hf/', () => {
  const downloader = (endpoint: string | undefined, more: Partial<EndpointQuestion> = {}) => judgeEndpoint({ consumer: 'aibrix-v2', uri, region, ...(endpoint === undefined ? {} : { endpoint }), ...more });

  test('with the bucket in the endpoint: it stands in the host twice, no certificate covers that, and the endpoint is native', () => {
    const { problems, effective, repair } = downloader(`https://${bucket}.tos-cn-beijing.volces.com`);
    expect(problems.map(({ id }) => id)).toEqual(['bucket-in-endpoint', 'native-endpoint-for-s3-client']);
    expect(effective?.host).toBe(`${bucket}.${bucket}.tos-cn-beijing.volces.com`);
    expect(effective?.tls).toMatchObject({ outcome: 'not-covered', basis: 'one-label', names: ['*.tos-cn-beijing.volces.com', '*.tos-s3-cn-beijing.volces.com'] });
    expect(repair?.settings[0]).toBe(`TOS_ENDPOINT=${s3} TOS_REGION=cn-beijing`);
  });

  test('with the native endpoint: the certificate is fine, the API is not', () => {
    const { problems, effective, repair } = downloader('https://tos-cn-beijing.volces.com');
    expect(problems.map(({ id }) => id)).toEqual(['native-endpoint-for-s3-client']);
    expect(effective?.tls.outcome).toBe('covered');
    expect(repair?.endpoint).toBe(s3);
  });

  test('with the S3 endpoint: it works', () => {
    expect(downloader(s3)).toMatchObject({ verdict: 'works', problems: [], effective: { host: `${bucket}.tos-s3-cn-beijing.volces.com`, tls: { outcome: 'covered', basis: 'observed' } } });
  });

  test.for([undefined, ''])('with %j: it goes to Amazon', (endpoint) => {
    const { problems, effective, repair } = downloader(endpoint);
    expect(problems).toMatchObject([{ id: 'endpoint-not-set', reason: 'elsewhere' }]);
    expect(effective?.host).toBe(`${bucket}.s3.cn-beijing.amazonaws.com`);
    expect(repair).toMatchObject({ endpoint: s3, exact: true });
  });

  test('with neither endpoint nor region: the form is told, and that it is to be filled in', () => {
    const { repair } = judgeEndpoint({ consumer: 'aibrix-v2', uri });
    expect(repair).toMatchObject({ endpoint: 'https://tos-s3-<region>.volces.com', exact: false });
  });

  test('the same variable is right for v1 as the native endpoint, and wrong as the S3 one', () => {
    expect(judgeEndpoint({ consumer: 'aibrix-v1', uri, region, endpoint: 'tos-cn-beijing.volces.com' }).verdict).toBe('works');
    const { problems, repair } = judgeEndpoint({ consumer: 'aibrix-v1', uri, region, endpoint: s3 });
    expect(problems.map(({ id }) => id)).toEqual(['s3-endpoint-for-native-client']);
    expect(repair?.endpoint).toBe('https://tos-cn-beijing.volces.com');
  });
});

describe('the rules for a TOS endpoint', () => {
  const repaired = (endpoint: string, more: Partial<EndpointQuestion> = {}) => judgeEndpoint({ consumer: 'aibrix-v2', uri, region, endpoint, ...more }).repair;

  test.for<[string]>([
    [` "${s3}" `], [`${s3}\u200b`], [`${s3}\r`], ['https：／／tos-s3-cn-beijing.volces.com'], ['https://https://tos-s3-cn-beijing.volces.com'], ['“https://tos-s3-cn-beijing.volces.com”'],
    ['tos-s3-cn-beijing.volces.com'], ['tos-cn-beijing.volces.com'], [`${bucket}.tos-cn-beijing.volces.com`], [`https://${bucket}.${bucket}.tos-cn-beijing.volces.com`],
    [`${s3}/${bucket}`], [`https://${bucket}.tos-s3-cn-beijing.volces.com/${bucket}/`], ['https:tos-s3-cn-beijing.volces.com'], ['https//tos-s3-cn-beijing.volces.com'], ['HTTPS://TOS-S3-CN-BEIJING.VOLCES.COM\n'],
  ])('%j becomes the S3 endpoint', ([endpoint]) => {
    expect(repaired(endpoint)?.endpoint).toBe(s3);
  });

  test('the intranet stays the intranet, and http stays http', () => {
    expect(repaired('http://tos-cn-beijing.ivolces.com')?.endpoint).toBe('http://tos-s3-cn-beijing.ivolces.com');
  });

  test('another bucket in the endpoint is a contradiction, which nobody guesses away', () => {
    const { problems, repair } = judgeEndpoint({ consumer: 'aibrix-v2', uri, region, endpoint: 'https://other.tos-s3-cn-beijing.volces.com' });
    expect(problems).toMatchObject([{ id: 'contradicting-buckets', found: 'other', expected: bucket }]);
    expect(repair).toBeUndefined();
  });

  test('a bucket beside the URI is a contradiction too', () => {
    const { problems, repair } = judgeEndpoint({ consumer: 'aibrix-v2', uri, bucket: 'other', region, endpoint: s3 });
    expect(problems.map(({ id }) => id)).toEqual(['contradicting-buckets']);
    expect(repair).toBeUndefined();
  });

  test('the region in the host counts, and the setting follows it', () => {
    const { problems, repair } = judgeEndpoint({ consumer: 'aibrix-v2', uri, region: 'cn-shanghai', endpoint: s3 });
    expect(problems).toMatchObject([{ id: 'region-mismatch', effect: 'fails', found: 'cn-shanghai', expected: 'cn-beijing' }]);
    expect(repair?.settings[0]).toBe(`TOS_ENDPOINT=${s3} TOS_REGION=cn-beijing`);
  });

  test('a region in quotes is refused before anybody is asked, and stands without them in the setting', () => {
    const judged = judgeEndpoint({ consumer: 'aws-sdk-js', bucket: 'bucket-one', endpoint: 'https://minio.internal', region: ' "us-east-1"' });
    expect(judged).toMatchObject({ verdict: 'fails', refusal: 'Invalid region: region was not a valid DNS name.', problems: [{ id: 'malformed-region', reason: 'around', expected: 'us-east-1' }] });
    expect(judged.effective).toBeUndefined();
    expect(judged.repair?.settings[1]).toBe('AWS_ENDPOINT_URL_S3=https://minio.internal AWS_REGION=us-east-1');
    expect(judgeEndpoint({ consumer: 'boto3', bucket: 'bucket-one', endpoint: 'https://minio.internal', region: 'us east' })).toMatchObject({ problems: [{ reason: 'characters' }], refusal: "InvalidRegionError: Provided region_name 'us east' doesn't match a supported format." });
  });

  test('an unknown region is a warning, and the intranet too', () => {
    expect(judgeEndpoint({ consumer: 'aibrix-v2', uri, region: 'cn-nantong', endpoint: 'https://tos-s3-cn-nantong.volces.com' })).toMatchObject({ verdict: 'warns', problems: [{ id: 'unknown-region' }] });
    expect(judgeEndpoint({ consumer: 'aibrix-v2', uri, region, endpoint: 'https://tos-s3-cn-beijing.ivolces.com' })).toMatchObject({ verdict: 'warns', problems: [{ id: 'internal-endpoint' }] });
  });

  test('virtual style is forced where the program would take the path, in its own words', () => {
    const { problems, repair } = judgeEndpoint({ consumer: 'boto3', uri, region, endpoint: s3 });
    expect(problems.map(({ id }) => id)).toEqual(['virtual-host-style-needed']);
    expect(repair?.settings[0]).toBe(`boto3.client('s3', endpoint_url='${s3}', region_name='cn-beijing', config=Config(s3={'addressing_style': 'virtual'}))`);
  });

  test('s5cmd can\'t be told to, so nothing is proposed', () => {
    expect(judgeEndpoint({ consumer: 's5cmd', uri, region, endpoint: s3 })).toMatchObject({ verdict: 'fails', problems: [{ id: 'virtual-host-style-needed' }] });
    expect(judgeEndpoint({ consumer: 's5cmd', uri, region, endpoint: s3 }).repair).toBeUndefined();
  });
});
