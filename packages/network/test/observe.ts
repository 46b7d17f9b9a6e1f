import { defineCheck, definePlugin, defineTarget, run, type Memory, type Request, type TargetKind } from '@culprit/core';

const question: TargetKind = defineTarget({
  kind: 'question', text: { en: 'question', 'zh-CN': 'question' }, label: () => 'question',
  schema: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as Record<string, never> }) } },
});

/** Asks one question as the runner does, and returns the value; `undefined` where there was none. */
export async function observe<Value>(request: Request<Value>, options: { readonly memory?: Memory; readonly timeoutMs?: number; readonly now?: () => Date } = {}): Promise<Value | undefined> {
  let value: Value | undefined;
  const check = defineCheck({
    id: 'question/answer', layer: 'tls', target: question,
    findings: { answered: { outcome: 'pass' } },
    text: { en: { title: '', why: '', findings: { answered: '' } }, 'zh-CN': { title: '', why: '', findings: { answered: '' } } },
    needs: () => ({ request }),
    evaluate: ({ facts, conclude }) => {
      value = facts.request as Value;
      return conclude('answered');
    },
  });
  const plugin = definePlugin({ name: 'question', version: '0.0.0', api: 1, targets: [question], checks: [check] });
  const report = await run({ targets: [{ kind: 'question', data: {} } as never], plugins: [plugin] }, options);
  if (report.bugs.length > 0) throw new Error(report.bugs.map(({ where, message }) => `${where}: ${message}`).join('\n'));
  return value;
}
