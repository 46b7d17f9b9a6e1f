import type { Json, JsonObject, Layer, Localized, Owner, Params, Report, Severity, TargetEntry } from '@culprit/core';

// What is remembered. All of it is plain data; times are milliseconds since 1970 (UTC).

/** Something that is examined again and again. */
export interface WatchedTarget {
  /** Made of what is examined ({@link targetId}), so that its history survives another name, interval or tag. */
  readonly id: string;
  readonly entry: TargetEntry;
  /** Its name, or what a person typed. */
  readonly label: string;
  readonly tags: readonly string[];
  readonly origin: 'config' | 'api';
  /** Paused targets are not examined and have no incidents. */
  readonly paused: boolean;
  readonly intervalMs: number;
  /** Each look comes up to so much later than the schedule says. */
  readonly jitterMs: number;
  readonly timeoutMs: number;
  /** How often a failed look is repeated before it counts. */
  readonly retries: number;
  readonly retryDelayMs: number;
}

/** `inconclusive` is neither up nor down and counts as neither. */
export type Verdict = 'up' | 'down' | 'inconclusive';

/** How long the steps of a look took, in milliseconds; a step that wasn't taken is absent. */
export interface Phases {
  readonly name?: number;
  readonly connect?: number;
  readonly tls?: number;
  readonly firstByte?: number;
}

/** What came of one look at one target. `(target, dueAt)` identifies it. */
export interface Result {
  readonly target: string;
  /** The moment of the schedule that it belongs to; of a look out of turn, the moment it was asked for. */
  readonly dueAt: number;
  readonly startedAt: number;
  readonly tookMs: number;
  readonly verdict: Verdict;
  /** 1 and the retries that it took. */
  readonly attempts: number;
  readonly phases: Phases;
  /** {@link Diagnosis.key} of the first cause, if there is one. */
  readonly cause?: string;
  /** Why an inconclusive look says nothing: its own trouble, or the watcher's. */
  readonly because?: 'unsettled' | 'self-fault' | 'crashed';
  /** The server that answered, where it has many: the node of a CDN, or an address. */
  readonly node?: string;
  /** The end of the certificate that was shown. */
  readonly certificateNotAfter?: number;
  /** During maintenance: a failure then is planned and counts as no downtime. */
  readonly planned?: true;
}

/** A stored report and the result that it belongs to. */
export interface StoredReport {
  readonly target: string;
  readonly dueAt: number;
  readonly report: Report;
}

/** A finding that was neither pass nor not-applicable, kept beside the report that holds it. */
export interface StoredFinding {
  readonly target: string;
  readonly dueAt: number;
  readonly finding: string;
  readonly layer: Layer;
  readonly outcome: 'fail' | 'inconclusive';
  readonly severity?: Severity;
  /** What the finding is about: an endpoint, a host. */
  readonly about: string;
  readonly params: Params;
}

/** How wide a rollup is. */
export type Resolution = 'minute' | 'hour' | 'day';

/** What a span of time came to. The rate of failures is `down / (up + down)`; `inconclusive` stands beside it. */
export interface Rollup {
  readonly target: string;
  readonly resolution: Resolution;
  /** The server that answered; empty: all of them, and looks that nothing answered. */
  readonly node: string;
  readonly from: number;
  readonly up: number;
  readonly down: number;
  readonly inconclusive: number;
  /** Failures during maintenance; not among `down`. */
  readonly planned: number;
  /** Of the looks that were up. */
  readonly tookMs: { readonly sum: number; readonly min: number; readonly max: number };
}

/** The numbers that a notification rests on. */
export interface Numbers {
  /** How many looks or log-ins were judged. */
  readonly n: number;
  readonly bad: number;
  readonly inconclusive: number;
  /** The span that they come from. */
  readonly windowMs: number;
  /** What was held against the threshold: a share in percent, days, milliseconds. */
  readonly value?: number;
  readonly threshold?: number;
  /** What it must come back to. */
  readonly clearsAt?: number;
}

/** What a person is told to do: a title and its steps, filled in. */
export type Advice = { readonly audience: 'you' | 'operator'; readonly title: string; readonly steps: readonly string[]; readonly trial: string };

