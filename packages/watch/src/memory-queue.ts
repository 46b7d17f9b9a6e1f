import TinyQueue from 'tinyqueue';
import type { Job, Queue } from './queue.ts';

/** A queue in memory, for one process. */
export function createMemoryQueue(): Queue {
  // A job that was moved or removed stays in the heap; it is passed over when it comes up.
  const heap = new TinyQueue<Job>([], (a, b) => a.dueAt - b.dueAt);
  const valid = new Map<string, Job>();
  const first = (): Job | undefined => {
    for (let job = heap.peek(); job !== undefined; job = heap.peek()) {
      if (valid.get(job.target) === job) return job;
      heap.pop();
    }
    return undefined;
  };
  return {
    put: async (job) => {
      const own = { ...job };
      valid.set(job.target, own);
      heap.push(own);
    },
    remove: async (target) => {
      valid.delete(target);
    },
    take: async (now, limit) => {
      const taken: Job[] = [];
      for (let job = first(); job !== undefined && job.dueAt <= now && taken.length < limit; job = first()) {
        heap.pop();
        valid.delete(job.target);
        taken.push(job);
      }
      return taken;
    },
    nextAt: async () => first()?.dueAt,
  };
}
