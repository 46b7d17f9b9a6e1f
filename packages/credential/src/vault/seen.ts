import { readFile } from 'node:fs/promises';
import { writeWhole } from '@culprit/core/files';

/** The latest generation of a vault that was written here, and when (ISO 8601, UTC). */
export type SeenGeneration = { readonly generation: number; readonly at: string };

const pathOf = (file: string): string => `${file}.seen`;

/** Keeps what was written last beside the vault, so that an older copy in its place is noticed. It is a hint and no proof: failing to write it is no failure. */
export async function rememberGeneration(file: string, generation: number, now: Date): Promise<void> {
  try {
    await writeWhole(pathOf(file), `${JSON.stringify({ generation, at: now.toISOString() })}\n`, { ownerOnly: true, replace: true });
  } catch {
    // The vault itself is written already.
  }
}

/** What {@link rememberGeneration} kept; `undefined`: nothing, or nothing legible. */
export async function seenGeneration(file: string): Promise<SeenGeneration | undefined> {
  try {
    const value: unknown = JSON.parse((await readFile(pathOf(file), 'utf8')).slice(0, 1_000));
    if (typeof value !== 'object' || value === null || !('generation' in value && 'at' in value)) return undefined;
    const { generation, at } = value;
    return typeof generation === 'number' && typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? { generation, at } : undefined;
  } catch {
    return undefined;
  }
}
