import type { Params } from '@culprit/core';
import type { HttpExchange, NameResolution, ProxyTunnel, TcpConnection, TlsHandshake } from '@culprit/network';
import type { ClientWay } from '@culprit/network/client-ways';
import type { TrustStoreComparison } from '../facts/trust-store-comparison.ts';
import type { ClientPolicies } from './clients.ts';

/** What was seen on one way to the target; `undefined`: it could not be. */
export type SeenOnWay = {
  readonly connection?: TcpConnection | undefined;
  readonly tunnel?: ProxyTunnel | undefined;
  readonly handshake?: TlsHandshake | undefined;
  readonly trust?: TrustStoreComparison | undefined;
  readonly exchange?: HttpExchange | undefined;
};

/** What was seen of the target, whichever way leads to it. */
export type SeenOfTarget = {
  readonly url: string;
  readonly secure: boolean;
  readonly resolution?: NameResolution | undefined;
  /** The direct connection in each family, where the name has addresses of both. */
  readonly families?: { readonly 4: TcpConnection | undefined; readonly 6: TcpConnection | undefined };
  /** Whether the certificate is for the host: by RFC 9525, only by what this client takes beyond it, or not at all. */
  readonly named: 'yes' | 'leniently' | 'no';
  /** SSL_CERT_FILE or SSL_CERT_DIR stands for the store of the system, which browsers don't follow. */
  readonly storeReplaced: boolean;
};

/** The steps at which clients can part, in their order. */
export const paritySteps = ['proxy', 'address', 'tls', 'name', 'trust', 'http'] as const;
export type ParityStep = (typeof paritySteps)[number];

/** What becomes of the request under one client's rules. */
export type ParityVerdict = {
  readonly outcome: 'works' | 'fails' | 'unknown';
  readonly step: ParityStep;
  readonly reason: ParityReason;
  readonly params: Params;
  /** What makes no difference to the outcome and is worth knowing. */
  readonly remarks: readonly { readonly remark: ParityRemark; readonly params: Params }[];
};

export type ParityReason =
  | 'works' | 'setting-invalid' | 'proxy-unreachable' | 'proxy-refuses' | 'proxy-credential' | 'not-resolved' | 'not-reached' | 'one-address'
  | 'handshake' | 'handshake-here' | 'issuer-not-fetched' | 'no-path' | 'dates' | 'name' | 'store-unknown' | 'no-answer' | 'not-seen';
export type ParityRemark = 'waits' | 'named-leniently' | 'issuer-fetched' | 'stands-in' | 'system-replaced' | 'redirect-stops' | 'credential-dropped' | 'refused' | 'switched-off';

type Reached = { readonly step: ParityStep; readonly outcome: ParityVerdict['outcome']; readonly reason: ParityReason; readonly params?: Params };
type Remarks = ParityVerdict['remarks'][number][];

/** Pure: the same request under the rules of one client. */
export function judgeClient(policies: ClientPolicies, way: ClientWay, target: SeenOfTarget, seen: SeenOnWay): ParityVerdict {
  const remarks: Remarks = way.way === 'direct' && way.because === 'switched-off' ? [{ remark: 'switched-off', params: {} }] : [];
  const steps = [judgeWay, judgeAddress, judgeTrust, judgeAnswer];
  let reached: Reached | undefined;
  for (const step of steps) {
    reached = step(policies, way, target, seen, remarks);
    if (reached !== undefined) break;
  }
  const { step, outcome, reason, params = {} } = reached ?? { step: 'http', outcome: 'unknown', reason: 'not-seen' };
  return { outcome, step, reason, params, remarks };
}

type Judge = (policies: ClientPolicies, way: ClientWay, target: SeenOfTarget, seen: SeenOnWay, remarks: Remarks) => Reached | undefined;

const judgeWay: Judge = (_policies, way, _target, { connection, tunnel }) => {
  if (way.way === 'invalid') return { step: 'proxy', outcome: 'fails', reason: 'setting-invalid', params: { variable: way.variable } };
  if (way.way === 'direct') return undefined;
  const { proxy, variable } = way;
  if (connection !== undefined && connection.outcome !== 'connected') return { step: 'proxy', outcome: 'fails', reason: 'proxy-unreachable', params: { proxy, variable, code: connection.code } };
  if (tunnel === undefined || tunnel.outcome === 'direct') return { step: 'proxy', outcome: 'unknown', reason: 'not-seen' };
  // The credential of a variable that this program does not go by is not presented.
  if (tunnel.outcome === 'authentication-required' && !way.own) return { step: 'proxy', outcome: 'unknown', reason: 'proxy-credential', params: { proxy, variable } };
  return tunnel.outcome === 'open' ? undefined : { step: 'proxy', outcome: 'fails', reason: 'proxy-refuses', params: { proxy, variable, answer: tunnel.status ?? tunnel.code ?? tunnel.outcome } };
};

