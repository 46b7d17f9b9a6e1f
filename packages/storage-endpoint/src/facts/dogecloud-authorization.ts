import { defineFact, type Fact } from '@culprit/core';
import type { DogeCloudAccount } from '../targets/dogecloud-account.ts';

export type DogeCloudAuthorizationInput = Pick<DogeCloudAccount, 'accessKey' | 'secretKey'> & {
  readonly uri: string;
  /** Path of a file with the body. Default: no body. */
  readonly body?: string;
};

export type DogeCloudAuthorization =
  | { readonly outcome: 'signed'; readonly authorization: string; readonly bodyBytes: number }
  | { readonly outcome: 'unreadable'; readonly code: string };

/** The Authorization field that a request should have. Its value is for the asking command alone. */
export const dogecloudAuthorization: Fact<DogeCloudAuthorizationInput, DogeCloudAuthorization> = defineFact({
  id: 'storage-endpoint/dogecloud-authorization',
  gather: async ({ input, secrets, signal }): Promise<DogeCloudAuthorization> => {
    const [{ dogeCloudAuthorization }, { readFile }] = await Promise.all([import('../dogecloud/sign.ts'), import('node:fs/promises')]);
    const keys = { accessKey: await secrets.read(input.accessKey), secretKey: await secrets.read(input.secretKey) };
    let body;
    try {
      body = input.body === undefined ? Buffer.alloc(0) : await readFile(input.body, { signal });
    } catch (error) {
      return { outcome: 'unreadable', code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
    }
    return { outcome: 'signed', authorization: dogeCloudAuthorization({ uri: input.uri, body }, keys), bodyBytes: body.length };
  },
  exhibit: (value) => (value.outcome === 'signed' ? { outcome: 'signed', bodyBytes: value.bodyBytes } : value),
});
