import type { Requests } from '../fact.ts';
import { canonical } from '../json.ts';
import type { Note, Report } from '../report.ts';
import type { Settings } from '../settings.ts';
import type { Target, TargetKind } from '../target.ts';
import type { ConfiguredCheck } from './catalogue.ts';
import type { NamedTarget } from './read-target.ts';
import { createRequestGraph, type RequestGraph } from './request-graph.ts';

/** A target of a run, asked for or implied. */
export interface PlannedTarget extends NamedTarget {
  /** `t1`, `t2`, … */
  readonly id: string;
  readonly kind: TargetKind;
  /** Ids of planned targets. */
  implies: readonly string[];
  impliedBy: readonly string[];
  asked: boolean;
}

/** A check that will judge a target by these facts. */
export interface PlannedJudgement extends ConfiguredCheck {
  readonly target: PlannedTarget;
  readonly requests: Requests;
}

export interface Plan {
  readonly targets: readonly PlannedTarget[];
  readonly judgements: readonly PlannedJudgement[];
  readonly graph: RequestGraph;
  readonly notes: readonly Note[];
  /** The targets as the report of every run by this plan shows them. */
  readonly reported: Report['targets'];
}

/** What is loaded of the catalogue for a set of targets. */
export interface Loaded {
  readonly kinds: ReadonlyMap<string, TargetKind>;
  readonly checks: ReadonlyMap<string, readonly ConfiguredCheck[]>;
}

/**
 * Pure: which targets follow from these, which checks judge them, and which questions that takes.
 * @throws ToolError (`FACT_CYCLE`)
 */
export function plan(asked: readonly NamedTarget[], { kinds, checks }: Loaded, settings: Settings): Plan {
  const targets = new Map<string, PlannedTarget>();
  const missing = new Set<string>();
  const add = (named: NamedTarget, parent?: PlannedTarget): void => {
    const kind = kinds.get(named.target.kind);
    if (kind === undefined) {
      missing.add(named.target.kind);
      return;
    }
    let planned = targets.get(named.target.id);
    if (planned === undefined) {
      planned = { ...named, id: `t${targets.size + 1}`, kind, implies: [], impliedBy: [], asked: false };
      targets.set(named.target.id, planned);
      for (const { kind: name, data } of kind.implies(named.target.data)) {
        const implied = kinds.get(name);
        if (implied === undefined) missing.add(name);
        else add({ target: implied.of(data) }, planned);
      }
    }
    if (parent === undefined) planned.asked = true;
    else if (!planned.impliedBy.includes(parent.id)) {
      // Neither pushed nor spread: V8 would keep room for sixteen more, and whoever watches keeps the plans of thousands of targets.
      planned.impliedBy = planned.impliedBy.concat(parent.id);
      parent.implies = parent.implies.concat(planned.id);
    }
  };
  for (const named of asked) add(named);

  const graph = createRequestGraph();
  const judgements: PlannedJudgement[] = [];
  for (const target of targets.values()) {
    for (const { check, options, texts } of checks.get(target.target.kind) ?? []) {
      const requests = check.needs(target.target.data, options, settings);
      if (requests !== undefined) judgements.push({ check, options, texts, target, requests: graph.add(requests) });
    }
  }
  return {
    targets: [...targets.values()], judgements, graph,
    notes: [...missing].map((kind) => ({ text: 'core/kind-not-installed', params: { kind } })),
    reported: [...targets.values()].map(reportOf),
  };
}

/** A target as a report shows it. */
export const reportOf = ({ id, target, kind, name, tags, asked, impliedBy }: PlannedTarget): Report['targets'][number] => ({
  id, kind: target.kind, label: target.label, data: target.data,
  ...(name === undefined ? {} : { name }), ...(tags === undefined ? {} : { tags }), ...(kind.rows === 'checks' ? { rows: kind.rows } : {}), ...(asked ? {} : { impliedBy }),
});

/** Every kind that the targets are of or imply, by name. Kinds that are not installed are left out. */
export async function kindsOf(asked: readonly Target[], load: (name: string) => Promise<TargetKind | undefined>): Promise<ReadonlyMap<string, TargetKind>> {
  const kinds = new Map<string, TargetKind>();
  const seen = new Set<string>();
  const visit = async (name: string, data: Target['data']): Promise<void> => {
    const key = `${name}${canonical(data)}`;
    if (seen.has(key)) return;
    seen.add(key);
    const kind = kinds.get(name) ?? await load(name);
    if (kind === undefined) return;
    kinds.set(name, kind);
    for (const implied of kind.implies(data)) await visit(implied.kind, implied.data);
  };
  for (const target of asked) await visit(target.kind, target.data);
  return kinds;
}
