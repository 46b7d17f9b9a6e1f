import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's password storage cheat sheet: N=2^15, r=8, p=3 is as strong as its other sets and takes 32 MiB. */
export const passwordCost: PasswordCost = { logN: 15, r: 8, p: 3 };

/** Of scrypt (RFC 7914 §2): N is 2^logN. It stands in what is stored, so that it can grow. */
export type PasswordCost = { readonly logN: number; readonly r: number; readonly p: number };

/** NIST SP 800-63B-4 §3.1.1.2: length counts, composition rules do not; a limit keeps hashing cheap. */
export const passwordLength = { least: 12, most: 256 } as const;

/** Why a new password is not taken. */
export type WeakPassword = 'too-short' | 'too-long' | 'holds-name' | 'repetitive';

/** Judges a new password; `undefined`: it will do. */
export function weaknessOf(password: string, name: string): WeakPassword | undefined {
  const plain = password.normalize('NFKC');
  const length = [...plain].length;
  if (length < passwordLength.least) return 'too-short';
  if (length > passwordLength.most) return 'too-long';
  if (name.length > 2 && plain.toLowerCase().includes(name.toLowerCase())) return 'holds-name';
  return new Set(plain).size < 5 ? 'repetitive' : undefined;
}

/** A password as it is stored: `$scrypt$ln=15,r=8,p=3$salt$hash`. */
export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return `$scrypt$ln=${cost.logN},r=${cost.r},p=${cost.p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/**
 * Whether a password is the stored one. Without a stored one it takes as long, by `cost`, and says no, so that the time
 * does not tell which names exist.
 */
export async function verifyPassword(password: string, stored: string | undefined, cost: PasswordCost): Promise<boolean> {
  const read = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(stored ?? '');
  if ([...password].length > passwordLength.most) return false;
  if (read === null) {
    await derive(password, Buffer.alloc(16), cost);
    return false;
  }
  const [, logN, r, p, salt = '', hash = ''] = read;
  const expected = Buffer.from(hash, 'base64url');
  const key = await derive(password, Buffer.from(salt, 'base64url'), { logN: Math.min(20, Number(logN)), r: Number(r), p: Number(p) });
  return key.length === expected.length && timingSafeEqual(key, expected);
}

// One at a time: each takes 32 MiB, and whoever tries many at once shall wait for themselves.
let last: Promise<unknown> = Promise.resolve();

function derive(password: string, salt: Buffer, { logN, r, p }: PasswordCost): Promise<Buffer> {
  const next = last.then(() => new Promise<Buffer>((resolve, reject) => {
    const N = 2 ** logN;
    scrypt(password.normalize('NFKC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error === null ? resolve(key) : reject(error)));
  }));
  last = next.catch(() => undefined);
  return next;
}
