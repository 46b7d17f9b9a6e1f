import { explain } from '@culprit/core/explain';
import { expect, test } from 'vitest';
import { endpointErrors } from '../src/known-errors/endpoint.ts';

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
