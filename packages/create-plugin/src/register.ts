import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { camelCase, prefixOf } from './names.ts';
import { fillTemplate } from './templates.ts';
import { Misuse, words, type Locale } from './words.ts';

/** The nouns that stand in a folder of the plugin: its files without `.ts`. */
export function nounsIn(folder: string, part: string): readonly string[] {
  const path = join(folder, part);
  return existsSync(path) ? readdirSync(path).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3)).toSorted() : [];
}

/** Writes `src/index.ts` and `test/conformance.ts` from what stands in the folders, so that nothing is forgotten. */
export function register(folder: string, locale: Locale): void {
  if (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'src'))) throw new Misuse(words[locale].noPlugin);
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly name: string; readonly version: string };
  writeFileSync(join(folder, 'src/index.ts'), index(folder, name, version));
  writeFileSync(join(folder, 'test/conformance.ts'), conformance(folder, prefixOf(name)));
}

const parts = [['targets', 'targets'], ['checks', 'checks'], ['causes', 'causes'], ['known-errors', 'knownErrors'], ['commands', 'commands']] as const;

function index(folder: string, name: string, version: string): string {
  const sections = parts.map(([part, member]) => ({ part, member, nouns: nounsIn(folder, `src/${part}`) }));
  const alias = (part: string, noun: string): string => camelCase(`${noun}-${part === 'known-errors' ? 'errors' : part.slice(0, -1)}`);
  const imports = sections.flatMap(({ part, nouns }) => nouns.map((noun) => `import ${alias(part, noun)} from './${part}/${noun}.ts';`));
  const members = sections.filter(({ nouns }) => nouns.length > 0).map(({ part, member, nouns }) => `  ${member}: [${nouns.map((noun) => `${part === 'known-errors' ? '...' : ''}${alias(part, noun)}`).join(', ')}],`);
  return fillTemplate('index', { name, version, imports: imports.join('\n'), members: members.join('\n') });
}

function conformance(folder: string, prefix: string): string {
  const [checks, causes, facts] = ['checks', 'causes', 'facts'].map((part) => ({ part, nouns: nounsIn(folder, `test/${part}`) }));
  const alias = (part: string, noun: string): string => camelCase(`${noun}-${part.slice(0, -1)}`);
  const imports = [checks, causes, facts].flatMap((section) => section?.nouns.map((noun) => `import ${alias(section.part, noun)} from './${section.part}/${noun}.ts';`) ?? []);
  const byId = (section: typeof checks): readonly string[] => (section === undefined || section.nouns.length === 0 ? [] : [`  ${section.part}: { ${section.nouns.map((noun) => `'${prefix}/${noun}': ${alias(section.part, noun)}`).join(', ')} },`]);
  return fillTemplate('conformance', { imports: imports.join('\n'), members: [...byId(checks), ...byId(causes)].join('\n'), cases: facts?.nouns.map((noun) => `...${alias('facts', noun)}`).join(', ') ?? '' });
}
