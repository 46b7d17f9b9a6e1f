import type { Report } from '@culprit/core';
import type { Kysely } from 'kysely';
import type {
  Beat, Condition, Incident, LogIns, Message, OutboxEntry, Resolution, Result, Rollup, SelfFault, Setting, StoredFinding, StoredReport, Transition, Verdict, WatchedTarget,
} from './records.ts';

/** Everything that one turn of the watcher found out. It is stored as a whole or not at all. */
export interface Batch {
  /** What the clock showed. Looks that lie after it are of a time before the clock was put back. */
  readonly at?: number;
  readonly results?: readonly Result[];
  /** Of results in this batch; only those that are worth keeping. */
  readonly reports?: readonly StoredReport[];
  /** As they are now. */
  readonly incidents?: readonly Incident[];
  readonly transitions?: readonly Transition[];
  readonly messages?: readonly NewMessage[];
  readonly faults?: readonly SelfFault[];
  readonly conditions?: readonly Condition[];
  readonly logIns?: readonly LogIns[];
  readonly beats?: readonly Beat[];
}

/** A message for one channel, not yet in the outbox. */
export type NewMessage = Pick<OutboxEntry, 'key' | 'channel' | 'subject' | 'createdAt' | 'nextAt'> & { readonly message: Message };

/** A page of records, the newest first. `next` asks for the following page; absent on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

export interface PageOptions {
  /** At most 1,000. Default: 100. */
  readonly limit?: number;
  /** {@link Page.next} of the page before. */
  readonly after?: string;
}

/** A span of time: from its beginning, up to its end and without it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How long what is kept, in milliseconds. */
export interface Retention {
  readonly results: number;
  readonly reports: number;
  readonly minutes: number;
  readonly hours: number;
  readonly days: number;
  /** Resolved incidents, ended self-faults, settled messages, log-ins. */
  readonly incidents: number;
}

/** How the latest looks at a target came out, without reading the looks. */
export interface Standing {
  readonly target: string;
  readonly latest: Result;
  /** Since when it is what it is. */
  readonly since: number;
  readonly verdict: Verdict;
}

/** Tables that some part of a service keeps: a name, and steps that are taken once each, in the order of their keys. */
export interface Migrations {
  /** `watch`, `server`: lower-case letters. */
  readonly name: string;
  /** `0001-users`. What was published is never changed. */
  readonly steps: { readonly [key: string]: (database: Kysely<unknown>) => Promise<void> };
}

/**
 * Where history is kept. One process writes. Everything a method resolves with is durable; where it rejects with a
 * {@link StoreError}, nothing of it was stored and it may be tried again.
 */
export interface Store {
  /** All or nothing. What is there already (the same result, transition, key of a message) stays as it is, and nothing is counted twice. */
  commit(batch: Batch): Promise<void>;

  /** Targets that are watched, and those that were and have history. */
  targets(): Promise<readonly WatchedTarget[]>;
  saveTargets(targets: readonly WatchedTarget[]): Promise<void>;

  settings(kind?: Setting['kind']): Promise<readonly Setting[]>;
  saveSetting(setting: Setting): Promise<void>;
  /** Whether it was there. */
  removeSetting(kind: Setting['kind'], id: string): Promise<boolean>;

  results(query: Span & PageOptions & { readonly target: string; readonly verdict?: Verdict }): Promise<Page<Result>>;
  standings(): Promise<readonly Standing[]>;
  report(target: string, dueAt: number): Promise<Report | undefined>;
  /** Reports of a target, newest first, without their bodies. */
  reports(query: Span & PageOptions & { readonly target: string }): Promise<Page<{ readonly target: string; readonly dueAt: number; readonly exitCode: number }>>;
  findings(query: Span & PageOptions & { readonly target?: string; readonly finding?: string }): Promise<Page<StoredFinding>>;
  /** Oldest first. Without `node`: of all nodes together. `node: '*'`: each node by itself, for an export. At most 50,000. */
  rollups(query: Span & { readonly resolution: Resolution; readonly target?: string; readonly node?: string }): Promise<readonly Rollup[]>;
  /**
   * What a span came to, one for each target that was looked at: `from` is the beginning of the span. Whole minutes, hours or
   * days count. `node` as with {@link rollups}: for `*` one for each node of each target. At most 50,000.
   */
  totals(query: Span & { readonly resolution: Resolution; readonly target?: string; readonly node?: string }): Promise<readonly Rollup[]>;

  incidents(query: PageOptions & { readonly state?: Incident['state']; readonly target?: string; readonly key?: string }): Promise<Page<Incident>>;
  incident(id: string): Promise<{ readonly incident: Incident; readonly transitions: readonly Transition[] } | undefined>;
  faults(query: PageOptions & { readonly open?: boolean }): Promise<Page<SelfFault>>;
  conditions(): Promise<readonly Condition[]>;
  logIns(query: Span & { readonly service?: string }): Promise<readonly LogIns[]>;
  beats(): Promise<readonly Beat[]>;

  readonly outbox: Outbox;

  /** Forgets what is older than it is to be kept, a bounded part at a time. Resolves to whether anything is left to forget. */
  prune(now: number, retention: Retention): Promise<boolean>;
  /** For tables of others: {@link migrate} makes them, `withTables` gives them types. Tables of the store are not written by it. One connection, used in turn; a transaction keeps the others waiting. */
  readonly database: Kysely<unknown>;
  /** Takes the steps that were not taken yet. */
  migrate(migrations: Migrations): Promise<void>;
  /** Whether it can be written to right now. Rejects with a {@link StoreError}. */
  probe(): Promise<void>;
  /** Writes a copy of everything to a file that is not there yet, while the store is in use. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Messages on their way. They get in by {@link Store.commit}. */
export interface Outbox {
  /** Messages whose time has come, oldest first; of one subject and channel only the first that waits. */
  due(now: number, limit: number): Promise<readonly OutboxEntry[]>;
  /** When the next message is due; `undefined`: none waits. */
  nextAt(): Promise<number | undefined>;
  /** What came of an attempt. */
  settle(id: number, outcome: Settlement): Promise<void>;
  /** Makes attempts due so much earlier; what waits for the end of quiet hours does so as before. */
  hasten(ms: number): Promise<void>;
  list(query: PageOptions & { readonly state?: OutboxEntry['state']; readonly channel?: string }): Promise<Page<OutboxEntry>>;
}

export type Settlement =
  | { readonly state: 'delivered' | 'given-up'; readonly at: number; readonly receipt: string }
  | { readonly state: 'waiting'; readonly nextAt: number; readonly receipt: string };

/** What hinders a store: the disk, another process, the file itself. */
export type StoreTrouble = 'full' | 'read-only' | 'locked' | 'unreadable' | 'damaged';

/** The store can't do it now. Nothing was changed. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.trouble = trouble;
  }
}

/** What is kept where nobody says otherwise: looks for two days, hours for a quarter, days for three years. */
export const defaultRetention: Retention = {
  results: 2 * 86_400_000,
  reports: 30 * 86_400_000,
  minutes: 2 * 86_400_000,
  hours: 92 * 86_400_000,
  days: 3 * 366 * 86_400_000,
  incidents: 366 * 86_400_000,
};
