import { nearest } from './nearest.ts';
import type { ItemField, OptionField } from './options.ts';
import type { StandardIssue } from './standard-schema.ts';
import type { Localized } from './text.ts';

/** What is wrong with one value. `text` is the end of a sentence that begins with its name; `message` is its English form. */
export interface OptionIssue extends StandardIssue {
  readonly path: readonly (string | number)[];
  readonly text: Localized<string>;
}

export const missing: Localized<string> = { en: 'is missing', 'zh-CN': '缺失' };

/** That a value is not what its field takes. */
export function mistaken(field: OptionField | ItemField): Localized<string> {
  const what = expectation(field);
  return { en: `must be ${what.en}`, 'zh-CN': `应为${what['zh-CN']}` };
}

/** Says that a name is unknown, with the nearest known ones or, where none is near, all of them. */
export function unknownName(name: string, known: readonly string[]): Localized<string> {
  const near = nearest(name, known);
  return near.length > 0
    ? { en: `is unknown, did you mean ${near.join(' or ')}?`, 'zh-CN': `不是已知的名称，是否想写 ${near.join(' 或 ')}？` }
    : { en: `is unknown, known: ${known.join(', ')}`, 'zh-CN': `不是已知的名称，可用：${known.join('、')}` };
}

/** What a field takes, as a noun phrase: `a whole number from 1 to 65535`. */
function expectation(field: OptionField | ItemField): Localized<string> {
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
    case 'header':
      return { en: 'the text of a header field, where a credential stands by reference, such as "Bearer env:NAME" or file:path, and never itself', 'zh-CN': '请求头的文本；凭据只能以引用方式给出（例如“Bearer env:NAME”或 file:路径），而不是凭据本身' };
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

/** Every issue with its place, in one sentence; schemas of others speak one language only. */
export function describeIssues(issues: readonly StandardIssue[]): Localized<string> {
  const described = issues.slice(0, 20).map((issue) => {
    const where = (issue.path ?? []).map((part) => (typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part))).join('.');
    const text: Localized<string> = 'text' in issue ? (issue as OptionIssue).text : { en: issue.message, 'zh-CN': issue.message };
    return { en: `${where} ${text.en}`.trim(), 'zh-CN': `${where} ${text['zh-CN']}`.trim() };
  });
  return { en: described.map(({ en }) => en).join('; '), 'zh-CN': described.map((text) => text['zh-CN']).join('；') };
}
