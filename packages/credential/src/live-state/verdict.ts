/** What a provider's answer says about a key. Closed. */
export type Verdict =
  | 'accepted' | 'invalid' | 'expired' | 'disabled' | 'not-received' | 'wrong-organization' | 'permission-missing' | 'key-restricted'
  | 'service-disabled' | 'quota-exhausted' | 'billing' | 'rate-limited' | 'overloaded' | 'region-refused' | 'firewall' | 'not-an-api'
  | 'wrong-path' | 'model-not-available' | 'redirected' | 'unknown-answer';

/** What follows from a verdict. */
export interface Consequence {
  /** Whether the same request may succeed later without anybody doing anything. */
  readonly retryable: boolean;
  /** Whether the key itself was accepted or refused by it; `undefined`: it was not judged. */
  readonly keyAccepted: boolean | undefined;
  /** Who must act. */
  readonly who: 'nobody' | 'you' | 'provider' | 'network';
}

const of = (who: Consequence['who'], keyAccepted: boolean | undefined, retryable = false): Consequence => ({ retryable, keyAccepted, who });

export const consequences: Readonly<Record<Verdict, Consequence>> = {
  accepted: of('nobody', true), invalid: of('you', false), expired: of('you', false), disabled: of('you', false), 'not-received': of('network', undefined),
  'wrong-organization': of('you', true), 'permission-missing': of('you', true), 'key-restricted': of('you', true), 'service-disabled': of('you', true),
  'quota-exhausted': of('you', true), billing: of('you', true), 'rate-limited': of('nobody', undefined, true), overloaded: of('provider', undefined, true),
  'region-refused': of('network', undefined), firewall: of('network', undefined), 'not-an-api': of('you', undefined), 'wrong-path': of('you', undefined),
  'model-not-available': of('you', true), redirected: of('you', undefined), 'unknown-answer': of('provider', undefined),
};
