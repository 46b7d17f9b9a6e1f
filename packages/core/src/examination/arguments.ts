import { parseArgs } from 'node:util';
import { ToolError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { OptionIssue } from '../option-issues.ts';
import { defineOptions, type OptionField, type OptionFields } from '../options.ts';

export interface Arguments {
  readonly positionals: readonly string[];
  readonly options: { readonly [name: string]: unknown };
}

/** `expectStatus` is written `--expect-status`. */
export const flagOf = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/**
 * How a secret may be referred to on the command line, by itself or for a source that makes something of it: `totp:env:NAME`.
 * What looks like anything else may be a password with a colon.
 */
export const secretReference: RegExp = /^(?:[a-z]+:)?(?:env|file|vault|keyring|stdin):./;

/**
 * Reads arguments by option fields: `--name value`, `--name=value`, `-n value`, `--no-name`, repeated where a field is a list.
 * @throws ToolError (`USAGE_INVALID`, `SECRET_IN_ARGUMENT`)
 */
export async function readArguments(argv: readonly string[], fields: OptionFields): Promise<Arguments> {
  const byFlag = new Map(Object.entries(fields).map(([name, field]) => [flagOf(name).slice(2), { name, field }]));
  const positionals: string[] = [];
  const values: Record<string, unknown> = {};
  for (const token of tokensOf(argv, fields)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const negated = token.name.startsWith('no-') ? byFlag.get(token.name.slice(3)) : undefined;
    const { name, field } = byFlag.get(token.name) ?? (negated?.field.type === 'boolean' ? negated : unknownOption(token.rawName, byFlag.keys()));
    if (field.type === 'boolean') {
      if (token.value !== undefined) throw takesNoValue(token.rawName);
      values[name] = !token.rawName.startsWith('--no-') || byFlag.has(token.name);
    } else {
      if (token.value === undefined || token.value === '' || (token.inlineValue === false && /^-./.test(token.value))) throw needsValue(token.rawName, field);
      if (field.type === 'secret' && !secretReference.test(token.value)) throw literalSecret(token.rawName);
      values[name] = readTyped(field, token.value, values[name]);
    }
  }
  // Who asks for help need not have given what the command can't do without.
  if (values['help'] === true) return { positionals, options: values };
  const result = defineOptions(fields)['~standard'].validate(values);
  if (result.issues) throw invalidValues(result.issues, values);
  return { positionals, options: result.value };
}

/** The first word that is no option and no option's value, and where it stands. */
export function firstWord(argv: readonly string[], fields: OptionFields): { readonly word: string; readonly index: number } | undefined {
  const [first] = argv;
  if (first !== undefined && !first.startsWith('-')) return { word: first, index: 0 };
  const token = tokensOf(argv, fields).find(({ kind }) => kind === 'positional');
  return token?.kind === 'positional' ? { word: token.value, index: token.index } : undefined;
}

function tokensOf(argv: readonly string[], fields: OptionFields): NonNullable<ReturnType<typeof parseArgs<{ tokens: true; strict: false }>>['tokens']> {
  const options = Object.fromEntries(Object.entries(fields).map(([name, { type, short }]) => [
    flagOf(name).slice(2), { type: type === 'boolean' ? 'boolean' as const : 'string' as const, ...(short === undefined ? {} : { short }) },
  ]));
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

/** What a person typed for a field, as its schema takes it; `before` is what was typed for the same field already. */
export function readTyped(field: OptionField, text: string, before?: unknown): unknown {
  switch (field.type) {
    case 'integer':
    case 'number':
      return numberOf(text);
    case 'list': {
      // Codes can't hold a comma; a header can.
      const items = field.items.type === 'integer' ? text.split(',').map((item) => numberOf(item.trim())) : field.items.type === 'enum' ? text.split(',') : [text];
      return [...(Array.isArray(before) ? before : []), ...items];
    }
    case 'map': {
      const [name = '', value = ''] = text.split(/=(.*)/s, 2);
      return { ...(typeof before === 'object' ? before : {}), [name]: field.values.type === 'integer' ? numberOf(value) : value };
    }
    default:
      return text;
  }
}

const numberOf = (text: string): number | string => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text);

function unknownOption(flag: string, known: Iterable<string>): never {
  const near = nearest(flag.replace(/^-+/, ''), known).map((name) => `--${name}`);
  throw new ToolError('USAGE_INVALID', {
    en: `There is no option ${flag}. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Add --help to see the options.'}`,
    'zh-CN': `没有选项 ${flag}。${near.length > 0 ? `是否想写 ${near.join(' 或 ')}？` : '加上 --help 可查看可用选项。'}`,
  });
}

const takesNoValue = (flag: string): ToolError => new ToolError('USAGE_INVALID', {
  en: `${flag} takes no value: write ${flag}, or --no-${flag.replace(/^-+/, '')} for the opposite.`,
  'zh-CN': `${flag} 不接受值：直接写 ${flag}，相反的含义写 --no-${flag.replace(/^-+/, '')}。`,
});

const needsValue = (flag: string, field: OptionField): ToolError => new ToolError('USAGE_INVALID', {
  en: `${flag} needs a value: ${flag} ${placeholderOf(field)}. Write ${flag}=… where the value begins with a dash.`,
  'zh-CN': `${flag} 需要一个值：${flag} ${placeholderOf(field)}。若值以短横线开头，请写成 ${flag}=…。`,
});

const literalSecret = (flag: string): ToolError => new ToolError('SECRET_IN_ARGUMENT', {
  en: `${flag} refers to a secret and never holds one: every user of this machine can read arguments. Write ${flag} env:NAME or ${flag} file:path.`,
  'zh-CN': `${flag} 只接受密钥引用，不接受密钥本身：命令行参数对本机所有用户可见。请写 ${flag} env:NAME 或 ${flag} file:路径。`,
});

/** What stands for the value in help. */
export function placeholderOf(field: OptionField): string {
  if (field.type === 'enum') return `<${field.values.join('|')}>`;
  return `<${field.placeholder ?? field.type}>`;
}

function invalidValues(issues: readonly OptionIssue[], values: Readonly<Record<string, unknown>>): ToolError {
  const problems = issues.map(({ path: [name = '', index], text }) => {
    const whole = values[name];
    const value = Array.isArray(whole) && typeof index === 'number' ? whole[index] : whole;
    const given = value === undefined ? flagOf(String(name)) : `${flagOf(String(name))} ${JSON.stringify(value).slice(0, 80)}`;
    return { en: `${given} ${text.en}.`.replace('must be', 'is wrong: it must be'), 'zh-CN': `${given} 有误：${text['zh-CN']}。` };
  });
  return new ToolError('USAGE_INVALID', { en: problems.map(({ en }) => en).join('\n'), 'zh-CN': problems.map((text) => text['zh-CN']).join('\n') });
}
