import { randomInt, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Crockford's 32 digits (crockford.com/base32.html): no I, L, O or U, so that nothing looks like something else. 5 bits a character. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What is stored of a set of recovery codes. Nobody gets the codes back from it. */
export type StoredRecoveryCodes = {
  /** base64. One for the set: a check then costs one slow hash and not ten. */
  readonly salt: string;
  readonly codes: readonly {
    /** scrypt of the code, base64. */
    readonly hash: string;
    /** When it was used, ISO 8601; absent: still good. */
    readonly usedAt?: string;
  }[];
};

/** Below 112 bits a salted, slow hash is asked for (NIST SP 800-63B §5.1.2.2). These are no passwords: 50 random bits at 32 MiB each are out of reach. */
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1_024 * 1_024 } as const;

const count = 10;
const length = 10;

/** New recovery codes, 50 bits each, to be shown once, and what to store of them. They replace all earlier ones. */
export async function generateRecoveryCodes(): Promise<{ readonly codes: readonly string[]; readonly stored: StoredRecoveryCodes }> {
  const plain = Array.from({ length: count }, () => Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join(''));
  const salt = randomBytes(16);
  const hashes: { readonly hash: string }[] = [];
  // One at a time: each takes 32 MiB.
  for (const code of plain) hashes.push({ hash: (await hashOf(code, salt)).toString('base64') });
  return { codes: plain.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`), stored: { salt: salt.toString('base64'), codes: hashes } };
}

export type RecoveryCheck =
  /** `stored` is what to keep now; write it only over what was read, so that two uses at once don't both count. */
  | { readonly outcome: 'accepted'; readonly remaining: number; readonly stored: StoredRecoveryCodes }
  | { readonly outcome: 'used'; readonly usedAt: string; readonly remaining: number }
  | { readonly outcome: 'wrong'; readonly remaining: number }
  | { readonly outcome: 'malformed' };

/** Checks a recovery code as it is typed: small letters, blanks and dashes don't matter. All are compared, whichever fits. */
export async function checkRecoveryCode(typed: string, stored: StoredRecoveryCodes, now: Date = new Date()): Promise<RecoveryCheck> {
  // Nothing of what looks alike is in the alphabet twice, so what was meant is plain.
  const code = typed.slice(0, 200).normalize('NFKC').toUpperCase().replaceAll(/[\s\u2010-\u2015_-]+/gu, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (code.length !== length || [...code].some((character) => !alphabet.includes(character))) return { outcome: 'malformed' };
  const own = await hashOf(code, Buffer.from(stored.salt, 'base64'));
  let found = -1;
  for (const [index, { hash }] of stored.codes.entries()) {
    const kept = Buffer.from(hash, 'base64');
    if (own.length === kept.length && timingSafeEqual(own, kept)) found = index;
  }
  const remaining = stored.codes.filter(({ usedAt }) => usedAt === undefined).length;
  const hit = stored.codes[found];
  if (hit === undefined) return { outcome: 'wrong', remaining };
  if (hit.usedAt !== undefined) return { outcome: 'used', usedAt: hit.usedAt, remaining };
  return { outcome: 'accepted', remaining: remaining - 1, stored: { ...stored, codes: stored.codes.with(found, { ...hit, usedAt: now.toISOString() }) } };
}

const hashOf = (code: string, salt: Buffer): Promise<Buffer> => new Promise((resolve, reject) => {
  scrypt(code, salt, 32, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
});

/** Reads what was stored; `undefined` if it is something else. */
export function readStoredRecoveryCodes(value: unknown): StoredRecoveryCodes | undefined {
  return isObject(value) && typeof value['salt'] === 'string' && Array.isArray(value['codes']) && value['codes'].length <= 1_000 && value['codes'].every(isStored)
    ? { salt: value['salt'], codes: value['codes'] } : undefined;
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null;
const isStored = (value: unknown): value is StoredRecoveryCodes['codes'][number] =>
  isObject(value) && typeof value['hash'] === 'string' && (value['usedAt'] === undefined || typeof value['usedAt'] === 'string');
