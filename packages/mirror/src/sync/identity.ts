import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { SizedFile } from './list-repository.ts';

/** What a file is known by: equal identities are equal bytes, except where only the size is told. */
export const identityOf = ({ sha256, gitOid, size }: SizedFile): string => (sha256 !== undefined ? `sha256:${sha256}` : gitOid !== undefined ? `git:${gitOid}` : `size:${size}`);

/** Whether the bytes of a file are those that its identity names. */
export async function holds(path: string, identity: string, size: number, signal: AbortSignal): Promise<boolean> {
  const [kind = '', wanted] = identity.split(':', 2);
  const hash = kind === 'git' ? createHash('sha1').update(`blob ${size}\0`) : createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk);
  return hash.digest('hex') === wanted;
}
