import { isIP, type Socket } from 'node:net';
import { monotonicMs, type Blocked, type GatherContext, type Memory, type SecretReader } from '@culprit/core';
import { destinationOf } from '../connection/destination.ts';
import { elapsed } from '../connection/dial.ts';
import { lendSocket, type LentSocket } from '../connection/lent-socket.ts';
import type { ProxySelection } from '../facts/proxy-selection.ts';
import type { ProxyTunnel, ProxyTunnelInput, ProxyTunnelNeeds } from '../facts/proxy-tunnel.ts';
import { hostPort } from '../targets/host-name.ts';
import { forwarding, openTunnel, wayIn, type TunnelOptions } from './open-tunnel.ts';
import { isSocks, readProxy, readProxyCredential } from './proxy-address.ts';
import { proxySettingFrom } from './select-proxy.ts';

type Context = GatherContext<ProxyTunnelInput, ProxyTunnelNeeds, LentSocket>;

/** Asks the proxy for a way to the target, and lends the socket on which it stands. */
export async function throughProxy({ input, secrets, memory, patienceMs, signal, permits, open, lend, blocked }: Context, selection: Extract<ProxySelection, { readonly outcome: 'proxied' }>): Promise<ProxyTunnel | Blocked> {
  const proxy = readProxy(selection.proxy);
  if ('reason' in proxy) return blocked('selection');
  const begunAt = monotonicMs();
  const deadline = begunAt + patienceMs;
  const to = destinationOf(input);
  if (!permits({ ...to, ...(isIP(to.host) > 0 ? { address: to.host } : {}) })) return { proxy: selection.proxy, from: selection.from, outcome: 'not-permitted', credentialSent: false, tookMs: 0 };
  const credential = await credentialFor(selection.from, input, secrets);
  const common = { proxy: selection.proxy, from: selection.from };
  const socket = (await open('connection'))?.socket;
  if (socket === undefined) return { ...common, outcome: 'reset', code: 'RECONNECT_FAILED', credentialSent: false, tookMs: elapsed(begunAt) };
  const options = tunnelOptions(input, credential, memory, deadline, signal);
  const whole = input.scheme === 'http' && !isSocks(proxy.scheme) && input.form !== 'tunnel';
  const reopen = async (): Promise<Socket | undefined> => {
    const again = (await open('connection'))?.socket;
    const way = again === undefined ? undefined : await wayIn(again, proxy, options);
    return way === undefined || 'outcome' in way ? undefined : way;
  };
  const forward = forwarding(credential);
  // CONNECT asks the proxy whether it lets the client there, without a request that the service sees; meanwhile stands the way on which it goes.
  const spare = whole ? reopen() : undefined;
  const { answer, tunnel } = await openTunnel(socket, proxy, destinationOf(input), options);
  const asked = await spare;
  if (answer.outcome === 'open' && asked !== undefined) {
    tunnel.destroy();
    lend(lendSocket(asked, forward));
    return { ...common, ...answer, forwards: true, credentialSent: credential !== undefined, tookMs: elapsed(begunAt) };
  }
  if (answer.outcome === 'open') lend(lendSocket(tunnel));
  else tunnel.destroy();
  if (asked !== undefined && withoutConnect.has(answer.status ?? 0)) {
    const [{ createExchange }, { headByHttp }] = await Promise.all([import('./exchange.ts'), import('./http-connect.ts')]);
    const { host, port } = destinationOf(input);
    const status = await headByHttp(createExchange(asked, deadline, signal), hostPort(host, port), credential);
    // Answered like CONNECT, or by a wish for a credential, it is the proxy that refuses; a rule is no way.
    const way = status === undefined || status === answer.status || status === 407 ? undefined : await reopen();
    if (way !== undefined) {
      asked.destroy();
      lend(lendSocket(way, forward));
      return { ...common, ...answer, outcome: 'open', forwards: true, credentialSent: credential !== undefined, tookMs: elapsed(begunAt) };
    }
  }
  asked?.destroy();
  const credentialSent = credential !== undefined && !['untrusted', 'closed'].includes(answer.outcome) && !(proxy.scheme === 'https' && answer.outcome === 'not-a-proxy');
  return { ...common, ...answer, credentialSent, tookMs: elapsed(begunAt) };
}

/** Refusals of the method rather than of the target: many proxies allow CONNECT to port 443 alone. */
const withoutConnect: ReadonlySet<number> = new Set([400, 403, 405, 501]);

/** How the proxy of this question is spoken to. The client's certificate is for the target, not for the proxy. */
function tunnelOptions({ route }: ProxyTunnelInput, credential: string | undefined, memory: Memory, deadline: number, signal: AbortSignal): TunnelOptions {
  const ca = route?.ca;
  return {
    credential, deadline, signal,
    secureContext: async () => (await import('../facts/tls-capture/secure-context.ts')).secureContextFor(memory, ca === undefined ? undefined : { ca }, 'default', 'all'),
  };
}

/** Given by the route, by the route's proxy URL, or by the variable that named the proxy. It is blotted from the report. */
async function credentialFor(from: string, { route, variant }: ProxyTunnelInput, secrets: SecretReader): Promise<string | undefined> {
  if (route?.proxyCredential !== undefined) return (await secrets.read(route.proxyCredential)).reveal();
  const found = readProxyCredential(proxySettingFrom(from, { proxy: route?.proxy, variant }));
  return found === undefined ? undefined : secrets.conceal(`user-info of ${from}`, found).reveal();
}
