import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { camelCase, isNoun, pascalCase, prefixOf, spaced, subjectOf } from './names.ts';
import { nounsIn, register } from './register.ts';
import { fillTemplate } from './templates.ts';
import { Misuse, words, type Locale } from './words.ts';

export type Part = 'target' | 'fact' | 'check' | 'cause' | 'known-error' | 'command';

/** Each part: the files that it is made of, by their templates, and what must stand there before. */
const parts: { readonly [P in Part]: { readonly files: { readonly [template: string]: string }; readonly rests: readonly Part[] } } = {
  target: { files: { target: 'src/targets' }, rests: [] },
  fact: { files: { fact: 'src/facts', 'fact-cases': 'test/facts' }, rests: [] },
  check: { files: { check: 'src/checks', 'check-cases': 'test/checks' }, rests: ['target', 'fact'] },
  cause: { files: { cause: 'src/causes', 'cause-cases': 'test/causes' }, rests: ['target', 'fact', 'check'] },
  'known-error': { files: { 'known-error': 'src/known-errors' }, rests: ['cause'] },
  command: { files: { command: 'src/commands' }, rests: ['fact'] },
};

export const isPart = (text: string): text is Part => Object.hasOwn(parts, text);

/**
 * Adds a part to the plugin in a folder and registers it. It is made to rest on the first of what is there.
 * @returns the files that were written.
 */
export function addPart(folder: string, part: Part, noun: string, locale: Locale): readonly string[] {
  const say = words[locale];
  const packageFile = join(folder, 'package.json');
  if (!existsSync(packageFile) || !existsSync(join(folder, 'src'))) throw new Misuse(say.noPlugin);
  if (!isNoun(noun)) throw new Misuse(say.badNoun);
  const { name } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly name: string };
  const { files, rests } = parts[part];
  const found = Object.fromEntries(rests.map((rest) => {
    const [first] = nounsIn(folder, `src/${rest}s`);
    if (first === undefined) throw new Misuse(say.lacks(rest));
    return [rest, first];
  }));
  const values = {
    prefix: prefixOf(name), subject: subjectOf(name), ...forms('noun', noun),
    ...Object.fromEntries(Object.entries(found).flatMap(([rest, first]) => Object.entries(forms(rest.replace('-', ''), first)))),
  };
  const written = Object.entries(files).map(([template, place]) => ({ file: `${place}/${noun}.ts`, text: fillTemplate(template, values) }));
  for (const { file } of written) if (existsSync(join(folder, file))) throw new Misuse(say.exists(file));
  for (const { file, text } of written) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  register(folder, locale);
  return written.map(({ file }) => file);
}

/** A noun in every form that templates write it in: `answer-time`, `answerTime`, `AnswerTime`, `answer time`. */
const forms = (name: string, noun: string): { readonly [name: string]: string } =>
  ({ [name]: noun, [`${name}Name`]: camelCase(noun), [`${name}Type`]: pascalCase(noun), [`${name}Text`]: spaced(noun) });
