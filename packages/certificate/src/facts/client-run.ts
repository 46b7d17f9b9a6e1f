import { defineFact, type Fact } from '@culprit/core';
import type { ParityClient } from '@culprit/network/client-ways';

/** `url` is what the program asks for; it goes there by its own rules. */
export type ClientRunInput = { readonly client: Exclude<ParityClient, 'browser'>; readonly url: string };

/** What a client that is installed here made of the request. */
export type ClientRun =
  | { readonly outcome: 'answered'; readonly status: number }
  /** `complaint`: the last line of what it printed, at most 200 characters. */
  | { readonly outcome: 'failed'; readonly code: string; readonly complaint: string }
  | { readonly outcome: 'not-installed' | 'timed-out' };

/** Runs a client for real, for as long as it may take to wait for a server. */
export const clientRun: Fact<ClientRunInput, ClientRun> = defineFact<ClientRunInput, ClientRun>({
  id: 'certificate/client-run',
  patienceMs: 60_000,
  gather: async ({ input: { client, url }, patienceMs, signal }): Promise<ClientRun> => {
    const { runClient } = await import('../parity/run-client.ts');
    return runClient(client, url, patienceMs, signal);
  },
  exhibit: (value) => value,
});
