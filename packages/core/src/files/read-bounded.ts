import { open } from 'node:fs/promises';

/** Why nothing can be read from a path. */
export type UnreadableFile = 'absent' | 'denied' | 'directory' | 'too-large' | 'empty' | 'failed';

/** Reads a file of at most `maxBytes`. A device or a pipe is read as far, and as long as the signal allows. Never throws. */
export async function readBounded(path: string, { maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal }): Promise<Uint8Array | UnreadableFile> {
  try {
    await using file = await open(path, 'r');
    const stats = await file.stat();
    if (stats.isDirectory()) return 'directory';
    if (stats.size > maxBytes) return 'too-large';
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of file.createReadStream({ autoClose: false, signal })) {
      if (!Buffer.isBuffer(chunk)) continue;
      bytes += chunk.length;
      if (bytes > maxBytes) return 'too-large';
      chunks.push(chunk);
    }
    return bytes === 0 ? 'empty' : Buffer.concat(chunks);
  } catch (error) {
    return unreadableBy(error instanceof Error && 'code' in error ? String(error.code) : '');
  }
}

function unreadableBy(code: string): UnreadableFile {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  return code === 'EISDIR' ? 'directory' : 'failed';
}
