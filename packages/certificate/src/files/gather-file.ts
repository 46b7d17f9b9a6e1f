import { X509Certificate, type KeyObject } from 'node:crypto';
import type { SecretReader } from '@culprit/core';
import { readBounded, type UnreadableFile } from '@culprit/core/files';
import { isMalformed, nameOf, summarize, type ChainEntry } from '../certificate-summary.ts';
import type { CertificateFileContents, CertificateFileInput, FormProblem, KeyPair, Placed } from '../facts/certificate-file-contents.ts';
import { maxFileBytes, readContents, type FileContents } from './read-contents.ts';

const noChain = { chain: [], chainSource: 'file' } as const;

/** Reads the file, and the key and the issuers beside it, into a value that holds nothing secret. */
export async function gatherFile(input: CertificateFileInput, secrets: SecretReader, signal: AbortSignal): Promise<CertificateFileContents> {
  const password = input.password === undefined ? undefined : (await secrets.read(input.password)).reveal();
  const read = async (path: string): Promise<FileContents | UnreadableFile> => {
    const bytes = await readBounded(path, { maxBytes: maxFileBytes, signal });
    return typeof bytes === 'string' ? bytes : readContents(bytes, password);
  };
  const contents = await read(input.file);
  if (typeof contents === 'string') return { ...noChain, outcome: 'unreadable', why: contents };
  if (contents.locked !== undefined) return { ...noChain, outcome: 'locked', why: contents.locked };
  const problems = problemsOf(contents);
  if (contents.certificates.length === 0 || contents.encoding === undefined) {
    const [[key], [other], [problem]] = [contents.keys, contents.others, problems];
    return { ...noChain, outcome: 'no-certificate', form: key !== undefined ? 'private-key' : other?.form ?? 'damaged', problems, ...placeOf(key ?? other ?? problem) };
  }
  const from = input.key === undefined ? 'file' : 'key-file';
  const keyed = input.key === undefined ? contents : await read(input.key);
  const key = typeof keyed === 'string' ? { outcome: 'absent' as const, why: keyed } : keyPair(keyed, contents, from);
  const entries = contents.certificates.map(({ der }) => summarize(der));
  const leafAt = key.outcome === 'fits' ? key.at : likelyLeaf(entries);
  const order = [leafAt, ...entries.keys().filter((at) => at !== leafAt)];
  const issuers = input.issuer === undefined ? undefined : await read(input.issuer);
  const added = issuers === undefined || typeof issuers === 'string' ? [] : issuers.certificates;
  const leaf = entries[leafAt];
  return {
    outcome: 'read', chainSource: 'file', encoding: contents.encoding, leafAt, issuers: added.length, key, problems,
    leaf: leaf === undefined || isMalformed(leaf) ? '' : nameOf(leaf.subject),
    chain: [...order.map((at) => contents.certificates[at]), ...added].flatMap((found) => (found === undefined ? [] : [Buffer.from(found.der).toString('base64')])),
    places: order.map((at) => placeOf(contents.certificates[at])),
    others: contents.others.map((other) => ({ form: other.form, ...placeOf(other) })),
  };
}

const placeOf = (found: Placed | undefined): Placed => (found?.line === undefined ? {} : { line: found.line });

function problemsOf({ problems, certificates }: FileContents): readonly FormProblem[] {
  return [
    ...problems,
    ...certificates.flatMap((found): readonly FormProblem[] => (found.label === undefined ? [] : [{ fault: 'unusual-label', label: found.label, ...placeOf(found) }])),
  ];
}

/** Without a key to tell: the first that is no authority, else the first that issued no other, else the first. */
function likelyLeaf(entries: readonly ChainEntry[]): number {
  const issuers = new Set(entries.flatMap((entry) => (isMalformed(entry) || entry.selfIssued ? [] : [entry.issuer.text])));
  const ordinary = entries.findIndex((entry) => !isMalformed(entry) && !entry.isAuthority);
  return Math.max(0, ordinary >= 0 ? ordinary : entries.findIndex((entry) => !isMalformed(entry) && !issuers.has(entry.subject.text)));
}

function keyPair(keyed: FileContents, { certificates }: FileContents, from: 'file' | 'key-file'): KeyPair {
  if (keyed.locked !== undefined) return { outcome: keyed.locked === 'password-needed' || keyed.locked === 'wrong-password' ? keyed.locked : 'unreadable', from };
  const [first] = keyed.keys;
  if (first === undefined) return from === 'file' ? { outcome: 'none' } : { outcome: 'absent', why: 'no-key' };
  const keys = keyed.keys.flatMap(({ key }) => (typeof key === 'string' ? [] : [key]));
  const [key] = keys;
  if (key === undefined) return { outcome: typeof first.key === 'string' ? first.key : 'unreadable', from };
  const at = certificates.findIndex(({ der }) => keys.some((candidate) => fits(der, candidate)));
  return at >= 0 ? { outcome: 'fits', at, from } : { outcome: 'fits-none', keyType: key.asymmetricKeyType ?? 'unknown', from };
}

function fits(der: Uint8Array, key: KeyObject): boolean {
  try {
    return new X509Certificate(der).checkPrivateKey(key);
  } catch {
    return false;
  }
}
