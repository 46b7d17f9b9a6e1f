/** Reads of Linux' tables of routes and sockets (proc(5)). Never throws, whatever a table holds. */

/** Whether `/proc/net/route` has a default route that is up (RTF_UP) and leads somewhere (not RTF_REJECT, linux/route.h). */
export function hasDefaultRoute4(table: string): boolean {
  return rows(table).some(([, destination, , flags = '', , , , mask]) => destination === '00000000' && mask === '00000000' && leads(flags));
}

/** The same of `/proc/net/ipv6_route`, where every machine has a default route that rejects, on the loopback interface. */
export function hasDefaultRoute6(table: string): boolean {
  return table.split('\n').map((line) => line.trim().split(/\s+/))
    .some(([destination, length, , , , , , , flags = '', device]) => destination === '0'.repeat(32) && length === '00' && device !== 'lo' && leads(flags));
}

function leads(flags: string): boolean {
  const bits = Number.parseInt(flags, 16);
  return (bits & 0x1) !== 0 && (bits & 0x200) === 0;
}

const rows = (table: string): readonly (readonly string[])[] => table.split('\n').slice(1).map((line) => line.trim().split(/\s+/));

/** The first and the last port that the system gives to outgoing connections (`ip_local_port_range`). */
export function readPortRange(text: string): { readonly first: number; readonly last: number } | undefined {
  const match = /^\s*(\d{1,5})\s+(\d{1,5})\s*$/.exec(text);
  const [first, last] = [Number(match?.[1]), Number(match?.[2])];
  return match === null || last > 65_535 || first > last ? undefined : { first, last };
}

/**
 * How many sockets of `/proc/net/tcp` and `/proc/net/tcp6` hold a local port towards one address and port, whatever
 * their state: TIME_WAIT holds it for a minute too.
 */
export function countTowards(table: string, address: string, port: number): number {
  const wanted = `${kernelForm(address)}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  let count = 0;
  for (let at = table.indexOf(wanted); at >= 0; at = table.indexOf(wanted, at + wanted.length)) {
    // The remote address is the third column, after "sl:" and the local one.
    const line = table.slice(table.lastIndexOf('\n', at) + 1, at);
    if (/^\s*\d+: [0-9A-F]+:[0-9A-F]{4} $/.test(line)) count++;
  }
  return count;
}

/** As the kernel prints it: words of 32 bits in the byte order of the machine, which is little-endian wherever Node runs but on s390x. */
function kernelForm(address: string): string {
  const bytes = address.includes(':') ? bytes6(address) : address.split('.').map(Number);
  const words = Array.from({ length: bytes.length / 4 }, (_, word) => bytes.slice(4 * word, 4 * word + 4).toReversed());
  return words.flat().map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
}

function bytes6(address: string): number[] {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const all = tail === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
  return all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]);
}
