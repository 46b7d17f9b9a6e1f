import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The names of a config file, in the order in which they are preferred within one directory. */
const names: readonly string[] = ['ts', 'js', 'mjs', 'json', 'yaml', 'yml'].map((extension) => `culprit.config.${extension}`);

/**
 * The config file that holds for a directory: its own or the nearest above it, up to the root of the git repository or
 * of the file system. `undefined` if there is none.
 */
export function findConfig(directory: string): string | undefined {
  for (let current = directory; ; current = dirname(current)) {
    const entries = entriesOf(current);
    const name = names.find((candidate) => entries.includes(candidate));
    if (name !== undefined) return join(current, name);
    if (entries.includes('.git') || dirname(current) === current) return undefined;
  }
}

/** One read of a directory is cheaper than asking for seven names. A directory that can't be listed holds no config. */
function entriesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
