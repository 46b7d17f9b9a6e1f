import { isToolError, type SecretReader } from '@culprit/core';

/** What came of using a secret, and which value of it was taken. */
export type GraceResult<T> = { readonly used: 'current' | 'grace'; readonly result: T };

/**
 * Uses an entry of a vault, and once more the value before it where a service refuses the one in use: right after a rotation
 * not every node of a service knows the new one. `attempt` returns `'refused'` for a 401. Whoever calls learns which value
 * was taken, and should say so. Rejects where the entry can't be read.
 */
export async function withGrace<T>(secrets: Pick<SecretReader, 'read'>, entry: string, attempt: (value: string) => Promise<T | 'refused'>): Promise<GraceResult<T> | 'refused'> {
  const first = await attempt((await secrets.read({ $secret: `vault:${entry}` })).reveal());
  if (first !== 'refused') return { used: 'current', result: first };
  const before = await secrets.read({ $secret: `vault:${entry}#grace` }).catch((error: unknown) => {
    if (isToolError(error) && error.code === 'SECRET_UNRESOLVED') return undefined;
    throw error;
  });
  const second = before === undefined ? 'refused' : await attempt(before.reveal());
  return second === 'refused' ? 'refused' : { used: 'grace', result: second };
}
