import { defineFact, type Fact } from '@culprit/core';
import type { DogeCloudCall, DogeCloudResult } from '../dogecloud/carry-out.ts';

/** Has the API change something. Only a command that declares it asks this. */
export const dogecloudChange: Fact<Extract<DogeCloudCall, { readonly call: 'upload' | 'bind' | 'delete' | 'refresh' }>, DogeCloudResult> = defineFact({
  id: 'storage-endpoint/dogecloud-change',
  access: 'modify',
  patienceMs: 25_000,
  gather: async (context) => (await import('../dogecloud/carry-out.ts')).carryOut(context),
  exhibit: ({ outcome }) => ({ outcome }),
});
