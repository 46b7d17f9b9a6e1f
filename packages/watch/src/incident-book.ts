import { createHash } from 'node:crypto';
import type { Localized, Owner, Layer, Severity } from '@culprit/core';
import type { Incident, IncidentText, Message, Numbers, Transition } from './records.ts';

/** What a rule found wrong: what an incident is made of. */
export interface Trouble {
  readonly key: string;
  readonly cause: string;
  readonly subject: string;
  readonly severity: Severity;
  readonly owner: Owner;
  readonly layer?: Layer;
  readonly rule: string;
  readonly numbers: Numbers;
  readonly text: Localized<IncidentText>;
  readonly docs?: string;
  readonly first?: NonNullable<Incident['first']>;
}

/** Where what becomes of incidents goes. */
export interface BookOutput {
  /** The incident as it is now, and the step that made it so. */
  changed(incident: Incident, transition: Transition): void;
  /** For each of these channels. */
  tell(channels: readonly string[], message: Message & { readonly incident: Incident }): void;
}

export interface BookOptions {
  readonly flapping: { readonly spanMs: number; readonly returns: number };
  /** The channels that have to hear of it. */
  readonly channelsFor: (incident: Incident) => readonly string[];
}

const ranks: { readonly [S in Severity]: number } = { minor: 0, major: 1, critical: 2 };

/**
 * Incidents by cause. Rules claim what is wrong with whom; claims of the same key are one incident, which is over when
 * the last one is withdrawn. Whoever was told that it began is told that it is over: exactly once each, in this order.
 */
export class IncidentBook {
  /** Those that are open, and those that may come back. */
  readonly #live = new Map<string, Incident>();
  /** By rule and holder: the keys that it claims. */
  readonly #claims = new Map<string, { readonly rule: string; readonly holder: string; keys: ReadonlySet<string> }>();
  #options: BookOptions;
  readonly #out: BookOutput;

  constructor(options: BookOptions, out: BookOutput) {
    this.#options = options;
    this.#out = out;
  }

  configure(options: BookOptions): void {
    this.#options = options;
  }

  /** Takes up what a process before left. */
  restore(incidents: readonly Incident[]): void {
    for (const incident of incidents.toSorted((a, b) => a.changedAt - b.changedAt)) {
      this.#live.set(incident.key, incident);
      if (incident.state === 'resolved') continue;
      for (const holder of incident.targets) {
        const id = claimId(incident.rule, holder);
        const known = this.#claims.get(id);
        this.#claims.set(id, { rule: incident.rule, holder, keys: new Set([...known?.keys ?? [], incident.key]) });
      }
    }
  }

