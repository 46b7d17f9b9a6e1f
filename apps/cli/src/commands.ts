import type { CommandEntry } from './command.ts';

/** The commands of the command line itself. Those of plugins come from their manifests. */
export const commands: readonly CommandEntry[] = [
  { name: 'examine', plugins: 'standard', load: async () => (await import('./commands/examine.ts')).examine,
    summary: { en: 'Find out why a target can\'t be reached; the word "examine" may be left out', 'zh-CN': '检查目标无法访问的原因；“examine”可以省略' } },
  { name: 'run', plugins: 'all', load: async () => (await import('./commands/run.ts')).run,
    summary: { en: 'Examine the targets of the config', 'zh-CN': '检查配置文件中的目标' } },
  { name: 'explain', plugins: 'all', load: async () => (await import('./commands/explain.ts')).explain,
    summary: { en: 'Say what an error text means', 'zh-CN': '解释一段报错的含义' } },
  { name: 'plan', plugins: 'all', load: async () => (await import('./commands/plan.ts')).plan,
    summary: { en: 'Show what an examination would ask, without asking it', 'zh-CN': '列出检查会进行的操作，但不实际执行' } },
  { name: 'list', plugins: 'all', load: async () => (await import('./commands/list.ts')).list,
    summary: { en: 'List plugins, checks, causes, kinds of targets or commands', 'zh-CN': '列出插件、检查项、原因、目标类型或命令' } },
  { name: 'show', plugins: 'all', load: async () => (await import('./commands/show.ts')).show,
    summary: { en: 'Show everything about a check, a cause or a finding', 'zh-CN': '显示某个检查项、原因或结论的详情' } },
  { name: 'schema', plugins: 'none', load: async () => (await import('./commands/schema.ts')).schema,
    summary: { en: 'Print the JSON Schema of reports or of the config', 'zh-CN': '输出报告或配置文件的 JSON Schema' } },
  { name: 'diff', plugins: 'none', load: async () => (await import('./commands/diff.ts')).diff,
    summary: { en: 'Compare two JSON reports: what changed since it worked', 'zh-CN': '比较两份 JSON 报告：正常时与现在有何不同' } },
  { name: 'bundle', plugins: 'standard', load: async () => (await import('./commands/bundle.ts')).bundle,
    summary: { en: 'Write the evidence of an examination into one redacted file', 'zh-CN': '把检查的证据脱敏后写入一个文件' } },
  { name: 'completion', plugins: 'all', load: async () => (await import('./commands/completion.ts')).completion,
    summary: { en: 'Print a completion script for bash, zsh or fish', 'zh-CN': '输出 bash、zsh 或 fish 的补全脚本' } },
  { name: 'help', plugins: 'all', load: async () => (await import('./commands/help.ts')).help,
    summary: { en: 'Explain the commands and their options', 'zh-CN': '说明各命令及其选项' } },
];
