import { ToolError } from '@culprit/core';
import type { CliCommand } from '../command.ts';
import { conduct, examinationOptions } from '../examination.ts';
import { kindOptions } from '../options.ts';
import { pluginsFor } from '../plugins.ts';

/** `culprit <target…>`: examines what was typed. */
export const examine: CliCommand = {
  name: 'examine',
  text: {
    en: { summary: 'Find out why a target can\'t be reached', positionals: '<target…>' },
    'zh-CN': { summary: '检查目标无法访问的原因', positionals: '<目标…>' },
  },
  options: {
    ...examinationOptions,
    ...kindOptions,
    as: { type: 'string', placeholder: 'clients', text: { en: 'Below the report, judge each address under the rules of these clients, separated by commas: curl, python, node, go, java, browser', 'zh-CN': '在报告之后，按这些客户端的规则判断各地址，以逗号分隔：curl、python、node、go、java、browser' } },
    targets: { type: 'string', placeholder: 'file', text: { en: 'Read targets from a file, one a line; "-" is stdin', 'zh-CN': '从文件读取目标，每行一个；“-”表示标准输入' } },
  },
  async run(context) {
    const file = context.options['targets'];
    const listed = typeof file === 'string' ? await (await import('@culprit/core/commands')).readTargetList(file, context, 10_000) : [];
    const targets = [...context.positionals, ...listed];
    if (targets.length === 0) {
      throw new ToolError('USAGE_INVALID', {
        en: 'There is no target. Write a URL, a host or host:port: culprit https://example.com',
        'zh-CN': '没有给出目标。请写网址、主机名或 主机:端口，例如：culprit https://example.com',
      });
    }
    if (targets.some((target) => !/^(?:http|tcp):/i.test(target))) readAuthorities();
    const { options: { as, verbose }, locale } = context;
    const below = typeof as === 'string' ? (await import('@culprit/certificate/parity')).parityBelow(as, locale, verbose === true) : undefined;
    return conduct({ ...context, plugins: await pluginsFor(targets, context) }, targets, below);
  },
};

/**
 * Node parses its 120 authorities in a thread of its own, from when node:tls is loaded until the first handshake needs
 * them. Begun now, that goes on while the plugins are loaded, instead of holding up the handshake for some eight milliseconds.
 */
function readAuthorities(): void {
  process.getBuiltinModule('node:tls');
}
