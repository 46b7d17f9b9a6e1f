import { createPrivateKey, type KeyObject } from 'node:crypto';
import { certificatesOfPkcs7 } from '../der/certificates-in.ts';
import { readDer } from '../der/read-der.ts';
import { definiteLengths } from './ber.ts';
import { derForm, type DerForm } from './der-form.ts';
import { foreignForm, type ForeignForm } from './foreign-form.ts';
import { readPkcs12, type Pkcs12Contents } from './read-pkcs12.ts';
import { scanPem, type PemBlock, type PemProblem } from './scan-pem.ts';

/** The most that is read of a file. A trust store of all public authorities takes a quarter of a megabyte. */
export const maxFileBytes: number = 4 * 1_024 * 1_024;

/** How certificates are written in a file. `base64`: without BEGIN and END. */
export type FileEncoding = 'pem' | 'der' | 'pkcs7' | 'pkcs12' | 'base64';

interface FoundCertificate {
  readonly der: Uint8Array;
  /** Where it begins in a text, counted from 1. */
  readonly line?: number;
  /** The label of its block where that is not `CERTIFICATE`. */
  readonly label?: string;
}

/** A private key. It never leaves the code that reads files. */
interface FoundKey {
  readonly key: KeyObject | 'password-needed' | 'wrong-password' | 'unreadable';
  readonly line?: number;
}

/** Something that stands beside the certificates. */
export interface OtherContent {
  readonly form: DerForm | ForeignForm | 'unknown';
  readonly line?: number;
}

export interface FileContents {
  readonly encoding?: FileEncoding;
  readonly certificates: readonly FoundCertificate[];
  readonly keys: readonly FoundKey[];
  readonly others: readonly OtherContent[];
  readonly problems: readonly PemProblem[];
  /** Why a PKCS #12 file stayed shut. */
  readonly locked?: Exclude<Pkcs12Contents['outcome'], 'read'>;
}

const nothing: FileContents = { certificates: [], keys: [], others: [], problems: [] };
const maxCertificates = 1_000;

/** Reads whatever certificates and keys a file holds, in any of their forms. Never throws: a file is input from a stranger. */
export async function readContents(bytes: Uint8Array, password: string | undefined): Promise<FileContents> {
  if (bytes[0] === 0x30) return readBinary(bytes, password);
  const scan = scanPem(bytes);
  if (scan.blocks.length > 0 || scan.problems.some(({ fault }) => fault === 'no-end')) return readBlocks(scan.blocks, scan.problems, password);
  const foreign = foreignForm(bytes);
  if (foreign !== undefined) return { ...nothing, others: [{ form: foreign, line: 1 }], problems: scan.problems };
  const bare = bareBase64(bytes);
  if (bare === undefined) return { ...nothing, others: [{ form: 'unknown', line: 1 }], problems: scan.problems };
  const { encoding, ...contents } = await readBinary(bare, password);
  return { ...contents, ...(encoding === 'der' ? { encoding: 'base64' } : encoding === undefined ? {} : { encoding }) };
}

async function readBinary(given: Uint8Array, password: string | undefined): Promise<FileContents> {
  // 0x80 is an indefinite length (X.690 §8.1.3.6): BER.
  const bytes = given[1] === 0x80 ? await definiteLengths(given) ?? given : given;
  const form = derForm(bytes);
  switch (form) {
    case 'certificate': return { ...nothing, encoding: 'der', certificates: [{ der: trimmed(bytes) }] };
    case 'pkcs7': return { ...nothing, encoding: 'pkcs7', certificates: (certificatesOfPkcs7(bytes, maxCertificates) ?? []).map((der) => ({ der })) };
    case 'pkcs12': {
      const opened = await readPkcs12(bytes, password);
      if (opened.outcome !== 'read') return { ...nothing, encoding: 'pkcs12', locked: opened.outcome };
      const keys = opened.keys.map((der): FoundKey => ({ key: readKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }, false) }));
      return { ...nothing, encoding: 'pkcs12', certificates: opened.certificates.slice(0, maxCertificates).map((der) => ({ der })), keys };
    }
    case 'private-key': return { ...nothing, keys: [{ key: binaryKey(bytes) }] };
    case 'encrypted-key': return { ...nothing, keys: [{ key: readKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8', ...(password === undefined ? {} : { passphrase: password }) }, true, password) }] };
    default: return { ...nothing, others: [{ form: form ?? 'unknown' }] };
  }
}

/** Without bytes behind its end: an editor's line break does not make a certificate another. */
function trimmed(bytes: Uint8Array): Uint8Array {
  const whole = readDer(bytes)?.whole;
  return whole !== undefined && bytes.subarray(whole.length).every((byte) => byte === 0x0a || byte === 0x0d) ? whole : bytes;
}

const certificateLabels: ReadonlySet<string> = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);

