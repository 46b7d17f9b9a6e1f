/** A target that is to be looked at. */
export interface Job {
  readonly target: string;
  readonly dueAt: number;
}

/**
 * Which target is due when. A target stands in it at most once. The methods are asynchronous so that several processes
 * can share one later; a job that was taken belongs to the taker.
 */
export interface Queue {
  /** Puts a target in, or moves it. */
  put(job: Job): Promise<void>;
  remove(target: string): Promise<void>;
  /** Takes what is due, the longest due first. */
  take(now: number, limit: number): Promise<readonly Job[]>;
  /** When the next one is due; `undefined`: the queue is empty. */
  nextAt(): Promise<number | undefined>;
}
