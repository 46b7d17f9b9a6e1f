/** An npm name whose last part may prefix ids. */
export const isPackageName = (name: string): boolean => /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name);

/** A noun in kebab-case, as ids end with it. */
export const isNoun = (noun: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(noun) && !/^(?:no|not|is|has|check|validate)-/.test(noun);

/** The last part of the name, which prefixes every id. */
export const prefixOf = (name: string): string => name.split('/').at(-1) ?? name;

/** What the plugin is about: `mail` of `@acme/culprit-plugin-mail`. */
export const subjectOf = (name: string): string => prefixOf(name).replace(/^(?:culprit-)?(?:plugin-)?/, '') || prefixOf(name);

export const camelCase = (noun: string): string => noun.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
export const pascalCase = (noun: string): string => camelCase(`-${noun}`);
/** `answer-time` as it stands in a sentence. */
export const spaced = (noun: string): string => noun.replaceAll('-', ' ');