/** What is wrong, in words. */
export interface IncidentText {
  readonly title: string;
  /** By what it is known. */
  readonly witness?: string;
  readonly remedies: readonly Advice[];
}

/** One cause to deal with, however many targets suffer from it. */
export interface Incident {
  readonly id: string;
  /** Cause and subject: what makes two failures the same incident. */
  readonly key: string;
  /** The id of a cause, of an unclaimed finding, or of a rule (`watch/log-in-failure-rate`). */
  readonly cause: string;
  readonly subject: string;
  readonly severity: Severity;
  readonly owner: Owner;
  readonly layer?: Layer;
  readonly state: 'open' | 'resolved';
  readonly openedAt: number;
  readonly changedAt: number;
  readonly resolvedAt?: number;
  /** Why it ended: it held no longer, or there is nothing left to look at. */
  readonly ended?: 'recovered' | 'another-cause' | 'withdrawn';
  /** Targets that suffer from it now. */
  readonly targets: readonly string[];
  /** All that ever did. */
  readonly touched: readonly string[];
  /** How often it came back inside the flapping span; see {@link flapping}. */
  readonly returns: number;
  /** It comes and goes: nobody is told until it stays. */
  readonly flapping: boolean;
  /** The look that it began with. */
  readonly first?: { readonly target: string; readonly dueAt: number };
  readonly rule: string;
  readonly numbers: Numbers;
  readonly text: Localized<IncidentText>;
  readonly docs?: string;
  /** Channels that were told that it began; they will be told that it ended. */
  readonly told: readonly string[];
  /** Counts the transitions. */
  readonly revision: number;
}

/** One step in the life of an incident. `(incident, revision)` identifies it. */
export interface Transition {
  readonly incident: string;
  readonly revision: number;
  readonly at: number;
  readonly kind: 'triggered' | 'spread' | 'shrank' | 'flapping' | 'steady' | 'resolved' | 'returned';
  readonly targets: readonly string[];
}

/** The watcher's own trouble, which says nothing about any target. */
export interface SelfFault {
  readonly id: string;
  /** `stalled`, `clock-jump`, `storage`, or the id of a cause of this machine or its network. */
  readonly kind: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly text: Localized<string>;
  readonly details: JsonObject;
}

/** Log-ins of one service in one minute. */
export interface LogIns {
  readonly service: string;
  readonly at: number;
  readonly outcome: 'success' | 'failure' | 'inconclusive';
  /** A word of the sender's choosing: `wrong-password`, `clock-skew`. */
  readonly reason: string;
  readonly count: number;
}

/** When a heartbeat was heard of last. */
export interface Beat {
  readonly heartbeat: string;
  readonly at: number;
  readonly status: 'ok' | 'failed';
}

/** What a rule remembers about one subject. */
export interface Condition {
  readonly rule: string;
  readonly subject: string;
  readonly state: JsonObject;
}

/** What somebody is told. */
export interface Message {
  readonly kind: 'triggered' | 'resolved' | 'flapping' | 'self-fault' | 'self-fault-ended' | 'channel-failing' | 'channel-recovered' | 'test';
  readonly at: number;
  readonly incident?: Incident;
  readonly fault?: SelfFault;
  readonly channel?: { readonly name: string; readonly reason: string };
  /** What the targets of an incident are called. */
  readonly labels?: { readonly [target: string]: string };
}

/** A message on its way. It was accepted together with what it tells about: neither exists without the other. */
export interface OutboxEntry {
  readonly id: number;
  /** Equal for the same message to the same channel; receivers get it to tell a repetition. */
  readonly key: string;
  readonly channel: string;
  /** Messages of one subject to one channel are delivered in their order. */
  readonly subject: string;
  readonly message: Message;
  readonly state: 'waiting' | 'delivered' | 'given-up';
  readonly attempts: number;
  readonly createdAt: number;
  readonly nextAt: number;
  readonly settledAt?: number;
  /** What the receiver said. */
  readonly receipt?: string;
}

/** Something that the API keeps: a target, a channel, a rule, a span of maintenance, a heartbeat. */
export interface Setting {
  readonly kind: 'target' | 'channel' | 'rule' | 'maintenance' | 'heartbeat';
  readonly id: string;
  readonly body: Json;
  readonly changedAt: number;
}
