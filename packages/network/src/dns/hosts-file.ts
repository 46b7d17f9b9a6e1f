import { isIP } from 'node:net';

/** One name of a line of hosts(5). */
export type HostsEntry = { readonly address: string; readonly name: string; /** From 1. */ readonly line: number };

export type HostsFile = {
  readonly entries: readonly HostsEntry[];
  /** Lines that begin with no address, as those with the name first do. */
  readonly invalid: readonly { readonly line: number; readonly value: string }[];
};

/** Files that block advertisements have a hundred thousand names. */
const maxEntries = 200_000;
const maxInvalid = 16;

/** Reads hosts(5). */
export function parseHosts(text: string): HostsFile {
  const entries: HostsEntry[] = [];
  const invalid: { readonly line: number; readonly value: string }[] = [];
  for (const [index, raw] of text.replace(/^\uFEFF/, '').split(/\r?\n/).entries()) {
    const [address = '', ...names] = raw.replace(/#.*$/, '').trim().split(/\s+/);
    if (address === '') continue;
    if (isIP(address) === 0) {
      if (invalid.length < maxInvalid) invalid.push({ line: index + 1, value: raw.trim().slice(0, 80) });
      continue;
    }
    for (const name of names) if (entries.length < maxEntries) entries.push({ address, name: name.toLowerCase().replace(/\.$/, ''), line: index + 1 });
  }
  return { entries, invalid };
}

const ordinary = /^(?:localhost|localhost\.localdomain|localhost[46](?:\.localdomain[46])?|broadcasthost|ip6-(?:localhost|loopback|localnet|mcastprefix|allnodes|allrouters|allhosts)|kubernetes\.docker\.internal|host\.docker\.internal|gateway\.docker\.internal)$/;

/** The entries that somebody or some program added: not those that every system brings, nor this machine's own name. */
export const overridesIn = (entries: readonly HostsEntry[], ownName: string): readonly HostsEntry[] =>
  entries.filter(({ name }) => !ordinary.test(name) && name !== ownName && !name.startsWith(`${ownName}.`) && !ownName.startsWith(`${name}.`));
