import { closeSync, fstatSync, fsync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { setImmediate as breath } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { hasherOf, type Digest, type DigestAlgorithm, type Hasher } from './digest.ts';

/** What the thread is asked for. Bytes of a small file come along; those of a large one are read behind whoever writes them. */
export type WorkerTask =
  | { readonly id: number; readonly task: 'store'; readonly part: string; readonly final: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly algorithms: readonly DigestAlgorithm[]; readonly expected?: Digest }
  | { readonly id: number; readonly task: 'follow'; readonly path: string; readonly algorithms: readonly DigestAlgorithm[] }
  | { readonly id: number; readonly task: 'advance'; readonly to: number }
  | { readonly id: number; readonly task: 'end'; readonly size: number }
  | { readonly id: number; readonly task: 'cancel' };

export type WorkerAnswer = { readonly id: number } & (
  | { readonly outcome: 'hashed'; readonly digests: readonly Digest[] }
  /** `room`: where the bytes were. `mtimeMs`: of the file that was put into place; absent: the bytes are not the expected ones, and nothing was. */
  | { readonly outcome: 'stored'; readonly digests: readonly Digest[]; readonly room: ArrayBuffer; readonly mtimeMs?: number }
  | { readonly outcome: 'failed'; readonly code: string }
);

interface Followed {
  readonly path: string;
  readonly hashers: readonly (readonly [DigestAlgorithm, Hasher])[];
  read: number;
  /** Up to where bytes are there. */
  to: number;
  size?: number;
  descriptor?: number;
}

const flush = promisify(fsync);
const followed = new Map<number, Followed>();
const sliceBytes = 1 << 20;
const slice = Buffer.allocUnsafeSlow(sliceBytes);
let working = false;

const answer = (message: WorkerAnswer): void => parentPort?.postMessage(message, message.outcome === 'stored' ? [message.room] : []);
const failed = (id: number, error: unknown): void => answer({ id, outcome: 'failed', code: error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN' });

const hashersOf = (algorithms: readonly DigestAlgorithm[]): Promise<(readonly [DigestAlgorithm, Hasher])[]> =>
  Promise.all(algorithms.map(async (algorithm) => [algorithm, await hasherOf(algorithm)] as const));
const digestsOf = (hashers: Followed['hashers']): readonly Digest[] => hashers.map(([algorithm, hasher]) => ({ algorithm, hex: hasher.hex() }));

/** Tasks are taken up in their order: making a hasher may take a moment. */
let queue = Promise.resolve();
parentPort?.on('message', (task: WorkerTask) => {
  queue = queue.then(() => take(task)).catch((error: unknown) => failed(task.id, error));
});

async function take(task: WorkerTask): Promise<void> {
  switch (task.task) {
    case 'store':
      // Not waited for: while one file is on its way to the disk, the next is written.
      return void store(task).then((stored) => answer({ id: task.id, outcome: 'stored', room: task.bytes.buffer, ...stored })).catch((error: unknown) => failed(task.id, error));
    case 'follow': return void followed.set(task.id, { path: task.path, hashers: await hashersOf(task.algorithms), read: 0, to: 0 });
    case 'cancel': return forget(task.id);
    default: {
      const file = followed.get(task.id);
      if (file === undefined) return;
      if (task.task === 'end') file.size = task.size;
      file.to = task.task === 'end' ? task.size : Math.max(file.to, task.to);
      void work();
    }
  }
}

async function store({ part, final, bytes, algorithms, expected }: WorkerTask & { readonly task: 'store' }): Promise<{ readonly digests: readonly Digest[]; readonly mtimeMs?: number }> {
  const hashers = await hashersOf(algorithms);
  for (const [, hasher] of hashers) hasher.update(bytes);
  const digests = digestsOf(hashers);
  if (expected !== undefined && digests.every(({ algorithm, hex }) => algorithm !== expected.algorithm || hex !== expected.hex)) return { digests };
  const descriptor = openSync(part, 'w');
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    await flush(descriptor);
    renameSync(part, final);
    return { digests, mtimeMs: fstatSync(descriptor).mtimeMs };
  } finally {
    closeSync(descriptor);
  }
}

/** Reads every file as far as it goes, a slice of each in turn, so that a huge one holds up no small one. */
async function work(): Promise<void> {
  if (working) return;
  working = true;
  for (let busy = true; busy;) {
    busy = false;
    for (const [id, file] of followed) {
      try {
        // Where nothing is to be hashed, there is nothing to read.
        if (file.hashers.length === 0) file.read = file.to;
        if (file.read < file.to) {
          readSlice(file);
          busy = true;
        }
        if (file.read === file.size) {
          answer({ id, outcome: 'hashed', digests: digestsOf(file.hashers) });
          forget(id);
        }
      } catch (error) {
        failed(id, error);
        forget(id);
      }
    }
    // Not after the last slice: what is asked for meanwhile would find the work still going on, and wait for ever.
    if (busy) await breath();
  }
  working = false;
}

function readSlice(file: Followed): void {
  file.descriptor ??= openSync(file.path, 'r');
  const count = readSync(file.descriptor, slice, 0, Math.min(sliceBytes, file.to - file.read), file.read);
  if (count === 0) throw Object.assign(new Error('the file is shorter than it was'), { code: 'ESHORT' });
  for (const [, hasher] of file.hashers) hasher.update(slice.subarray(0, count));
  file.read += count;
}

function forget(id: number): void {
  const descriptor = followed.get(id)?.descriptor;
  followed.delete(id);
  if (descriptor !== undefined) closeSync(descriptor);
}
