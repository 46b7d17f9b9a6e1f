import type { Request, Suspicion } from '@culprit/core';
import { clockOffset, httpResource, isPrivateName, type ClockOffset } from '@culprit/network';
import { suspectedEndpoint } from './endpoint-input.ts';

/** What other clocks say: that of the target's own web server, and of two time sources where third parties may be asked. */
export type ClockControls = { readonly ownClock: Request<ClockOffset, never>; readonly timeSource: Request<ClockOffset, never>; readonly secondTimeSource: Request<ClockOffset, never> };

/** A private name is nobody else's business, so only the target's own clock is asked about it. */
export function clockControls(suspicion: Suspicion): ClockControls {
  const { host, port, route } = suspectedEndpoint(suspicion);
  const given = suspicion.related(httpResource);
  const source = given?.url ?? `https://${host.includes(':') ? `[${host}]` : host}${port === 443 ? '' : `:${port}`}/`;
  const ownClock = clockOffset.of({ source, own: true, ...(route === undefined ? {} : { route }) });
  const [first, second = first] = isPrivateName(host) ? [] : suspicion.settings.controls.timeSources;
  const other = (url: string | undefined): Request<ClockOffset, never> => (url === undefined ? ownClock : clockOffset.of({ source: url }));
  return { ownClock, timeSource: other(first), secondTimeSource: other(second) };
}

type Readings = { readonly [N in keyof ClockControls]: ClockOffset | undefined };

/** The moment by the other clocks, and which of them it was read from; `undefined` if none could be read. */
export type ClockReading = { readonly moment: Date; readonly offsetMs: number; readonly uncertaintyMs: number; readonly witness: readonly (keyof ClockControls)[] };

const witnesses: readonly (keyof ClockControls)[] = ['timeSource', 'secondTimeSource', 'ownClock'];

/**
 * A time source counts before the target, whose own clock may be what is wrong; of two, the one that is nearer to this
 * machine's clock, since two clocks seldom err alike.
 */
export function readClock(readings: Readings, now: Date): ClockReading | undefined {
  const measured = (name: keyof ClockControls): ClockReading | undefined => {
    const reading = readings[name];
    if (reading?.outcome !== 'measured') return undefined;
    const { offsetMs, uncertaintyMs } = reading;
    return { moment: new Date(now.getTime() - offsetMs), offsetMs, uncertaintyMs, witness: [name] };
  };
  const sources = witnesses.slice(0, 2).flatMap((name) => measured(name) ?? []);
  const [nearest] = sources.toSorted((a, b) => Math.abs(a.offsetMs) - Math.abs(b.offsetMs));
  return nearest ?? measured('ownClock');
}
