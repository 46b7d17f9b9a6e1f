import { codeOf } from '../connection/connect-error.ts';

/** `whole`: whether that was all of it. */
export type TextFile = { readonly text: string; readonly whole: boolean } | { readonly code: string };

/** The beginning of a file, or the errno of trying. */
export async function readTextFile(file: string, maxBytes: number): Promise<TextFile> {
  const { open } = await import('node:fs/promises');
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
      return { text: buffer.toString('utf8', 0, bytesRead), whole: bytesRead < maxBytes };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { code: codeOf(error) };
  }
}
