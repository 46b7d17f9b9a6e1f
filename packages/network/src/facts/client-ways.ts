import { defineFact, type Fact, type GatherContext } from '@culprit/core';
import { clientProxies, type ClientWay, type ParityDestination } from '../proxy/client-proxies.ts';
import { readProxyCredential } from '../proxy/proxy-address.ts';
import { selectProxy, type ProxySelection } from '../proxy/select-proxy.ts';
import { isLoopbackAddress } from '../dns/name-scope.ts';
import { desktopWay } from './desktop-way.ts';

export type { ClientWay, ParityClient } from '../proxy/client-proxies.ts';
export type ClientWaysInput = ParityDestination;

export type ClientWays = {
  readonly ways: readonly ClientWay[];
  /** Which way Culprit itself takes where nobody says another. */
  readonly own: ProxySelection['outcome'];
};

/** Which way each of the clients that people compare goes to a host: by its own reading of the variables, browsers by the desktop. */
export const clientWays: Fact<ClientWaysInput, ClientWays, never> = defineFact<ClientWaysInput, ClientWays, Record<never, never>, never>({
  id: 'network/client-ways',
  patienceMs: 12_000,
  gather: async ({ input, secrets, ask }: GatherContext<ClientWaysInput, Record<never, never>, never>): Promise<ClientWays> => {
    const ways = clientProxies(input, process.env);
    for (const way of ways) {
      if (!('variable' in way)) continue;
      const credential = readProxyCredential(process.env[way.variable] ?? '');
      if (credential === undefined) continue;
      secrets.conceal(`user-info of ${way.variable}`, credential);
      secrets.conceal(`password of ${way.variable}`, credential.slice(credential.indexOf(':') + 1));
    }
    const { host, port, scheme } = input;
    return { ways: [...ways, await browserWay(input, ask)], own: selectProxy({ host, port, ...(scheme === 'http' ? { scheme } : {}) }).outcome };
  },
  exhibit: (value) => value,
});

/** Browsers follow the desktop or their own settings, and never ask a proxy for this machine itself. */
async function browserWay({ host, port, scheme }: ClientWaysInput, ask: GatherContext<ClientWaysInput, Record<never, never>, never>['ask']): Promise<ClientWay> {
  const about = { client: 'browser', source: 'https://chromium.googlesource.com/chromium/src/+/HEAD/net/docs/proxy.md' } as const;
  if (host === 'localhost' || host.endsWith('.localhost') || isLoopbackAddress(host)) return { ...about, way: 'direct', because: 'loopback' };
  const desktop = await ask(desktopWay.of({ host, port, ...(scheme === 'http' ? { scheme } : {}) }));
  if (desktop?.outcome === 'proxied') return { ...about, way: 'proxied', proxy: desktop.proxy, variable: desktop.source, own: false };
  if (desktop?.outcome === 'undecided') return { ...about, way: 'invalid', variable: desktop.source };
  return { ...about, way: 'direct', because: desktop?.outcome === 'direct' ? 'entry' : 'no-variable' };
}
