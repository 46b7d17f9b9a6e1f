import { isIP } from 'node:net';

/** What resolv.conf(5) says to a stub resolver. */
export type ResolvConf = { readonly nameServers: readonly string[]; readonly search: readonly string[]; readonly ndots: number };

// glibc's own limits: MAXNS, and the list of search domains bounded here.
const maxNameServers = 3;
const maxSearchDomains = 16;

/** Reads resolv.conf(5): the last `search` or `domain` counts, the first three `nameserver` lines do. */
export function parseResolvConf(text: string): ResolvConf {
  const nameServers: string[] = [];
  let search: readonly string[] = [];
  let ndots = 1;
  for (const line of text.split(/\r?\n/)) {
    const [keyword = '', ...values] = line.replace(/[#;].*$/, '').trim().split(/\s+/);
    const [first = ''] = values;
    if (keyword === 'nameserver' && isIP(first) > 0) nameServers.push(first);
    else if (keyword === 'search' || keyword === 'domain') search = values.slice(0, keyword === 'domain' ? 1 : maxSearchDomains).map((name) => name.toLowerCase());
    else if (keyword === 'options') {
      for (const option of values) {
        const dots = /^ndots:(\d{1,2})$/.exec(option)?.[1];
        if (dots !== undefined) ndots = Math.min(15, Number(dots));
      }
    }
  }
  return { nameServers: nameServers.slice(0, maxNameServers), search, ndots };
}
