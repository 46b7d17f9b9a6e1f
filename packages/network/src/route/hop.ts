/** One hop of a route: what came back to the packets that were to die there. */
export type Hop = {
  /** How many routers the packets were to pass, from 1. */
  readonly ttl: number;
  /** Who answered first; absent: nobody did. */
  readonly address?: string;
  readonly sent: number;
  readonly received: number;
  readonly bestMs?: number;
  /** The median, or the mean where the program tells only that. */
  readonly typicalMs?: number;
  readonly worstMs?: number;
  /** Why a router did not forward, as traceroute(8) marks it: `H` no host, `N` no network, `X` prohibited, … */
  readonly refusal?: string;
};

/** Hops beyond are loops or no route at all (RFC 1812 §5.3.1 lets packets live for 255). */
export const maxHops = 64;

/** A hop of single measurements. */
export function hopOf(ttl: number, sent: number, answers: readonly { readonly address?: string; readonly ms?: number; readonly refusal?: string }[]): Hop {
  const times = answers.flatMap(({ ms }) => (ms === undefined ? [] : [ms])).sort((a, b) => a - b);
  const address = answers.find((answer) => answer.address !== undefined)?.address;
  const refusal = answers.find((answer) => answer.refusal !== undefined)?.refusal;
  const [best, typical, worst] = [times[0], times[Math.floor(times.length / 2)], times.at(-1)];
  return {
    ttl, sent, received: address === undefined ? 0 : Math.min(sent, times.length),
    ...(address === undefined ? {} : { address }), ...(refusal === undefined ? {} : { refusal }),
    ...(best === undefined || typical === undefined || worst === undefined ? {} : { bestMs: best, typicalMs: typical, worstMs: worst }),
  };
}
