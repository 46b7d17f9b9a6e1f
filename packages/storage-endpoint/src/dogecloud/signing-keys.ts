import type { DogeCloudKeys } from './sign.ts';
import type { Variant } from './signed-uris.ts';

/** What stands around a key that is no part of it. */
export type KeyEdge = 'line-end' | 'blank' | 'quotes';

/** What does not belong to a key: copied along, or left by an env file. */
export function edgesOf(key: string): readonly KeyEdge[] {
  const trimmed = trim(key);
  return [
    ...(/[\r\n]/.test(key) ? ['line-end' as const] : []),
    ...(trim(key.replaceAll(/[\r\n]+/g, '')) === key.replaceAll(/[\r\n]+/g, '') ? [] : ['blank' as const]),
    ...(unquote(trimmed) === trimmed ? [] : ['quotes' as const]),
  ];
}

/** The key without blanks, line ends, invisible characters and quotes around it. */
export const cleanKey = (key: string): string => trim(unquote(trim(key)));

/** U+200B and its like are no white space for `trim`. */
const trim = (text: string): string => text.replace(/^[\s\u200b-\u200d\u2060\ufeff]+/, '').replace(/[\s\u200b-\u200d\u2060\ufeff]+$/, '');

const unquote = (text: string): string => /^(["'`\u201c\u2018])(.*)(["'`\u201d\u2019])$/s.exec(text)?.[2] ?? text;

/** The keys that a client may have signed with instead of this one. */
export function signingKeys({ accessKey, secretKey }: DogeCloudKeys): readonly Variant<string>[] {
  const [access, key] = [accessKey.reveal(), secretKey.reveal()];
  const cut = [1, 2, 3, 4].filter((length) => length < key.length);
  const variants: readonly Variant<string>[] = [
    { value: key },
    { value: access, mistake: 'access-key-as-secret' },
    ...[`${key}\n`, `${key}\r\n`, `${key}\r`].map((value): Variant<string> => ({ value, mistake: 'secret-line-end' })),
    ...[`${key} `, ` ${key}`, `${key}\t`, `${key}\u200b`, `\ufeff${key}`].map((value): Variant<string> => ({ value, mistake: 'secret-blank' })),
    ...[`"${key}"`, `'${key}'`, `“${key}”`].map((value): Variant<string> => ({ value, mistake: 'secret-quoted' })),
    { value: trim(key), mistake: 'secret-trimmed' },
    { value: cleanKey(key), mistake: 'secret-unquoted' },
    ...cut.flatMap((length): readonly Variant<string>[] => [{ value: key.slice(length), mistake: 'secret-cut' }, { value: key.slice(0, -length), mistake: 'secret-cut' }]),
    { value: key.toLowerCase(), mistake: 'secret-case' },
    { value: key.toUpperCase(), mistake: 'secret-case' },
  ];
  const seen = new Set<string>();
  return variants.filter(({ value }) => value !== '' && !seen.has(value) && seen.add(value));
}
