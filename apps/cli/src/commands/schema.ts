import { ToolError, type JsonObject } from '@culprit/core';
import type { CliCommand } from '../command.ts';

const schemas: { readonly [name: string]: () => Promise<JsonObject> } = {
  report: async () => (await import('@culprit/core/schema')).reportSchema,
  config: async () => (await import('@culprit/config')).configSchema(),
};

/** `culprit schema report|config` */
export const schema: CliCommand = {
  name: 'schema',
  text: {
    en: { summary: 'Print the JSON Schema of reports or of the config', positionals: 'report|config' },
    'zh-CN': { summary: '输出报告或配置文件的 JSON Schema', positionals: 'report|config' },
  },
  options: {},
  async run({ positionals: [name = ''], io }) {
    const load = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (load === undefined) throw new ToolError('USAGE_INVALID', { en: 'Which schema? Write: culprit schema report, or culprit schema config', 'zh-CN': '要输出哪个 schema？请写：culprit schema report 或 culprit schema config' });
    io.stdout(`${JSON.stringify(await load(), undefined, 2)}\n`);
    return 0;
  },
};
