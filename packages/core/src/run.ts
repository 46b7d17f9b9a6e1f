import type { Severity } from './check.ts';
import type { Asker } from './ask.ts';
import type { Config, TargetEntry } from './config.ts';
import type { RunEvent } from './events.ts';
import type { Permits, Requests } from './fact.ts';
import type { JsonObject } from './json.ts';
import { createMemory, type Memory } from './memory.ts';
import type { Finding, Report } from './report.ts';
import { createCatalogue, type Catalogue } from './run/catalogue.ts';
import { exitCode } from './run/exit-code.ts';
import { createGatherer } from './run/gather.ts';
import { groupsOf, type Groups } from './run/groups.ts';
import type { Lead } from './run/follow-leads.ts';
import { judge } from './run/judge.ts';
import { kindsOf, plan as planOf, type Plan, type PlannedJudgement, type PlannedTarget } from './run/plan.ts';
import { readEntry } from './run/read-target.ts';
import { createSecretKeeper } from './run/secrets.ts';
import { textsOf } from './run/texts.ts';
import { defaultControls, type Depth, type Settings } from './settings.ts';
import type { Given, Target } from './target.ts';
import { version } from './version.ts';
import { monotonicMs } from './monotonic.ts';

/** Which checks take part, as ids or prefixes: `certificate`, `certificate/name`. */
export interface Selection {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

export interface RunOptions {
  /** Ends the run early; the report then tells what is known so far. */
  readonly signal?: AbortSignal;
  /** The clock that judgements go by. */
  readonly now?: () => Date;
  readonly on?: (event: RunEvent) => void;
  /** Default: `quick`. */
  readonly depth?: Depth;
  /** Asks no third party. */
  readonly offline?: boolean;
  /** The whole run, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number;
  /** The least severity that makes the exit code 1. Default: `major`. */
  readonly failOn?: Severity;
  /** Whether anything inconclusive makes the exit code 3. */
  readonly strict?: boolean;
  /** Who looks and from where, for the report. */
  readonly context?: JsonObject;
  /** What outlives the run. Default: nothing. */
  readonly memory?: Memory;
  /** Where facts may connect to. Default: anywhere. Judged by the very address, so that a name that leads elsewhere, a redirect and a proxy are covered. */
  readonly permits?: Permits;
  /** What goes with targets that are given as texts. */
  readonly given?: Given;
  /**
   * Asks more about the targets that were asked for, in the same run: what the diagnosis asked is not asked again, and all
   * of it is evidence of the report.
   */
  readonly also?: (ask: Asker, targets: readonly Target[]) => Promise<void>;
}

/** A config made ready: plugins are loaded and options validated once, however many runs follow. */
export interface Examiner {
  /** Examines targets and returns the report. Rejects only with a `ToolError`: what is wrong with a target is in the report. */
  examine(targets: readonly TargetEntry[], options?: RunOptions): Promise<Report>;
  /** What an examination would ask, without asking it. Rejects with a `ToolError`. */
  plan(targets: readonly TargetEntry[], options?: RunOptions): Promise<Plan>;
}

/** @throws ToolError (`CONFIG_INVALID`, `PLUGIN_INVALID`, `PLUGIN_API_UNSUPPORTED`, `USAGE_INVALID`) */
export function createExaminer(config: Omit<Config, 'targets'>, selection: Selection = {}): Examiner {
  const catalogue = createCatalogue(config, selection);
  const plans = createMemory(10_000);
  const shapes = createMemory(1_000);
  const planFor = async (targets: readonly TargetEntry[], options: RunOptions): Promise<Plan> => {
    const settings = settingsOf(config, options);
    const prepareNow = (): Promise<Plan> => prepare(catalogue, shapes, targets, settings, config.profiles === undefined ? options.given : { ...options.given, profiles: config.profiles });
    const [only] = targets;
    // A plan is pure: whoever watches a target asks for the same one again and again.
    if (typeof only !== 'string' || targets.length > 1) return prepareNow();
    const key = `${settings.depth} ${settings.offline} ${JSON.stringify(options.given ?? null)} ${only}`;
    const known = plans.peek<Plan>(key);
    if (known !== undefined) return known;
    const made = await prepareNow();
    plans.store(key, made);
    return made;
  };
  return {
    examine: async (targets, options = {}) => examine(config, catalogue, await planFor(targets, options), options),
    plan: async (targets, options = {}) => planFor(targets, options),
  };
}

/** Examines the targets of a config. The short form of {@link createExaminer} for a single run. */
export function run(config: Config, options: RunOptions & Selection = {}): Promise<Report> {
  return createExaminer(config, options).examine(config.targets, options);
}

/** What {@link run} would ask. Rejects with a `ToolError`. */
export function plan(config: Config, options: RunOptions & Selection = {}): Promise<Plan> {
  return createExaminer(config, options).plan(config.targets, options);
}

const settingsOf = ({ controls }: Pick<Config, 'controls'>, { depth = 'quick', offline = false }: RunOptions): Settings =>
  ({ depth, offline, controls: { ...defaultControls, ...controls } });

async function prepare(catalogue: Catalogue, shapes: Memory, entries: readonly TargetEntry[], settings: Settings, given?: Given): Promise<Plan> {
  const named = await Promise.all(entries.map((entry) => readEntry(entry, catalogue.manifests, catalogue.kind, given)));
  const kinds = await kindsOf(named.map(({ target }) => target), catalogue.kind);
  const checks = new Map(await Promise.all([...kinds.keys()].map(async (kind) => [kind, await catalogue.checks(kind, settings.depth)] as const)));
  return planOf(named, { kinds, checks }, settings, shapes);
}

async function examine(config: Omit<Config, 'targets'>, catalogue: Catalogue, made: Plan, options: RunOptions): Promise<Report> {
  const { now = () => new Date(), on, timeoutMs = 30_000, failOn = 'major', strict = false, context = {}, memory = createMemory(), permits = () => true } = options;
  const { signal } = options;
  const begun = monotonicMs();
  const startedAt = now();
  const settings = settingsOf(config, options);
  const keeper = createSecretKeeper([...config.secrets ?? [], ...catalogue.secretSources]);
  const bugs: { readonly where: string; readonly message: string }[] = [];
  const crashed = (where: string, error: unknown): void => {
    bugs.push({ where, message: keeper.conceal(error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500) });
  };
  const emit = (event: RunEvent): void => on?.(keeper.conceal(event));

  let planned: Plan = { ...made, graph: made.graph.fork() };
  if (on !== undefined) emit({ type: 'planned', targets: planned.targets.filter(({ asked }) => asked).map(({ target }) => target.label), questions: planned.graph.size });
  const gatherer = createGatherer({
    graph: planned.graph, secrets: keeper, memory, now, permits, crashed, ...(signal === undefined ? {} : { signal }),
    deadline: begun + timeoutMs, allow: config.allow ?? ['observe'], offline: settings.offline, concurrency: config.concurrency ?? 64,
    ...(on === undefined ? {} : {
      asking: (fact, input, evidence) => emit({ type: 'asking', evidence, fact, about: about(input) }),
      settled: (evidence) => emit({ type: 'gathered', evidence }),
    }),
  });
  try {
    const leads: Lead[] = [];
    const lead = (found: Lead): void => void leads.push(found);
    const judgeAll = (judgements: readonly PlannedJudgement[], asked: Groups): Promise<readonly Finding[]> => new Promise((resolve, reject) => {
      // In the order of the plan, each judged as soon as its facts are there.
      const findings: (readonly Finding[])[] = judgements.map(() => none);
      let left = judgements.length;
      if (left === 0) resolve(none);
      gatherer.whenEach(asked, (index, answers) => {
        try {
          const judgement = judgements[index] as PlannedJudgement;
          const concluded = judge(judgement, planned.targets[judgement.target] as PlannedTarget, answers, startedAt, crashed, lead);
          findings[index] = concluded;
          if (on !== undefined) for (const finding of concluded) emit({ type: 'found', finding });
        } catch (error) {
          reject(error);
        }
        if (--left === 0) resolve(findings.flat());
      }, reject);
    });
    let findings = await judgeAll(planned.judgements, planned.asked);
    if (leads.length > 0) {
      const { plan: grown, leadsTo } = await (await import('./run/follow-leads.ts')).followLeads(leads, planned, catalogue, settings);
      const before = planned.judgements.length;
      planned = grown;
      const further = await judgeAll(grown.judgements.slice(before), groupsOf(grown.asked.groups.slice(before)));
      findings = [...findings.map((finding): Finding => { const to = leadsTo.get(finding); return to === undefined ? finding : { ...finding, leadsTo: to }; }), ...further];
    }
    const { diagnoses, texts } = findings.some(({ outcome }) => outcome === 'fail')
      ? await (await import('./run/diagnose.ts')).diagnose(findings, { plan: planned, catalogue, gatherer, settings, now: startedAt, crashed })
      : { diagnoses: [], texts: undefined };
    for (const diagnosis of diagnoses) emit({ type: 'diagnosed', diagnosis });
    if (options.also !== undefined) {
      const ask = (requests: Requests): Promise<{ readonly values: object }> => gatherer.askAll(requests);
      await options.also(ask as Asker, planned.targets.flatMap(({ asked, target }) => (asked ? [target] : [])));
    }
    const textsOfFindings = textsOf(findings, planned.notes, planned.judgements, catalogue);
    const report: Report = keeper.conceal({
      version: 1,
      tool: { name: 'culprit', version },
      plugins: catalogue.plugins,
      context,
      startedAt: startedAt.toISOString(),
      tookMs: Math.round(monotonicMs() - begun),
      settings: { depth: settings.depth, offline: settings.offline },
      targets: planned.reported,
      evidence: gatherer.evidence(),
      findings,
      diagnoses,
      notes: planned.notes,
      thirdParties: [...gatherer.thirdParties].sort(),
      interrupted: signal?.aborted === true,
      bugs,
      texts: texts === undefined ? textsOfFindings : { ...textsOfFindings, ...texts },
      exitCode: exitCode(findings, { failOn, strict, interrupted: signal?.aborted === true, bugs: bugs.length }),
    });
    emit({ type: 'finished', report });
    return report;
  } finally {
    gatherer.dispose();
  }
}

const none: readonly Finding[] = [];

/** What a question is about, for progress: the address it names. */
const about = ({ url, host, port }: JsonObject): string => (typeof url === 'string' ? url : typeof host === 'string' ? `${host}${typeof port === 'number' ? `:${port}` : ''}` : '');
