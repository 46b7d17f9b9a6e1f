import type { JsonObject, Locale, Severity } from '@culprit/core';
import type { WatchedTarget } from './records.ts';
import type { Retention } from './store.ts';

/** Which targets something is about; empty: all of them. */
export interface Selector {
  readonly tags?: readonly string[];
  readonly targets?: readonly string[];
}

/** When targets count as down, and what else is worth an incident. */
export type Rule = { readonly id: string; readonly severity?: Severity; readonly for?: Selector } & (
  /** Down so many times in a row. Inconclusive looks neither count nor interrupt. */
  | { readonly type: 'consecutive'; readonly failures: number; readonly recoveries: number }
  /** Down in `failures` of the last `of` looks that said anything. */
  | { readonly type: 'm-of-n'; readonly failures: number; readonly of: number }
  /** A share in percent over a window, once there are at least `minimum` samples; over when it is below `clearBelow`. */
  | { readonly type: 'rate'; readonly measure: 'checks' | 'log-ins'; readonly over: number; readonly clearBelow: number; readonly windowMs: number; readonly minimum: number }
  /** The share of looks that took longer than `slowerThanMs`. */
  | { readonly type: 'latency'; readonly slowerThanMs: number; readonly over: number; readonly clearBelow: number; readonly windowMs: number; readonly minimum: number }
  /** Fewer days left than this. */
  | { readonly type: 'certificate'; readonly days: number }
);

/** When nobody is told, or nothing counts. Either a span, or hours of the week in a time zone. */
export type Hours =
  | { readonly from: number; readonly to: number }
  /** `days`: 1 is Monday. `begin` and `end` are `HH:MM`; an end before the beginning is on the next day. */
  | { readonly days?: readonly number[]; readonly begin: string; readonly end: string; readonly timeZone: string };

/** What is looked at during it counts as nothing: no incident begins and no downtime is counted. */
export interface Maintenance {
  readonly id: string;
  readonly title: string;
  readonly hours: Hours;
  readonly for?: Selector;
}

export interface ChannelSettings {
  readonly name: string;
  readonly type: string;
  readonly options: JsonObject;
  readonly locale: Locale;
  /** Only incidents of at least this severity. */
  readonly atLeast: Severity;
  readonly for?: Selector;
  /** Messages wait until they are over; critical ones only if `quietForCritical`. */
  readonly quiet?: Hours;
  readonly quietForCritical: boolean;
}

/** Somebody else calls us. Silence is the failure. */
export interface HeartbeatSettings {
  readonly id: string;
  readonly label: string;
  readonly intervalMs: number;
  readonly graceMs: number;
  readonly tags: readonly string[];
}

/** The `watch` member of a config, read. */
export interface WatchSettings {
  readonly concurrency: number;
  readonly defaults: Pick<WatchedTarget, 'intervalMs' | 'jitterMs' | 'timeoutMs' | 'retries' | 'retryDelayMs'>;
  readonly rules: readonly Rule[];
  readonly maintenance: readonly Maintenance[];
  readonly channels: readonly ChannelSettings[];
  readonly heartbeats: readonly HeartbeatSettings[];
  readonly retention: Retention;
  /** What comes back within `spanMs` is the same incident; after `returns` it is told once more and then not until it stays. */
  readonly flapping: { readonly spanMs: number; readonly returns: number };
}
