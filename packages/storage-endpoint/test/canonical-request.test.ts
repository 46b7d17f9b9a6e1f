import * as fc from 'fast-check';
import { expect, test } from 'vitest';
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
