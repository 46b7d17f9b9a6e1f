import { BlockList, isIP } from 'node:net';

/** Where names and addresses lead: `host` or `host:port` to `address:port` on loopback. */
export type ProxyRoutes = Readonly<Record<string, string>>;

/** An address and port to connect to. */
export interface Destination {
  readonly host: string;
  readonly port: number;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Where a proxy of the lab goes for `host` and `port`. `undefined` for a name it does not know and
 * for every address beyond loopback: nothing ever leaves this machine.
 */
export function destination(host: string, port: number, routes: ProxyRoutes = {}): Destination | undefined {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  const routed = routes[`${name}:${port}`] ?? routes[name];
  if (routed !== undefined) {
    const at = routed.lastIndexOf(':');
    return onLoopback(routed.slice(0, at).replace(/^\[|\]$/g, ''), Number(routed.slice(at + 1)));
  }
  return onLoopback(name === 'localhost' ? '127.0.0.1' : name, port);
}

function onLoopback(host: string, port: number): Destination | undefined {
  const version = isIP(host);
  if (version === 0 || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  return loopback.check(host, version === 6 ? 'ipv6' : 'ipv4') ? { host, port } : undefined;
}
