import type { OtpauthAccount } from '../src/uri/read-uri.ts';

/** A migration payload as Google Authenticator writes it; `md5` stands for an entry that nobody else computes. */
export function migrationUri(accounts: readonly (OtpauthAccount | 'md5')[], { part = 1, parts = 1 }: { readonly part?: number; readonly parts?: number } = {}): string {
  const entries = accounts.flatMap((account) => bytesField(1, account === 'md5' ? [...bytesField(1, [1]), ...number(4, 4), ...number(5, 1), ...number(6, 2)] : entry(account)));
  const message = Buffer.from([...entries, ...number(2, 1), ...number(3, parts), ...number(4, part - 1), ...number(5, 77)]);
  return `otpauth-migration://offline?data=${encodeURIComponent(message.toString('base64'))}`;
}

function entry({ secret, account, issuer, algorithm, digits, type, counter }: OtpauthAccount): readonly number[] {
  return [
    ...bytesField(1, [...secret]), ...bytesField(2, [...Buffer.from(account)]), ...bytesField(3, [...Buffer.from(issuer)]),
    ...number(4, { SHA1: 1, SHA256: 2, SHA512: 3 }[algorithm]), ...number(5, digits === 8 ? 2 : 1), ...number(6, type === 'hotp' ? 1 : 2), ...(counter === undefined ? [] : number(7, counter)),
  ];
}

const varint = (value: number): readonly number[] => (value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]);
const number = (field: number, value: number): readonly number[] => [...varint(field * 8), ...varint(value)];
const bytesField = (field: number, bytes: readonly number[]): readonly number[] => [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
