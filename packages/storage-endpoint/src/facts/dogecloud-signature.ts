import { defineFact, type Fact } from '@culprit/core';
import type { SignatureDiagnosis } from '../dogecloud/diagnose-signature.ts';
import type { DogeCloudRequest } from '../targets/dogecloud-request.ts';

/** What became of recomputing the signature of a captured request. Neither key nor signature is in it. */
export type DogeCloudSignature =
  | { readonly outcome: 'computed'; readonly diagnosis: SignatureDiagnosis }
  /** A system code, `too-large`, or `no-request`: no request line is in the file. */
  | { readonly outcome: 'unreadable'; readonly code: string };

const maxBytes = 4 * 1_048_576;

/** Recomputes the signature of a captured request in every way that clients were seen to get it wrong. Asks nobody. */
export const dogecloudSignature: Fact<DogeCloudRequest, DogeCloudSignature> = defineFact({
  id: 'storage-endpoint/dogecloud-signature',
  patienceMs: 15_000,
  gather: async ({ input, secrets, signal }): Promise<DogeCloudSignature> => {
    const [{ diagnoseDogeCloudSignature }, { readCapture }, { readFile, stat }] = await Promise.all([import('../dogecloud/diagnose-signature.ts'), import('../dogecloud/read-capture.ts'), import('node:fs/promises')]);
    const keys = { accessKey: await secrets.read(input.accessKey), secretKey: await secrets.read(input.secretKey) };
    const read = async (path: string): Promise<string> => {
      const { size } = await stat(path);
      if (size > maxBytes) throw Object.assign(new Error('too large'), { code: 'too-large' });
      return readFile(path, { encoding: 'utf8', signal });
    };
    let request;
    try {
      request = readCapture(await read(input.capture), input.body === undefined ? undefined : await read(input.body));
    } catch (error) {
      return { outcome: 'unreadable', code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
    }
    return request === undefined ? { outcome: 'unreadable', code: 'no-request' } : { outcome: 'computed', diagnosis: diagnoseDogeCloudSignature(request, keys) };
  },
  exhibit: (value) => (value.outcome === 'computed' ? { ...value.diagnosis, edges: { ...value.diagnosis.edges } } : value),
});
