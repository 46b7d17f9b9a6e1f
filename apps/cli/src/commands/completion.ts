import { ToolError, type OptionFields } from '@culprit/core';
import { flagOf } from '@culprit/core/examination';
import type { CliCommand } from '../command.ts';
import { commands } from '../commands.ts';
import { globalOptions } from '../options.ts';

/** A command with its flags; `values` are those of the flags that take one of a few words. */
type Completed = { readonly name: string; readonly summary: string; readonly flags: readonly { readonly flag: string; readonly about: string; readonly values: readonly string[] }[] };

/** `culprit completion bash|zsh|fish` */
export const completion: CliCommand = {
  name: 'completion',
  text: {
    en: { summary: 'Print a completion script: source <(culprit completion bash)', positionals: 'bash|zsh|fish' },
    'zh-CN': { summary: '输出补全脚本：source <(culprit completion bash)', positionals: 'bash|zsh|fish' },
  },
  options: {},
  async run({ positionals: [shell = ''], plugins, locale, io }) {
    const write = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
    if (write === undefined) throw new ToolError('USAGE_INVALID', { en: 'For which shell? Write: culprit completion bash, zsh or fish', 'zh-CN': '要哪种 shell 的补全？请写：culprit completion bash（或 zsh、fish）' });
    const entries = [...commands, ...plugins.flatMap((plugin) => plugin.commands)];
    const kinds = plugins.flatMap(({ targets }) => targets.map(({ kind }) => kind));
    const completed = await Promise.all(entries.map(async ({ name, summary, load }): Promise<Completed> => ({
      name, summary: summary[locale], flags: flagsOf({ ...(await load()).options, ...globalOptions }, kinds, locale),
    })));
    io.stdout(write(completed));
    return 0;
  },
};

const flagsOf = (fields: OptionFields, kinds: readonly string[], locale: 'en' | 'zh-CN'): Completed['flags'] =>
  Object.entries(fields).map(([name, field]) => ({ flag: name === 'color' ? '--no-color' : flagOf(name), about: field.text[locale], values: field.type === 'enum' ? field.values : name === 'kind' ? kinds : [] }));

const quoted = (text: string): string => `'${text.replaceAll('\'', '\'\\\'\'')}'`;

/** The first words of commands, and for those with two words what may follow. */
const wordsOf = (completed: readonly Completed[]): ReadonlyMap<string, readonly string[]> => {
  const groups = Map.groupBy(completed.map(({ name }) => name.split(' ')), ([first = '']) => first);
  return new Map([...groups].map(([first, members]) => [first, members.flatMap(([, second]) => second ?? [])]));
};

function bash(completed: readonly Completed[]): string {
  const flags = (command: Completed): string => command.flags.map(({ flag }) => flag).join(' ');
  const [examine] = completed;
  const words = wordsOf(completed);
  // The first command takes the most words where several have a flag of one name.
  const values = new Map(completed.flatMap((command) => command.flags).filter((flag) => flag.values.length > 0).toReversed().map((flag) => [flag.flag, flag.values]));
  return `_culprit() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} second=\${COMP_WORDS[2]}
  case $before in
${[...values].map(([flag, allowed]) => `    ${flag}) COMPREPLY=($(compgen -W ${quoted(allowed.join(' '))} -- "$word")); return ;;`).join('\n')}
  esac
  if [[ $word == -* ]]; then
    case "$command $second" in
${completed.slice(1).map((command) => `      ${quoted(command.name)}${command.name.includes(' ') ? '' : '\\ *'}) COMPREPLY=($(compgen -W ${quoted(flags(command))} -- "$word")) ;;`).join('\n')}
      *) COMPREPLY=($(compgen -W ${quoted(examine === undefined ? '' : flags(examine))} -- "$word")) ;;
    esac
  elif [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W ${quoted([...words.keys()].join(' '))} -- "$word"))
  elif [[ $COMP_CWORD -eq 2 ]]; then
    case $command in
${[...words].filter(([, seconds]) => seconds.length > 0).map(([first, seconds]) => `      ${first}) COMPREPLY=($(compgen -W ${quoted(seconds.join(' '))} -- "$word")) ;;`).join('\n')}
      *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -F _culprit culprit
`;
}

/** zsh reads bash's completions once it is told to. */
const zsh = (completed: readonly Completed[]): string => `#compdef culprit\nautoload -U +X bashcompinit && bashcompinit\n${bash(completed)}`;

function fish(completed: readonly Completed[]): string {
  const lines = completed.flatMap(({ name, summary, flags }) => {
    const [word = name, second] = name.split(' ');
    const seen = [word, ...(second === undefined ? [] : [second])].map((part) => `__fish_seen_subcommand_from ${part}`).join('; and ');
    const when = name === 'examine' ? '' : ` -n ${quoted(seen)}`;
    return [
      second === undefined ? `complete -c culprit -n __fish_use_subcommand -a ${quoted(word)} -d ${quoted(summary)}` : [
        `complete -c culprit -n __fish_use_subcommand -a ${quoted(word)}`,
        `complete -c culprit -n ${quoted(`__fish_seen_subcommand_from ${word}; and not __fish_seen_subcommand_from ${second}`)} -a ${quoted(second)} -d ${quoted(summary)}`,
      ].join('\n'),
      ...flags.map(({ flag, about, values }) => `complete -c culprit${when} -l ${flag.slice(2)} -d ${quoted(about)}${values.length === 0 ? '' : ` -x -a ${quoted(values.join(' '))}`}`),
    ];
  });
  return `${lines.join('\n')}\n`;
}

const shells: { readonly [shell: string]: (completed: readonly Completed[]) => string } = { bash, zsh, fish };
