import { defineFact, type Fact } from '@culprit/core';
import type { DogeCloudCall, DogeCloudResult } from '../dogecloud/carry-out.ts';

/** Asks the API what changes nothing: lists, and credentials that expire by themselves. */
export const dogecloudReading: Fact<Extract<DogeCloudCall, { readonly call: 'domains' | 'certificates' | 'credentials' }>, DogeCloudResult> = defineFact({
  id: 'storage-endpoint/dogecloud-reading',
  patienceMs: 25_000,
  gather: async (context) => (await import('../dogecloud/carry-out.ts')).carryOut(context),
  // A reply may hold credentials.
  exhibit: ({ outcome }) => ({ outcome }),
});
