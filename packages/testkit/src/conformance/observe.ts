import { manifestOf, run, type Given, type Plugin, type Report, type SecretSource, type TargetEntry } from '@culprit/core';
import { copyCore } from './core-copy.ts';
import { setTraps } from './traps.ts';
import { canary, watchPlugin, type Watched } from './watch-plugin.ts';

/** Somebody on loopback who misbehaves in one way. `startHostileNetwork` of `@culprit/lab` has seven of them. */
export interface Peer {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Whether a connection can stand there; where none can, nothing is healthy. */
  readonly connects: boolean;
}

export interface Peers extends AsyncDisposable {
  readonly peers: readonly Peer[];
}

/** What the targets of a plugin look like at a peer: texts to be read, or a kind and its data. */
export type TargetsAt = (peer: Peer) => readonly TargetEntry[];

export interface Observed {
  readonly watched: Watched;
  /** How many targets were examined. */
  readonly examined: number;
  /** Targets that were called healthy although nobody was there. */
  readonly falselyHealthy: readonly string[];
  /** Targets about which another copy of core comes to another conclusion, and how. */
  readonly otherwiseElsewhere: readonly string[];
}

/** A whole run, in milliseconds: a fact's patience is at most a third of it. */
const runMs = 1_500;
const abortAfterMs = 150;
const sideBySide = 24;

/** Credentials for kinds that take header fields. */
const given: Given = { headers: { authorization: { $secret: 'env:CULPRIT_CANARY', scheme: 'Bearer' } } };

const secrets: readonly SecretSource[] = ['env', 'file'].map((scheme) => ({ scheme, resolve: async () => canary }));

/** Examines every target at every peer, then aborts an examination of the silent ones in the middle. */
export async function observe(plugin: Plugin, others: readonly Plugin[], peers: readonly Peer[], targetsAt: TargetsAt | undefined, graceMs: number): Promise<Observed> {
  const watched = watchPlugin(plugin);
  const plugins = [watched.plugin, ...others];
  const asked = peers.flatMap((peer) => (targetsAt ?? ((at) => readable(plugin, at)))(peer).map((target) => ({ peer, target })));
  using _ = setTraps();
  const reports: { readonly peer: Peer; readonly report: Report }[] = [];
  // So many that they all wait at once, and so few that none is late because of the others.
  for (let next = 0; next < asked.length; next += sideBySide) {
    reports.push(...await Promise.all(asked.slice(next, next + sideBySide).map(async ({ peer, target }) => ({ peer, report: await run({ plugins, secrets, targets: [target] }, { given, offline: true, depth: 'full', timeoutMs: runMs }) }))));
  }
  await settled(watched, graceMs);
  await abortInTheMiddle(plugins, asked.filter(({ peer }) => peer.name === 'silent').map(({ target }) => target), watched, graceMs);
  for (const { report } of reports) {
    for (const { where, message } of report.bugs) if (where.startsWith(idPrefix(plugin)) && !watched.threw.has(where)) watched.tell('answers', `${where}: ${message}`);
    if (watched.leaks([report.findings, report.diagnoses, report.bugs])) watched.tell('secrets', `a report about ${labelOf(report)} holds a secret`);
  }
  return {
    watched,
    examined: asked.length,
    falselyHealthy: reports.filter(({ peer, report }) => !peer.connects && report.exitCode === 0 && meetsPeers(reports, report)).map(({ report }) => labelOf(report)),
    otherwiseElsewhere: await compare(plugin, others, asked.filter(({ peer }) => !peer.connects).map(({ target }) => target)),
  };
}

const idPrefix = ({ name }: Plugin): string => `${name.split('/').at(-1) ?? ''}/`;
const labelOf = ({ targets }: Report): string => targets[0]?.label ?? '';

/** A kind that is judged by its text alone comes to the same conclusion wherever its peer is. */
const meetsPeers = (reports: readonly { readonly report: Report }[], { targets: [first] }: Report): boolean =>
  new Set(reports.filter(({ report }) => report.targets[0]?.kind === first?.kind).map(({ report }) => concluded(report, ''))).size > 1;

/** What a person would type for each kind that the plugin has or judges; kinds that read none of it are not examined. */
function readable(plugin: Plugin, { host, port }: Peer): readonly TargetEntry[] {
  const kinds = new Map([...plugin.checks.map(({ target }) => target), ...plugin.targets].map((kind) => [kind.kind, kind]));
  return [...kinds.values()].flatMap((kind) => [...kind.schemes.map((scheme) => `${scheme}://${host}:${port}/`), ...(kind.bare ? [`${host}:${port}`] : [])].flatMap((text) => {
    try {
      const data = kind.read(text, given);
      return data === undefined ? [] : [kind.of(data)];
    } catch {
      // It says what is wrong with the text: then it is no target.
      return [];
    }
  }));
}

/** Waits until nothing runs any more, or everything that does is late. */
async function settled({ running, tell }: Watched, graceMs: number): Promise<void> {
  while (running.size > 0 && [...running].some(({ patientUntil }) => patientUntil + graceMs > performance.now())) await pause(20);
  for (const { fact } of running) tell('ends', `${fact} still waits ${graceMs} ms after its patience ended`);
}

async function abortInTheMiddle(plugins: readonly Plugin[], targets: readonly TargetEntry[], watched: Watched, graceMs: number): Promise<void> {
  watched.waitForAborts();
  const hung = new Set(watched.running);
  const controller = new AbortController();
  const runs = targets.map((target) => run({ plugins, secrets, targets: [target] }, { given, offline: true, signal: controller.signal, timeoutMs: 60_000 }));
  // On a busy machine it takes a while until anything waits.
  const latest = performance.now() + runMs / 3;
  while (![...watched.running].some((entry) => !hung.has(entry)) && performance.now() < latest) await pause(20);
  await pause(abortAfterMs);
  controller.abort();
  await Promise.all(runs);
  const left = [...watched.running].filter((entry) => !hung.has(entry));
  const due = performance.now() + graceMs;
  while (left.some((entry) => watched.running.has(entry)) && performance.now() < due) await pause(20);
  for (const entry of left) if (watched.running.has(entry)) watched.tell('ends', `${entry.fact} goes on ${graceMs} ms after it was aborted`);
}

async function compare(plugin: Plugin, others: readonly Plugin[], targets: readonly TargetEntry[]): Promise<readonly string[]> {
  if (targets.length === 0) return [];
  await using other = await copyCore();
  const config = { plugins: [plugin, ...others].map(manifestOf), secrets };
  const options = { given, offline: true, timeoutMs: runMs };
  const differences = await Promise.all(targets.map(async (target) => {
    const [here, there] = await Promise.all([run, other.run].map(async (examine) => examine({ ...config, targets: [target] }, options)));
    const [ours, theirs] = [here, there].map((report) => (report === undefined ? '' : concluded(report, idPrefix(plugin))));
    return ours === theirs ? [] : [`${here === undefined ? '' : labelOf(here)}: ${ours ?? ''} here, ${theirs ?? ''} there`];
  }));
  return differences.flat();
}

/**
 * Everything that the checks and causes whose ids begin with `prefix` conclude, as far as it does not change from run to
 * run. What others conclude of a name that does not exist depends on how busy the machine's own resolver is.
 */
const concluded = ({ findings, diagnoses, bugs }: Report, prefix: string): string =>
  JSON.stringify([findings.map(({ id }) => id), diagnoses.map(({ cause }) => cause), bugs.map(({ where }) => where)].map((ids) => ids.filter((id) => id.startsWith(prefix)).toSorted()));

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });
