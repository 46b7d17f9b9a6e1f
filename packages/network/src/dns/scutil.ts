import { isIP } from 'node:net';

/** One resolver of macOS: for every name, or for those below `domain`. `supplemental`: beside the ordinary one, as VPNs add it. */
export type ScutilResolver = { readonly domain?: string; readonly supplemental?: true; readonly nameServers: readonly string[]; readonly search: readonly string[] };

const maxResolvers = 64;
const maxListed = 16;

/**
 * Reads what `scutil --dns` prints, as `_dns_configuration_print` in Apple's configd has it. The resolvers for scoped and
 * for service-specific queries behind it are left out: they serve sockets bound to one interface, and single services.
 */
export function parseScutil(text: string): readonly ScutilResolver[] {
  const [unscoped = ''] = text.split(/^DNS configuration \(for /m, 1);
  return unscoped.split(/^resolver #\d+\s*$/m).slice(1, maxResolvers + 1).map((block): ScutilResolver => {
    const nameServers: string[] = [];
    const search: string[] = [];
    let domain: string | undefined;
    const supplemental = /^\s*flags\s*:.*\bSupplemental\b/m.test(block);
    for (const line of block.split(/\r?\n/)) {
      const [, key, value = ''] = /^\s*(nameserver\[\d+\]|search domain\[\d+\]|domain)\s*:\s*(\S+)/.exec(line) ?? [];
      if (key === undefined) continue;
      if (key === 'domain') domain = value.toLowerCase().replace(/\.$/, '');
      else if (key.startsWith('search')) search.push(value.toLowerCase());
      else if (isIP(value) > 0) nameServers.push(value);
    }
    return { ...(domain === undefined ? {} : { domain }), ...(supplemental ? { supplemental } : {}), nameServers: nameServers.slice(0, maxListed), search: search.slice(0, maxListed) };
  });
}