const judgeAddress: Judge = ({ families: { strategy, prefers } }, way, { resolution, families }, { connection }, remarks) => {
  if (way.way !== 'direct') return undefined;
  if (resolution !== undefined && !('addresses' in resolution)) return { step: 'address', outcome: 'fails', reason: 'not-resolved', params: { code: resolution.code ?? resolution.outcome } };
  if (families !== undefined && resolution !== undefined && 'addresses' in resolution) {
    const first = prefers ?? resolution.addresses[0]?.family ?? 4;
    const [own, other] = [families[first], families[first === 4 ? 6 : 4]];
    if (own !== undefined && own.outcome !== 'connected' && other?.outcome === 'connected') {
      if (strategy === 'first-only') return { step: 'address', outcome: 'fails', reason: 'one-address', params: { family: `IPv${first}`, code: own.code } };
      if (strategy === 'in-order' && own.outcome === 'timed-out') remarks.push({ remark: 'waits', params: { family: `IPv${first}` } });
      return undefined;
    }
  }
  if (connection === undefined) return { step: 'address', outcome: 'unknown', reason: 'not-seen' };
  return connection.outcome === 'connected' ? undefined : { step: 'address', outcome: 'fails', reason: 'not-reached', params: { code: connection.code } };
};

const judgeTrust: Judge = ({ client, trust: { stores, fetchesIssuers } }, _way, { secure, named, storeReplaced }, { handshake, trust }, remarks) => {
  if (!secure) return undefined;
  if (handshake === undefined) return { step: 'tls', outcome: 'unknown', reason: 'not-seen' };
  if (handshake.outcome !== 'completed') {
    // What happened was seen with this Node's TLS; another one's may fare otherwise, except where all end at the same version.
    const common = client === 'node' || handshake.outcome === 'protocol-version';
    return { step: 'tls', outcome: common ? 'fails' : 'unknown', reason: common ? 'handshake' : 'handshake-here', params: { code: handshake.code ?? handshake.outcome } };
  }
  if (named === 'no') return { step: 'name', outcome: 'fails', reason: 'name' };
  if (named === 'leniently') remarks.push({ remark: 'named-leniently', params: {} });
  if (trust === undefined || trust.outcome !== 'compared') return { step: 'trust', outcome: 'unknown', reason: 'not-seen' };
  const opinions = new Map(trust.stores.map((opinion) => [opinion.store, opinion]));
  const completed = opinions.get('browser')?.outcome === 'accepts';
  const dates: Reached = { step: 'trust', outcome: 'fails', reason: 'dates' };
  if (fetchesIssuers) {
    const verdicts = new Set((['bundled', 'system'] as const).map((store) => opinions.get(store)?.outcome));
    if (completed) remarks.push({ remark: 'issuer-fetched', params: {} });
    if (storeReplaced && opinions.get('bundled')?.outcome !== 'accepts') remarks.push({ remark: 'system-replaced', params: {} });
    if (completed || verdicts.has('accepts')) return undefined;
    return verdicts.has('out-of-date') ? dates : { step: 'trust', outcome: 'fails', reason: 'no-path', params: { store: 'bundled, system' } };
  }
  const { store } = stores.find(({ variable }) => variable === undefined || opinions.has(variable)) ?? { store: 'runtime' };
  const opinion = store === 'runtime' ? trust.runtime : opinions.get(store)?.outcome;
  const verdict = opinion ?? (store === 'certifi' ? opinions.get('bundled')?.outcome : undefined);
  if (opinion === undefined && verdict !== undefined) remarks.push({ remark: 'stands-in', params: {} });
  if (verdict === 'accepts') return undefined;
  if (verdict === 'out-of-date') return dates;
  // Whatever roots it holds: without the missing link no path leads to any.
  if (completed) return { step: 'trust', outcome: 'fails', reason: 'issuer-not-fetched' };
  if (verdict === undefined || verdict === 'undecided') return { step: 'trust', outcome: 'unknown', reason: 'store-unknown', params: { store } };
  return { step: 'trust', outcome: 'fails', reason: 'no-path', params: { store: store === 'runtime' ? 'Node' : store } };
};

const judgeAnswer: Judge = ({ redirects: { follows, keeps } }, _way, { url }, { exchange }, remarks) => {
  if (exchange === undefined) return { step: 'http', outcome: 'unknown', reason: 'not-seen' };
  if (exchange.outcome !== 'answered') return { step: 'http', outcome: 'fails', reason: 'no-answer', params: { how: exchange.outcome } };
  const { status, headers } = exchange;
  const next = status >= 300 && status < 400 && headers['location'] !== undefined ? URL.parse(headers['location'], url) : null;
  if (next !== null && !follows) remarks.push({ remark: 'redirect-stops', params: { status } });
  else if (next !== null && !goesAlong(keeps, new URL(url), next)) remarks.push({ remark: 'credential-dropped', params: { to: next.host } });
  if (status >= 400) remarks.push({ remark: 'refused', params: { status } });
  return { step: 'http', outcome: 'works', reason: 'works', params: { status } };
};

/** Whether Authorization is sent to where a redirect leads. */
function goesAlong(keeps: ClientPolicies['redirects']['keeps'], from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true;
  if (keeps === 'subdomains') return to.hostname === from.hostname || to.hostname.endsWith(`.${from.hostname}`);
  return keeps === 'host' && from.hostname === to.hostname && from.protocol === 'http:' && to.protocol === 'https:' && from.port === '' && to.port === '';
}
