import { isIP } from 'node:net';

/** What resolv.conf(5) says to a stub resolver. */
export type ResolvConf = {
  /** The three that glibc asks at most. */
  readonly nameServers: readonly string[];
  readonly search: readonly string[];
  /** A name with fewer dots is tried with the search domains first. */
  readonly ndots: number;
  /** How long one server is waited for, in seconds, and how often the list is gone through. */
  readonly timeoutSeconds: number;
  readonly attempts: number;
  /** Name servers beyond the third, which nobody asks. */
  readonly ignored: readonly string[];
  /** Lines whose name server is no address, with their number. */
  readonly invalid: readonly { readonly line: number; readonly value: string }[];
};

// glibc's own limits: MAXNS, RES_MAXNDOTS, RES_MAXRETRANS, RES_MAXRETRY; and the lists bounded here.
const maxNameServers = 3;
const maxListed = 16;
const limits = { ndots: 15, timeout: 30, attempts: 5 } as const;

/** Reads resolv.conf(5): the last `search` or `domain` counts, the first three `nameserver` lines do. */
export function parseResolvConf(text: string): ResolvConf {
  const nameServers: string[] = [];
  const invalid: { readonly line: number; readonly value: string }[] = [];
  let search: readonly string[] = [];
  const numbers = { ndots: 1, timeout: 5, attempts: 2 };
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [keyword = '', ...values] = line.replace(/[#;].*$/, '').trim().split(/\s+/);
    const [first = ''] = values;
    if (keyword === 'nameserver') {
      if (isIP(first) > 0) nameServers.push(first);
      else invalid.push({ line: index + 1, value: first.slice(0, 80) });
    } else if (keyword === 'search' || keyword === 'domain') search = values.slice(0, keyword === 'domain' ? 1 : maxListed).map((name) => name.toLowerCase());
    else if (keyword === 'options') {
      for (const option of values) {
        const [, name, value] = /^(ndots|timeout|attempts):(\d{1,3})$/.exec(option) ?? [];
        if (name === 'ndots' || name === 'timeout' || name === 'attempts') numbers[name] = Math.min(limits[name], Number(value));
      }
    }
  }
  return {
    nameServers: nameServers.slice(0, maxNameServers), search, ndots: numbers.ndots, timeoutSeconds: numbers.timeout, attempts: numbers.attempts,
    ignored: nameServers.slice(maxNameServers, maxListed), invalid: invalid.slice(0, maxListed),
  };
}
