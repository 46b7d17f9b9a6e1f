import type { Request, Suspicion } from '@culprit/core';
import { wayTo } from '../connection/way.ts';
import { routeTrace, type RouteTrace } from '../facts/route-trace.ts';
import { tcpConnection, type TcpConnection } from '../facts/tcp-connection.ts';
import { judgeRoute, networkOf, type RouteVerdict } from '../route/judge-route.ts';

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
  | { readonly state: 'lasts'; readonly fault: Fault; readonly place: 'own' | 'elsewhere' };

/** Compares two looks. A slow answer to probes alone is no slow route: the connection itself tells. */
export function confirmFault(kind: Fault['kind'], facts: { readonly trace?: RouteTrace | undefined; readonly again?: RouteTrace | undefined; readonly connection?: TcpConnection | undefined }, suspicion: Suspicion): Confirmation {
  const [first, second] = [verdictOf(facts.trace, suspicion), verdictOf(facts.again, suspicion)];
  if (first?.kind !== kind || second === undefined || second.kind === 'silent') return { state: 'unseen' };
  if (second.kind !== kind || Math.abs(second.hop - first.hop) > 1) return { state: 'passed' };
  const { connection } = facts;
  if (kind === 'delay' && connection?.outcome === 'connected' && connection.attempts.length === 1 && connection.tookMs < limitOf(suspicion) / 2) return { state: 'probes-only' };
  return { state: 'lasts', fault: first, place: networkOf(first.address) === 'own' ? 'own' : 'elsewhere' };
}

