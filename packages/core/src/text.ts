/** The languages every text exists in. English is the source and the fallback. Tags are BCP 47. */
export type Locale = 'en' | 'zh-CN';

export const locales: readonly Locale[] = ['en', 'zh-CN'];

/** A sentence with `{name}` placeholders; the plural form is chosen by the `count` placeholder. */
export type Template = string | { readonly one: string; readonly other: string };

export type Param = string | number | boolean;
export type Params = { readonly [name: string]: Param };

type Names<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type TemplateNames<T> = T extends string ? Names<T> : T extends { readonly other: infer O extends string } ? Names<O> | 'count' : never;

/** The parameters that a template asks for, read off its placeholders. */
export type ParamsOf<T> = { readonly [N in TemplateNames<T>]: N extends 'count' ? number : Param };

/** The same text in every language. */
export type Localized<T> = { readonly [L in Locale]: T };

/** `T` with every string widened: what a translation of it must look like. */
export type Translation<T> = T extends Template ? Template : { readonly [K in keyof T]: Translation<T[K]> };

/** Fills a template. Only `count` is a quantity; ports, codes and dates are printed as they are. */
export function fill(template: Template, params: Params, locale: Locale): string {
  const text = typeof template === 'string' ? template : locale === 'en' && params['count'] === 1 ? template.one : template.other;
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    // Below a thousand no language groups digits, and loading its number format costs milliseconds.
    return name === 'count' && typeof value === 'number' && Math.abs(value) >= 1_000 ? value.toLocaleString(locale) : String(value);
  });
}

/** The names of the placeholders of a template, `count` included where the template has a plural form. */
export function placeholders(template: Template): ReadonlySet<string> {
  const forms = typeof template === 'string' ? [template] : [template.one, template.other];
  const names = new Set(forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')));
  return typeof template === 'string' ? names : names.add('count');
}
