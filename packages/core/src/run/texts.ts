import type { Check } from '../check.ts';
import type { Remedy } from '../remedy.ts';
import type { Diagnosis, Finding, Note } from '../report.ts';
import { locales, type Locale, type Localized, type Template } from '../text.ts';
import { notJudged } from './judge.ts';
import type { Suspect } from './suspect.ts';

const own: { readonly [id: string]: Localized<Template> } = {
  ...notJudged,
  'core/kind-not-installed': {
    en: 'Targets of kind {kind} were left out: no installed plugin examines them',
    'zh-CN': '类型为 {kind} 的目标未检查：没有已安装的插件支持',
  },
};

/** Collects the templates that a report uses, so that it reads without the plugins. */
export function textsOf(
  findings: readonly Finding[], diagnoses: readonly Diagnosis[], notes: readonly Note[],
  checks: ReadonlyMap<string, Check>, suspects: readonly Suspect[],
): { readonly [key: string]: Localized<Template> } {
  const texts: Record<string, Localized<Template>> = {};
  const put = (key: string, pick: (locale: Locale) => Template | undefined): void => {
    if (texts[key] !== undefined) return;
    const [en, chinese] = locales.map(pick);
    if (en !== undefined) texts[key] = { en, 'zh-CN': chinese ?? en };
  };
  const putRemedy = (remedy: Remedy): void => {
    put(remedy.id, (locale) => remedy.text[locale].title);
    remedy.text.en.steps.forEach((_, index) => put(`${remedy.id}/${index + 1}`, (locale) => remedy.text[locale].steps[index]));
  };
  for (const { id, check } of findings) {
    const core = own[id];
    if (core !== undefined) texts[id] = core;
    else put(id, (locale) => checks.get(check)?.text[locale].findings[id.slice(check.length + 1)]);
    put(check, (locale) => checks.get(check)?.text[locale].title);
  }
  for (const { text } of notes) {
    const core = own[text];
    if (core !== undefined) texts[text] = core;
  }
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
    const remedies = cause?.remedies
      ?? diagnosis.explains.flatMap((reference) => {
        const id = reference.slice(0, reference.indexOf('@'));
        const [check = '', finding = ''] = id.split('#');
        const spec = checks.get(check)?.findings[finding];
        return spec?.outcome === 'fail' && spec.remedy !== undefined ? [spec.remedy] : [];
      });
    for (const remedy of remedies) if (diagnosis.remedies.some(({ id }) => id === remedy.id)) putRemedy(remedy);
  }
  return texts;
}
