import type { Examiner, Locale, Permits, Report, SecretReader, Severity, TargetEntry } from '@culprit/core';
import type { Delivery, Send } from './channel.ts';
import type { Clock } from './clock.ts';
import type { Beat, Incident, LogIns, OutboxEntry, Result, SelfFault, Transition, WatchedTarget } from './records.ts';
import type { ChannelSettings, HeartbeatSettings, Maintenance, Rule } from './settings.ts';
import type { Retention, Store } from './store.ts';

/** What is watched and who is told: a config file made ready. What the API added comes from the store and stands beside it. */
export interface WatchConfig {
  /** Plugins loaded and options validated. */
  readonly examiner: Examiner;
  readonly targets: readonly TargetEntry[];
  /** The `watch` member of the config: validated by the watcher. */
  readonly watch?: unknown;
  /** Resolves the references in channels. */
  readonly secrets: SecretReader;
  /** Third parties that are connected to where nothing that is watched answers, to tell whether it is the watcher that is cut off. Default: core's time sources; none where it is empty. */
  readonly controls?: readonly string[];
}

export interface WatchOptions {
  readonly store: Store;
  readonly clock?: Clock;
  /** How channels reach the outside. Default: the runtime's `fetch`. */
  readonly send?: Send;
  /** Where channels that do not use `send` (SMTP) may connect to. Default: anywhere. */
  readonly permits?: Permits;
  /** The address of the page, for links in messages. */
  readonly address?: string;
  /** What goes with every examination: `permit` of the policy for outbound requests, the context of the reports. */
  readonly examination?: (target: WatchedTarget) => Parameters<Examiner['examine']>[1];
}

/** What happens while it happens. */
export type WatchEvent =
  | { readonly type: 'result'; readonly result: Result; readonly report: Report }
  | { readonly type: 'incident'; readonly incident: Incident; readonly transition: Transition }
  | { readonly type: 'self-fault'; readonly fault: SelfFault }
  | { readonly type: 'delivery'; readonly entry: OutboxEntry; readonly delivery: Delivery }
  | { readonly type: 'reload'; readonly outcome: 'taken' | 'refused'; readonly reason?: { readonly [L in Locale]: string } }
  | { readonly type: 'store'; readonly trouble?: string; readonly waiting: number };

/** How the watcher itself is. */
export interface WatchHealth {
  readonly running: boolean;
  readonly targets: number;
  readonly underway: number;
  /** Results that are not stored yet. */
  readonly unstored: number;
  /** Present while the store can't be written to. */
  readonly storeTrouble?: string;
  /** How late looks begin, in milliseconds, over the latest 1,000. */
  readonly lagMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Looks that were left out because the one before wasn't over. */
  readonly missed: number;
  readonly faults: readonly SelfFault[];
  /** Present while the config file is not the one that holds. */
  readonly refusedReload?: { readonly at: number; readonly reason: { readonly [L in Locale]: string } };
}

/** Schedule, history, incidents, alerts and their delivery, assembled. */
export interface Watch {
  /** Takes up what was left when the last process ended, and begins. Rejects with a `ToolError` where the config is wrong. */
  start(): Promise<void>;
  /** Lets what is underway end for at most `graceMs`, stores all of it, and stops. */
  stop(graceMs?: number): Promise<void>;
  /** Takes another config, or what reads it. One that is wrong or can't be read changes nothing: the old one holds, {@link WatchHealth.refusedReload} says so, and it rejects with a `ToolError`. */
  reload(config: WatchConfig | (() => Promise<WatchConfig>)): Promise<void>;

  targets(): readonly WatchedTarget[];
  /** Rejects with a `ToolError` where the entry is wrong or the target is there already. */
  addTarget(entry: TargetEntry): Promise<WatchedTarget>;
  /** Changes what is kept about a target of the API: `undefined` if there is no such target. */
  changeTarget(id: string, change: Partial<Pick<WatchedTarget, 'label' | 'tags' | 'paused' | 'intervalMs' | 'jitterMs' | 'timeoutMs' | 'retries' | 'retryDelayMs'>>): Promise<WatchedTarget | undefined>;
  removeTarget(id: string): Promise<boolean>;
  /** Looks now, beside the schedule; resolves when it is stored. `undefined`: no such target. */
  runNow(id: string): Promise<{ readonly result: Result; readonly report: Report } | undefined>;

  /** A heartbeat arrived. `false`: nobody expects it. */
  beat(id: string, status: Beat['status']): Promise<boolean>;
  /** Log-ins that somebody else counted; resolves when they are stored. */
  logIns(events: readonly LogIns[]): Promise<void>;

  rules(): readonly Rule[];
  saveRule(rule: unknown): Promise<Rule>;
  removeRule(id: string): Promise<boolean>;
  maintenance(): readonly Maintenance[];
  saveMaintenance(maintenance: unknown): Promise<Maintenance>;
  removeMaintenance(id: string): Promise<boolean>;
  channels(): readonly ChannelSettings[];
  saveChannel(channel: unknown): Promise<ChannelSettings>;
  removeChannel(name: string): Promise<boolean>;
  /** Sends a test message at once, past the outbox. `undefined`: no such channel. */
  testChannel(name: string): Promise<Delivery | undefined>;
  heartbeats(): readonly (HeartbeatSettings & { readonly last?: Beat })[];
  saveHeartbeat(heartbeat: unknown): Promise<HeartbeatSettings>;
  removeHeartbeat(id: string): Promise<boolean>;

  readonly retention: Retention;
  openIncidents(): readonly Incident[];
  /** How bad the worst open incident of a target is; `undefined`: it has none. */
  worst(target: string): Severity | undefined;
  health(): WatchHealth;
  /** Returns what ends it. A listener must not throw. */
  on(listener: (event: WatchEvent) => void): () => void;
}
