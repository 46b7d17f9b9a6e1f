import { defineOptions, nearest, type ItemField, type Localized, type OptionField, type OptionFields } from '@culprit/core';

/** What is wrong with one value: `text` is the end of a sentence that begins with its name. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly text: Localized<string>;
}

/** Holds values against fields. Nothing is wrong where the list is empty. */
export async function problemsOf(fields: OptionFields, values: unknown): Promise<readonly Problem[]> {
  const { issues = [] } = await defineOptions(fields)['~standard'].validate(values);
  return issues.map(({ path = [] }) => {
    const parts = path.map((part) => (typeof part === 'number' ? part : String(part)));
    return { path: parts, text: problemAt(fields, values, parts) };
  });
}

/** Follows the path to the field; where the path leaves the fields, the name there is unknown. */
function problemAt(fields: OptionFields, values: unknown, path: Problem['path']): Localized<string> {
  let known: OptionFields | undefined = fields;
  let field: OptionField | ItemField | undefined;
  let value = values;
  for (const part of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
    if (known !== undefined) {
      const next: OptionField | undefined = Object.hasOwn(known, part) ? known[part] : undefined;
      if (next === undefined) return unknownName(String(part), Object.keys(known));
      field = next;
    } else {
      field = field?.type === 'list' ? field.items : field?.type === 'map' ? field.values : field;
    }
    known = field?.type === 'object' ? field.fields : undefined;
  }
  if (field === undefined) return mustBe({ en: `an object with ${Object.keys(fields).join(', ')}`, 'zh-CN': `包含 ${Object.keys(fields).join('、')} 的对象` });
  return value === undefined ? { en: 'is missing', 'zh-CN': '缺失' } : mustBe(expectation(field));
}

const mustBe = (what: Localized<string>): Localized<string> => ({ en: `must be ${what.en}`, 'zh-CN': `应为${what['zh-CN']}` });

/** Says that a name is unknown, with the nearest known ones or, where none is near, all of them. */
export function unknownName(name: string, known: readonly string[]): Localized<string> {
  const near = nearest(name, known);
  return near.length > 0
    ? { en: `is unknown; did you mean ${near.join(' or ')}?`, 'zh-CN': `不是已知的名称；是否想写 ${near.join(' 或 ')}？` }
    : { en: `is unknown; known: ${known.join(', ')}`, 'zh-CN': `不是已知的名称；可用：${known.join('、')}` };
}

/** What a field takes, as a noun phrase: `a whole number from 1 to 65535`. */
export function expectation(field: OptionField | ItemField): Localized<string> {
  switch (field.type) {
    case 'string':
      return field.pattern === undefined ? { en: 'a text', 'zh-CN': '文本' } : { en: `a text like ${field.pattern}`, 'zh-CN': `符合 ${field.pattern} 的文本` };
    case 'integer':
      return within(field, { en: 'a whole number', 'zh-CN': '整数' });
    case 'number':
      return within(field, { en: 'a number', 'zh-CN': '数字' });
    case 'boolean':
      return { en: 'true or false', 'zh-CN': ' true 或 false' };
    case 'enum':
      return { en: `one of ${field.values.join(', ')}`, 'zh-CN': ` ${field.values.join('、')} 之一` };
    case 'duration':
      return within(field, { en: 'a span of time such as 250ms, 5s or 2m', 'zh-CN': '时长，例如 250ms、5s 或 2m' }, duration);
    case 'secret':
      return { en: 'a reference to a secret, such as env:NAME or file:path, and never the secret itself', 'zh-CN': '密钥引用，例如 env:NAME 或 file:路径，而不是密钥本身' };
    case 'list':
      return { en: `a list; each item is ${expectation(field.items).en}`, 'zh-CN': `列表，每一项为${expectation(field.items)['zh-CN']}` };
    case 'object':
      return { en: `an object with ${Object.keys(field.fields).join(', ')}`, 'zh-CN': `包含 ${Object.keys(field.fields).join('、')} 的对象` };
    case 'map':
      return { en: `an object; each value is ${expectation(field.values).en}`, 'zh-CN': `对象，每个值为${expectation(field.values)['zh-CN']}` };
  }
}

function within(field: { readonly min?: number; readonly max?: number }, what: Localized<string>, show: (value: number) => string = String): Localized<string> {
  const { min, max } = field;
  if (min !== undefined && max !== undefined) return { en: `${what.en} from ${show(min)} to ${show(max)}`, 'zh-CN': `${what['zh-CN']}，范围 ${show(min)} 到 ${show(max)}` };
  if (min !== undefined) return { en: `${what.en} of at least ${show(min)}`, 'zh-CN': `${what['zh-CN']}，不小于 ${show(min)}` };
  return max === undefined ? what : { en: `${what.en} of at most ${show(max)}`, 'zh-CN': `${what['zh-CN']}，不大于 ${show(max)}` };
}

const duration = (ms: number): string => (ms % 3_600_000 === 0 ? `${ms / 3_600_000}h` : ms % 60_000 === 0 ? `${ms / 60_000}m` : ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`);

/** One line per problem: where it stands, its name, what is wrong. */
export function describeProblems(problems: readonly Problem[], lineOf: (path: Problem['path']) => number | undefined): Localized<string> {
  const described = problems.slice(0, 20).map(({ path, text }) => {
    const name = path.join('.');
    const line = lineOf(path);
    return {
      en: `  ${line === undefined ? '' : `line ${line}: `}${name}${name === '' ? '' : ' '}${text.en}`,
      'zh-CN': `  ${line === undefined ? '' : `第 ${line} 行：`}${name}${name === '' ? '' : ' '}${text['zh-CN']}`,
    };
  });
  return { en: described.map(({ en }) => en).join('\n'), 'zh-CN': described.map((text) => text['zh-CN']).join('\n') };
}
