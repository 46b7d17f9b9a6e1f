import type { JsonObject, Localized } from '@culprit/core';
import type { Message, SelfFault } from './records.ts';

export interface FaultOutput {
  changed(fault: SelfFault): void;
  /** Everybody who is told of anything. */
  tell(message: Message & { readonly fault: SelfFault }): void;
}

/** The watcher's own troubles: each is one event, however many looks it spoils. */
export class SelfFaults {
  readonly #open = new Map<string, { fault: SelfFault; readonly spoiled: Set<string>; readonly told: boolean }>();
  /** The latest of each kind that ended: one that comes back soon is the same. */
  readonly #ended = new Map<string, SelfFault>();
  readonly #out: FaultOutput;

  constructor(out: FaultOutput) {
    this.#out = out;
  }

  /** Takes up what a process before left. What looks found out lasts until a look says otherwise; everything else was that process's own and is over. */
  restore(faults: readonly SelfFault[], now: number): void {
    for (const fault of faults) {
      this.#open.set(fault.kind, { fault, spoiled: new Set(), told: fault.details['told'] === true });
      if (fault.details['looks'] !== true) this.end(fault.kind, now);
    }
  }

  open(): readonly SelfFault[] {
    return [...this.#open.values()].map(({ fault }) => fault);
  }

  /** Something that took a moment and is over. */
  happened(kind: string, startedAt: number, endedAt: number, text: Localized<string>, details: JsonObject): void {
    this.#out.changed({ id: faultId(kind, startedAt), kind, startedAt, endedAt, text, details });
  }

  /** Something that lasts, and what it spoils: a target, or nothing in particular. */
  begin(kind: string, text: Localized<string>, details: JsonObject, now: number, spoils?: string, tell = true): void {
    const known = this.#open.get(kind);
    if (known !== undefined) {
      if (spoils !== undefined) known.spoiled.add(spoils);
      return;
    }
    const before = this.#ended.get(kind);
    const again = before?.endedAt !== undefined && now - before.endedAt < returnMs;
    const fault: SelfFault = again ? { id: before.id, kind, startedAt: before.startedAt, text, details: { ...before.details, told: false } } : { id: faultId(kind, now), kind, startedAt: now, text, details: { ...details, told: tell } };
    this.#open.set(kind, { fault, spoiled: new Set(spoils === undefined ? [] : [spoils]), told: fault.details['told'] === true });
    this.#out.changed(fault);
    if (tell && !again) this.#out.tell({ kind: 'self-fault', at: now, fault });
  }

  /** What lasts turned out to be something else of its kind: the disk was full before it could not be read. */
  restate(kind: string, text: Localized<string>, details: JsonObject): void {
    const known = this.#open.get(kind);
    if (known === undefined || known.fault.text.en === text.en) return;
    const fault = { ...known.fault, text, details: { ...known.fault.details, ...details } };
    this.#open.set(kind, { ...known, fault });
    this.#out.changed(fault);
  }

  /** A look at a target said something: what spoiled it before is over, but for what that look met again. So is what a process before met, whose targets nobody remembers. */
  spoke(target: string, now: number, met: ReadonlySet<string>): void {
    for (const [kind, { spoiled, fault }] of this.#open) if (!met.has(kind) && (spoiled.has(target) || (spoiled.size === 0 && fault.details['looks'] === true))) this.end(kind, now);
  }

  end(kind: string, now: number): void {
    const known = this.#open.get(kind);
    if (known === undefined) return;
    this.#open.delete(kind);
    const fault = { ...known.fault, endedAt: now };
    this.#ended.set(kind, fault);
    this.#out.changed(fault);
    // One that comes and goes is told once; then only the page tells.
    if (known.told) this.#out.tell({ kind: 'self-fault-ended', at: now, fault });
  }
}

const returnMs = 1_800_000;

const faultId = (kind: string, at: number): string => `${at.toString(36).padStart(9, '0')}-${kind.replaceAll('/', '.')}`;
