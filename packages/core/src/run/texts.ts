import type { Finding, Note } from '../report.ts';
import type { Localized, Template } from '../text.ts';
import type { Catalogue } from './catalogue.ts';
import { notJudged } from './judge.ts';
import type { PlannedJudgement } from './plan.ts';

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
