import type { Locale } from '@culprit/core';
import type { ChannelSettings, HeartbeatSettings, Hours, Maintenance, Rule } from './settings.ts';

// What was read, as a person would write it: reading it again yields the same. Spans are in milliseconds, moments in ISO 8601.

/** Spans by the names that they have in a config. */
type Spans<T> = { readonly [K in keyof T as K extends `${infer Name}Ms` ? Name : K]: T[K] };
type OfEach<T> = T extends Rule ? Spans<T> : never;

export type WrittenHours = Exclude<Hours, { readonly from: number }> | { readonly from: string; readonly to: string };
export type WrittenRule = OfEach<Rule>;
export type WrittenMaintenance = Omit<Maintenance, 'hours'> & { readonly hours: WrittenHours };
export type WrittenChannel = Omit<ChannelSettings, 'locale' | 'quiet'> & { readonly language: Locale; readonly quiet?: WrittenHours };
export type WrittenHeartbeat = Spans<Omit<HeartbeatSettings, 'label'>> & { readonly name: string };

export function writtenRule(rule: Rule): WrittenRule {
  // Its members are those of its type; a span loses the unit in its name.
  return Object.fromEntries(Object.entries(rule).map(([name, value]) => [name.replace(/Ms$/, ''), value])) as unknown as WrittenRule;
}

export const writtenMaintenance = ({ hours, ...rest }: Maintenance): WrittenMaintenance => ({ ...rest, hours: writtenHours(hours) });

export const writtenChannel = ({ locale, quiet, ...rest }: ChannelSettings): WrittenChannel =>
  ({ ...rest, language: locale, ...(quiet === undefined ? {} : { quiet: writtenHours(quiet) }) });

export const writtenHeartbeat = ({ id, label, intervalMs, graceMs, tags }: HeartbeatSettings): WrittenHeartbeat => ({ id, name: label, interval: intervalMs, grace: graceMs, tags });

const writtenHours = (hours: Hours): WrittenHours => ('from' in hours ? { from: new Date(hours.from).toISOString(), to: new Date(hours.to).toISOString() } : hours);
