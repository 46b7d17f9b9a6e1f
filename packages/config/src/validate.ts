import { defineOptions, unknownName, type OptionFields } from '@culprit/core';
import { plainFields, targetFields } from './fields.ts';
import type { Problem } from './problems.ts';

/** Every member that a config may have. */
const members: readonly string[] = ['plugins', 'targets', 'checks', 'secrets', 'profiles', 'watch', ...Object.keys(plainFields)];

/** Tells an editor where the JSON Schema is; means nothing here. */
const ignored = '$schema';

/** What is wrong with a config as it was written. Ids of checks and data of targets are held against the plugins when they are used. */
export function validate(config: unknown): readonly Problem[] {
  if (!isObject(config)) {
    return [{ path: [], text: { en: `must be an object with ${members.join(', ')}`, 'zh-CN': `配置应为包含 ${members.join('、')} 的对象` } }];
  }
  const unknown = Object.keys(config).filter((name) => name !== ignored && !members.includes(name)).map((name): Problem => ({ path: [name], text: unknownName(name, members) }));
  const plain = Object.fromEntries(Object.entries(config).filter(([name]) => Object.hasOwn(plainFields, name)));
  return [
    ...unknown,
    ...problemsOf(plainFields, plain),
    ...eachOf(config, 'plugins', pluginProblem),
    ...eachOf(config, 'secrets', secretSourceProblem),
    ...eachOf(config, 'targets', targetProblem),
    ...targetObjects(config).flatMap(([index, target]) => fieldProblems(index, target)),
    ...checkProblems(config['checks']),
    ...profileProblems(config['profiles']),
    ...(config['watch'] === undefined || isObject(config['watch']) ? [] : [{ path: ['watch'], text: { en: 'must be an object', 'zh-CN': '应为对象' } }]),
  ];
}

function eachOf(config: Readonly<Record<string, unknown>>, name: string, judge: (item: unknown) => Problem['text'] | undefined): readonly Problem[] {
  const items = config[name];
  if (items === undefined) return [];
  if (!Array.isArray(items)) return [{ path: [name], text: { en: 'must be a list', 'zh-CN': '应为列表' } }];
  return items.flatMap((item, index) => {
    const text = judge(item);
    return text === undefined ? [] : [{ path: [name, index], text }];
  });
}

function pluginProblem(item: unknown): Problem['text'] | undefined {
  if (typeof item === 'string' && item.trim() !== '') return undefined;
  if (isObject(item) && typeof item['name'] === 'string' && 'api' in item) return undefined;
  return { en: 'must be the name of a package, a path that begins with ./, or a plugin', 'zh-CN': '应为 npm 包名、以 ./ 开头的路径，或插件对象' };
}

function secretSourceProblem(item: unknown): Problem['text'] | undefined {
  if (isObject(item) && typeof item['scheme'] === 'string' && typeof item['resolve'] === 'function') return undefined;
  return { en: 'must be a source of secrets, an object with scheme and resolve; only a ts or js config can hold one', 'zh-CN': '应为密钥来源对象（包含 scheme 和 resolve），只能写在 ts 或 js 配置中' };
}

function targetProblem(item: unknown): Problem['text'] | undefined {
  if ((typeof item === 'string' && item.trim() !== '') || isObject(item)) return undefined;
  return { en: 'must be a text such as https://example.com, or an object with a kind', 'zh-CN': '应为文本（例如 https://example.com），或带有 kind 的对象' };
}

function targetObjects(config: Readonly<Record<string, unknown>>): readonly (readonly [number, Readonly<Record<string, unknown>>])[] {
  const { targets } = config;
  return Array.isArray(targets) ? [...targets.entries()].filter((entry): entry is [number, Record<string, unknown>] => isObject(entry[1])) : [];
}

function fieldProblems(index: number, target: Readonly<Record<string, unknown>>): readonly Problem[] {
  const own = Object.fromEntries(Object.entries(target).filter(([name]) => Object.hasOwn(targetFields, name)));
  return problemsOf(targetFields, own).map(({ path, text }) => ({ path: ['targets', index, ...path], text }));
}

function checkProblems(checks: unknown): readonly Problem[] {
  if (checks === undefined) return [];
  if (!isObject(checks)) return [{ path: ['checks'], text: { en: 'must be an object from ids of checks to their options', 'zh-CN': '应为对象：键是检查项标识，值是其选项' } }];
  return Object.entries(checks)
    .filter(([, options]) => options !== 'off' && !isObject(options))
    .map(([id]) => ({ path: ['checks', id], text: { en: 'must be "off" or an object of options', 'zh-CN': '应为 "off" 或选项对象' } }));
}

function profileProblems(profiles: unknown): readonly Problem[] {
  const wrong: Problem['text'] = { en: 'must be an object: kind of target, then name, then what targets of that profile have in common', 'zh-CN': '应为对象：先是目标类型，再是名称，值为使用该规格的目标所共有的内容' };
  if (profiles === undefined) return [];
  if (!isObject(profiles)) return [{ path: ['profiles'], text: wrong }];
  return Object.entries(profiles).flatMap(([kind, named]) => (isObject(named)
    ? Object.entries(named).flatMap(([name, profile]) => (isObject(profile) ? [] : [{ path: ['profiles', kind, name], text: wrong }]))
    : [{ path: ['profiles', kind], text: wrong }]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const problemsOf = (fields: OptionFields, values: unknown): readonly Problem[] => defineOptions(fields)['~standard'].validate(values).issues ?? [];
