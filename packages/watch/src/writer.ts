import { StoreError, type Batch, type Store, type StoreTrouble } from './store.ts';

export interface WriterOutput {
  /** The store stopped taking batches, or takes them again. */
  turned(trouble: StoreTrouble | undefined, waiting: number): void;
  stored(batch: Batch): void;
  /** A batch that no store takes: a mistake of ours. It is left out so that the others get through. */
  lost(batch: Batch, error: unknown): void;
}

/** So many looks in one transaction; what piled up while the disk was full is written in pieces. */
const looksAtATime = 2_000;

/** Keeps what was decided until it is stored, in order. */
export class Writer {
  #waiting: Batch[] = [];
  #underway: Promise<void> | undefined;
  #trouble: StoreTrouble | undefined;
  readonly #store: Store;
  readonly #out: WriterOutput;

  constructor(store: Store, out: WriterOutput) {
    this.#store = store;
    this.#out = out;
  }

  get trouble(): StoreTrouble | undefined {
    return this.#trouble;
  }

  /** Looks that are not stored. */
  get unstored(): number {
    return this.#waiting.reduce((sum, { results = [] }) => sum + results.length, 0);
  }

  add(batch: Batch): void {
    this.#waiting.push(batch);
  }

  /** Resolves when what waits now is stored, or the store refused it: {@link trouble} then says why. */
  async flush(): Promise<void> {
    if (this.#underway !== undefined) await this.#underway;
    if (this.#waiting.length === 0) return;
    this.#underway ??= this.#write().finally(() => {
      this.#underway = undefined;
    });
    await this.#underway;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      let [count, looks] = [0, 0];
      for (const { results = [] } of this.#waiting) {
        if (count > 0 && looks + results.length > looksAtATime) break;
        count += 1;
        looks += results.length;
      }
      const taken = this.#waiting.slice(0, count);
      if (!(await this.#commit(taken))) return;
      this.#waiting = this.#waiting.slice(count);
    }
  }

  /** Whether they are dealt with. */
  async #commit(batches: readonly Batch[]): Promise<boolean> {
    const batch = merge(batches);
    try {
      await this.#store.commit(batch);
    } catch (error) {
      if (error instanceof StoreError) {
        this.#turn(error.trouble);
        return false;
      }
      if (batches.length === 1) {
        this.#out.lost(batch, error);
        return true;
      }
      for (const one of batches) if (!(await this.#commit([one]))) return false;
      return true;
    }
    this.#turn(undefined);
    this.#out.stored(batch);
    return true;
  }

  #turn(trouble: StoreTrouble | undefined): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#out.turned(trouble, this.unstored);
  }
}

function merge(batches: readonly Batch[]): Batch {
  const [only] = batches;
  if (batches.length === 1 && only !== undefined) return only;
  const at = batches.at(-1)?.at;
  return {
    ...(at === undefined ? {} : { at }),
    results: batches.flatMap(({ results = [] }) => results), reports: batches.flatMap(({ reports = [] }) => reports),
    incidents: batches.flatMap(({ incidents = [] }) => incidents), transitions: batches.flatMap(({ transitions = [] }) => transitions),
    messages: batches.flatMap(({ messages = [] }) => messages), faults: batches.flatMap(({ faults = [] }) => faults),
    conditions: batches.flatMap(({ conditions = [] }) => conditions), logIns: batches.flatMap(({ logIns = [] }) => logIns), beats: batches.flatMap(({ beats = [] }) => beats),
  };
}
