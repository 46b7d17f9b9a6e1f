import { isToolError, nearest, neutraliseLines, ToolError, version, type Config, type Locale, type Manifest, type OptionFields } from '@culprit/core';
import { findConfig, firstWord, readArguments, reportOptions } from '@culprit/core/examination';
import type { CliContext, CommandEntry } from './command.ts';
import { commands } from './commands.ts';
import { abortOnInterrupt } from './interrupt.ts';
import { localeOf } from './locale.ts';
import { depthOptions, globalOptions, kindOptions, routeOptions } from './options.ts';
import { standardPlugins, withInstalled } from './plugins.ts';
import { endQuietlyOnClosedPipe, exitAfterFlush, terminal } from './terminal.ts';

type Environment = CliContext['env'];

/** Runs the command line in this process, and ends the process. */
export async function start(argv: readonly string[]): Promise<void> {
  endQuietlyOnClosedPipe();
  const signal = abortOnInterrupt();
  const locale = localeOf(argv, process.env);
  const fail = (error: unknown): void => exitAfterFlush(report(error, argv, locale));
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  try {
    const code = await dispatch(argv, locale, signal, process.env);
    exitAfterFlush(signal.aborted ? 130 : code);
  } catch (error) {
    if (signal.aborted) exitAfterFlush(130);
    else fail(error);
  }
}

