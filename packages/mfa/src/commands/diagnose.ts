import { createExaminer, defineCommand, isSecretRef, misuse, type Command, type Json } from '@culprit/core';
import { reportOptions, runOptionsOf } from '@culprit/core/examination';
import { reporters } from '@culprit/core/reporters';
import { linesOf, nextLine } from '@culprit/core/commands';
import { codeOptions, noPositionals, prompt, secretTextOf } from '../command-input.ts';

const { output: _, ...reportForm } = reportOptions;

/** `culprit totp diagnose`: why a code is refused, by two consecutive codes. */
export const diagnose: Command = defineCommand({
  name: 'totp diagnose',
  text: { en: { summary: 'Find out why a one-time code is refused: secret, code and the next code, a line each' }, 'zh-CN': { summary: '查明动态验证码为何被拒：逐行输入密钥、验证码和下一个验证码' } },
  options: {
    ...codeOptions,
    window: { type: 'integer', min: 0, max: 100, text: { en: 'Periods either way, or counters ahead, that are accepted', 'zh-CN': '前后各接受多少个周期，或向前接受多少个计数' } },
    lastCounter: { type: 'integer', min: 0, text: { en: 'Last time step or counter that was accepted', 'zh-CN': '最近一次被接受的时间步或计数器' } },
    offline: { type: 'boolean', text: { en: 'Compare the clock with nobody', 'zh-CN': '不与任何第三方比对时钟' } },
    ...reportForm,
  },
  async run(context) {
    noPositionals(context);
    const { options, io, locale, config, plugins, env } = context;
    const lines = linesOf(context);
    const given = options['secret'] as Json | undefined;
    const values = new Map<string, string>();
    if (!isSecretRef(given)) values.set('secret', await secretTextOf(context, lines));
    for (const [name, text] of [['code', { en: 'Code', 'zh-CN': '验证码' }], ['secondCode', { en: 'Next code (or end)', 'zh-CN': '下一个验证码（可省略）' }]] as const) {
      prompt(context, text);
      const line = await nextLine(lines);
      if (line !== undefined) values.set(name, line);
    }
    if (!values.has('code')) throw misuse('There is no code: give it on the standard input, after the secret if that is there too.', '没有验证码：请写入标准输入（若密钥也在其中，则写在密钥之后）。');
    const named = Object.fromEntries(['type', 'algorithm', 'digits', 'period', 'counter', 'window', 'lastCounter'].flatMap((name) => (options[name] === undefined ? [] : [[name, options[name] as Json]])));
    const target = { kind: 'one-time-password', ...(isSecretRef(given) ? { secret: given } : {}), ...named, ...Object.fromEntries([...values.keys()].map((name) => [name, { $secret: `stdin:${name}` }])) };
    const secrets = [{ scheme: 'stdin', resolve: async (name: string) => values.get(name) }, { scheme: 'env', resolve: async (name: string) => env[name] }, ...config?.secrets ?? []];
    const report = await createExaminer({ ...config, plugins, secrets }).examine([target], runOptionsOf({ ...context, options: { depth: 'quick', ...options } }, {}));
    const reporter = await reporters[String(options['format'] ?? 'human')]?.();
    io.stdout(reporter?.render(report, { locale, color: io.color, columns: io.columns, verbose: options['verbose'] === true }) ?? '');
    return report.exitCode;
  },
});
