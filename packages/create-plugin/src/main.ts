import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createPlugin, type Wanted } from './create.ts';
import { isNoun, isPackageName, subjectOf } from './names.ts';
import { addPart, isPart } from './parts.ts';
import { register } from './register.ts';
import { localeOf, Misuse, words, type Locale } from './words.ts';

/** Where the generator runs, and whom it talks to. */
interface Surroundings {
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether somebody can be asked. */
  readonly interactive: boolean;
}

/** Runs the generator and resolves to the exit code: 0 done, 2 misuse, 130 cancelled. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const locale = localeOf(surroundings.env);
  try {
    return await dispatch(argv, surroundings, locale);
  } catch (error) {
    const badArguments = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    if (!(error instanceof Misuse) && !badArguments) throw error;
    surroundings.stderr(`${error.message}\n\n${words[locale].usage}`);
    return 2;
  }
}

async function dispatch(argv: readonly string[], { cwd, stdout, stderr, interactive }: Surroundings, locale: Locale): Promise<number> {
  const say = words[locale];
  const { values, positionals: [first, ...rest] } = parseArgs({
    args: [...argv], allowPositionals: true,
    options: { name: { type: 'string' }, check: { type: 'string' }, languages: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    stdout(say.usage);
    return 0;
  }
  if (first === 'register') {
    register(cwd, locale);
    return 0;
  }
  if (first === 'add') {
    const [part = '', noun = ''] = rest;
    if (!isPart(part)) throw new Misuse(say.unknownPart(part));
    for (const file of addPart(cwd, part, noun, locale)) stdout(`${say.written(file)}\n`);
    return 0;
  }
  const wanted = await ask({ ...values, ...(first === undefined ? {} : { folder: first }) }, cwd, interactive, locale);
  if (wanted === undefined) {
    stderr(`${say.cancelled}\n`);
    return 130;
  }
  createPlugin(wanted, locale);
  stdout(`${say.next(wanted.folder)}\n`);
  return 0;
}

type Given = { readonly folder?: string; readonly name?: string; readonly check?: string; readonly languages?: string };

/** What was not given is asked of whoever sits at the terminal; `undefined` where they leave. */
async function ask(given: Given, cwd: string, interactive: boolean, locale: Locale): Promise<Wanted | undefined> {
  const say = words[locale];
  const missing = (['name', 'check', 'languages'] as const).filter((flag) => given[flag] === undefined);
  const answers: { name?: string; check?: string; languages?: string } = { ...given };
  if (missing.length > 0) {
    if (!interactive) throw new Misuse(say.needs(missing.map((flag) => `--${flag}`).join(', ')));
    const { intro, isCancel, multiselect, text } = await import('@clack/prompts');
    intro(say.intro);
    for (const flag of missing) {
      const answer = flag === 'languages'
        ? await multiselect({ message: say.languages, options: [{ value: 'en', label: 'English' }, { value: 'zh-CN', label: '中文' }], initialValues: ['en', 'zh-CN'] })
        : await text({ message: say[flag], validate: (value = '') => (flag === 'name' ? isPackageName(value) ? undefined : say.badName : isNoun(value) ? undefined : say.badNoun) });
      if (isCancel(answer)) return undefined;
      answers[flag] = Array.isArray(answer) ? answer.join(',') : answer;
    }
  }
  const { name = '', check = '', languages = '' } = answers;
  return { name, check, languages: languagesOf(languages, locale), folder: resolve(cwd, given.folder ?? (subjectOf(name) || '.')) };
}

function languagesOf(text: string, locale: Locale): readonly Locale[] {
  const named = text.split(',').map((one) => one.trim());
  if (named.length === 0 || !named.every((one): one is Locale => one === 'en' || one === 'zh-CN')) throw new Misuse(words[locale].badLanguages);
  return [...new Set(named)];
}
