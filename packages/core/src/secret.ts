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
  /** Makes the run blot out a secret that a fact came by on its own, such as the user-info of a proxy variable. */
  conceal(label: string, value: string): Secret;
}

/** Where secrets come from: the environment, a file, a vault. */
export interface SecretSource {
  /** The part before the colon in `{ $secret: 'env:NAME' }`. */
  readonly scheme: string;
  resolve(name: string): Promise<string | undefined>;
}

/** Whether a piece of data is a reference to a secret. */
export function isSecretRef(value: Json | undefined): value is SecretRef {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as { $secret?: unknown }).$secret === 'string';
}
