import { explain } from '@culprit/core/explain';
import { expect, test } from 'vitest';
import { amazonRules } from '../src/dialects/amazon.ts';
import { chineseRules } from '../src/dialects/china.ts';
import { otherRules } from '../src/dialects/others.ts';
import { errors as ofCertimate } from '../src/known-errors/certimate.ts';
import { endpointErrors } from '../src/known-errors/endpoint.ts';
import { errors as refusals } from '../src/known-errors/refusals.ts';

/** The causes that a log points to, likeliest first. */
const causesOf = async (text: string): Promise<readonly string[]> => {
  const { causes } = await explain(text, { knownErrors: endpointErrors });
  return causes.map(({ id }) => id);
};

test('document 001: the lines of its log name the bucket in the endpoint, the missing scheme and the native endpoint', async () => {
  expect(await causesOf("SSL validation failed for https://aibrix-artifact-testing.aibrix-artifact-testing.tos-cn-beijing.volces.com/ hostname 'aibrix-artifact-testing.aibrix-artifact-testing.tos-cn-beijing.volces.com' doesn't match either of '*.tos-cn-beijing.volces.com'")).toContain('storage-endpoint/bucket-in-endpoint');
  expect((await causesOf('ValueError: Invalid endpoint: tos-s3-cn-beijing.volces.com'))[0]).toBe('storage-endpoint/endpoint-without-scheme');
  expect(await causesOf('ModelNotFoundError: Model not found at URI: tos://aibrix-artifact-testing/models/llama-2-7b-hf/\nDetails: An error occurred (400) when calling the HeadBucket operation: Bad Request')).toContain('storage-endpoint/native-endpoint-for-s3-client');
});

test('document 002: its line names the keys and the signing, and never the clock', async () => {
  const line = "failed to execute sdk request 'cdn.UploadCdnCert': dogecloud api error, code: 403, msg: AccessToken Error";
  const { causes } = await explain(line, { knownErrors: ofCertimate });
  expect(causes.map(({ id }) => id).toSorted()).toEqual(['dogecloud-key-edges', 'dogecloud-keys-refused', 'dogecloud-keys-swapped', 'dogecloud-signing-mistake'].map((name) => `storage-endpoint/${name}`));
});

/** What a store's code means by itself: where the request, the status or the message decides, no text with the code alone can tell. */
const plainCodes = [...amazonRules, ...chineseRules, ...otherRules]
  .filter(({ codes, status, requests, message, element }) => codes !== undefined && status === undefined && requests === undefined && message === undefined && element === undefined)
  .flatMap(({ codes = [], cause }) => codes.map((code) => ({ code, cause })))
  // What is not there, or is archived, is nobody's fault: no cause speaks of it.
  .filter(({ cause }) => !['storage-endpoint/object-missing', 'storage-endpoint/object-archived'].includes(cause));

test.each(plainCodes)('$code, which a store answers for $cause, is known in a log', async ({ code, cause }) => {
  for (const text of [`botocore.exceptions.ClientError: An error occurred (${code}) when calling the ListObjectsV2 operation: None`, `<Error><Code>${code}</Code><Message></Message></Error>`]) {
    const { causes } = await explain(text, { knownErrors: refusals });
    expect(causes.map(({ id }) => id), text).toContain(cause);
  }
});
