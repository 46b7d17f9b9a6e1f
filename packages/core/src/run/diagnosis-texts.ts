import type { Remedy } from '../remedy.ts';
import type { Diagnosis } from '../report.ts';
import { locales, type Locale, type Localized, type Template } from '../text.ts';
import type { PlannedJudgement } from './plan.ts';
import type { Suspect } from './suspect.ts';

/** The templates that diagnoses use beside those of their findings. */
export function textsOfDiagnoses(diagnoses: readonly Diagnosis[], judgements: readonly PlannedJudgement[], suspects: readonly Suspect[]): Record<string, Localized<Template>> {
  const texts: Record<string, Localized<Template>> = {};
  const put = (key: string, pick: (locale: Locale) => Template | undefined): void => {
    if (texts[key] !== undefined) return;
    const [en, chinese] = locales.map(pick);
    if (en !== undefined) texts[key] = { en, 'zh-CN': chinese ?? en };
  };
  const causes = new Map(suspects.map(({ cause }) => [cause.id, cause]));
  const putCause = (id: string, text: string, kind: 'confirmed' | 'ruledOut' | 'open'): void => {
    const cause = causes.get(id);
    if (cause === undefined) return;
    put(id, (locale) => cause.text[locale].title);
    put(text, (locale) => cause.text[locale][kind][text.slice(id.length + 1)]);
  };
  for (const diagnosis of diagnoses) {
    const cause = causes.get(diagnosis.cause);
    if (cause !== undefined) put(`${cause.id}/about`, (locale) => cause.text[locale].about);
    putCause(diagnosis.cause, diagnosis.text, 'confirmed');
    for (const { cause: id, text } of diagnosis.ruledOut) putCause(id, text, 'ruledOut');
    for (const { cause: id, text } of diagnosis.open) putCause(id, text, 'open');
    for (const remedy of cause?.remedies ?? remediesOfFinding(diagnosis.cause, judgements)) {
      if (!diagnosis.remedies.some(({ id }) => id === remedy.id)) continue;
      put(remedy.id, (locale) => remedy.text[locale].title);
      remedy.text.en.steps.forEach((_, index) => put(`${remedy.id}/${index + 1}`, (locale) => remedy.text[locale].steps[index]));
    }
  }
  return texts;
}

function remediesOfFinding(id: string, judgements: readonly PlannedJudgement[]): readonly Remedy[] {
  const [check = '', finding = ''] = id.split('#');
  const spec = judgements.find((judgement) => judgement.check.id === check)?.check.findings[finding];
  return spec?.outcome === 'fail' && spec.remedy !== undefined ? [spec.remedy] : [];
}