  open(): readonly Incident[] {
    return [...this.#live.values()].filter(({ state }) => state === 'open');
  }

  /** All that a rule holds against a holder, from now on. What it held before and no longer holds is withdrawn. */
  claim(rule: string, holder: string, troubles: readonly Trouble[], now: number, ended?: Incident['ended']): void {
    const id = claimId(rule, holder);
    const before = this.#claims.get(id)?.keys;
    if (troubles.length === 0 && before === undefined) return;
    const keys = new Set(troubles.map(({ key }) => key));
    if (keys.size === 0) this.#claims.delete(id);
    else this.#claims.set(id, { rule, holder, keys });
    for (const trouble of troubles) this.#raise(trouble, holder, now);
    for (const key of before ?? []) {
      if (!keys.has(key) && !this.#isClaimed(key, holder)) this.#clear(key, holder, now, ended ?? (keys.size > 0 ? 'another-cause' : 'recovered'));
    }
  }

  /** Withdraws the claims that nobody can renew: those of rules that are gone, of holders that are gone. */
  release(isGone: (rule: string, holder: string) => boolean, now: number): void {
    for (const { rule, holder } of this.#claims.values()) if (isGone(rule, holder)) this.claim(rule, holder, [], now, 'withdrawn');
  }

  /** What only time brings: an incident that came and went stays as it is, or is forgotten. */
  tick(now: number): void {
    for (const incident of this.#live.values()) {
      if (now - incident.changedAt <= this.#options.flapping.spanMs) continue;
      if (incident.flapping) this.#steady(incident, now);
      if (incident.state === 'resolved') this.#live.delete(incident.key);
    }
  }

  #isClaimed(key: string, holder: string): boolean {
    // Few rules claim, and only what is wrong.
    return [...this.#claims.values()].some((claim) => claim.holder === holder && claim.keys.has(key));
  }

  #raise({ first, layer, docs, ...trouble }: Trouble, holder: string, now: number): void {
    const known = this.#live.get(trouble.key);
    if (known === undefined || (known.state === 'resolved' && now - known.changedAt > this.#options.flapping.spanMs)) {
      if (known?.flapping === true) this.#steady(known, now);
      const incident: Incident = {
        ...trouble, id: incidentId(trouble.key, now), state: 'open', openedAt: now, changedAt: now, targets: [holder], touched: [holder], returns: 0, flapping: false, told: [], revision: 0,
        ...(first === undefined ? {} : { first }), ...(layer === undefined ? {} : { layer }), ...(docs === undefined ? {} : { docs }),
      };
      this.#step(incident, 'triggered', now, 'triggered');
      return;
    }
    if (known.state === 'resolved') {
      const { resolvedAt: _, ended: __, ...rest } = known;
      const returns = known.returns + 1;
      const begins = !known.flapping && returns >= this.#options.flapping.returns;
      const again: Incident = {
        ...rest, state: 'open', severity: trouble.severity, numbers: trouble.numbers, text: trouble.text, rule: trouble.rule,
        targets: [holder], touched: union(known.touched, holder), returns, flapping: known.flapping || begins,
      };
      if (begins) this.#step(again, 'flapping', now, 'flapping');
      else this.#step(again, 'returned', now, known.flapping ? undefined : 'triggered');
      return;
    }
    const worse = ranks[trouble.severity] > ranks[known.severity];
    if (known.targets.includes(holder) && !worse) return;
    const spread: Incident = { ...known, targets: union(known.targets, holder), touched: union(known.touched, holder), ...(worse ? { severity: trouble.severity, text: trouble.text } : {}) };
    this.#step(spread, 'spread', now, known.flapping ? undefined : 'triggered');
  }

  #clear(key: string, holder: string, now: number, ended: NonNullable<Incident['ended']>): void {
    const known = this.#live.get(key);
    if (known === undefined || known.state === 'resolved') return;
    const targets = known.targets.filter((one) => one !== holder);
    if (targets.length > 0) {
      this.#step({ ...known, targets }, 'shrank', now, undefined);
      return;
    }
    this.#step({ ...known, targets, state: 'resolved', resolvedAt: now, ended }, 'resolved', now, known.flapping ? undefined : 'resolved');
  }

  #steady(incident: Incident, now: number): void {
    this.#step({ ...incident, flapping: false, returns: 0 }, 'steady', now, incident.state === 'resolved' ? 'resolved' : undefined);
  }

  #step(incident: Incident, kind: Transition['kind'], now: number, message: 'triggered' | 'resolved' | 'flapping' | undefined): void {
    const next = { ...incident, changedAt: now, revision: incident.revision + 1 };
    const channels = message === undefined ? [] : message === 'resolved' ? next.told : this.#options.channelsFor(next).filter((channel) => message === 'flapping' || !next.told.includes(channel));
    const settled: Incident = { ...next, told: message === 'resolved' ? [] : [...new Set([...next.told, ...channels])] };
    this.#live.set(settled.key, settled);
    this.#out.changed(settled, { incident: settled.id, revision: settled.revision, at: now, kind, targets: settled.targets });
    if (channels.length > 0 && message !== undefined) this.#out.tell(channels, { kind: message, at: now, incident: settled });
  }
}

const claimId = (rule: string, holder: string): string => `${rule} ${holder}`;

const union = (all: readonly string[], one: string): readonly string[] => (all.includes(one) ? all : [...all, one]);

/** Sorts by the time when it began. */
const incidentId = (key: string, now: number): string => `${now.toString(36).padStart(9, '0')}-${createHash('sha256').update(key).digest('hex').slice(0, 10)}`;
