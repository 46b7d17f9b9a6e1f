import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '@culprit/core';
import { afterAll } from 'vitest';
import { certificateFileContents, type CertificateFileContents, type CertificateFileInput } from '../src/facts/certificate-file-contents.ts';

/** A folder of files that goes with the tests. */
export function useFolder(): { readonly path: string; readonly write: (name: string, content: string | Uint8Array) => string } {
  const path = mkdtempSync(join(tmpdir(), 'culprit-files-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write: (name, content) => {
      const file = join(path, name);
      writeFileSync(file, content, { mode: 0o600 });
      return file;
    },
  };
}

/** What is read from a file. */
export async function contentsOf(input: CertificateFileInput): Promise<CertificateFileContents> {
  const { values: { contents } } = await ask({ contents: certificateFileContents.of(input) });
  if (contents === undefined) throw new Error('the file was not read');
  return contents;
}
