import { execFile } from 'node:child_process';
import { readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, join, parse } from 'node:path';
import type { Memory } from '@culprit/core';
import { certificatesOfPem } from '../der/certificates-in.ts';
import { certificatesOfKeyStore } from './java-key-store.ts';

/** The list of roots of a kind of program other than Node. */
export interface ClientStore {
  /** `certifi`: Python's requests, pip and httpx. The variables name the file that replaces it for requests and curl. */
  readonly store: 'certifi' | 'java' | 'REQUESTS_CA_BUNDLE' | 'CURL_CA_BUNDLE';
  /** DER; empty where it can't be read. */
  readonly roots: readonly Uint8Array[];
}

const maxBytes = 8 * 1_048_576;
const patienceMs = 3_000;

const memoryKey = 'certificate/client-stores';

/** The stores of the programs that are there, read once per memory. */
export async function clientStores(memory: Memory, signal: AbortSignal): Promise<readonly ClientStore[]> {
  const known = memory.peek<readonly ClientStore[]>(memoryKey);
  if (known !== undefined) return known;
  const found = await readClientStores(signal);
  // Whoever was interrupted in the middle has not seen all.
  if (!signal.aborted) memory.store(memoryKey, found);
  return found;
}

async function readClientStores(signal: AbortSignal): Promise<readonly ClientStore[]> {
  const pem = (bytes: Buffer): readonly Uint8Array[] => certificatesOfPem(bytes.toString('latin1'));
  const named = (['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'] as const).map(async (store) => {
    const file = process.env[store];
    return file === undefined || file === '' ? undefined : { store, roots: pem(await read(file) ?? Buffer.alloc(0)) };
  });
  const python = async (): Promise<ClientStore | undefined> => {
    const file = await certifiFile(signal);
    return file === undefined ? undefined : { store: 'certifi', roots: pem(await read(file) ?? Buffer.alloc(0)) };
  };
  const java = async (): Promise<ClientStore | undefined> => {
    const bytes = await javaKeyStore();
    return bytes === undefined ? undefined : { store: 'java', roots: certificatesOfKeyStore(bytes) ?? [] };
  };
  const found = await Promise.all([python(), java(), ...named]);
  return found.filter((store) => store !== undefined);
}

/** `undefined`: there is none, it is no file, or too large for one. */
async function read(file: string): Promise<Buffer | undefined> {
  try {
    const { size } = await stat(file);
    return size > maxBytes ? undefined : await readFile(file);
  } catch {
    return undefined;
  }
}

/**
 * Asks the first Python of the path where its certifi keeps its list. Python looks for modules in the working directory
 * first, so it is started where nobody else leaves any.
 */
function certifiFile(signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { cwd: parse(process.execPath).root, timeout: patienceMs, killSignal: 'SIGKILL', maxBuffer: 8_192, signal, windowsHide: true } as const;
    execFile(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'certifi'], options, (error, stdout) => {
      const file = stdout.trim();
      resolve(error === null && file.endsWith('.pem') && !file.includes('\n') ? file : undefined);
    });
  });
}

/** The trust store of the Java that JAVA_HOME or the path names. */
async function javaKeyStore(): Promise<Buffer | undefined> {
  const { JAVA_HOME: home, PATH: path = '' } = process.env;
  const onPath = path.split(delimiter).filter((directory) => directory !== '').map((directory) => join(directory, process.platform === 'win32' ? 'java.exe' : 'java'));
  const homes = [...(home === undefined || home === '' ? [] : [home]), ...(await Promise.all(onPath.map(homeOf))).flatMap((found) => found ?? [])];
  for (const directory of homes) {
    for (const below of ['lib', 'jre/lib']) {
      const bytes = await read(join(directory, below, 'security', 'cacerts'));
      if (bytes !== undefined) return bytes;
    }
  }
  return undefined;
}

/** Behind the links that distributions make, `java` stands in the folder `bin` of its installation. */
async function homeOf(program: string): Promise<string | undefined> {
  try {
    return dirname(dirname(await realpath(program)));
  } catch {
    return undefined;
  }
}
