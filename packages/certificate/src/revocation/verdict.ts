/** Why an answer about revocation can't be used. */
export type UnusableReason =
  /** It can't be read, or is too large to be one. */
  | 'malformed'
  /** The responder gave an error in place of an answer (RFC 6960 §2.3): `detail` names it. */
  | 'responder-error'
  /** It speaks of another certificate, or of none. */
  | 'other-certificate'
  /** A list of another issuer. */
  | 'other-issuer'
  /** Who signed it has no right to: neither the issuer nor somebody that it delegated (RFC 6960 §4.2.2.2, RFC 5280 §6.3.3). */
  | 'signer'
  /** The certificate of the delegated responder is not valid now. */
  | 'signer-expired'
  /** The signature is wrong. */
  | 'signature'
  /** A signature algorithm that is broken or unknown: `detail` is its object identifier. */
  | 'algorithm'
  /** Its `nextUpdate` has passed. */
  | 'expired'
  /** Its `thisUpdate` lies ahead. */
  | 'not-yet-valid'
  /** It doesn't say how long it holds, and is not fresh. */
  | 'no-next-update'
  /** An extension that has to be understood and is not. */
  | 'critical-extension'
  /** A list that others than its issuer speak in (RFC 5280 §5.2.5); it is not followed. */
  | 'indirect'
  /** A list that doesn't cover this kind of certificate, this reason or this distribution point. */
  | 'scope'
  /** A list of changes without the base that they belong to. */
  | 'delta';

/** Reasons of RFC 5280 §5.3.1, by number. */
export const revocationReasons: readonly (string | undefined)[] = [
  'unspecified', 'keyCompromise', 'cACompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation', 'certificateHold', undefined,
  'removeFromCRL', 'privilegeWithdrawn', 'aACompromise',
];

/** From when to when an answer holds, ISO 8601. */
export type AnswerWindow = { readonly thisUpdate: string; readonly nextUpdate?: string };

/** What one answer says of one certificate. */
export type RevocationVerdict =
  | { readonly outcome: 'good' } & AnswerWindow
  | { readonly outcome: 'revoked'; /** ISO 8601. */ readonly at: string; readonly reason?: string } & AnswerWindow
  /** The responder doesn't know the certificate: neither good nor revoked. */
  | { readonly outcome: 'unknown' } & AnswerWindow
  | { readonly outcome: 'unusable'; readonly why: UnusableReason; readonly detail?: string } & Partial<AnswerWindow>;

export const unusable = (why: UnusableReason, more: { readonly detail?: string } & Partial<AnswerWindow> = {}): RevocationVerdict => ({ outcome: 'unusable', why, ...more });

/** How far clocks may disagree: five minutes, the least of the common tolerances (RFC 4120 §1.6). */
const toleratedMs = 300_000;
/** How old an answer without an end may be: what browsers allow (Chromium net/cert/revocation_checker.cc). */
const maxAgeMs = 7 * 86_400_000;

export function windowOf(thisUpdate: Date, nextUpdate: Date | undefined): AnswerWindow {
  return { thisUpdate: thisUpdate.toISOString(), ...(nextUpdate === undefined ? {} : { nextUpdate: nextUpdate.toISOString() }) };
}

/** What is wrong with an answer at this moment. */
export function staleness(thisUpdate: Date, nextUpdate: Date | undefined, now: Date): 'expired' | 'not-yet-valid' | 'no-next-update' | undefined {
  if (thisUpdate.getTime() > now.getTime() + toleratedMs) return 'not-yet-valid';
  if (nextUpdate === undefined) return now.getTime() - thisUpdate.getTime() > maxAgeMs ? 'no-next-update' : undefined;
  return nextUpdate.getTime() < now.getTime() - toleratedMs ? 'expired' : undefined;
}
