import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';

/** More addresses than this are not kept apart: those that asked longest ago are forgotten first. */
const maxKeys = 10_000;

/** Counts requests by a steady clock: the library's own counts go by the other one, and where that is put back an hour, they shut everybody out for an hour. */
export function rateStore(steady: () => number): FastifyRateLimitStoreCtor {
  return class Counts implements FastifyRateLimitStore {
    readonly #counts = new Map<string, { current: number; readonly from: number }>();

    incr(key: string, callback: (error: null, result: { current: number; ttl: number }) => void, windowMs: number): void {
      const now = steady();
      let count = this.#counts.get(key);
      if (count === undefined || now - count.from >= windowMs) {
        this.#counts.delete(key);
        this.#counts.set(key, count = { current: 0, from: now });
      }
      count.current += 1;
      const [oldest] = this.#counts.keys();
      if (this.#counts.size > maxKeys && oldest !== undefined) this.#counts.delete(oldest);
      callback(null, { current: count.current, ttl: windowMs - (now - count.from) });
    }

    child(): FastifyRateLimitStore {
      return new Counts();
    }
  };
}
