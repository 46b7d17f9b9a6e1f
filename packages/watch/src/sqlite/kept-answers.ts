import type { SqliteDatabase } from 'kysely';
import type { Result } from '../records.ts';
import type { Retention, Span, Standing } from '../store.ts';
import { together, type Sums } from './sums.ts';
import type { Tables } from './tables.ts';

/** What a batch changed. */
export interface Changes {
  /** Looks that their target's standing now rests on, in the order in which they were written. */
  readonly standings: readonly { readonly target: number; readonly look: Result }[];
  /** What was added to each rollup. */
  readonly rollups: readonly Tables['rollups'][];
}

/** Whole minutes, hours or days; `resolution` is a place in `resolutions`. */
interface Window extends Span {
  readonly resolution: number;
}

interface KeptTotals extends Window {
  readonly sums: Map<number, Sums>;
}

/** Pages ask for a day and a month; the oldest question makes room. */
const mostWindows = 4;

/**
 * How every target stands and what a window came to for each, by the targets' numbers. Pages ask for both again after every
 * look, and adding up 30,000 rollups takes a thousand times as long as adding one look: an answer is kept, and what a batch
 * added to the file is added to it once the file has it. The file stays the truth: an answer is only kept if nothing was
 * written while it was read, and given up after anything that it can't follow.
 */
export class KeptAnswers {
  #standings: Map<number, Standing> | undefined;
  #windows: KeptTotals[] = [];
  #committing = 0;
  #pruning = 0;
  /** Counts beginnings of what writes. */
  #writes = 0;
  #version: unknown;
  readonly #connection: SqliteDatabase;

  constructor(connection: SqliteDatabase) {
    this.#connection = connection;
  }

  async standings(ask: () => Promise<Map<number, Standing>>): Promise<ReadonlyMap<number, Standing>> {
    this.#heedOthers();
    return this.#standings ?? this.#read(ask, (standings) => {
      this.#standings = standings;
    });
  }

  async totals(window: Window, ask: () => Promise<Map<number, Sums>>): Promise<ReadonlyMap<number, Sums>> {
    this.#heedOthers();
    const kept = this.#windows.find(({ resolution, from, to }) => resolution === window.resolution && from === window.from && to === window.to);
    return kept?.sums ?? this.#read(ask, (sums) => {
      this.#windows = [...this.#windows.slice(1 - mostWindows), { ...window, sums }];
    });
  }

  /** Stores a batch by `commit`; after that, answers tell of it. */
  async committing(commit: () => Promise<Changes>): Promise<void> {
    this.#writes += 1;
    // Which of two came first is not known here.
    if (this.#committing > 0) this.#forget();
    this.#committing += 1;
    try {
      const { standings, rollups } = await commit();
      for (const { target, look } of standings) this.#stand(target, look);
      this.#windows = this.#windows.filter((window) => follows(window, rollups));
    } catch (error) {
      this.#forget();
      throw error;
    } finally {
      this.#committing -= 1;
    }
  }

  /** Forgets by `prune`; an answer that rests on what may be forgotten is not kept. */
  async pruning<T>(now: number, { minutes, hours, days }: Retention, prune: () => Promise<T>): Promise<T> {
    this.#writes += 1;
    this.#windows = this.#windows.filter(({ resolution, from }) => from >= now - ([minutes, hours, days][resolution] ?? 0));
    this.#pruning += 1;
    try {
      return await prune();
    } finally {
      this.#pruning -= 1;
    }
  }

  async #read<T>(ask: () => Promise<T>, keep: (answer: T) => void): Promise<T> {
    const quiet = this.#committing + this.#pruning === 0;
    const writes = this.#writes;
    const answer = await ask();
    if (quiet && writes === this.#writes) keep(answer);
    return answer;
  }

  #stand(target: number, look: Result): void {
    const known = this.#standings?.get(target);
    // Somebody new has a place among the others that the file knows.
    if (known === undefined) this.#standings = undefined;
    else this.#standings?.set(target, { target: known.target, verdict: look.verdict, since: known.verdict === look.verdict ? known.since : look.dueAt, latest: look });
  }

  /** Only one process writes looks; a second one that does all the same is noticed, https://www.sqlite.org/pragma.html#pragma_data_version */
  #heedOthers(): void {
    const [row] = this.#connection.prepare('pragma data_version').all([]) as readonly { readonly data_version: number }[];
    if (row?.data_version !== this.#version) this.#forget();
    this.#version = row?.data_version;
  }

  #forget(): void {
    this.#standings = undefined;
    this.#windows = [];
  }
}

/** Adds what a batch added; whether the window still tells all. Somebody new in it has a place among the others that the file knows. */
function follows({ resolution, from, to, sums }: KeptTotals, rollups: readonly Tables['rollups'][]): boolean {
  for (const added of rollups) {
    if (added.node !== '' || added.resolution !== resolution || added.from_at < from || added.from_at >= to) continue;
    const known = sums.get(added.target);
    if (known === undefined) return false;
    sums.set(added.target, together(known, added));
  }
  return true;
}
