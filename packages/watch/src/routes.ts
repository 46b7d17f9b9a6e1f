import type { Severity } from '@culprit/core';
import { endOf, selects } from './hours.ts';
import type { Incident, WatchedTarget } from './records.ts';
import type { ChannelSettings } from './settings.ts';

const ranks: { readonly [S in Severity]: number } = { minor: 0, major: 1, critical: 2 };

/** Whether a channel is told of an incident. What holds no target (a service, a heartbeat) goes to those who are told of all of them. */
export function routesTo({ atLeast, for: selector }: ChannelSettings, incident: Incident, targets: ReadonlyMap<string, WatchedTarget>): boolean {
  if (ranks[incident.severity] < ranks[atLeast]) return false;
  return incident.targets.some((id) => selects(selector, targets.get(id) ?? { id, label: id, tags: [] }));
}

/** When a message may go: now, or at the end of the quiet hours. */
export function sendAt(channel: ChannelSettings | undefined, at: number, critical: boolean): number {
  if (channel?.quiet === undefined || (critical && !channel.quietForCritical)) return at;
  return endOf(channel.quiet, at);
}
