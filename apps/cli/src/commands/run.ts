import { nearest, ToolError, type TargetEntry } from '@culprit/core';
import type { CliCommand, CliContext } from '../command.ts';
import { conduct, examinationOptions } from '../examination.ts';

/** `culprit run [name or tag…]`: examines the targets of the config. */
export const run: CliCommand = {
  name: 'run',
  text: {
    en: { summary: 'Examine the targets of the config, or those with these names or tags', positionals: '[name or tag…]' },
    'zh-CN': { summary: '检查配置文件中的目标，或其中指定名称、标签的目标', positionals: '[名称或标签…]' },
  },
  options: examinationOptions,
  run: async (context) => conduct(context, configuredTargets(context)),
};

/** @throws ToolError (`CONFIG_UNREADABLE`, `USAGE_INVALID`) where there is no config, no target, or none of a name. */
export function configuredTargets({ config, positionals }: CliContext): readonly TargetEntry[] {
  if (config === undefined) {
    throw new ToolError('CONFIG_UNREADABLE', {
      en: 'There is no culprit.config.ts, .js, .mjs, .json, .yaml or .yml here or above. Create one, name it with --config <file>, or examine a target: culprit https://example.com',
      'zh-CN': '当前目录及上级目录中没有 culprit.config.ts、.js、.mjs、.json、.yaml 或 .yml。请创建配置文件，用 --config <文件> 指定，或直接检查目标：culprit https://example.com',
    });
  }
  if (config.targets.length === 0) throw new ToolError('USAGE_INVALID', { en: 'The config holds no targets. Add some under "targets".', 'zh-CN': '配置文件中没有目标，请在 targets 下添加。' });
  if (positionals.length === 0) return config.targets;
  const known = new Set(config.targets.flatMap(namesOf));
  const unknown = positionals.find((name) => !known.has(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, known);
    throw new ToolError('USAGE_INVALID', {
      en: `No target of the config has the name or tag ${unknown}. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known: ${[...known].join(', ')}.`}`,
      'zh-CN': `配置文件中没有名称或标签为 ${unknown} 的目标。${near.length > 0 ? `是否想写 ${near.join(' 或 ')}？` : `可用：${[...known].join('、')}。`}`,
    });
  }
  return config.targets.filter((target) => namesOf(target).some((name) => positionals.includes(name)));
}

function namesOf(target: TargetEntry): readonly string[] {
  if (typeof target === 'string') return [target];
  if ('label' in target && typeof target.label === 'string') return [target.label];
  const { name, tags } = target as { readonly name?: string; readonly tags?: readonly string[] };
  return [...(name === undefined ? [] : [name]), ...(tags ?? [])];
}
