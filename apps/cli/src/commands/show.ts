import { formsOf, nearest, ToolError, type Cause, type Check, type FindingSpec, type Locale, type Template } from '@culprit/core';
import { wordsOf } from '@culprit/core/reporters';
import type { CliCommand } from '../command.ts';

const words = {
  en: {
    check: 'check', cause: 'cause', layer: 'layer', target: 'target', findings: 'findings', suspects: 'suspected by', confirmed: 'confirmed', ruledOut: 'ruled out', open: 'open', remedies: 'remedies', tried: 'tried before it is shown', docs: 'docs',
    outcomes: { pass: 'pass', fail: 'fail', inconclusive: 'could not be judged', 'not-applicable': 'does not apply' }, severities: { critical: 'critical', major: 'major', minor: 'minor' },
  },
  'zh-CN': {
    check: '检查项', cause: '原因', layer: '层', target: '目标', findings: '结论', suspects: '起疑于', confirmed: '确认', ruledOut: '排除', open: '未定', remedies: '处理', tried: '展示前会先验证', docs: '文档',
    outcomes: { pass: '通过', fail: '不通过', inconclusive: '无法判定', 'not-applicable': '不适用' }, severities: { critical: '严重', major: '重要', minor: '轻微' },
  },
} as const;

const plain = (template: Template): string => formsOf(template).at(-1) ?? '';

/** `culprit show <id>`: everything about a check, a finding or a cause. */
export const show: CliCommand = {
  name: 'show',
  text: {
    en: { summary: 'Show everything about a check, a cause or a finding', positionals: '<id>' },
    'zh-CN': { summary: '显示某个检查项、原因或结论的详情', positionals: '<标识>' },
  },
  options: {},
  async run({ positionals: [given = ''], plugins, locale, io }) {
    const id = given.split('#', 1)[0] ?? '';
    const checks = plugins.flatMap((plugin) => plugin.checks);
    const causes = plugins.flatMap((plugin) => plugin.causes);
    // A check and a cause may have the same id.
    const found = [
      ...await Promise.all(checks.filter((entry) => entry.id === id).map(async (entry) => checkLines(await entry.load(), locale))),
      ...await Promise.all(causes.filter((entry) => entry.id === id).map(async (entry) => causeLines(await entry.load(), locale))),
    ];
    if (found.length === 0) {
      const near = nearest(given, [...checks, ...causes].map((entry) => entry.id));
      throw new ToolError('USAGE_INVALID', {
        en: `${given === '' ? 'Give the id of a check, a cause or a finding: culprit show <id>' : `There is no check or cause ${given}`}. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'See "culprit list checks" and "culprit list causes".'}`,
        'zh-CN': `${given === '' ? '请给出标识：culprit show <标识>' : `没有标识为 ${given} 的检查项或原因`}。${near.length > 0 ? `是否想写 ${near.join(' 或 ')}？` : '可用 culprit list checks 和 culprit list causes 查看。'}`,
      });
    }
    io.stdout(`${found.map((lines) => lines.join('\n')).join('\n\n')}\n`);
    return 0;
  },
};

function checkLines({ id, layer, target, text, findings, docs }: Check, locale: Locale): readonly string[] {
  const w = words[locale];
  const { colon, layers } = wordsOf(locale);
  const weight = (spec: FindingSpec): string => spec.outcome === 'fail' ? `${w.outcomes.fail} (${w.severities[spec.severity]})` : w.outcomes[spec.outcome];
  return [
    `${id}  (${w.check})`, `  ${text[locale].title}`, `  ${text[locale].why}`, '',
    `  ${w.layer}${colon}${layers[layer]} · ${w.target}${colon}${target.kind}`, '', `  ${w.findings}`,
    ...Object.entries(findings).map(([name, spec]) => `    #${name}  ${weight(spec)}\n      ${plain(text[locale].findings[name] ?? '')}`), '',
    `  ${w.docs} ${docs}`,
  ];
}

function causeLines({ id, owner, layer, text, suspectedBy, remedies, docs }: Cause, locale: Locale): readonly string[] {
  const w = words[locale];
  const { colon, layers, owner: ownedBy, owners } = wordsOf(locale);
  const { title, about, confirmed, ruledOut, open } = text[locale];
  const reasons = (label: string, templates: { readonly [reason: string]: Template }): readonly string[] =>
    Object.entries(templates).map(([reason, template]) => `  ${label} (${reason})\n    ${plain(template)}`);
  return [
    `${id}  (${w.cause})`, `  ${plain(title)}`, `  ${about}`, '', `  ${ownedBy(owners[owner])} · ${w.layer}${colon}${layers[layer]}`, `  ${w.suspects} ${suspectedBy.join(', ')}`, '',
    ...reasons(w.confirmed, confirmed), ...reasons(w.ruledOut, ruledOut), ...reasons(w.open, open), '',
    ...(remedies.length === 0 ? [] : [`  ${w.remedies}`]),
    ...remedies.map((remedy) => `    ${remedy.id}  ${plain(remedy.text[locale].title)}${remedy.trial === undefined ? '' : `  [${w.tried}]`}`),
    `  ${w.docs} ${docs}`,
  ];
}
