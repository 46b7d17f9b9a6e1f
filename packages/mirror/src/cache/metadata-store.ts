import type { Json } from '@culprit/core';

/** What is kept of a key. */
export interface StoredMetadata {
  readonly value: Json;
  /** Milliseconds since 1970. */
  readonly storedAtMs: number;
}

/** Where metadata is kept: in memory, or in a folder. Bounded in size; what was least recently used goes first. */
export interface MetadataStore {
  /** `undefined`: not there, or no longer readable. */
  read(key: string): Promise<StoredMetadata | undefined>;
  /** What is larger than the whole store is not kept. */
  write(key: string, entry: StoredMetadata): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Bytes of everything kept, in the order of its use. */
export interface Shelf {
  use(key: string): void;
  /** Notes an entry, and names those that must go for it; `undefined`: it does not fit at all. */
  put(key: string, bytes: number): readonly string[] | undefined;
  remove(key: string): void;
}

/** Counts bytes and forgets the least recently used. */
export function createShelf(maxBytes: number): Shelf {
  const sizes = new Map<string, number>();
  let total = 0;
  const remove = (key: string): void => {
    total -= sizes.get(key) ?? 0;
    sizes.delete(key);
  };
  return {
    remove,
    use(key) {
      const bytes = sizes.get(key);
      if (bytes === undefined) return;
      sizes.delete(key);
      sizes.set(key, bytes);
    },
    put(key, bytes) {
      remove(key);
      if (bytes > maxBytes) return undefined;
      const gone: string[] = [];
      for (const oldest of sizes.keys()) {
        if (total + bytes <= maxBytes) break;
        gone.push(oldest);
        remove(oldest);
      }
      sizes.set(key, bytes);
      total += bytes;
      return gone;
    },
  };
}
