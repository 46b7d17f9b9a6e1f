import type { Algorithm, CodeType } from '../policy.ts';
import type { OtpauthAccount } from './read-uri.ts';

/** What Google Authenticator's "Transfer accounts" holds: one of `batches` QR codes of the same `batch`. */
export type Migration = {
  readonly accounts: readonly OtpauthAccount[];
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  readonly batch: number;
  /** Entries that were left out: an algorithm (MD5) or type that nobody else computes. */
  readonly skipped: number;
};

export type ReadMigration = { readonly outcome: 'read'; readonly migration: Migration } | { readonly outcome: 'refused'; readonly reason: 'malformed-uri' | 'not-base64' | 'truncated' | 'no-accounts' };

/** More than a QR code of version 40 holds. */
const maxBytes = 8_192;

/**
 * Reads an `otpauth-migration://offline?data=…` URI: a protobuf message in base64 (documented by its readers, such as
 * github.com/dim13/otpauth and github.com/scito/extract_otp_secrets). A `+` that was turned into a space is put back.
 */
export function readMigration(uri: string): ReadMigration {
  const data = /^otpauth-migration:\/\/[^?]*\?(?:.*&)?data=([^&#\s]*(?: [^&#\s]*)*)/i.exec(uri.trim())?.[1];
  if (data === undefined || data === '') return { outcome: 'refused', reason: 'malformed-uri' };
  const base64 = unescape(data).replaceAll(' ', '+');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64) || base64.length > maxBytes * 2) return { outcome: 'refused', reason: 'not-base64' };
  const fields = readFields(Buffer.from(base64, 'base64'));
  if (fields === undefined) return { outcome: 'refused', reason: 'truncated' };
  const entries = fields.filter((field) => field.number === 1 && field.bytes !== undefined).map(({ bytes }) => readAccount(bytes ?? new Uint8Array()));
  if (entries.length === 0) return { outcome: 'refused', reason: 'no-accounts' };
  const accounts = entries.filter((entry) => entry !== undefined);
  const value = (number: number, fallback: number): number => fields.findLast((field) => field.number === number)?.value ?? fallback;
  return { outcome: 'read', migration: { accounts, part: value(4, 0) + 1, parts: Math.max(1, value(3, 1)), batch: value(5, 0), skipped: entries.length - accounts.length } };
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** 0 is "unspecified", which Google Authenticator takes for the default. */
const algorithmOf: readonly (Algorithm | undefined)[] = ['SHA1', 'SHA1', 'SHA256', 'SHA512', undefined];
const digitsOf: readonly (number | undefined)[] = [6, 6, 8];
const typeOf: readonly (CodeType | undefined)[] = ['totp', 'hotp', 'totp'];

function readAccount(message: Uint8Array): OtpauthAccount | undefined {
  const fields = readFields(message);
  if (fields === undefined) return undefined;
  const value = (number: number): number => fields.findLast((field) => field.number === number)?.value ?? 0;
  const text = (number: number): string => Buffer.from(fields.findLast((field) => field.number === number)?.bytes ?? []).toString('utf8');
  const secret = fields.findLast(({ number }) => number === 1)?.bytes;
  const [algorithm, digits, type] = [algorithmOf[value(4)], digitsOf[value(5)], typeOf[value(6)]];
  if (secret === undefined || secret.length === 0 || algorithm === undefined || digits === undefined || type === undefined) return undefined;
  const [label, given] = [text(2), text(3)];
  const issuer = given === '' && label.includes(':') ? label.slice(0, label.indexOf(':')).trim() : given;
  const account = issuer !== '' && label.startsWith(`${issuer}:`) ? label.slice(issuer.length + 1).trim() : label;
  return { type, algorithm, digits, periodSeconds: 30, secret: Uint8Array.from(secret), issuer, account, ...(type === 'hotp' ? { counter: value(7) } : {}) };
}

type Field = { readonly number: number; readonly value?: number; readonly bytes?: Uint8Array };

/** The fields of a protobuf message (protobuf.dev/programming-guides/encoding); `undefined` if it breaks off or is none. */
function readFields(message: Uint8Array): readonly Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number | undefined => {
    let [value, scale] = [0, 1];
    for (let length = 0; length < 10; length += 1) {
      const byte = message[at++];
      if (byte === undefined) return undefined;
      value += (byte & 0x7f) * scale;
      scale *= 128;
      // A negative int32 fills ten bytes; its value is of no interest.
      if (byte < 0x80) return Number.isSafeInteger(value) ? value : 0;
    }
    return undefined;
  };
  while (at < message.length) {
    const tag = varint();
    if (tag === undefined) return undefined;
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0: {
        const value = varint();
        if (value === undefined) return undefined;
        fields.push({ number, value });
        break;
      }
      case 2: {
        const length = varint();
        if (length === undefined || at + length > message.length) return undefined;
        fields.push({ number, bytes: message.subarray(at, at + length) });
        at += length;
        break;
      }
      default: return undefined;
    }
  }
  return fields;
}
