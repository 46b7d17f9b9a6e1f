/** How codes are made: by time (RFC 6238), by counter (RFC 4226), or as Steam shows them. */
export type CodeType = 'totp' | 'hotp' | 'steam';

export const codeTypes: readonly CodeType[] = ['totp', 'hotp', 'steam'];

export type Algorithm = 'SHA1' | 'SHA256' | 'SHA512';

export const algorithms: readonly Algorithm[] = ['SHA1', 'SHA256', 'SHA512'];

/** What a code is computed from beside the secret. Plain data. */
export type CodeParameters = {
  readonly type: CodeType;
  readonly algorithm: Algorithm;
  /** 6 to 8; Steam has 5 characters. */
  readonly digits: number;
  /** How long a code lasts, in seconds. */
  readonly periodSeconds: number;
};

/** What a service asks of one-time codes. The fields are those of Keycloak's OTP policy. */
export type Policy = CodeParameters & {
  /** How many periods before and after now are accepted (RFC 6238 §5.2). */
  readonly window: number;
  /** How many counters after the expected one are accepted (RFC 4226 §7.4). */
  readonly lookAhead: number;
  /** Whether a code counts more than once. RFC 6238 §5.2 forbids it. */
  readonly reusable: boolean;
  /** Size of new secrets in bytes (RFC 4226 §4, R6: at least 16, 20 recommended). */
  readonly secretBytes: number;
};

/** What every authenticator understands. */
export const defaultPolicy: Policy = { type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30, window: 1, lookAhead: 10, reusable: false, secretBytes: 20 };

/** A parameter that some authenticators ignore: they show codes for the default instead, and say nothing. */
export type IncompatibleParameter = {
  readonly parameter: 'type' | 'algorithm' | 'digits' | 'period';
  readonly value: string;
  /** The value that they use. */
  readonly used: string;
  readonly authenticators: readonly string[];
};

/*
 * Seen in java-totp#30, Otp.NET#28 #54 #62, google-authenticator-android#29 and twofactor#11: they read the URI and
 * compute SHA-1, 6 digits, 30 seconds all the same.
 */
const ignoring: { readonly [P in IncompatibleParameter['parameter']]: readonly string[] } = {
  type: ['Microsoft Authenticator', 'Authy', 'Duo Mobile'],
  algorithm: ['Google Authenticator', 'Microsoft Authenticator', 'Authy', 'Duo Mobile', 'LastPass Authenticator'],
  digits: ['Google Authenticator', 'Microsoft Authenticator', 'Duo Mobile', 'LastPass Authenticator'],
  period: ['Google Authenticator', 'Microsoft Authenticator', 'Authy', 'Duo Mobile'],
};

/** What some authenticators would make of these parameters. Nothing for SHA1, 6 digits and 30 seconds. Pure. */
export function incompatibleParameters({ type, algorithm, digits, periodSeconds }: CodeParameters): readonly IncompatibleParameter[] {
  // Steam's codes are shown by its own application and a few others; nothing else about them can be chosen.
  if (type === 'steam') return [{ parameter: 'type', value: 'steam', used: 'totp', authenticators: ['Google Authenticator', ...ignoring.type] }];
  const odd = (parameter: IncompatibleParameter['parameter'], value: string, used: string): readonly IncompatibleParameter[] =>
    (value === used ? [] : [{ parameter, value, used, authenticators: ignoring[parameter] }]);
  return [
    ...odd('type', type, 'totp'), ...odd('algorithm', algorithm, 'SHA1'), ...odd('digits', String(digits), '6'),
    ...(type === 'hotp' ? [] : odd('period', String(periodSeconds), '30')),
  ];
}
