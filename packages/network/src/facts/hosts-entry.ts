import { defineFact, type Fact } from '@culprit/core';

export type HostsEntryInput = { readonly host: string };

/** The lines of the hosts file that give the name an address. */
export type HostsEntryValue = { readonly file: string; readonly entries: readonly { readonly address: string; readonly line: number }[] };

/** What hosts(5) says about one name. */
export const hostsEntry: Fact<HostsEntryInput, HostsEntryValue> = defineFact<HostsEntryInput, HostsEntryValue>({
  id: 'network/hosts-entry',
  gather: async ({ input: { host } }): Promise<HostsEntryValue> => {
    const { readHosts } = await import('../dns/read-settings.ts');
    return readHosts(host);
  },
  exhibit: (value) => value,
});
