import { isIP } from 'node:net';

/** What Windows is configured with: name servers set by hand or handed out by DHCP, and the search list. */
export type WindowsResolvers = { readonly servers: readonly { readonly address: string; readonly source: 'static' | 'DHCP' }[]; readonly search: readonly string[] };

/** Where Windows keeps it: https://learn.microsoft.com/en-us/troubleshoot/windows-client/networking/tcpip-and-nbt-configuration-parameters */
export const tcpipParameters = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';

const maxListed = 16;

/** Reads what `reg query … /s` prints: no word of it depends on the language of the system, unlike `ipconfig /all`. */
export function parseTcpipParameters(text: string): WindowsResolvers {
  const servers: { readonly address: string; readonly source: 'static' | 'DHCP' }[] = [];
  const search: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^\s+(NameServer|DhcpNameServer|SearchList|Domain|DhcpDomain)\s+REG_SZ\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const values = value.trim().split(/[\s,]+/).filter((item) => item !== '');
    if (name === 'NameServer' || name === 'DhcpNameServer') {
      for (const address of values) if (isIP(address) > 0) servers.push({ address, source: name === 'NameServer' ? 'static' : 'DHCP' });
    } else search.push(...values.map((domain) => domain.toLowerCase()));
  }
  const distinct = new Map(servers.map((server) => [server.address, server]));
  return { servers: [...distinct.values()].slice(0, maxListed), search: [...new Set(search)].slice(0, maxListed) };
}
