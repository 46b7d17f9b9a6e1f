import type { Json } from './json.ts';

/** Names a secret without holding it: `{ $secret: 'env:NAME' }`. Plain data, safe in a config, a target or a report. */
export type SecretRef = { readonly $secret: string };

/** A secret value that does not print: only {@link Secret.reveal} yields it. */
export interface Secret {
  readonly label: string;
  reveal(): string;
}

/**
 * Wraps a value so that template strings, JSON and `console.log` yield its label, and `structuredClone` fails.
 * The value lives in a closure, out of reach of any property walk.
 */
export function secret(label: string, value: string): Secret {
  const print = (): string => `[secret ${label}]`;
  return Object.freeze({
    label,
    reveal: () => value,
    toString: print,
    toJSON: print,
    [Symbol.for('nodejs.util.inspect.custom')]: print,
  });
}

/** Resolves references; handed to facts, never to checks. Rejects with a `ToolError` (`SECRET_UNRESOLVED`). */
export interface SecretReader {
  read(ref: SecretRef): Promise<Secret>;
  /**
   * Makes the run blot out a secret that a fact came by on its own, such as the user-info of a proxy variable. Under its label
   * it can be read for the rest of the run, unless a source has that scheme: a session's cookies go into further questions so.
   */
  conceal(label: string, value: string): Secret;
}

/** Where secrets come from: the environment, a file, a vault. */
export interface SecretSource {
  /** The part before the colon in `{ $secret: 'env:NAME' }`. */
  readonly scheme: string;
  /** `secrets` resolves a reference inside of the name, for a source that makes one secret of another: `totp:env:NAME`. */
  resolve(name: string, secrets: SecretReader): Promise<string | undefined>;
}

/** Whether a piece of data is a reference to a secret. */
export function isSecretRef(value: Json | undefined): value is SecretRef {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as { $secret?: unknown }).$secret === 'string';
}

/** The value of a header field: text, or a reference to a secret that is sent after its scheme (`Bearer`), if it has one. `Basic` encodes `user:password` (RFC 7617). */
export type HeaderValue = string | (SecretRef & { readonly scheme?: string });

/** Names whose values let somebody in (RFC 9110 §11, RFC 6265, and what vendors call theirs). */
const credentialName = /^(proxy-)?authorization$|^(set-)?cookie$|(^|[-_])(token|secret|password|passwd|credential|signature|session|auth|api-?key|access-?key|subscription-key)s?($|[-_])/i;

/** What a credential looks like under any other name (RFC 9110 §11.4). */
const credentialValue = /^\s*(basic|bearer|digest|negotiate|token|apikey|aws4-hmac-sha256)\s+\S|^\s*(sk-|ghp_|glpat-|hf_|AKIA|xox[bp]-)/i;

/**
 * Reads a header field as it is written: `Bearer env:NAME` and `env:NAME` refer to a secret. `undefined`: the value looks
 * like a credential itself, which is only taken by reference.
 */
export function readHeaderValue(name: string, text: string): HeaderValue | undefined {
  const mayBeCredential = credentialName.test(name) || credentialValue.test(text);
  const [, scheme, reference] = /^(?:([A-Za-z][\w-]*)[ \t]+)?([a-z][a-z0-9+.-]*:(?!\/\/)\S.*)$/s.exec(text) ?? [];
  if (reference === undefined || (!mayBeCredential && !/^(?:env|file):/.test(text))) return mayBeCredential ? undefined : text;
  return { $secret: reference, ...(scheme === undefined ? {} : { scheme }) };
}
