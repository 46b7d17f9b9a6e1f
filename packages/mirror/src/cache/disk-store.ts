import type { Json } from '@culprit/core';
import { writeWhole } from '@culprit/core/files';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createShelf, type MetadataStore, type Shelf, type StoredMetadata } from './metadata-store.ts';

const suffix = '.metadata.json';

/**
 * Keeps metadata in a folder, one file for each key, readable by this user alone. Whoever reads while it is written sees
 * the old entry or the new one; a file that is damaged counts as none. `maxBytes`: default 64 MiB.
 */
export function createDiskMetadataStore(folder: string, { maxBytes = 64 * 1024 * 1024 }: { readonly maxBytes?: number } = {}): MetadataStore {
  let opening: Promise<Shelf> | undefined;
  const open = (): Promise<Shelf> => {
    opening ??= readShelf(folder, maxBytes);
    // A folder that could not be made today may be there tomorrow.
    opening.catch(() => {
      opening = undefined;
    });
    return opening;
  };
  const nameOf = (key: string): string => `${createHash('sha256').update(key).digest('hex')}${suffix}`;
  return {
    async read(key) {
      const name = nameOf(key);
      const shelf = await open();
      const entry = readEntry(await readFile(join(folder, name), 'utf8').catch(() => ''), key);
      if (entry === undefined) shelf.remove(name);
      else shelf.use(name);
      return entry;
    },
    async write(key, entry) {
      const name = nameOf(key);
      const shelf = await open();
      const text = JSON.stringify({ key, ...entry });
      const gone = shelf.put(name, Buffer.byteLength(text));
      await Promise.all((gone ?? [name]).map((old) => rm(join(folder, old), { force: true })));
      if (gone === undefined) return;
      try {
        await writeWhole(join(folder, name), text, { ownerOnly: true, replace: true });
      } catch (error) {
        shelf.remove(name);
        throw error;
      }
    },
    async delete(key) {
      const name = nameOf(key);
      (await open()).remove(name);
      await rm(join(folder, name), { force: true });
    },
  };
}

/** What is there already, the oldest first. */
async function readShelf(folder: string, maxBytes: number): Promise<Shelf> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const shelf = createShelf(maxBytes);
  const names = (await readdir(folder)).filter((name) => name.endsWith(suffix));
  const known = (await Promise.all(names.map(async (name) => {
    const stats = await stat(join(folder, name)).catch(() => undefined);
    return stats === undefined ? [] : [{ name, bytes: stats.size, atMs: stats.mtimeMs }];
  }))).flat().sort((a, b) => a.atMs - b.atMs);
  for (const { name, bytes } of known) {
    const gone = shelf.put(name, bytes);
    await Promise.all((gone ?? [name]).map((old) => rm(join(folder, old), { force: true })));
  }
  return shelf;
}

function readEntry(text: string, key: string): StoredMetadata | undefined {
  try {
    const read: { readonly key?: unknown; readonly value?: Json; readonly storedAtMs?: unknown } = JSON.parse(text);
    return read.key === key && read.value !== undefined && typeof read.storedAtMs === 'number' ? { value: read.value, storedAtMs: read.storedAtMs } : undefined;
  } catch {
    return undefined;
  }
}
