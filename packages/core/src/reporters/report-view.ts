import { layers, type Layer } from '../layer.ts';
import type { Diagnosis, Evidence, Finding, Report, ReportTarget } from '../report.ts';
import type { Table } from '../table.ts';
import { fill, type Locale, type Params } from '../text.ts';
import { neutralise, neutraliseLines } from '../neutralise.ts';

/** How a layer or a target stands: `unknown` is never healthy, `not-reached` was kept from being judged. */
export type State = 'fail' | 'unknown' | 'warn' | 'pass' | 'not-reached';

export interface Row {
  readonly layer: Layer;
  /** What the row is about where its target has a line of each check. */
  readonly check?: string;
  readonly state: State;
  /** The findings that gave it its state, worst first. */
  readonly findings: readonly Finding[];
  /** The longest of the questions that were first needed here; absent where all were needed before. */
  readonly tookMs?: number;
}

/** One target that was asked for, together with the simpler ones that it brought along. */
export interface TargetView {
  readonly target: ReportTarget;
  readonly members: ReadonlySet<string>;
  readonly state: State;
  readonly rows: readonly Row[];
}

/** The report as reporters need it. */
export interface ReportView {
  readonly targets: readonly TargetView[];
  /** The diagnoses that make a target unhealthy, and the rest. */
  readonly faults: readonly Diagnosis[];
  readonly warnings: readonly Diagnosis[];
  evidence(id: string): Evidence | undefined;
  /** The text under `key`, filled and safe to print; the key itself where the report does not hold it. */
  say(key: string, params: Params): string;
  has(key: string): boolean;
  /** What a remedy asks to be done, one text per step. */
  steps(remedy: { readonly id: string; readonly params: Params }): readonly string[];
  /** The asked-for targets that a diagnosis concerns. */
  affected(diagnosis: Diagnosis): readonly TargetView[];
}

const severities = ['critical', 'major', 'minor'];

function stateOf(finding: Finding): State | undefined {
  switch (finding.outcome) {
    case 'fail': return finding.severity === 'minor' ? 'warn' : 'fail';
    case 'inconclusive': return 'unknown';
    case 'pass': return 'pass';
    case 'skipped': return 'not-reached';
    case 'not-applicable': return undefined;
  }
}

function stateOfRow(findings: readonly Finding[]): State | undefined {
  const states = new Set(findings.map(stateOf));
  if (states.has('fail')) return 'fail';
  if (findings.some((finding) => finding.outcome === 'inconclusive' && finding.required === true)) return 'unknown';
  for (const state of ['warn', 'pass', 'unknown', 'not-reached'] as const) if (states.has(state)) return state;
  return undefined;
}

function targetState(rows: readonly Row[], interrupted: boolean): State {
  const states = new Set(rows.map((row) => row.state));
  if (states.has('fail')) return 'fail';
  // Never green on missing data: a layer without an answer, or a run that was cut short.
  const unanswered = rows.some((row) => row.state === 'unknown' && row.findings.some((finding) => finding.required === true));
  if (unanswered || interrupted) return 'unknown';
  return states.has('warn') ? 'warn' : states.has('pass') ? 'pass' : 'unknown';
}

