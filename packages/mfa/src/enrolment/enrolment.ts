import { randomBytes } from 'node:crypto';
import type { Policy } from '../policy.ts';
import { checkRecoveryCode, generateRecoveryCodes, type StoredRecoveryCodes } from '../recovery/recovery-codes.ts';
import { encodeBase32 } from '../secret/base32.ts';
import type { OtpauthAccount } from '../uri/read-uri.ts';
import { writeUri } from '../uri/write-uri.ts';
import { createMemoryStore } from '../verification/memory-store.ts';
import { verifyCode, type Verified } from '../verification/verify-code.ts';

/** One factor of a person. Whoever stores it encrypts the secret. */
export type Factor = { readonly secret: string; readonly policy: Policy; readonly lastCounter: number };

/**
 * Where somebody stands: a new factor is `pending` until a code confirms it and one of its recovery codes is typed back; the
 * factor before it stays `active` with its own recovery codes until then, so that nobody is locked out by an enrolment that
 * was given up.
 */
export type Enrolment = {
  readonly active?: Factor;
  /** The recovery codes of the active factor, as {@link checkRecoveryCode} takes them. */
  readonly recovery?: StoredRecoveryCodes;
  readonly pending?: {
    readonly factor: Factor;
    /** Milliseconds since 1970. */
    readonly expiresMs: number;
    readonly state: 'shown' | 'confirmed';
    /** Its recovery codes, once they were shown. */
    readonly recovery?: StoredRecoveryCodes;
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

/** What stops a step: nothing was begun, it took too long, or the step before it is missing. */
export type EnrolmentStop = { readonly outcome: 'nothing-pending' | 'expired' | 'not-confirmed' | 'no-recovery-codes'; readonly enrolment: Enrolment };

export type Confirmed = { readonly outcome: 'confirmed'; readonly enrolment: Enrolment } | { readonly outcome: 'refused'; readonly verified: Verified } | EnrolmentStop;

/** Confirms a pending factor by its first code, which then counts as used. */
export async function confirmEnrolment(current: Enrolment, secret: Uint8Array, code: string, nowMs: number): Promise<Confirmed> {
  const pending = pendingOf(current, nowMs);
  if ('outcome' in pending) return pending;
  const { policy, lastCounter } = pending.factor;
  const store = createMemoryStore();
  if (lastCounter >= 0) await store.compareAndSet('pending', 0, { lastCounter, refusedMs: [] });
  const verified = await verifyCode({ secret, policy, code, account: 'pending', store, now: () => new Date(nowMs) });
  if (verified.outcome !== 'accepted') return { outcome: 'refused', verified };
  return { outcome: 'confirmed', enrolment: { ...current, pending: { ...pending, state: 'confirmed', factor: { ...pending.factor, lastCounter: verified.counter } } } };
}

/** `codes` are to be shown to their owner alone, once; what is kept of them is in `enrolment`. */
export type RecoveryCodesIssued = { readonly outcome: 'issued'; readonly enrolment: Enrolment; readonly codes: readonly string[] } | EnrolmentStop;

/** Makes the recovery codes of a confirmed factor. Those of the active one hold until it is replaced. */
export async function issueRecoveryCodes(current: Enrolment, nowMs: number): Promise<RecoveryCodesIssued> {
  const pending = pendingOf(current, nowMs);
  if ('outcome' in pending) return pending;
  if (pending.state !== 'confirmed') return { outcome: 'not-confirmed', enrolment: current };
  const { codes, stored } = await generateRecoveryCodes();
  return { outcome: 'issued', codes, enrolment: { ...current, pending: { ...pending, recovery: stored } } };
}

export type Activated = { readonly outcome: 'activated'; readonly enrolment: Enrolment } | { readonly outcome: 'not-acknowledged'; readonly typed: 'wrong' | 'malformed'; readonly enrolment: Enrolment } | EnrolmentStop;

/**
 * Puts a confirmed factor into force, in place of the one before and its recovery codes. `typed` is one of the recovery codes
 * that were shown, typed back by their owner: nobody does that without having kept them. It stays good.
 */
export async function activateEnrolment(current: Enrolment, typed: string, nowMs: number): Promise<Activated> {
  const pending = pendingOf(current, nowMs);
  if ('outcome' in pending) return pending;
  const { state, factor, recovery } = pending;
  if (state !== 'confirmed') return { outcome: 'not-confirmed', enrolment: current };
  if (recovery === undefined) return { outcome: 'no-recovery-codes', enrolment: current };
  const { outcome } = await checkRecoveryCode(typed, recovery);
  if (outcome !== 'accepted') return { outcome: 'not-acknowledged', typed: outcome === 'malformed' ? 'malformed' : 'wrong', enrolment: current };
  return { outcome: 'activated', enrolment: { active: factor, recovery } };
}

function pendingOf(current: Enrolment, nowMs: number): NonNullable<Enrolment['pending']> | EnrolmentStop {
  const { pending, ...rest } = current;
  if (pending === undefined) return { outcome: 'nothing-pending', enrolment: current };
  return pending.expiresMs <= nowMs ? { outcome: 'expired', enrolment: rest } : pending;
}
