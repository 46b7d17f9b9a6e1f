import type { OptionFields } from '../options.ts';

/** The ids of the reporters, as data: none is loaded to read an argument. */
const formats: readonly string[] = ['human', 'json', 'ndjson', 'github', 'markdown', 'junit', 'sarif', 'prometheus'];

/** How deep and how widely to look. */
export const depthOptions: OptionFields = {
  depth: { type: 'enum', values: ['quick', 'full'], default: 'quick', text: { en: 'Look once at every layer, or compare and fetch more', 'zh-CN': 'quick：每层只看一次；full：做更多对比和获取' } },
  offline: { type: 'boolean', text: { en: 'Ask no third party', 'zh-CN': '不询问任何第三方' } },
  only: { type: 'list', items: { type: 'string' }, placeholder: 'ids', text: { en: 'Only these checks: ids or their beginnings', 'zh-CN': '只执行这些检查项（标识或其前缀）' } },
  skip: { type: 'list', items: { type: 'string' }, placeholder: 'ids', text: { en: 'Not these checks', 'zh-CN': '跳过这些检查项' } },
};

/** How a report is made and shown. */
export const reportOptions: OptionFields = {
  format: { type: 'enum', values: formats, short: 'f', text: { en: 'Form of the report; default: human', 'zh-CN': '报告格式，默认 human' } },
  output: { type: 'string', short: 'o', placeholder: 'file', text: { en: 'Write the report to a file; the screen shows the human form', 'zh-CN': '将报告写入文件；屏幕上仍显示 human 格式' } },
  timeout: { type: 'duration', default: 30_000, min: 100, max: 3_600_000, placeholder: 'span', text: { en: 'Deadline of the whole run: 500ms, 30s, 2m', 'zh-CN': '整个检查的时限：500ms、30s、2m' } },
  failOn: { type: 'enum', values: ['critical', 'major', 'minor'], default: 'major', text: { en: 'Least severity that makes the exit code 1', 'zh-CN': '使退出码为 1 的最低严重程度' } },
  strict: { type: 'boolean', text: { en: 'Exit with 3 for anything inconclusive', 'zh-CN': '只要有无法判定的项目就以 3 退出' } },
  verbose: { type: 'boolean', short: 'v', text: { en: 'Show every finding and all evidence', 'zh-CN': '显示全部结论和证据' } },
};