export function viewOf(report: Report, locale: Locale): ReportView {
  const evidence = new Map(report.evidence.map((entry) => [entry.id, entry]));
  const targets = report.targets.filter((target) => target.impliedBy === undefined || target.impliedBy.length === 0).map((target) => {
    const members = membersOf(report, target.id);
    const own = report.findings.filter((finding) => members.has(finding.target));
    const rows = target.rows === 'checks' ? checkRows(own, evidence) : layerRows(own, evidence);
    return { target, members, rows, state: targetState(rows, report.interrupted) };
  });
  const affected = new Map<Diagnosis, readonly TargetView[]>();
  const has = (key: string): boolean => Object.hasOwn(report.texts, key);
  const say = (key: string, params: Params): string => {
    const template = has(key) ? report.texts[key]?.[locale] ?? report.texts[key]?.en : undefined;
    if (template === undefined) return neutralise(key);
    const safe = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? neutralise(value) : value]));
    return neutraliseLines(fill(template, safe, locale));
  };
  return {
    targets, has, say,
    faults: report.diagnoses.filter((diagnosis) => diagnosis.severity !== 'minor'),
    warnings: report.diagnoses.filter((diagnosis) => diagnosis.severity === 'minor'),
    evidence: (id) => evidence.get(id),
    steps: (remedy) => {
      const steps: string[] = [];
      while (has(`${remedy.id}/${steps.length + 1}`)) steps.push(say(`${remedy.id}/${steps.length + 1}`, remedy.params));
      return steps;
    },
    affected: (diagnosis) => {
      const known = affected.get(diagnosis);
      if (known !== undefined) return known;
      const ids = new Set([...diagnosis.explains, ...diagnosis.prevents].map((place) => place.slice(place.lastIndexOf('@') + 1)));
      const hit = targets.filter(({ members }) => !members.isDisjointFrom(ids));
      affected.set(diagnosis, hit);
      return hit;
    },
  };
}

/** The target itself and, over any number of steps, what it implied. */
function membersOf(report: Report, root: string): ReadonlySet<string> {
  const members = new Set([root]);
  for (let before = 0; before < members.size;) {
    before = members.size;
    for (const target of report.targets) if (target.impliedBy?.some((id) => members.has(id)) === true) members.add(target.id);
  }
  return members;
}

function layerRows(findings: readonly Finding[], evidence: ReadonlyMap<string, Evidence>): readonly Row[] {
  return rowsOf(layers.map((layer) => ({ layer, own: findings.filter((finding) => finding.layer === layer) })), evidence);
}

/** Checks in the order of their layers, and of the report. */
function checkRows(findings: readonly Finding[], evidence: ReadonlyMap<string, Evidence>): readonly Row[] {
  const checks = layers.flatMap((layer) => [...new Set(findings.filter((finding) => finding.layer === layer).map(({ check }) => check))].map((check) => ({ layer, check })));
  return rowsOf(checks.map(({ layer, check }) => ({ layer, check, own: findings.filter((finding) => finding.check === check) })), evidence);
}

type Group = { readonly layer: Layer; readonly check?: string; readonly own: readonly Finding[] };

function rowsOf(groups: readonly Group[], evidence: ReadonlyMap<string, Evidence>): readonly Row[] {
  const counted = new Set<string>();
  return groups.flatMap(({ own, ...about }): Row[] => {
    const state = stateOfRow(own);
    if (state === undefined) return [];
    const fresh = own.flatMap((finding) => finding.evidence).filter((id) => !counted.has(id));
    for (const id of fresh) counted.add(id);
    const times = fresh.flatMap((id) => {
      const entry = evidence.get(id);
      return entry?.status === 'observed' || entry?.status === 'failed' ? [entry.tookMs] : [];
    });
    const decisive = own.filter((finding) => stateOf(finding) === state)
      .toSorted((a, b) => Number(b.required === true) - Number(a.required === true) || severities.indexOf(a.severity ?? '') - severities.indexOf(b.severity ?? ''));
    return [{ ...about, state, findings: decisive, ...(times.length > 0 ? { tookMs: Math.max(...times) } : {}) }];
  });
}

/** What the evidence shows as tables, in the order in which it was asked for. */
export const tablesOf = ({ evidence }: Report): readonly Table[] => evidence.flatMap((item) => (item.status === 'observed' && item.table !== undefined ? [item.table] : []));

/** A span of time as people read it. */
export function duration(ms: number): string {
  if (ms < 1) return '<1 ms';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 59_950 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.floor(Math.round(ms / 1_000) / 60)} min ${Math.round(ms / 1_000) % 60} s`;
}
