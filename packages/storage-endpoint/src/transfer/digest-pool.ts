import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Digest, DigestAlgorithm } from './digest.ts';
import type { WorkerAnswer, WorkerTask } from './worker.ts';

/** A file that is hashed while it grows. */
export interface Follower {
  /** Says up to where all bytes are there. */
  advance(to: number): void;
  /** Resolves to the digests of the whole file, which has this size now. Rejects where it can't be read. */
  end(size: number): Promise<readonly Digest[]>;
  cancel(): void;
}

const maxRooms = 32;
const leastRoom = 65_536;

type Settle = { readonly resolve: (answer: WorkerAnswer) => void; readonly reject: (error: Error) => void };
type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;
type Thread = { readonly worker: Worker; tasks: number };

/** Threads that hash, and that write small files: the one that receives the bytes has no time for it. */
export class DigestPool implements Disposable {
  readonly #threads: Thread[] = [];
  readonly #waiting = new Map<number, Settle & { readonly thread: Thread }>();
  readonly #rooms: ArrayBuffer[] = [];
  readonly #size: number;
  #last = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Room for a small file, used again once it is stored: Node clears each new one, and collects what is left of them. */
  room(size: number): Uint8Array<ArrayBuffer> {
    const kept = this.#rooms.findLastIndex(({ byteLength }) => byteLength >= size);
    const [buffer = new ArrayBuffer(Math.max(size, leastRoom))] = kept < 0 ? [] : this.#rooms.splice(kept, 1);
    return new Uint8Array(buffer, 0, size);
  }

  /** Writes a file at once and as a whole, unless its bytes are not the expected ones; `mtimeMs` is then absent. */
  async store(task: Omit<Extract<WorkerTask, { task: 'store' }>, 'id' | 'task'>): Promise<Extract<WorkerAnswer, { outcome: 'stored' }>> {
    const thread = this.#thread();
    const id = ++this.#last;
    const answer = this.#answerTo(id, thread);
    thread.worker.postMessage({ ...task, task: 'store', id } satisfies WorkerTask, [task.bytes.buffer]);
    const settled = await answer;
    if (settled.outcome !== 'stored') throw new Error('a thread answered another question');
    if (this.#rooms.length < maxRooms) this.#rooms.push(settled.room);
    return settled;
  }

  follow(path: string, algorithms: readonly DigestAlgorithm[]): Follower {
    const thread = this.#thread();
    const id = ++this.#last;
    const post = (task: Unnumbered<WorkerTask>): void => thread.worker.postMessage({ ...task, id }, []);
    post({ task: 'follow', path, algorithms });
    return {
      advance: (to) => post({ task: 'advance', to }),
      cancel: () => post({ task: 'cancel' }),
      end: async (size) => {
        const answer = this.#answerTo(id, thread);
        post({ task: 'end', size });
        const settled = await answer;
        return settled.outcome === 'hashed' ? settled.digests : [];
      },
    };
  }

  [Symbol.dispose](): void {
    for (const { worker } of this.#threads) void worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(new Error('the transfer is over'));
    this.#waiting.clear();
  }

  #answerTo(id: number, thread: Thread): Promise<WorkerAnswer> {
    thread.tasks++;
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, thread }));
  }

  /** The one with the least to do. */
  #thread(): Thread {
    if (this.#threads.length < this.#size) this.#threads.push(this.#start());
    return this.#threads.reduce((least, thread) => (thread.tasks < least.tasks ? thread : least));
  }

  #start(): Thread {
    // By its name, which leads to the source here and to the built file where the package is installed.
    const worker = new Worker(createRequire(import.meta.url).resolve('@culprit/storage-endpoint/transfer-worker'), { resourceLimits: { maxYoungGenerationSizeMb: 4 } });
    worker.on('message', (answer: WorkerAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      if (waiting === undefined) return;
      this.#waiting.delete(answer.id);
      waiting.thread.tasks--;
      if (answer.outcome === 'failed') waiting.reject(Object.assign(new Error(answer.code), { code: answer.code }));
      else waiting.resolve(answer);
    });
    worker.on('error', (error: Error) => {
      for (const [id, { reject, thread }] of this.#waiting) {
        if (thread.worker !== worker) continue;
        this.#waiting.delete(id);
        reject(error);
      }
    });
    return { worker, tasks: 0 };
  }
}
