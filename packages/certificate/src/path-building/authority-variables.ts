import { X509Certificate } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Memory } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { certificatesIn, certificatesOfPem } from '../der/certificates-in.ts';
import type { NamedAuthorities } from '../facts/authority-variables.ts';
import { buildPaths } from './build-paths.ts';
import { createPool } from './certificate-pool.ts';
import { trustStores } from './trust-stores.ts';

/** Variables that name a file of authorities, that of Node first; each is read by other programs. */
const variables = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'AWS_CA_BUNDLE', 'GIT_SSL_CAINFO', 'PIP_CERT'] as const;

/** The bundles of systems are 250 kB. */
const maxBytes = 8 * 1_048_576;

/** What the files that variables name are worth to one chain (base64 DER, as sent). */
export async function namedAuthorities(chain: readonly string[], memory: Memory, now: Date): Promise<readonly NamedAuthorities[]> {
  const set = variables.flatMap((variable) => {
    const path = process.env[variable];
    return path === undefined || path === '' ? [] : [{ variable, path }];
  });
  // Where several are set, they mostly name the same file.
  const files = await Promise.all([...Map.groupBy(set, ({ path }) => path)].map(async ([path, named]) => {
    const worth = await worthOf(path, chain, memory, now);
    return named.map(({ variable }): NamedAuthorities => ({ variable, path: path.slice(0, 500), ...worth }));
  }));
  return files.flat().toSorted((a, b) => rankOf(a.variable) - rankOf(b.variable));
}

const rankOf = (variable: string): number => variables.findIndex((name) => name === variable);

async function worthOf(path: string, chain: readonly string[], memory: Memory, now: Date): Promise<Omit<NamedAuthorities, 'variable' | 'path'>> {
  const { state, code, usable, behind } = await readAuthorities(path);
  const about = { state, ...(code === undefined ? {} : { code }), certificates: usable.length + behind.length };
  const own = relationOf(chain, usable, memory, now);
  if (own.relation === 'completes') return { ...about, ...own, state: 'read' };
  return { ...about, ...(behind.length === 0 ? own : relationOf(chain, [...usable, ...behind], memory, now)) };
}

type Read = Pick<NamedAuthorities, 'state' | 'code'> & {
  readonly usable: readonly Uint8Array[];
  /** Those that OpenSSL does not come to: it ends at the first block that it can't read. */
  readonly behind: readonly Uint8Array[];
};

async function readAuthorities(path: string): Promise<Read> {
  const nothing = { usable: [], behind: [] };
  try {
    // A pipe would never open.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await file.stat();
    if (stats.isDirectory()) return { ...nothing, state: 'directory' };
    if (!stats.isFile() || stats.size > maxBytes) return { ...nothing, state: 'unreadable', code: stats.isFile() ? 'TOO_LARGE' : 'NOT_A_FILE' };
    const bytes = await file.readFile();
    if (bytes.length === 0) return { ...nothing, state: 'empty' };
    const blocks = certificatesOfPem(bytes.toString('latin1'));
    if (blocks.length > 0) {
      const damaged = blocks.findIndex((der) => !isCertificate(der));
      if (damaged < 0) return { state: 'read', usable: blocks, behind: [] };
      return { state: 'damaged', usable: blocks.slice(0, damaged), behind: blocks.slice(damaged).filter(isCertificate) };
    }
    const found = certificatesIn(bytes);
    if (found === undefined || !found.certificates.every(isCertificate)) return { ...nothing, state: 'no-certificate' };
    return { state: found.encoding === 'pkcs7' ? 'pkcs7' : 'der', usable: [], behind: found.certificates };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    return { ...nothing, state: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable', code };
  }
}

/** Whether the chain leads to a root among these; a part of the chain that is no root is trusted by no client of OpenSSL. */
function relationOf(chain: readonly string[], given: readonly Uint8Array[], memory: Memory, now: Date): Pick<NamedAuthorities, 'relation' | 'root'> {
  if (given.length === 0) return { relation: 'nothing' };
  const pool = createPool(trustStores(memory), given);
  const [leaf] = chain.map((text) => pool.add(Buffer.from(text, 'base64'), 'sent'));
  if (leaf === undefined) return { relation: 'nothing' };
  const { trusted, broken } = buildPaths(leaf, pool, now);
  const end = trusted.find(({ trustedBy }) => trustedBy === 'given')?.certificates.at(-1);
  if (end !== undefined) return { relation: 'completes', root: nameOf(end.summary.subject) };
  const part = broken.filter(({ fault }) => fault?.by === 'issuer-not-found' || fault?.by === 'untrusted-root').flatMap(({ certificates }) => certificates).findLast(({ stores }) => stores.includes('given'));
  return part === undefined ? { relation: 'stranger' } : { relation: 'not-a-root', root: nameOf(part.summary.subject) };
}

function isCertificate(der: Uint8Array): boolean {
  try {
    return new X509Certificate(der).raw.length > 0;
  } catch {
    return false;
  }
}
