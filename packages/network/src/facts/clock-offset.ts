import { defineFact, type Fact, type GatherContext, type Route } from '@culprit/core';
import { parseHttpDate } from '../http/http-date.ts';
import { hostPort } from '../targets/host-name.ts';
import { originOf } from '../targets/http-resource.ts';
import { httpExchange, type HttpExchange } from './http-exchange.ts';

export type ClockOffsetInput = {
  /** The URL of a server that sends a Date field. */
  readonly source: string;
  readonly route?: Route;
  /** Whether the source is the target itself, and so no third party. */
  readonly own?: true;
};

export type ClockOffset =
  /** `offsetMs`: this machine's clock minus the source's; positive: this machine is ahead. */
  | { readonly outcome: 'measured'; readonly offsetMs: number; readonly uncertaintyMs: number }
  | { readonly outcome: 'no-date' | 'unreachable' };

/** What counts as off: five minutes, the least of the common tolerances (Kerberos; AWS Signature Version 4 has 15). */
export const toleratedOffsetMs = 300_000;

/**
 * How far this machine's clock is from a server's, by its Date field (RFC 9110 §6.6.1). No certificate is verified: with
 * a wrong clock none could be. The exchange is asked from within, so that a third party is left alone offline.
 */
export const clockOffset: Fact<ClockOffsetInput, ClockOffset, never> = defineFact({
  id: 'network/clock-offset',
  gather: async ({ input: { source, route }, ask }: GatherContext<ClockOffsetInput, Record<never, never>, never>): Promise<ClockOffset> =>
    offsetOf(await ask(httpExchange.of({ url: new URL(source).href, ...(route === undefined ? {} : { route }) }))),
  exhibit: (value) => value,
  thirdParties: ({ source, own }) => {
    if (own === true) return [];
    const { host, port } = originOf(source);
    return [hostPort(host, port)];
  },
});

/** Reads the offset off an answer. Date has whole seconds: the true moment lies up to one later, and anywhere in the round trip. */
export function offsetOf(exchange: HttpExchange | undefined): ClockOffset {
  if (exchange?.outcome !== 'answered') return { outcome: 'unreachable' };
  const date = parseHttpDate(exchange.headers['date']);
  if (date === undefined) return { outcome: 'no-date' };
  const sent = Date.parse(exchange.sentAt);
  const received = sent + (exchange.firstByteMs ?? Date.parse(exchange.receivedAt) - sent);
  return { outcome: 'measured', offsetMs: Math.round((sent + received) / 2 - (date + 500)), uncertaintyMs: Math.round((received - sent) / 2 + 500) };
}
