/** Why a text is no secret of one-time codes. */
export type NoSecret =
  | 'empty' | 'too-long' | 'placeholder' | 'unresolved-variable' | 'masked' | 'code' | 'undecrypted' | 'several-accounts' | 'link' | 'pem'
  | 'not-base32' | 'no-secret-in-uri' | 'malformed-uri' | 'unsupported-algorithm' | 'unsupported-type' | 'unsupported-digits' | 'unsupported-period';

/** The first that fits holds. */
const kinds: readonly (readonly [NoSecret, RegExp])[] = [
  ['empty', /^$/],
  ['several-accounts', /^otpauth-migration:/i],
  ['pem', /^-{5}BEGIN /],
  /*
   * What vaults store: Fernet, ansible-vault, sops, Vault transit, age, cloak, LibreChat and LiteLLM, Langfuse's
   * `iv:text:tag`, and rows with a nonce of their own (facts of these formats: cryptography.io/fernet, getsops.io,
   * developer.hashicorp.com/vault).
   */
  ['undecrypted', /^(?:gAAAAA|\$ANSIBLE_VAULT;|ENC\[AES256_GCM,|vault:v\d+:|age-encryption\.org|AGE-|v\d+[.:](?:aes|gcm|xchacha)|v3:|enc:|U2FsdGVkX1)/i],
  ['undecrypted', /^[0-9a-f]{24,64}:[0-9a-f]{16,}(?::[0-9a-f]{16,})?$/i],
  ['undecrypted', /^\{.*"(?:nonce|iv|ciphertext|ct|tag)(?:Hex)?"\s*:/is],
  ['link', /^https?:\/\//i],
  ['unresolved-variable', /^(?:\$\{[^}]+\}|\$\([^)]*\)|\$[A-Za-z_]\w*|\{\{[^}]+\}\}|%[A-Za-z_]\w*%)$/],
  ['masked', /[*•●·]{3,}|…|\.\.\./u],
  ['placeholder', /^<[^>]*>$|^\[[^\]]*\]$|^(?:your|my|change|replace|insert|enter|put|example|sample|dummy|test|todo|tbd|fixme|none|null|undefined|nil|secret|base32|totp|otp)(?:[\s_-]|$)|^(.)\1{5,}$/i],
  ['placeholder', /^(?:change|replace)me$|^(?:your|my)(?:totp|otp|2fa|mfa|base32)?secret(?:key)?$/i],
  // With a space, as authenticators show it; 5 digits and under are nothing, 9 and over may be hexadecimal.
  ['code', /^\d{3,4}[\s-]?\d{3,4}$/],
];

/** Why a text can't be a secret, by its looks; `undefined` where it may be one. */
export function whyNoSecret(text: string): NoSecret | undefined {
  return kinds.find(([, pattern]) => pattern.test(text))?.[0];
}