async function readBlocks(blocks: readonly PemBlock[], problems: readonly PemProblem[], password: string | undefined): Promise<FileContents> {
  const certificates: FoundCertificate[] = [];
  const keys: FoundKey[] = [];
  const others: OtherContent[] = [];
  let pkcs7 = false;
  for (const block of blocks) {
    const { label, line, bytes } = block;
    if (label.endsWith('PRIVATE KEY')) keys.push({ key: blockKey(block, password), line });
    else if (bytes === undefined) continue;
    else if (certificateLabels.has(label)) {
      const form = derForm(bytes);
      // OpenSSL's trusted form has its own settings behind the certificate.
      const der = label === 'TRUSTED CERTIFICATE' ? readDer(bytes)?.whole ?? bytes : bytes;
      if (form !== undefined && form !== 'certificate') others.push({ form, line });
      else if (certificates.length < maxCertificates) certificates.push({ der, line, ...(label === 'CERTIFICATE' ? {} : { label }) });
    } else if (label === 'PKCS7' || label === 'CMS') {
      pkcs7 = true;
      certificates.push(...(certificatesOfPkcs7(bytes, maxCertificates) ?? []).map((der) => ({ der, line })));
    } else if (!label.endsWith('PARAMETERS')) {
      const form = derForm(bytes);
      // A certificate under a label that no program looks for.
      if (form === 'certificate') certificates.push({ der: bytes, line, label });
      else others.push({ form: form ?? 'unknown', line });
    }
  }
  return { encoding: pkcs7 ? 'pkcs7' : 'pem', certificates: certificates.slice(0, maxCertificates), keys, others, problems };
}

function blockKey({ label, headers, bytes }: PemBlock, password: string | undefined): FoundKey['key'] {
  if (bytes === undefined) return 'unreadable';
  const encrypted = label.startsWith('ENCRYPTED') || headers.some((header) => header.startsWith('Proc-Type:') && header.includes('ENCRYPTED'));
  const body = Buffer.from(bytes).toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  const pem = `-----BEGIN ${label}-----\n${headers.length === 0 ? '' : `${headers.join('\n')}\n\n`}${body}\n-----END ${label}-----\n`;
  return readKey({ key: pem, ...(password === undefined ? {} : { passphrase: password }) }, encrypted, password);
}

function readKey(options: Parameters<typeof createPrivateKey>[0], encrypted: boolean, password?: string): FoundKey['key'] {
  if (encrypted && password === undefined) return 'password-needed';
  try {
    return createPrivateKey(options);
  } catch {
    return encrypted ? 'wrong-password' : 'unreadable';
  }
}

function binaryKey(bytes: Uint8Array): FoundKey['key'] {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    const key = readKey({ key: Buffer.from(bytes), format: 'der', type }, false);
    if (typeof key !== 'string') return key;
  }
  return 'unreadable';
}

/** The bytes of a text that is base64 and nothing else: what stands between BEGIN and END was copied without them. */
function bareBase64(bytes: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  if (!/^[A-Za-z0-9+/\s]+(?:={1,2}\s*)?$/.test(text)) return undefined;
  const decoded = Buffer.from(text, 'base64');
  return decoded[0] === 0x30 ? decoded : undefined;
}
