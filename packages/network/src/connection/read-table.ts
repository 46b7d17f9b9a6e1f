import { open } from 'node:fs/promises';

/** Far above a table of every port of a machine; files in /proc have no size to look at beforehand. */
const maxBytes = 16 * 1024 * 1024;
const stepBytes = 256 * 1024;

/** The text of a file of /proc, bounded; `undefined` where there is none: on other systems than Linux. */
export async function readTable(path: string): Promise<string | undefined> {
  try {
    await using file = await open(path);
    const chunks: Buffer[] = [];
    for (let size = 0; size < maxBytes;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(stepBytes), 0, stepBytes);
      if (bytesRead === 0) break;
      size += bytesRead;
      chunks.push(buffer.subarray(0, bytesRead));
    }
    return Buffer.concat(chunks).toString('latin1');
  } catch {
    return undefined;
  }
}
