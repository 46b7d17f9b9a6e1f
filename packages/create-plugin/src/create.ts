import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isNoun, isPackageName, prefixOf, subjectOf } from './names.ts';
import { addPart } from './parts.ts';
import { fillTemplate } from './templates.ts';
import { version } from './version.ts';
import { Misuse, words, type Locale } from './words.ts';

export interface Wanted {
  readonly folder: string;
  /** The npm package. */
  readonly name: string;
  /** The noun of the first check. */
  readonly check: string;
  /** Languages of the README. */
  readonly languages: readonly Locale[];
}

/** Files of every plugin, by their templates. A leading dot is left out of a template's name: npm packs no `.gitignore`. */
const files: { readonly [template: string]: string } = {
  'package.json': 'package.json', 'tsconfig.json': 'tsconfig.json', 'tsconfig.build.json': 'tsconfig.build.json',
  oxlintrc: '.oxlintrc.json', gitignore: '.gitignore', 'plugin.test': 'test/plugin.test.ts',
};
const readmes: { readonly [L in Locale]: readonly [template: string, file: string] } = { en: ['readme', 'README.md'], 'zh-CN': ['readme.zh-CN', 'README.zh-CN.md'] };

/** Makes the package: a target, a fact, the first check, and their cases. */
export function createPlugin({ folder, name, check, languages }: Wanted, locale: Locale): void {
  const say = words[locale];
  if (!isPackageName(name)) throw new Misuse(say.badName);
  if (!isNoun(check)) throw new Misuse(say.badNoun);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Misuse(say.notEmpty(folder));
  const values = { name, version, prefix: prefixOf(name), subject: subjectOf(name), noun: check, readme: languages.includes('en') ? 'README.md' : 'README.zh-CN.md' };
  // npm shows README.md; where there is no English one, the Chinese one takes its name.
  const chosen = languages.map((language) => [readmes[language][0], languages.length === 1 ? 'README.md' : readmes[language][1]] as const);
  for (const [template, file] of [...Object.entries(files), ...chosen]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), fillTemplate(template, values));
  }
  mkdirSync(join(folder, 'src'), { recursive: true });
  addPart(folder, 'target', `${subjectOf(name)}-endpoint`, locale);
  addPart(folder, 'fact', 'greeting', locale);
  addPart(folder, 'check', check, locale);
}
