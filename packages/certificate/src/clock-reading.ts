import type { Request, Suspicion } from '@culprit/core';
import { clockOffset, httpResource, isPrivateName, type ClockOffset } from '@culprit/network';
import { suspectedInput } from './endpoint-input.ts';

/** What other clocks say: that of the target's own web server, and of time sources where third parties may be asked. */
export type ClockControls = {
  /** Absent for a file: it has no server. */
  readonly ownClock?: Request<ClockOffset, never>;
  readonly timeSource?: Request<ClockOffset, never>;
  readonly secondTimeSource?: Request<ClockOffset, never>;
  readonly thirdTimeSource?: Request<ClockOffset, never>;
};

const sourceNames = ['timeSource', 'secondTimeSource', 'thirdTimeSource'] as const;

/** A private name is nobody else's business, so only the target's own clock is asked about it. */
export function clockControls(suspicion: Suspicion): ClockControls {
  const input = suspectedInput(suspicion);
  const timeSources = suspicion.settings.controls.timeSources.slice(0, sourceNames.length);
  // Nobody learns from a look at the time what stands in a file.
  if (!('port' in input)) return asked(timeSources);
  const { host, port, route } = input;
  const given = suspicion.related(httpResource);
  const source = given?.url ?? `https://${host.includes(':') ? `[${host}]` : host}${port === 443 ? '' : `:${port}`}/`;
  return {
    ownClock: clockOffset.of({ source, own: true, ...(route === undefined ? {} : { route }) }),
    ...(isPrivateName(host) ? {} : asked(timeSources)),
  };
}

const asked = (sources: readonly string[]): ClockControls => Object.fromEntries(sources.map((url, index) => [sourceNames[index], clockOffset.of({ source: url })]));

type Readings = { readonly [N in keyof ClockControls]?: ClockOffset | undefined };

/** The moment by the other clocks, and which of them it was read from; `undefined` if none could be read or they contradict each other. */
export type ClockReading = { readonly moment: Date; readonly uncertaintyMs: number; readonly witness: readonly (keyof ClockControls)[] };

type Measured = { readonly name: keyof ClockControls; readonly offsetMs: number; readonly uncertaintyMs: number };

/** What counts as off: five minutes, the least of the common tolerances (RFC 4120 §1.6, Kerberos). */
const toleratedMs = 300_000;
const agreementMs = 60_000;

/**
 * A majority decides, since the target's clock may be what is wrong, and a time source too: this machine's clock is
 * right if most time sources say so, and wrong if none does and two others agree on another time. One clock alone is
 * believed.
 */
export function readClock(readings: Readings, now: Date): ClockReading | undefined {
  const measured = (['ownClock', ...sourceNames] as const).flatMap((name): readonly Measured[] => {
    const reading = readings[name];
    return reading?.outcome === 'measured' ? [{ name, offsetMs: reading.offsetMs, uncertaintyMs: reading.uncertaintyMs }] : [];
  });
  const sources = measured.filter(({ name }) => name !== 'ownClock');
  const right = sources.filter((one) => !isOff(one));
  if (measured.length === 1) return readingOf(measured, now);
  if (right.length > sources.length - right.length) return readingOf(right, now);
  const agreeing = largestAgreement(measured.filter(isOff));
  return right.length === 0 && agreeing.length >= 2 ? readingOf(agreeing, now) : undefined;
}

const isOff = ({ offsetMs, uncertaintyMs }: Measured): boolean => Math.abs(offsetMs) > toleratedMs + uncertaintyMs;

function largestAgreement(measured: readonly Measured[]): readonly Measured[] {
  const around = measured.map((centre) => measured.filter(({ offsetMs }) => Math.abs(offsetMs - centre.offsetMs) <= agreementMs));
  return around.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

function readingOf(measured: readonly Measured[], now: Date): ClockReading | undefined {
  const middle = measured.toSorted((a, b) => a.offsetMs - b.offsetMs)[Math.floor(measured.length / 2)];
  if (middle === undefined) return undefined;
  return { moment: new Date(now.getTime() - middle.offsetMs), uncertaintyMs: middle.uncertaintyMs, witness: measured.map(({ name }) => name) };
}
