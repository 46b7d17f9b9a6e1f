import assert from 'node:assert/strict';
import { type Manifest, type Plugin } from '@culprit/core';
import type { Case } from './case.ts';
import { causeCases, type CauseCase } from './cause-cases.ts';
import { checkCases, type CheckCase } from './check-cases.ts';
import { observe, type Observed, type Peers, type TargetsAt } from './conformance/observe.ts';
import { demands } from './conformance/watch-plugin.ts';
import { pluginCases } from './plugin-cases.ts';
import { pluginOf } from './plugin-of.ts';

/** What an author adds to what can be found out without one. It is the default export of a plugin's `test/conformance.ts`. */
export interface Conformance {
  /** Situations and conclusions of each check, by its id. */
  readonly checks?: { readonly [id: string]: readonly CheckCase[] };
  /** Suspicions and verdicts of each cause, by its id. */
  readonly causes?: { readonly [id: string]: readonly CauseCase[] };
  /** Any other cases: those of `factCases`, say. */
  readonly cases?: readonly Case[];
  /** What the plugin's targets look like at a peer. Default: `scheme://host:port/` for every scheme, and `host:port`. */
  readonly targets?: TargetsAt;
  /** Plugins that this one rests on or names. */
  readonly others?: readonly (Plugin | Manifest)[];
}

export interface ConformanceOptions {
  /** Where the plugin is watched at work; without it, only what stands in it is examined. */
  readonly network?: () => Promise<Peers>;
  readonly conformance?: Conformance;
  /** Whether every check and every cause must have cases in `conformance`. */
  readonly complete?: boolean;
  /**
   * How long a fact may go on after its patience or an abort before it counts as hanging, in milliseconds. Default:
   * 8,000, so that a busy machine makes no fact guilty; a sound one takes none of it.
   */
  readonly graceMs?: number;
}

/**
 * Everything that a plugin owes: what `pluginCases` demands, then how it behaves among hostile peers, then the author's
 * own cases. The peers are met once, when the first case asks for it.
 */
export async function conformanceCases(manifest: Manifest, { network, conformance = {}, complete = false, graceMs = 8_000 }: ConformanceOptions): Promise<readonly Case[]> {
  const plugin = await pluginOf(manifest);
  const others = await Promise.all((conformance.others ?? []).map(async (other) => ('~manifest' in other ? pluginOf(other) : other)));
  return [
    ...pluginCases(plugin, manifest, { others }),
    ...(network === undefined || plugin.checks.length === 0 ? [] : behaviourCases(plugin, others, network, conformance.targets, graceMs)),
    ...authoredCases('check', plugin.checks, conformance.checks, complete, checkCases),
    ...authoredCases('cause', plugin.causes, conformance.causes, complete, causeCases),
    ...(conformance.cases ?? []),
  ];
}

function behaviourCases(plugin: Plugin, others: readonly Plugin[], network: () => Promise<Peers>, targetsAt: TargetsAt | undefined, graceMs: number): readonly Case[] {
  let observing: Promise<Observed> | undefined;
  const observed = (): Promise<Observed> => (observing ??= (async () => {
    await using met = await network();
    // Awaited here: the peers go when this block is left.
    return await observe(plugin, others, met.peers, targetsAt, graceMs);
  })());
  const demand = (name: string, run: (seen: Observed) => void): Case => ({ name: `${plugin.name}, among hostile peers: ${name}`, run: async () => run(await observed()) });
  return [
    demand('has a target there', ({ examined }) => assert.notEqual(examined, 0, 'none of its kinds reads "scheme://host:port/" or "host:port": say in "targets" what a target at a peer looks like')),
    ...(Object.keys(demands) as (keyof typeof demands)[]).map((name) => demand(demands[name], ({ watched }) => none(watched.faults[name]))),
    demand('is never healthy where nobody is: a check that saw nothing does not pass', ({ falselyHealthy }) => none(falselyHealthy)),
    demand('comes to the same conclusions in another copy of core: use `blocked` of the context, `isToolError`, and no `instanceof`', ({ otherwiseElsewhere }) => none(otherwiseElsewhere)),
  ];
}

function authoredCases<Judge extends { readonly id: string }, Given>(
  what: string, judges: readonly Judge[], given: { readonly [id: string]: readonly Given[] } | undefined, complete: boolean, casesOf: (judge: Judge, cases: readonly Given[]) => readonly Case[],
): readonly Case[] {
  const unknown = Object.keys(given ?? {}).filter((id) => !judges.some((judge) => judge.id === id));
  return [
    ...unknown.map((id): Case => ({ name: `${id}: is a ${what} of this plugin`, run: () => assert.fail(`there are cases for ${id}, but the plugin has ${judges.map((judge) => judge.id).join(', ') || 'none'}`) })),
    ...judges.flatMap((judge): readonly Case[] => {
      const cases = given?.[judge.id];
      if (cases !== undefined) return casesOf(judge, cases);
      return complete ? [{ name: `${judge.id}: has cases`, run: () => assert.fail(`give cases for it in test/conformance.ts, under "${what}s"`) }] : [];
    }),
  ];
}

const none = (faults: Iterable<string>): void => assert.ok([...faults].length === 0, `\n${[...faults].map((fault) => `  ${fault}`).join('\n')}`);
