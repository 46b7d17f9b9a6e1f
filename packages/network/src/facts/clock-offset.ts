import { defineFact, type Fact, type GatherContext, type Route, monotonicMs } from '@culprit/core';
import type { NtpAnswer } from '../clock/ask-ntp.ts';
import { readTimeSource } from '../clock/time-source.ts';
import { parseHttpDate } from '../http/http-date.ts';
import { hostPort } from '../targets/host-name.ts';
import { originOf } from '../targets/http-resource.ts';
import { httpExchange, type HttpExchange } from './http-exchange.ts';
import { nameResolution } from './name-resolution.ts';

export type ClockOffsetInput = {
  /** The URL of a server that sends a Date field, or `ntp://host` with a port where it is not 123. */
  readonly source: string;
  readonly route?: Route;
  /** Whether the source is the target itself, and so no third party. */
  readonly own?: true;
};

export type ClockOffset =
  /** `offsetMs`: this machine's clock minus the source's; positive: this machine is ahead. */
  | { readonly outcome: 'measured'; readonly offsetMs: number; readonly uncertaintyMs: number }
  /** `unsynchronised`: an NTP server says itself that it has no time. `refused`: it tells clients to go away. `invalid`: no such source can be. */
  | { readonly outcome: 'no-date' | 'unreachable' | 'unsynchronised' | 'refused' | 'invalid' };

/** What counts as off: five minutes, the least of the common tolerances (Kerberos; AWS Signature Version 4 has 15). */
export const toleratedOffsetMs = 300_000;

/**
 * How far this machine's clock is from a server's, by its Date field (RFC 9110 §6.6.1) or by NTP (RFC 5905). No
 * certificate is verified: with a wrong clock none could be. The exchange is asked from within, so that a third party is
 * left alone offline.
 */
export const clockOffset: Fact<ClockOffsetInput, ClockOffset, never> = defineFact({
  id: 'network/clock-offset',
  gather: async ({ input: { source, route }, ask, now, permits, patienceMs, signal }: GatherContext<ClockOffsetInput, Record<never, never>, never>): Promise<ClockOffset> => {
    const read = readTimeSource(source);
    if (read === undefined) return { outcome: 'invalid' };
    if (read.protocol === 'http') return offsetOf(await ask(httpExchange.of({ url: read.url, ...(route === undefined ? {} : { route }) })));
    const begun = monotonicMs();
    const resolution = await ask(nameResolution.of({ host: read.host }));
    const address = resolution !== undefined && 'addresses' in resolution ? resolution.addresses[0]?.address : undefined;
    if (address === undefined || !permits({ host: read.host, port: read.port, address })) return { outcome: 'unreachable' };
    const { askNtp } = await import('../clock/ask-ntp.ts');
    const answer = await askNtp(address, read.port, { now, patienceMs: Math.max(1, patienceMs - (monotonicMs() - begun)), signal });
    return answer === undefined ? { outcome: 'unreachable' } : offsetByNtp(answer);
  },
  exhibit: (value) => value,
  thirdParties: ({ source, own }) => {
    if (own === true) return [];
    const read = readTimeSource(source);
    return read === undefined ? [] : [read.protocol === 'ntp' ? hostPort(read.host, read.port) : hostPort(originOf(read.url).host, originOf(read.url).port)];
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

/** Offset and round trip as in RFC 5905 §8. Half of the round trip may have been all of one way; what the server says of its own error comes on top. */
function offsetByNtp({ reply, sentAt, tookMs }: NtpAnswer): ClockOffset {
  if (reply.kind !== 'time') return { outcome: reply.kind === 'unsynchronised' ? 'unsynchronised' : 'refused' };
  const roundTripMs = Math.max(0, tookMs - (reply.sentAt - reply.receivedAt));
  return { outcome: 'measured', offsetMs: Math.round(sentAt + tookMs / 2 - (reply.receivedAt + reply.sentAt) / 2), uncertaintyMs: Math.ceil(roundTripMs / 2 + reply.rootDistanceMs) };
}
