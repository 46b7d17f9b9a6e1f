/** The languages every text exists in. English is the source and the fallback. Tags are BCP 47. */
export type Locale = 'en' | 'zh-CN';

export const locales: readonly Locale[] = ['en', 'zh-CN'];

/** A sentence with `{name}` placeholders; the plural form is chosen by the `count` placeholder. */
export type Template = string | { readonly one: string; readonly other: string } | Worded;

/**
 * A sentence in which some parameters stand for words: `{ text: 'It is {size}', words: { size: { xs: 'tiny' } } }`. A parameter
 * is the same in every language, its word is not. A value without a word is printed as it is.
 */
export type Worded = { readonly text: string; readonly words: { readonly [name: string]: { readonly [value: string]: string } } };

export type Param = string | number | boolean;
export type Params = { readonly [name: string]: Param };

type Names<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type TemplateNames<T> = T extends string ? Names<T> : T extends { readonly other: infer O extends string } ? Names<O> | 'count' : T extends { readonly text: infer O extends string } ? Names<O> : never;

/** The parameters that a template asks for, read off its placeholders. */
export type ParamsOf<T> = { readonly [N in TemplateNames<T>]: N extends 'count' | 'span' ? number : Param };

/** The same text in every language. */
export type Localized<T> = { readonly [L in Locale]: T };

/** `T` with every string widened: what a translation of it must look like. */
export type Translation<T> = T extends Template ? Template : { readonly [K in keyof T]: Translation<T[K]> };

/** Fills a template. `count` is a quantity and `span` a time in milliseconds; ports, codes and dates are printed as they are. */
export function fill(template: Template, params: Params, locale: Locale): string {
  const [singular = '', plural = singular] = formsOf(template);
  const words = typeof template === 'object' && 'words' in template ? template.words : {};
  return (locale === 'en' && params['count'] === 1 ? singular : plural).replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    const word = words[name];
    if (word !== undefined && Object.hasOwn(word, String(value))) return word[String(value)] ?? '';
    if (name === 'span' && typeof value === 'number') return inWords(value, locale);
    // Below a thousand no language groups digits, and loading its number format costs milliseconds.
    return name === 'count' && typeof value === 'number' && Math.abs(value) >= 1_000 ? value.toLocaleString(locale) : String(value);
  });
}

const units: readonly (readonly [ms: number, en: string, chinese: string])[] = [[86_400_000, 'd', ' 天'], [3_600_000, 'h', ' 小时'], [60_000, 'min', ' 分钟'], [1_000, 's', ' 秒']];

/** A span of time, given in milliseconds, in its two largest units: `3 d 4 h`, `1 min 30 s`. Less than a second is one. */
export function inWords(ms: number, locale: Locale): string {
  const parts: string[] = [];
  let left = Math.max(1_000, ms);
  for (const [size, en, chinese] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0 && parts.length < 2) parts.push(locale === 'en' ? `${count} ${en}` : `${count}${chinese}`);
  }
  return parts.join(' ');
}

/** The sentences of a template: the singular and the plural one where it has both, else the only one. */
export const formsOf = (template: Template): readonly string[] => (typeof template === 'string' ? [template] : 'text' in template ? [template.text] : [template.one, template.other]);

/** The names of the placeholders of a template, `count` included where the template has a plural form. */
export function placeholders(template: Template): ReadonlySet<string> {
  const forms = formsOf(template);
  const names = new Set(forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')));
  return forms.length === 1 ? names : names.add('count');
}
