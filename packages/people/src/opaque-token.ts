import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits for a session, a token or the first run; only the hash of one is stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256 in base64url. Enough for what has 256 random bits: nobody guesses those, however fast the hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Compares in the same time whatever differs. */
export const sameSecret = (one: string, other: string): boolean => timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
