import { connect, type Socket } from 'node:net';

const patienceMs = 4_000;
const proxyVariables: ReadonlySet<string> = new Set(['http_proxy', 'https_proxy', 'all_proxy']);

/**
 * Whether anything out there accepts a connection: the control where nothing that is watched answers. `undefined`: nobody
 * is named to ask, or this machine gets out by a proxy alone, and then silence proves nothing.
 */
export async function reachesOut(origins: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<boolean | undefined> {
  const asked = origins.filter((origin) => /^https?:/.test(origin) && URL.canParse(origin)).map((origin) => new URL(origin));
  if (asked.length === 0 || Object.entries(env).some(([name, value]) => proxyVariables.has(name.toLowerCase()) && value !== undefined && value !== '')) return undefined;
  const sockets: Socket[] = [];
  const attempts = asked.map(({ protocol, hostname, port }) => new Promise<true>((resolve, reject) => {
    const socket = connect({ host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port), timeout: patienceMs });
    sockets.push(socket);
    socket.once('connect', () => resolve(true)).once('error', reject).once('timeout', () => reject(new Error('timeout')));
  }));
  try {
    return await Promise.any(attempts);
  } catch {
    return false;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}
