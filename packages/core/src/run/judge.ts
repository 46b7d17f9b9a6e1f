import type { Conclusion } from '../check.ts';
import { canonical } from '../json.ts';
import type { Finding } from '../report.ts';
import type { Localized, Template } from '../text.ts';
import type { Lead } from './follow-leads.ts';
import type { Answers } from './gather.ts';
import type { PlannedJudgement, PlannedTarget } from './plan.ts';

/** Why a check could not judge, as templates: the checks' own texts know nothing of the runner. */
export const notJudged: { readonly [id: string]: Localized<Template> } = {
  'core/not-judged#blocked': { en: 'Not judged: {fact} gave no ground', 'zh-CN': '未判定：{fact} 未提供依据' },
  'core/not-judged#deadline': { en: 'Not judged: {fact} ran out of time', 'zh-CN': '未判定：{fact} 超时' },
  'core/not-judged#aborted': { en: 'Not judged: the run was interrupted', 'zh-CN': '未判定：检查被中断' },
  'core/not-judged#crashed': { en: 'Not judged: {fact} failed by a defect of Culprit', 'zh-CN': '未判定：{fact} 因 Culprit 自身缺陷而失败' },
  'core/not-judged#offline': { en: 'Not judged: {fact} would ask a third party, and this run is offline', 'zh-CN': '未判定：{fact} 需要询问第三方，而本次为离线运行' },
  'core/not-judged#not-allowed': { en: 'Not judged: {fact} would change something, which is not allowed here', 'zh-CN': '未判定：{fact} 会产生改动，而此处不允许' },
};

/** Judges one target by one check, once its facts are there. */
export function judge({ check, options, ids }: PlannedJudgement, { id: target, target: { data } }: PlannedTarget, { values, evidence, missing }: Answers, now: Date, crashed: (where: string, error: unknown) => void, lead: (lead: Lead) => void = () => {}): readonly Finding[] {
  const unable = (reason: string, fact: string): readonly Finding[] => [{
    check: check.id, layer: check.layer, target, evidence, id: `core/not-judged#${reason}`, params: { fact },
    ...(reason === 'blocked' ? { outcome: 'skipped' as const } : { outcome: 'inconclusive' as const, required: reason !== 'offline' && reason !== 'not-allowed' }),
  }];
  if (missing !== undefined && missing.status !== 'observed') return unable(missing.status === 'blocked' ? 'blocked' : missing.reason, missing.fact);
  try {
    return withoutTwins(check.evaluate({ target: data, facts: values, options, now })).map(({ finding, params, leadsTo }): Finding => {
      const spec = check.findings[finding];
      const id = ids[finding];
      if (spec === undefined || id === undefined) throw new Error(`${check.id} concluded "${finding}", which it does not declare`);
      const found: Finding = { check: check.id, layer: check.layer, target, evidence, id, outcome: spec.outcome, params };
      if (spec.outcome === 'fail') {
        const failure: Finding = { ...found, severity: spec.severity };
        if (leadsTo !== undefined) lead({ finding: failure, to: leadsTo });
        return failure;
      }
      return spec.outcome === 'inconclusive' ? { ...found, required: spec.required } : found;
    });
  } catch (error) {
    crashed(check.id, error);
    return unable('crashed', check.id);
  }
}

/** A check may say the same of one target only once. */
function withoutTwins(conclusions: readonly Conclusion[]): readonly Conclusion[] {
  if (conclusions.length < 2) return conclusions;
  const said = new Set<string>();
  return conclusions.filter(({ finding, params }) => {
    const text = `${finding} ${canonical(params)}`;
    const twin = said.has(text);
    said.add(text);
    return !twin;
  });
}
