import { createShelf, type MetadataStore } from './metadata-store.ts';

/** Keeps metadata for the life of the process. `maxBytes` bounds it, as JSON in UTF-8. Default: 64 MiB. */
export function createMemoryMetadataStore({ maxBytes = 64 * 1024 * 1024 }: { readonly maxBytes?: number } = {}): MetadataStore {
  const shelf = createShelf(maxBytes);
  // As text: what a caller does to a value does not change what is kept.
  const texts = new Map<string, string>();
  return {
    async read(key) {
      const text = texts.get(key);
      if (text === undefined) return undefined;
      shelf.use(key);
      return JSON.parse(text);
    },
    async write(key, entry) {
      const text = JSON.stringify(entry);
      const gone = shelf.put(key, Buffer.byteLength(text));
      if (gone === undefined) return void texts.delete(key);
      for (const name of gone) texts.delete(name);
      texts.set(key, text);
    },
    async delete(key) {
      shelf.remove(key);
      texts.delete(key);
    },
  };
}
