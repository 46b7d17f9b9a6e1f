import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { signedSource } from '../src/download/signed-source.ts';
import { compareSigned, signedTextOf } from '../src/live/canonical-request.ts';

const sent = {
  method: 'GET', path: '/test.txt', query: {},
  headers: {
    Host: 'examplebucket.s3.amazonaws.com', Range: 'bytes=0-9', 'x-amz-date': '20130524T000000Z',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    Authorization: 'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
};

// The example of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.
const documented = 'AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972';

test('the documented request is written as AWS documents it', () => {
  expect(signedTextOf(sent)?.stringToSign).toBe(documented);
});

// What botocore 1.43 signs with the keys AK and SK at this time, over host, x-amz-content-sha256 and x-amz-date.
const at = { 'x-amz-date': '20250120T000000Z', 'x-amz-content-sha256': sent.headers['x-amz-content-sha256'] };

test('a bucket of TOS is signed for as botocore does it', async () => {
  const source = signedSource({ endpoint: 'https://tos-s3-cn-beijing.volces.com', bucket: 'aibrix-artifact-testing', region: 'cn-beijing', style: 'virtual' }, { accessKeyId: 'AK', secretAccessKey: 'SK' }, () => new Date('2025-01-20T00:00:00Z'));
  const { headers } = await source.request({ key: '', path: '' }, 'HEAD');
  expect(headers).toMatchObject({ ...at, authorization: expect.stringContaining('SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=4c8341d423eae3f41f0f719b4784e592f36bffb7ad99422b008e06cbc7605dbf') });
});

/** Signs what was written, by the keys that the scope demands. */
const signedBy = (text: ReturnType<typeof signedTextOf>, first: string, ...scope: readonly string[]): string => {
  const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
  return hmac(scope.reduce<string | Buffer>(hmac, first), text?.stringToSign ?? '').toString('hex');
};

test.for([
  ['/', { 'list-type': '2', prefix: 'models/模型/', delimiter: '/' }, 'cf9278a0ca1ada7c8abc901a2c93c30fddabc826b273b984064f367c75f70c5c'],
  ['/models/a%20b~%281%29.txt', {}, '09a1e8cbcd3aec554083f957310f682373e9d416a2944f575a3860e63c150ca2'],
] as const)('what botocore signs for %s is written again', ([path, query, signature]) => {
  const text = signedTextOf({ method: 'GET', path, query, headers: { ...at, host: 'b.tos-s3-cn-beijing.volces.com', authorization: `AWS4-HMAC-SHA256 Credential=AK/20250120/cn-beijing/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}` } });
  expect(signedBy(text, 'AWS4SK', '20250120', 'cn-beijing', 's3', 'aws4_request')).toBe(signature);
});

// What the SDK of TOS (ve-tos-python-sdk) signs with the same keys at the same time for its own interface, over host and x-tos-date.
test.for([
  ['HEAD', 'aibrix-artifact-testing', '/', {}, '755ff75a927e53aef82690043564a35a6764e55f28d3913df78d24469b493c1c'],
  ['GET', 'b', '/', { delimiter: '/', 'list-type': '2', prefix: 'models/模型/' }, '859ff301fb166fd57fb34616090847df10304007ede88a1299786809124ff8a6'],
  ['GET', 'b', '/models/a%20b~%281%29.txt', {}, '0d5b993bf67c1ea311df9ffcbb5203c5294ee533dfad985c6b6da403e7d7d2d8'],
] as const)('what the SDK of TOS signs for %s %s%s is written again', ([method, bucket, path, query, signature]) => {
  const text = signedTextOf({
    method, path, query,
    headers: { Host: `${bucket}.tos-cn-beijing.volces.com`, 'X-Tos-Date': '20250120T000000Z', Authorization: `TOS4-HMAC-SHA256 Credential=AK/20250120/cn-beijing/tos/request,SignedHeaders=host;x-tos-date,Signature=${signature}` },
  });
  expect(signedBy(text, 'SK', '20250120', 'cn-beijing', 'tos', 'request')).toBe(signature);
});

test('an address that was signed for somebody is written again, and its token is not shown', () => {
  const query = { 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256', 'X-Amz-Credential': 'AK/20250120/cn-beijing/s3/aws4_request', 'X-Amz-Date': '20250120T000000Z', 'X-Amz-Expires': '60', 'X-Amz-Security-Token': 'a-token', 'X-Amz-SignedHeaders': 'host', 'X-Amz-Signature': 'feed' };
  const ours = signedTextOf({ method: 'GET', path: '/a', query, headers: { host: 'b.tos-s3-cn-beijing.volces.com' } }) ?? { canonicalRequest: '', stringToSign: '' };
  expect(ours.canonicalRequest.split('\n').slice(2)).toEqual([expect.stringMatching(/^X-Amz-Algorithm=.*&X-Amz-Security-Token=a-token&X-Amz-SignedHeaders=host$/), 'host:b.tos-s3-cn-beijing.volces.com', '', 'host', 'UNSIGNED-PAYLOAD']);
  const difference = compareSigned(ours, { canonicalRequest: ours.canonicalRequest.replace('Expires=60', 'Expires=61') });
  expect(difference).toMatchObject({ part: 'query', ours: expect.stringContaining('X-Amz-Security-Token=…&X-Amz-SignedHeaders') });
});

test('a signature of another kind is not written again', () => {
  expect(signedTextOf({ ...sent, headers: { ...sent.headers, Authorization: sent.headers.Authorization.replace('AWS4-', 'OSS4-') } })).toBeUndefined();
});

test('members of a query are in the order of their names, then of their values', () => {
  expect(signedTextOf({ ...sent, query: { 'Param-3': 'c', Param: ['b', 'a'], 'x-id': null } })?.canonicalRequest.split('\n')[2]).toBe('Param=a&Param=b&Param-3=c&x-id=');
});

test('a request without a signature was signed over nothing', () => {
  expect(signedTextOf({ ...sent, headers: {} })).toBeUndefined();
});

test('the same text leaves the key alone to differ', () => {
  const ours = signedTextOf(sent);
  expect(ours && compareSigned(ours, { canonicalRequest: ours.canonicalRequest, stringToSign: documented })).toBe('same');
  expect(ours && compareSigned(ours, { stringToSign: documented })).toBe('same');
  expect(ours && compareSigned(ours, {})).toBeUndefined();
});

test('the first line that differs is named', () => {
  const ours = signedTextOf(sent) ?? { canonicalRequest: '', stringToSign: '' };
  expect(compareSigned(ours, { canonicalRequest: ours.canonicalRequest.replace('host:examplebucket', 'host:proxy') })).toEqual({ part: 'header', ours: 'host:examplebucket.s3.amazonaws.com', theirs: 'host:proxy.s3.amazonaws.com' });
  expect(compareSigned(ours, { canonicalRequest: ours.canonicalRequest.replace('GET', 'HEAD') })).toMatchObject({ part: 'method' });
  expect(compareSigned(ours, { stringToSign: documented.replace('us-east-1', 'eu-west-1') })).toMatchObject({ part: 'scope' });
});

test('a session token is never shown', () => {
  const token = 'FwoGZXIvYXdzEXAMPLETOKEN';
  fc.assert(fc.property(fc.string({ maxLength: 30 }), (other) => {
    const ours = { canonicalRequest: `GET\n/\n\nx-amz-security-token:${token}\n\nx-amz-security-token\nhash`, stringToSign: '' };
    const compared = compareSigned(ours, { canonicalRequest: ours.canonicalRequest.replace(token, `y${other}`) });
    expect(JSON.stringify(compared)).not.toContain(token);
  }));
});
