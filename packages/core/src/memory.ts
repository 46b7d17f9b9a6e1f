/**
 * What outlives one examination: shared TLS contexts, certificates already parsed, endpoints already captured.
 * Facts reach it by their context. Nothing in it changes what a fact finds, only what it costs.
 */
export interface Memory {
  /** The value under `key`, made by `create` when it is not there yet. */
  recall<T>(key: string, create: () => T): T;
  /** The value under `key`, or `undefined`. */
  peek<T>(key: string): T | undefined;
  store<T>(key: string, value: T): void;
}

/** Holds at most `limit` entries and forgets the oldest first. */
export function createMemory(limit = 50_000): Memory {
  const entries = new Map<string, unknown>();
  const store = <T>(key: string, value: T): void => {
    if (entries.size >= limit && !entries.has(key)) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    entries.set(key, value);
  };
  return {
    store,
    peek: <T>(key: string) => entries.get(key) as T | undefined,
    recall<T>(key: string, create: () => T): T {
      const known = entries.get(key);
      if (known !== undefined) return known as T;
      const made = create();
      store(key, made);
      return made;
    },
  };
}
