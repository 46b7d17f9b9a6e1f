import { canonical } from '../json.ts';
import { createMemory, type Memory } from '../memory.ts';
import type { Finding, Note, Report } from '../report.ts';
import type { Settings } from '../settings.ts';
import type { Target, TargetKind } from '../target.ts';
import type { ConfiguredCheck } from './catalogue.ts';
import type { NamedTarget } from './read-target.ts';
import { groupsOf, type Groups } from './groups.ts';
import { RequestGraph, type GraphShape, type Placed } from './request-graph.ts';

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

/** A check that will judge a target. */
export interface PlannedJudgement extends ConfiguredCheck {
  /** Its place in {@link Plan.targets}. */
  readonly target: number;
}

/** What the plans of equal targets have in common, and so hold once: a watcher keeps those of thousands. */
interface PlanShape {
  readonly judgements: readonly PlannedJudgement[];
  /** The questions that each judgement goes by, in the order of the judgements. */
  readonly asked: Groups;
  readonly graph: GraphShape;
}

export interface Plan extends Omit<PlanShape, 'graph'> {
  readonly targets: readonly PlannedTarget[];
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
 * @param shapes what plans made before have in common with others
 * @throws ToolError (`FACT_CYCLE`)
 */
export function plan(asked: readonly NamedTarget[], { kinds, checks }: Loaded, settings: Settings, shapes: Memory = createMemory()): Plan {
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

  const graph = new RequestGraph();
  const judgements: PlannedJudgement[] = [];
  const groups: Placed[] = [];
  for (const [target, { target: { kind, data } }] of [...targets.values()].entries()) {
    for (const configured of checks.get(kind) ?? []) {
      const requests = configured.check.needs(data, configured.options, settings);
      if (requests === undefined) continue;
      judgements.push({ ...configured, target });
      groups.push(graph.add(requests));
    }
  }
  const shape = sharedShape({ judgements, asked: groupsOf(groups), graph: graph.shape }, shapes);
  return {
    targets: [...targets.values()], judgements: shape.judgements, asked: shape.asked, graph: graph.inShape(shape.graph),
    notes: [...missing].map((kind) => ({ text: 'core/kind-not-installed', params: { kind } })),
    reported: [...targets.values()].map(reportOf),
  };
}

/** The judgement that found this. */
export const judgementOf = ({ check: id, target }: Finding, { judgements, targets }: Plan): PlannedJudgement | undefined =>
  judgements.find((judgement) => judgement.check.id === id && targets[judgement.target]?.id === target);

function sharedShape(shape: PlanShape, shapes: Memory): PlanShape {
  const { judgements, asked: { groups }, graph: { facts, needs } } = shape;
  const known = shapes.recall(JSON.stringify([judgements.map(({ check, target }) => [check.id, target]), groups, facts.map(({ id }) => id), needs]), () => shape);
  // Two facts may bear one id: those of a plugin, and the same with something looked at on the way.
  const same = known.graph.facts.every((fact, place) => fact === facts[place]) && known.judgements.every(({ check }, index) => check === judgements[index]?.check);
  return same ? known : shape;
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
