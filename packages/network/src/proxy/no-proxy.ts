// As a whole: to name BlockList here would load it, for every look.
import net from 'node:net';

/**
 * Whether NO_PROXY exempts a host, by the rules that clients share: `*`, exact names, names as suffixes with or without a
 * leading dot or `*.`, an optional port, addresses, and CIDR blocks as Go and curl since 7.86 read them.
 * There is no standard; see curl(1) and golang.org/x/net/http/httpproxy.
 */
export function isExempt(list: string, host: string, port: number): boolean {
  return list.split(/[,\s]+/).filter((entry) => entry !== '').some((entry) => matches(entry.toLowerCase(), host.toLowerCase(), port));
}

function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inBlock(entry, host);
  const bare = net.isIP(entry) === 6 ? undefined : /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(entry);
  if (bare) return Number(bare[2]) === port && matches(bare[1] ?? '', host, port);
  const name = entry.replace(/^\[|\]$/g, '').replace(/^\*?\./, '').replace(/\.$/, '');
  if (name === '') return false;
  return host === name || (net.isIP(host) === 0 && host.endsWith(`.${name}`));
}

/** Whether a host is an address inside a CIDR block (RFC 4632 §3.1). */
export function inBlock(entry: string, host: string): boolean {
  const version = net.isIP(host);
  const [network = '', length = ''] = entry.split('/', 2);
  const own = net.isIP(network);
  const bits = /^\d{1,3}$/.test(length) ? Number(length) : -1;
  if (version === 0 || own !== version || bits < 0 || bits > (own === 6 ? 128 : 32)) return false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  const block = new net.BlockList();
  block.addSubnet(network, bits, family);
  return block.check(host, family);
}
