import { isPrivateAddress } from '../dns/name-scope.ts';
import type { Hop } from './hop.ts';

/** A hop that answered, and what is known of it. */
type Answering = Hop & { readonly address: string; readonly typicalMs: number };

export type RouteVerdict =
  /** Every packet arrived, or so few were lost that it says nothing. */
  | { readonly kind: 'fine'; readonly hops: number; readonly totalMs: number }
  /** The destination is slow, and most of the delay begins at this hop and lasts to the end. */
  | { readonly kind: 'delay'; readonly hop: number; readonly address: string; readonly addedMs: number; readonly totalMs: number }
  /** Packets to the destination are lost, from this hop on. */
  | { readonly kind: 'loss'; readonly hop: number; readonly address: string; readonly lossPercent: number; readonly sent: number }
  /** Routers send the packets to each other until they die. */
  | { readonly kind: 'loop'; readonly hop: number; readonly address: string; readonly routers: string }
  /** A router says that it does not forward. */
  | { readonly kind: 'refused'; readonly hop: number; readonly address: string; readonly refusal: string }
  /** Nobody after this hop answered: a filter, a break, or routers that never answer. */
  | { readonly kind: 'last-seen'; readonly hop: number; readonly address: string }
  /** No hop answered at all. */
  | { readonly kind: 'silent' };

/** Fewer lost packets are chance, or a router that answers some probes only. */
const [fewestLost, leastLossRate] = [2, 0.1];

/**
 * What a route says about its destination. A slow or silent hop in the middle says nothing: routers answer such packets
 * last, if at all (RFC 1812 §4.3.2.8). Only what all later hops share came from there. Pure.
 */
export function judgeRoute(hops: readonly Hop[], destination: string, delayMs: number): RouteVerdict {
  const answering = hops.filter((hop): hop is Answering => hop.address !== undefined && hop.typicalMs !== undefined);
  const arrival = answering.findIndex(({ address }) => address === destination);
  if (arrival < 0) return unreached(answering);
  const way = answering.slice(0, arrival + 1);
  return lossOn(way) ?? delayOn(way, delayMs) ?? { kind: 'fine', hops: way.at(-1)?.ttl ?? 0, totalMs: rounded(way.at(-1)?.typicalMs ?? 0) };
}

function unreached(answering: readonly Answering[]): RouteVerdict {
  const last = answering.at(-1);
  if (last === undefined) return { kind: 'silent' };
  const refusing = answering.find(({ refusal }) => refusal !== undefined);
  if (refusing?.refusal !== undefined) return { kind: 'refused', hop: refusing.ttl, address: refusing.address, refusal: refusing.refusal };
  for (const [index, { address, ttl }] of answering.entries()) {
    // The same address twice in a row is one router that answers for its neighbour; with another between them it is a loop.
    const again = answering.findIndex((other, position) => position > index + 1 && other.address === address);
    if (again < 0) continue;
    const routers = [...new Set(answering.slice(index, again).map((hop) => hop.address))];
    // Once around may be a route that changed meanwhile; twice is a loop.
    if (routers.length > 1 && answering.slice(again + 1).some((other) => other.address === routers[1])) return { kind: 'loop', hop: ttl, address, routers: routers.slice(0, 8).join(', ') };
  }
  return { kind: 'last-seen', hop: last.ttl, address: last.address };
}

function lossOn(way: readonly Answering[]): RouteVerdict | undefined {
  const rates = way.map(({ sent, received }) => (sent === 0 ? 0 : (sent - received) / sent));
  const end = way.at(-1);
  const rate = rates.at(-1) ?? 0;
  if (end === undefined || rate < leastLossRate || end.sent - end.received < fewestLost) return undefined;
  const at = way[rates.findIndex((_, index) => Math.min(...rates.slice(index)) >= rate / 2)];
  return at === undefined ? undefined : { kind: 'loss', hop: at.ttl, address: at.address, lossPercent: Math.round(rate * 100), sent: end.sent };
}

function delayOn(way: readonly Answering[], delayMs: number): RouteVerdict | undefined {
  const total = way.at(-1)?.typicalMs ?? 0;
  if (total < delayMs) return undefined;
  // What a hop and all after it need at least: this can only grow, and where it grows the delay is.
  const least = way.map((_, index) => Math.min(...way.slice(index).map(({ typicalMs }) => typicalMs)));
  const added = least.map((ms, index) => ms - (least[index - 1] ?? 0));
  const worst = added.indexOf(Math.max(...added));
  const at = way[worst];
  return at === undefined ? undefined : { kind: 'delay', hop: at.ttl, address: at.address, addedMs: rounded(added[worst] ?? 0), totalMs: rounded(total) };
}

const rounded = (ms: number): number => (ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms));

/** Whose a router is by its address: the own network's, the access provider's (RFC 6598), or somebody's on the way. */
export function networkOf(address: string): 'own' | 'provider' | 'public' {
  const [a, b] = address.split('.').map(Number);
  if (a === 100 && b !== undefined && b >= 64 && b < 128) return 'provider';
  return isPrivateAddress(address) ? 'own' : 'public';
}

/** Whether what is wrong with a route lies in the own network: at a private address, and with a loop, between such. */
export function isOwn(verdict: Exclude<RouteVerdict, { readonly kind: 'fine' | 'silent' }>): boolean {
  return verdict.kind === 'loop' ? verdict.routers.split(', ').every((router) => networkOf(router) === 'own') : networkOf(verdict.address) === 'own';
}
