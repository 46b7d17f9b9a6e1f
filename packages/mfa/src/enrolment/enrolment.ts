import { randomBytes } from 'node:crypto';
import type { Policy } from '../policy.ts';
import { encodeBase32 } from '../secret/base32.ts';
import type { OtpauthAccount } from '../uri/read-uri.ts';
import { writeUri } from '../uri/write-uri.ts';
import { createMemoryStore } from '../verification/memory-store.ts';
import { verifyCode, type Verified } from '../verification/verify-code.ts';

/** One factor of a person. Whoever stores it encrypts the secret. */
export type Factor = { readonly secret: string; readonly policy: Policy; readonly lastCounter: number };

/**
 * Where somebody stands: a new factor is `pending` until a code confirms it and the recovery codes are acknowledged; the
 * factor before it stays `active` until then, so that nobody is locked out by an enrolment that was given up.
 */
export type Enrolment = {
  readonly active?: Factor;
  readonly pending?: {
    readonly factor: Factor;
    /** Milliseconds since 1970. */
    readonly expiresMs: number;
    readonly state: 'shown' | 'confirmed';
  };
};

/** How long a new secret waits for its first code. */
const patienceMs = 900_000;

export interface Begun {
  readonly enrolment: Enrolment;
  /** Holds the secret: to be shown to its owner alone, once. */
  readonly uri: string;
  /** The secret in groups of four, for typing. */
  readonly groups: string;
}

/**
 * Begins an enrolment with a new secret, or once more with another. An active factor is kept.
 * @throws RangeError if issuer or account can't stand in a URI.
 */
export function beginEnrolment(current: Enrolment, { issuer, account, policy, nowMs }: { readonly issuer: string; readonly account: string; readonly policy: Policy; readonly nowMs: number }): Begun {
  if (policy.secretBytes < 16 || policy.secretBytes > 64) throw new RangeError('new secrets have 16 to 64 bytes (RFC 4226 §4, R6)');
  const secret = Uint8Array.from(randomBytes(policy.secretBytes));
  const { type, algorithm, digits, periodSeconds } = policy;
  const described: OtpauthAccount = { type, algorithm, digits, periodSeconds, secret, issuer, account, ...(type === 'hotp' ? { counter: 0 } : {}) };
  const text = encodeBase32(secret);
  return {
    uri: writeUri(described), groups: groupsOf(text),
    enrolment: { ...current, pending: { factor: { secret: text, policy, lastCounter: -1 }, expiresMs: nowMs + patienceMs, state: 'shown' } },
  };
}

/** A secret in groups of four, as it is read off a screen. */
const groupsOf = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join(' ');

export type EnrolmentStep =
  | { readonly outcome: 'confirmed' | 'activated'; readonly enrolment: Enrolment }
  | { readonly outcome: 'refused'; readonly verified: Verified }
  | { readonly outcome: 'nothing-pending' | 'expired' | 'not-confirmed'; readonly enrolment: Enrolment };

/** Confirms a pending factor by its first code, which then counts as used. */
export async function confirmEnrolment(current: Enrolment, secret: Uint8Array, code: string, nowMs: number): Promise<EnrolmentStep> {
  const { pending } = current;
  if (pending === undefined) return { outcome: 'nothing-pending', enrolment: current };
  if (pending.expiresMs <= nowMs) return { outcome: 'expired', enrolment: withoutPending(current) };
  const verified = await verifyCode({ secret, policy: pending.factor.policy, code, account: 'pending', store: createMemoryStore(), now: () => new Date(nowMs) });
  if (verified.outcome !== 'accepted') return { outcome: 'refused', verified };
  return { outcome: 'confirmed', enrolment: { ...current, pending: { ...pending, state: 'confirmed', factor: { ...pending.factor, lastCounter: verified.counter } } } };
}

/** Puts a confirmed factor into force, once its owner has said that the recovery codes are kept. It replaces the one before. */
export function activateEnrolment(current: Enrolment, nowMs: number): EnrolmentStep {
  const { pending } = current;
  if (pending === undefined) return { outcome: 'nothing-pending', enrolment: current };
  if (pending.expiresMs <= nowMs) return { outcome: 'expired', enrolment: withoutPending(current) };
  return pending.state === 'confirmed' ? { outcome: 'activated', enrolment: { active: pending.factor } } : { outcome: 'not-confirmed', enrolment: current };
}

const withoutPending = ({ active }: Enrolment): Enrolment => (active === undefined ? {} : { active });
