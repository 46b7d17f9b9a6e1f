import type { Finding } from '../report.ts';
import type { Settings } from '../settings.ts';
import type { ImpliedTarget } from '../target.ts';
import type { Catalogue } from './catalogue.ts';
import { groupsOf } from './groups.ts';
import { kindsOf, plan, reportOf, type Plan, type PlannedTarget } from './plan.ts';
import type { Placed } from './request-graph.ts';

/** A failure, and the target whose trouble it may be. */
export type Lead = { readonly finding: Finding; readonly to: ImpliedTarget };

/** A hostile server may lead anywhere and to ever more. */
const maxLeads = 4;

export interface Followed {
  /** With the targets that the failures lead to; their judgements come last. */
  readonly plan: Plan;
  /** The id of the target that a failure leads to. */
  readonly leadsTo: ReadonlyMap<Finding, string>;
}

/** Plans to examine what failures lead to. What they lead to in their turn is left alone, as is a kind that is not installed. */
export async function followLeads(leads: readonly Lead[], before: Plan, catalogue: Catalogue, settings: Settings): Promise<Followed> {
  const wanted = (await Promise.all(leads.slice(0, maxLeads).map(async ({ finding, to }) => ({ finding, target: (await catalogue.kind(to.kind))?.of(to.data) }))))
    .filter((lead): lead is { finding: Finding; target: NonNullable<typeof lead.target> } => lead.target !== undefined);
  const kinds = await kindsOf(wanted.map(({ target }) => target), catalogue.kind);
  const checks = new Map(await Promise.all([...kinds.keys()].map(async (kind) => [kind, await catalogue.checks(kind, settings.depth)] as const)));
  const led = plan(wanted.map(({ target }) => ({ target })), { kinds, checks }, settings);

  const ids = new Map(before.targets.map(({ id, target }) => [target.id, id]));
  const added = led.targets.filter(({ target }) => !ids.has(target.id));
  for (const { target } of added) ids.set(target.id, `t${ids.size + 1}`);
  const own = new Map(led.targets.map(({ id, target }) => [id, ids.get(target.id) ?? id]));
  const renamed = (id: string): string => own.get(id) ?? id;
  const targets = added.map((one): PlannedTarget => {
    const parents = wanted.filter(({ target }) => target.id === one.target.id).map(({ finding }) => finding.target);
    return { ...one, id: renamed(one.id), implies: one.implies.map(renamed), impliedBy: [...new Set([...parents, ...one.impliedBy.map(renamed)])], asked: false };
  });
  const further = led.judgements.flatMap((judgement, index) => {
    const target = added.indexOf(led.targets[judgement.target] as PlannedTarget);
    return target < 0 ? [] : [{ judgement: { ...judgement, target: before.targets.length + target }, group: before.graph.add(led.graph.requests(led.asked.groups[index] as Placed)) }];
  });
  return {
    plan: {
      ...before, targets: [...before.targets, ...targets], reported: [...before.reported, ...targets.map(reportOf)],
      judgements: [...before.judgements, ...further.map(({ judgement }) => judgement)],
      asked: groupsOf([...before.asked.groups, ...further.map(({ group }) => group)]),
    },
    leadsTo: new Map(wanted.flatMap(({ finding, target }) => [[finding, ids.get(target.id) ?? ''] as const])),
  };
}
