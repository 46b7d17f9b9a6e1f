import { createExaminer, defineCommand, type Command } from '@culprit/core';
import { reporters } from '@culprit/core/reporters';
import { onlyPositional, requireFiles, sourceOf, sourceOptions } from '../command-input.ts';

/** `culprit certificate verify`: the usual examination, of a server or of a file. */
export const verify: Command = defineCommand({
  name: 'certificate verify',
  text: {
    en: { summary: 'Find out why a certificate is not accepted, at a server or in a file', positionals: '<host|file>' },
    'zh-CN': { summary: '查明服务器或文件中的证书为何不被接受', positionals: '<主机|文件>' },
  },
  options: {
    ...sourceOptions,
    format: { type: 'enum', values: Object.keys(reporters), default: 'human', text: { en: 'Form of the report', 'zh-CN': '报告格式' } },
    depth: { type: 'enum', values: ['quick', 'full'], default: 'quick', text: { en: 'How much is asked: full looks for revocation and compares trust stores', 'zh-CN': '检查的深度：full 会查询吊销状态并比对信任库' } },
    verbose: { type: 'boolean', short: 'v', text: { en: 'Show every finding and all evidence', 'zh-CN': '显示全部结论和证据' } },
  },
  async run(context) {
    const { options, positionals, plugins, signal, locale, io } = context;
    const text = onlyPositional(positionals, 'certificate verify <host|file>');
    await requireFiles(options);
    const { kind, input } = await sourceOf(text, context);
    const examiner = createExaminer({ plugins });
    const target = kind === 'file' ? { kind: 'certificate-file', ...input } : { kind: 'tls-endpoint', ...input };
    const report = await examiner.examine([target], {
      signal, offline: options['offline'] === true, timeoutMs: Number(options['timeout']), depth: options['depth'] === 'full' ? 'full' : 'quick',
    });
    const reporter = await reporters[String(options['format'])]?.();
    if (reporter === undefined) throw new Error('a format without its reporter');
    io.stdout(reporter.render(report, { locale, color: io.color, columns: io.columns, verbose: options['verbose'] === true }));
    return report.exitCode;
  },
});
