import { isIP, type Socket } from 'node:net';
import { defineFact, monotonicMs, type Blocked, type Fact, type GatherContext, type Memory, type Request, type SecretReader } from '@culprit/core';
import { destinationOf, selectionFor, wayOf, type TcpConnectionInput } from '../connection/destination.ts';
import { elapsed } from '../connection/dial.ts';
import { lendSocket, type LentSocket } from '../connection/lent-socket.ts';
import { forwarding, openTunnel, wayIn, type TunnelOptions } from '../proxy/open-tunnel.ts';
import { isSocks, readProxy, readProxyCredential } from '../proxy/proxy-address.ts';
import { proxySettingFrom } from '../proxy/select-proxy.ts';
import { hostPort } from '../targets/host-name.ts';
import type { ProxySelection } from './proxy-selection.ts';
import { tcpConnection, type TcpConnection } from './tcp-connection.ts';

export type ProxyTunnelInput = TcpConnectionInput & {
  /** Go through CONNECT even for plain HTTP, which most clients hand to an HTTP proxy as whole requests: an experiment. */
  readonly form?: 'tunnel';
};

/** What a proxy says to the wish for a tunnel. */
export type TunnelAnswer = {
  readonly outcome: 'open' | 'authentication-required' | 'refused' | 'not-a-proxy' | 'untrusted' | 'closed' | 'reset' | 'timed-out' | 'not-permitted';
  /** The status of an HTTP proxy. */
  readonly status?: number;
  /** The reason phrase of a refusal, at most 100 characters. */
  readonly phrase?: string;
  /** The reply code of a SOCKS proxy: RFC 1928 §6, or 91 to 93 of SOCKS4. */
  readonly reply?: number;
  /** `untrusted`: OpenSSL's code for what is wrong with the certificate of an `https://` proxy. */
  readonly code?: string;
  /** Plain HTTP goes to it as whole requests, as most clients send them (RFC 9112 §3.2.2). Where it refuses CONNECT, `status` is that of CONNECT. */
  readonly forwards?: true;
  /** Proxy-Authenticate, Via, X-Squid-Error and Server, in lower case. */
  readonly headers?: { readonly [name: string]: string };
};

export type ProxyTunnel =
  | { readonly outcome: 'direct' }
  | TunnelAnswer & { readonly proxy: string; readonly from: string; readonly tookMs: number; /** Whether a credential was presented. */ readonly credentialSent: boolean };

type Needs = { readonly connection: Request<TcpConnection, LentSocket>; readonly selection: Request<ProxySelection> };

/**
 * Whether a way to the target stands: the direct connection, or a tunnel through the proxy by CONNECT (RFC 9110 §9.3.6)
 * SOCKS5 (RFC 1928) or SOCKS4. Lends the socket over which the target can be spoken to.
 */
export const proxyTunnel: Fact<ProxyTunnelInput, ProxyTunnel, LentSocket> = defineFact<ProxyTunnelInput, ProxyTunnel, Needs, LentSocket>({
  id: 'network/proxy-tunnel',
  needs: (input) => ({ connection: tcpConnection.of(wayOf(input)), selection: selectionFor(input) }),
  gather: async (context) => {
    const { connection, selection } = context.facts;
    if (connection.outcome !== 'connected') return context.blocked('connection');
    if (selection.outcome === 'proxied') return throughProxy(context, selection);
    const left = await context.open('connection');
    if (left !== undefined) context.lend(left);
    return { outcome: 'direct' };
  },
  exhibit: (value) => value,
});

type Context = GatherContext<ProxyTunnelInput, Needs, LentSocket>;

/** What it takes of its context, such as a signal, is only made for whoever takes it: a direct way needs none. */
async function throughProxy({ input, secrets, memory, patienceMs, signal, permits, open, lend, blocked }: Context, selection: Extract<ProxySelection, { readonly outcome: 'proxied' }>): Promise<ProxyTunnel | Blocked> {
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
    const [{ createExchange }, { headByHttp }] = await Promise.all([import('../proxy/exchange.ts'), import('../proxy/http-connect.ts')]);
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
    secureContext: async () => (await import('./tls-capture/secure-context.ts')).secureContextFor(memory, ca === undefined ? undefined : { ca }, 'default', 'all'),
  };
}

/** Given by the route, by the route's proxy URL, or by the variable that named the proxy. It is blotted from the report. */
async function credentialFor(from: string, { route, variant }: ProxyTunnelInput, secrets: SecretReader): Promise<string | undefined> {
  if (route?.proxyCredential !== undefined) return (await secrets.read(route.proxyCredential)).reveal();
  const found = readProxyCredential(proxySettingFrom(from, { proxy: route?.proxy, variant }));
  return found === undefined ? undefined : secrets.conceal(`user-info of ${from}`, found).reveal();
}
