/** Ways of signing that DogeCloud refuses, as clients were seen to have them or their libraries make them easy. */
export type SigningMistake =
  // The address
  | 'no-leading-slash' | 'full-url' | 'method-prefix' | 'trailing-question-mark' | 'query-left-out' | 'query-sorted' | 'query-go-encoded' | 'query-form-encoded'
  | 'query-percent-encoded' | 'query-strictly-encoded' | 'space-as-plus' | 'plus-as-space' | 'lower-case-escapes' | 'upper-case-escapes' | 'decoded' | 'rewritten-by-url-parser'
  // Between address and body
  | 'no-line-feed' | 'crlf' | 'literal-backslash-n' | 'second-line-feed'
  // The body
  | 'body-left-out' | 'body-empty-object' | 'body-line-feed' | 'body-trimmed' | 'json-with-spaces' | 'json-compact' | 'json-escaped' | 'json-spaced-and-escaped' | 'json-unescaped'
  | 'json-slashes-escaped' | 'json-slashes-unescaped' | 'form-instead-of-json' | 'json-instead-of-form'
  // The digest
  | 'base64' | 'base64-of-hex' | 'upper-case-hex' | 'sha256' | 'sha512' | 'md5'
  // The field
  | 'scheme' | 'field-form'
  | KeyMistake;

/** What was wrong with the key that signed, or with the access key that was sent. */
export type KeyMistake =
  | 'secret-line-end' | 'secret-blank' | 'secret-quoted' | 'secret-cut' | 'secret-case' | 'secret-unquoted' | 'secret-trimmed'
  | 'access-key-as-secret' | 'secret-as-access-key' | 'swapped' | 'access-key-edges' | 'other-access-key';

const keyMistakes: ReadonlySet<string> = new Set<KeyMistake>([
  'secret-line-end', 'secret-blank', 'secret-quoted', 'secret-cut', 'secret-case', 'secret-unquoted', 'secret-trimmed', 'access-key-as-secret', 'secret-as-access-key', 'swapped', 'access-key-edges', 'other-access-key',
]);

/** Whether it lies in the keys and not in the way of signing. */
export const isKeyMistake = (mistake: SigningMistake): mistake is KeyMistake => keyMistakes.has(mistake);
