import { readVaultFile, writeVaultFile } from '../vault/file.ts';
import { locked } from '../vault/lock.ts';
import type { StoredTokens, TokenStore } from './refresher.ts';

/** Tokens in a file that its owner alone can read, replaced as a whole and flushed; a lock beside it keeps processes apart. */
export function fileTokenStore(path: string): TokenStore {
  return {
    async read() {
      const file = await readVaultFile(path);
      return file.outcome === 'read' ? parse(file.text) : undefined;
    },
    write: (tokens) => writeVaultFile(path, JSON.stringify(tokens)),
    exclusively: (work, signal) => locked(path, { signal, waitMs: 30_000 }, work),
  };
}

function parse(text: string): StoredTokens | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('accessToken' in value) || typeof value.accessToken !== 'string') return undefined;
  return {
    accessToken: value.accessToken,
    ...('refreshToken' in value && typeof value.refreshToken === 'string' ? { refreshToken: value.refreshToken } : {}),
    ...('expiresAt' in value && typeof value.expiresAt === 'number' ? { expiresAt: value.expiresAt } : {}),
    ...('lifetimeMs' in value && typeof value.lifetimeMs === 'number' ? { lifetimeMs: value.lifetimeMs } : {}),
  };
}
