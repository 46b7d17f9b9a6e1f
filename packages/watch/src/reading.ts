import { fill, locales, type Diagnosis, type Json, type Localized, type Report } from '@culprit/core';
import type { Advice, IncidentText, Phases, Result } from './records.ts';

/** What a report comes to for whoever watches. */
export interface Reading {
  readonly verdict: Result['verdict'];
  readonly because?: Result['because'];
  /** The causes that make it down, the first one first. */
  readonly causes: readonly Diagnosis[];
  /** Trouble of this machine or its network, which is not the target's. */
  readonly own: readonly Diagnosis[];
  readonly phases: Phases;
  readonly node?: string;
  readonly certificate?: { readonly notAfter: number; readonly fingerprint: string };
  /** Log-ins are counted by the service. */
  readonly logIn?: { readonly service: string };
}

/** Kinds that are about this machine: its trouble is then theirs. */
const ownKinds: ReadonlySet<string> = new Set(['machine']);
/** Kinds whose looks are log-ins. */
const logInKinds: ReadonlySet<string> = new Set(['login']);

/** Reads what is known from a report. Facts go by the names that the first-party plugins gave them; where one is missing, so is what it tells. */
export function read(report: Report): Reading {
  const asked = report.targets.find(({ impliedBy }) => impliedBy === undefined);
  const grave = report.diagnoses.filter(({ severity }) => severity !== 'minor');
  const isOwn = ({ owner, scope }: Diagnosis): boolean => (owner === 'machine' || owner === 'network') && (scope === 'machine' || scope === 'network') && !ownKinds.has(asked?.kind ?? '');
  const own = grave.filter(isOwn);
  // Beside trouble of our own, only a cause that a control proved is the target's.
  const causes = grave.filter((diagnosis) => !isOwn(diagnosis) && (own.length === 0 || (diagnosis.claimed && diagnosis.confidence === 'certain')));
  const seen = new Map<string, Json>();
  const took = new Map<string, number>();
  for (const evidence of report.evidence) {
    if (evidence.status !== 'observed' || seen.has(evidence.fact)) continue;
    seen.set(evidence.fact, evidence.exhibit);
    took.set(evidence.fact, evidence.tookMs);
  }
  const node = nodeOf(seen);
  const certificate = certificateOf(seen.get('certificate/chain'));
  return {
    ...verdictOf(report, causes, own),
    causes, own, phases: phasesOf(took, seen),
    ...(node === undefined ? {} : { node }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(asked !== undefined && logInKinds.has(asked.kind) ? { logIn: { service: asked.name ?? asked.label } } : {}),
  };
}

function verdictOf(report: Report, causes: readonly Diagnosis[], own: readonly Diagnosis[]): Pick<Reading, 'verdict' | 'because'> {
  const { exitCode } = report;
  if (exitCode === 0) return { verdict: 'up' };
  if (exitCode !== 1) return { verdict: 'inconclusive', because: exitCode === 70 ? 'crashed' : 'unsettled' };
  if (causes.length > 0 || own.length === 0) return { verdict: 'down' };
  return wasReached(report) ? { verdict: 'up' } : { verdict: 'inconclusive', because: 'self-fault' };
}

/**
 * Whether nothing but this machine itself is at fault, and everything beyond it passed: by a wrong clock a certificate can't
 * be judged, and an answer over plain HTTP can.
 */
function wasReached({ findings }: Report): boolean {
  const beyond = findings.filter(({ layer }) => layer !== 'machine');
  return beyond.some(({ outcome }) => outcome === 'pass') && beyond.every(({ outcome, severity, required }) =>
    outcome === 'pass' || outcome === 'not-applicable' || (outcome === 'fail' && severity === 'minor') || (outcome === 'inconclusive' && required !== true));
}

function phasesOf(took: ReadonlyMap<string, number>, seen: ReadonlyMap<string, Json>): Phases {
  const [name, connect, tls] = [took.get('network/name-resolution'), took.get('network/tcp-connection'), took.get('network/tls-handshake')];
  const firstByte = member(seen.get('network/http-exchange'), 'firstByteMs');
  return {
    ...(name === undefined ? {} : { name }), ...(connect === undefined ? {} : { connect }), ...(tls === undefined ? {} : { tls }),
    ...(typeof firstByte === 'number' ? { firstByte } : {}),
  };
}

/** The address that was connected to: what a provider can find its node by. */
function nodeOf(seen: ReadonlyMap<string, Json>): string | undefined {
  const address = member(seen.get('network/tcp-connection'), 'address');
  return typeof address === 'string' ? address.slice(0, 64) : undefined;
}

function certificateOf(chain: Json | undefined): Reading['certificate'] {
  const certificates = member(chain, 'certificates');
  const leaf = Array.isArray(certificates) ? certificates[0] as Json | undefined : undefined;
  const [notAfter, fingerprint] = [member(leaf, 'notAfter'), member(leaf, 'fingerprint256')];
  if (typeof notAfter !== 'string' || typeof fingerprint !== 'string') return undefined;
  const at = Date.parse(notAfter);
  return Number.isNaN(at) ? undefined : { notAfter: at, fingerprint };
}

function member(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

/** Texts of strangers (a header, a certificate) can be of any length. */
const maxText = 500;
const maxSteps = 12;

/** What a report says about one of its diagnoses, in words that need neither report nor plugin. */
export function tell(report: Report, diagnosis: Diagnosis): Localized<IncidentText> {
  const [en, chinese] = locales.map((locale): IncidentText => {
    const say = (key: string, params: Diagnosis['params']): string | undefined => {
      const template = report.texts[key]?.[locale];
      return template === undefined ? undefined : fill(template, params, locale).slice(0, maxText);
    };
    const witness = say(diagnosis.text, diagnosis.params);
    const remedies = diagnosis.remedies.map(({ id, audience, params, trial }): Advice => ({
      audience, trial, title: say(id, params) ?? id,
      steps: Array.from({ length: maxSteps }, (_, index) => say(`${id}/${index + 1}`, params)).filter((step) => step !== undefined),
    }));
    return { title: say(diagnosis.cause, diagnosis.params) ?? diagnosis.cause, ...(witness === undefined ? {} : { witness }), remedies };
  });
  const text = en ?? { title: diagnosis.cause, remedies: [] };
  return { en: text, 'zh-CN': chinese ?? text };
}

/** Equal for reports that say the same: then one of them is enough to keep. */
export function gist(report: Report): string {
  const said = report.findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive').map(({ id, outcome }) => `${id} ${outcome}`);
  return [report.exitCode, ...new Set(said), ...report.diagnoses.map(({ key }) => key)].join('|');
}

