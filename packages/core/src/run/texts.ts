import type { Remedy } from '../remedy.ts';
import type { Diagnosis, Finding, Note } from '../report.ts';
import { locales, type Locale, type Localized, type Template } from '../text.ts';
import type { Catalogue } from './catalogue.ts';
import { notJudged } from './judge.ts';
import type { PlannedJudgement } from './plan.ts';
import type { Suspect } from './suspect.ts';

const own: { readonly [id: string]: Localized<Template> } = {
  ...notJudged,
  'core/kind-not-installed': {
    en: 'Targets of kind {kind} were left out: no installed plugin examines them',
    'zh-CN': '类型为 {kind} 的目标未检查：没有已安装的插件支持',
  },
};

type Texts = { readonly [key: string]: Localized<Template> };

/** What was collected for the findings on the way to here; a tree by their ids. */
type Collected = { readonly next: Map<string, Collected>; texts?: Texts };

/** Whoever watches finds the same of thousands of targets, again and again. */
const collected = new WeakMap<Catalogue, { readonly root: Collected; size: number }>();
const maxCollected = 20_000;

/** The templates that a report uses, so that it reads without the plugins. */
export function textsOf(findings: readonly Finding[], notes: readonly Note[], judgements: readonly PlannedJudgement[], catalogue: Catalogue): Texts {
  let known = collected.get(catalogue);
  if (known === undefined || known.size > maxCollected) collected.set(catalogue, known = { root: { next: new Map() }, size: 0 });
  const tree = known;
  let at = tree.root;
  const goTo = (id: string): void => {
    let next = at.next.get(id);
    if (next === undefined) {
      at.next.set(id, next = { next: new Map() });
      tree.size++;
    }
    at = next;
  };
  for (const { id, check } of findings) {
    goTo(id);
    // The runner's own findings don't name their check.
    if (id in own) goTo(check);
  }
  for (const { text } of notes) goTo(text);
  return at.texts ??= collect(findings, notes, judgements);
}

function collect(findings: readonly Finding[], notes: readonly Note[], judgements: readonly PlannedJudgement[]): Texts {
  const texts: Record<string, Localized<Template>> = {};
  const put = (key: string, text: Localized<Template> | undefined): void => {
    if (text !== undefined) texts[key] = text;
  };
  const byCheck = new Map(judgements.map(({ check, texts: its }) => [check.id, its]));
  for (const { id, check } of findings) {
    const its = byCheck.get(check);
    put(id, own[id] ?? its?.[id]);
    put(check, its?.[check]);
  }
  for (const { text } of notes) put(text, own[text]);
  return texts;
}

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
