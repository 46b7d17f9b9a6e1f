import type { Request, Suspicion } from '@culprit/core';
import { wayTo } from '../connection/way.ts';
import { routeTrace, type RouteTrace } from '../facts/route-trace.ts';
import { tcpConnection, type TcpConnection } from '../facts/tcp-connection.ts';
import { judgeRoute, type RouteVerdict } from '../route/judge-route.ts';

/** Whether the route itself was found wanting, and not a connection that does not come about. */
export const routeFoundWanting = ({ findings }: Suspicion): boolean => findings.some(({ id }) => id.startsWith('network/route#'));

/** The first look at the route and, where it showed loss or delay, one more that a passing disturbance would not survive. */
export function twoLooks(suspicion: Suspicion): { readonly trace: Request<RouteTrace>; readonly again: Request<RouteTrace>; readonly connection: Request<TcpConnection> } {
  const way = wayTo(suspicion);
  return { trace: routeTrace.of(way), again: routeTrace.of(routeFoundWanting(suspicion) ? { ...way, look: 2 } : way), connection: tcpConnection.of(way) };
}

/** From which delay on the finding called the route slow. */
const limitOf = ({ findings }: Suspicion): number => Number(findings.find(({ params }) => params['limitMs'] !== undefined)?.params['limitMs'] ?? 300);

/** What a look at the route says; `undefined` where there was none. */
export const verdictOf = (trace: RouteTrace | undefined, suspicion: Suspicion): RouteVerdict | undefined =>
  (trace?.outcome === 'traced' ? judgeRoute(trace.hops, trace.destination, limitOf(suspicion)) : undefined);

type Fault = Extract<RouteVerdict, { readonly kind: 'delay' | 'loss' }>;

/** What came of looking twice: the same fault at nearly the same place, none any more, or nothing to compare. */
export type Confirmation =
  | { readonly state: 'unseen' | 'passed' | 'probes-only' }
  | { readonly state: 'lasts'; readonly fault: Fault };

/**
 * Compares two looks, the second of which is by TCP where it can be. Probes may be answered late or seldom while
 * connections are well: then only the probes suffer, and the route is sound.
 */
export function confirmFault(kind: Fault['kind'], facts: { readonly trace?: RouteTrace | undefined; readonly again?: RouteTrace | undefined; readonly connection?: TcpConnection | undefined }, suspicion: Suspicion): Confirmation {
  const [first, second] = [verdictOf(facts.trace, suspicion), verdictOf(facts.again, suspicion)];
  if (first?.kind !== kind || second === undefined || second.kind === 'silent') return { state: 'unseen' };
  if (kind === 'loss') return connectionsSuffer(facts.again) ? { state: 'lasts', fault: placed(first, facts, suspicion) } : { state: 'probes-only' };
  if (second.kind !== kind || Math.abs(second.hop - first.hop) > 1) return { state: 'passed' };
  const { connection } = facts;
  if (kind === 'delay' && connection?.outcome === 'connected' && connection.attempts.length === 1 && connection.tookMs < limitOf(suspicion) / 2) return { state: 'probes-only' };
  return { state: 'lasts', fault: first };
}

/**
 * A loss, with its place judged by what both looks counted: ten packets a hop are few, and a router that lost one of
 * them by luck would pass the blame on to the next. The destination counts as the first look saw it, since the kernel
 * sends a lost SYN again, which hides losses.
 */
function placed<T extends RouteVerdict>(first: T, { trace, again }: { readonly trace?: RouteTrace | undefined; readonly again?: RouteTrace | undefined }, suspicion: Suspicion): T | Extract<RouteVerdict, { readonly kind: 'loss' }> {
  if (trace?.outcome !== 'traced' || again?.outcome !== 'traced') return first;
  const hops = trace.hops.map((hop) => {
    const other = hop.address === trace.destination ? undefined : again.hops.find(({ ttl, address }) => ttl === hop.ttl && address === hop.address);
    return other === undefined ? hop : { ...hop, sent: hop.sent + other.sent, received: hop.received + other.received };
  });
  const both = verdictOf({ ...trace, hops }, suspicion);
  return both?.kind === 'loss' ? both : first;
}

/** The first time-out of a TCP connection that is begun: a lost SYN is sent again a second later (RFC 6298 §2.1). */
const retransmissionMs = 1_000;

/** Whether attempts to connect lost packets: outright, or seen as an answer that came a retransmission late. */
function connectionsSuffer(again: RouteTrace | undefined): boolean {
  if (again?.outcome !== 'traced') return false;
  const arrival = again.hops.find(({ address }) => address === again.destination);
  if (arrival === undefined) return false;
  const { sent, received, bestMs = 0, worstMs = 0 } = arrival;
  return received < sent || worstMs - bestMs > 0.9 * retransmissionMs;
}