/** Misuse is told in one paragraph and ends with 2; anything else that is thrown is a defect of Culprit and ends with 70. */
function report(error: unknown, argv: readonly string[], locale: Locale): number {
  if (isToolError(error)) {
    // What was typed or read from a file stands in it.
    process.stderr.write(`culprit: ${neutraliseLines(error.text[locale])}\n`);
    return 2;
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  process.stderr.write(locale === 'en'
    ? `culprit ${version} met a defect of its own: ${what}\nPlease report it with this text, the command and what "culprit --verbose …" adds. Node.js ${process.versions.node}, ${process.platform} ${process.arch}.\n`
    : `culprit ${version} 自身出现缺陷：${what}\n请附上这段文字、所用命令以及加上 --verbose 后的输出进行反馈。Node.js ${process.versions.node}，${process.platform} ${process.arch}。\n`);
  if ((argv.includes('--verbose') || argv.includes('-v')) && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return 70;
}

/** Every option that may stand before a command's name: it takes them to find the name. */
const anyOptions: OptionFields = { ...globalOptions, ...reportOptions, ...depthOptions, ...routeOptions, ...kindOptions, as: { type: 'string', text: { en: '', 'zh-CN': '' } }, targets: { type: 'string', text: { en: '', 'zh-CN': '' } } };

async function dispatch(argv: readonly string[], locale: Locale, signal: AbortSignal, env: Environment): Promise<number> {
  if (argv.length === 0) {
    process.stderr.write((await import('./usage.ts')).invitation(locale));
    return 2;
  }
  const { entry, rest, loaded } = await choose(argv);
  const command = await entry.load();
  const { positionals, options } = await readArguments(rest, { ...command.options, ...globalOptions });
  const io = terminal(typeof options['color'] === 'boolean' ? options['color'] : undefined, env);
  if (options['version'] === true) {
    io.stdout(`${version}\n`);
    return 0;
  }
  if (options['help'] === true) {
    io.stdout((await import('./usage.ts')).usageOf(command, locale));
    return 0;
  }
  const { config, plugins } = loaded ?? (entry.plugins === 'none' ? { config: undefined, plugins: [] } : await load(options));
  const allPlugins = (): Promise<readonly Manifest[]> => withInstalled(plugins);
  return command.run({
    positionals, options, locale, io, signal, env, config, allPlugins,
    plugins: entry.plugins === 'all' ? await allPlugins() : plugins,
  });
}

type Loaded = { readonly config: Config | undefined; readonly plugins: readonly Manifest[] };
type Choice = { readonly entry: CommandEntry; readonly rest: readonly string[]; readonly loaded?: Loaded };

const named = (name: string): CommandEntry => commands.find((entry) => entry.name === name) ?? commands[0] as CommandEntry;
const withoutHelp = (argv: readonly string[]): readonly string[] => argv.filter((argument) => !/^(?:--help|-h)$/.test(argument));

/** A command's name wins over a host; what is neither goes to `examine`. */
async function choose(argv: readonly string[]): Promise<Choice> {
  const first = firstWord(argv, anyOptions);
  if (first === undefined) {
    const rest = withoutHelp(argv);
    return { entry: named(rest.length < argv.length ? 'help' : 'examine'), rest };
  }
  const { word, index } = first;
  const without = (count: number): readonly string[] => argv.toSpliced(index, count);
  const own = commands.find(({ name }) => name === word);
  if (own !== undefined) return { entry: own, rest: without(1) };
  // A file, and a text with blanks in it, is something that a program printed, unless it is called a certificate.
  if (/^\.{0,2}\/(?!.*\.(?:pem|crt|cer|cert|der|p7b|p7c|p12|pfx|csr|key)$)/i.test(word) || /\S\s+\S/.test(word)) return { entry: named('explain'), rest: argv };
  if (!/^[a-z][a-z0-9-]*$/.test(word) || word === 'localhost') return { entry: named('examine'), rest: argv };
  return await pluginCommand(argv, word, index) ?? { entry: named('examine'), rest: refuseMistypedCommand(argv, word) };
}

/** A command of a plugin has a name of one or two words. */
async function pluginCommand(argv: readonly string[], word: string, index: number): Promise<Choice | undefined> {
  const { options } = await readArguments(globalArguments(argv), globalOptions);
  const { config, plugins: standard } = await load(options);
  const plugins = await withInstalled(standard);
  const names = [`${word} ${argv[index + 1] ?? ''}`, word];
  for (const name of names) {
    const command = plugins.flatMap((manifest) => manifest.commands).find((entry) => entry.name === name);
    if (command !== undefined) return { entry: { ...command, plugins: 'all' }, rest: argv.toSpliced(index, name.split(' ').length), loaded: { config, plugins } };
  }
  // `culprit vault` shows what there is of vaults: it is no host of that name.
  const isGroup = plugins.some((manifest) => manifest.commands.some(({ name }) => name.startsWith(`${word} `)));
  return isGroup ? { entry: named('help'), rest: withoutHelp(argv), loaded: { config, plugins } } : undefined;
}

/** `--config` and `--plugin` decide which plugins there are, before it is known what else may be said. */
const globalArguments = (argv: readonly string[]): readonly string[] =>
  argv.flatMap((argument, index) => (/^--(config|plugin)=/.test(argument) ? [argument] : /^--(config|plugin)$/.test(argument) ? argv.slice(index, index + 2) : []));

/** A host of one label is rare, and a mistyped command looks like one. */
function refuseMistypedCommand(argv: readonly string[], word: string): readonly string[] {
  const near = nearest(word, commands.map(({ name }) => name)).filter((name) => name[0] === word[0]);
  if (near.length === 0) return argv;
  throw new ToolError('USAGE_INVALID', {
    en: `There is no command ${word}. Did you mean ${near.join(' or ')}? To examine a host of that name, write: culprit examine ${word}`,
    'zh-CN': `没有命令 ${word}。是否想写 ${near.join(' 或 ')}？若要检查名为 ${word} 的主机，请写：culprit examine ${word}`,
  });
}

async function load(options: CliContext['options']): Promise<Loaded> {
  const { config: named, plugin } = options;
  const config = await configOf(typeof named === 'string' ? named : undefined);
  return { config, plugins: await standardPlugins(config, Array.isArray(plugin) ? plugin.map(String) : []) };
}

async function configOf(named: string | undefined): Promise<Config | undefined> {
  const file = named ?? findConfig(process.cwd());
  return file === undefined ? undefined : (await (await import('@culprit/config')).readConfig(file)).config;
}
