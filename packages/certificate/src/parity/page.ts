import { fill, neutralise, type Locale, type Localized } from '@culprit/core';
import { padEnd, widthOf } from '@culprit/core/reporters';
import type { ClientRun } from '../facts/client-run.ts';
import type { ClientPolicies } from './clients.ts';
import type { ComparedClient } from './examine-clients.ts';
import { paritySteps, type ParityStep } from './judge-client.ts';
import { reasonWords, remarkWords, stepWords, wayWords } from './words.ts';

/** What follows the question mark may be a secret. */
export const shown = (url: string): string => url.replace(/\?.*$/, '?…');

/** Whether the client, run for real, did otherwise than judged. */
export const disagrees = ({ verdict: { outcome }, ran }: ComparedClient): boolean =>
  (ran?.outcome === 'answered' && outcome === 'fails') || (outcome === 'works' && (ran?.outcome === 'failed' || ran?.outcome === 'timed-out'));

/** The table, where the clients part, and the rules on which it rests. */
export function parityPage(url: string, compared: readonly ComparedClient[], locale: Locale, verbose: boolean): string {
  const say = (text: Localized<string>, params = {}): string => fill(text[locale], params, locale);
  const [colon, comma] = locale === 'en' ? [': ', ', '] : ['：', '、'];
  const cells = compared.map(({ policies: { name }, way, verdict: { outcome, reason, params, remarks }, ran }) => [
    `${{ works: '✓', fails: '✗', unknown: '?' }[outcome]} ${name}`, say(wayWords(way)),
    [say(reasonWords[reason], params), ...remarks.map(({ remark, params: about }) => say(remarkWords[remark], about))].join(locale === 'en' ? '; ' : '；'),
    ...(ran === undefined ? [] : [runWords(ran, locale)]),
  ]);
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  const table = cells.map(([name = '', way = '', why = '', ran]) => `${padEnd(name, widths[0] ?? 0)}  ${padEnd(way, widths[1] ?? 0)}  ${why}${ran === undefined ? '' : `  [${ran}]`}`);
  const parting = partingOf(compared);
  const failing = parting?.fails.map(({ policies: { name } }) => name).join(comma) ?? '';
  const others = parting?.others.map(({ policies: { name } }) => name).join(comma) ?? '';
  const why = parting === undefined
    ? [locale === 'en' ? 'They do not part: what is judged ends alike for all.' : '各客户端没有差别：能判定的结果都相同。']
    : [
      locale === 'en' ? `They part at ${say(stepWords[parting.step])}: it stops ${failing}, and not ${others}.` : `差别出现在${say(stepWords[parting.step])}：${failing} 到此为止，${others} 不受影响。`,
      ...[...parting.fails, ...parting.others].flatMap(({ policies }) => {
        const rule = ruleAt(parting.step, policies);
        return rule === undefined ? [] : [`  ${policies.name}${colon}${say(rule.text)} <${rule.source}>`];
      }),
    ];
  const rules = !verbose ? [] : ['', ...compared.flatMap(({ policies: { name, trust, names, families, redirects, oldestTls }, way }) => [
    `${name}${colon}`, ...[trust, names, families, redirects, oldestTls].map(({ text, source }) => `  ${say(text)} <${source}>`), `  ${say(wayWords(way))} <${way.source}>`,
  ])];
  const wrong = compared.filter(disagrees).map(({ policies: { name } }) => name).join(comma);
  const lines = [
    shown(url), '', ...table, '', ...why, ...rules,
    ...(wrong === '' ? [] : [locale === 'en' ? `Run for real, ${wrong} did otherwise than judged: settings of its own, another version, or a rule that this table lacks.` : `实际运行时，${wrong} 的结果与判断不同：可能有自己的设置、版本不同，或此表缺少某条规则。`]),
  ];
  return `${lines.map(neutralise).join('\n')}\n`;
}

/** The first step at which one client fails and another goes on. */
function partingOf(compared: readonly ComparedClient[]): { readonly step: ParityStep; readonly fails: readonly ComparedClient[]; readonly others: readonly ComparedClient[] } | undefined {
  for (const step of paritySteps) {
    const fails = compared.filter(({ verdict }) => verdict.outcome === 'fails' && verdict.step === step);
    const others = compared.filter(({ verdict }) => verdict.outcome === 'works' || (verdict.outcome === 'fails' && paritySteps.indexOf(verdict.step) > paritySteps.indexOf(step)));
    if (fails.length > 0 && others.length > 0) return { step, fails, others };
  }
  return undefined;
}

/** The rule that a step goes by, where clients have different ones. */
const ruleAt = (step: ParityStep, { trust, names, families, oldestTls }: ClientPolicies): { readonly text: Localized<string>; readonly source: string } | undefined =>
  ({ proxy: undefined, address: families, tls: oldestTls, name: names, trust, http: undefined })[step];

function runWords(ran: ClientRun, locale: Locale): string {
  switch (ran.outcome) {
    case 'answered': return locale === 'en' ? `run: ${ran.status}` : `实测：${ran.status}`;
    case 'failed': return locale === 'en' ? `run: failed, ${(ran.complaint || ran.code).slice(0, 120)}` : `实测：失败，${(ran.complaint || ran.code).slice(0, 120)}`;
    case 'timed-out': return locale === 'en' ? 'run: no end in time' : '实测：超时';
    default: return locale === 'en' ? 'not installed' : '未安装';
  }
}
