import type { Judgement } from '../cause.ts';
import type { Severity } from '../check.ts';
import { canonical } from '../json.ts';
import type { Alternative, Diagnosis, Evidence, Finding, Report } from '../report.ts';
import type { Settings } from '../settings.ts';
import type { Catalogue } from './catalogue.ts';
import type { Gatherer } from './gather.ts';
import { judgementOf, type Plan } from './plan.ts';
import { judgeCorrected, type CorrectedJudgement } from './judge-corrected.ts';
import { rank, type Ranked } from './rank.ts';
import { textsOfDiagnoses } from './diagnosis-texts.ts';
import { standing } from './supersede.ts';
import { subjectOf, suspect, type NamedCauses, type Suspect } from './suspect.ts';
import { allOptional, tryRemedies } from './try-remedies.ts';

export interface DiagnoseContext {
  readonly plan: Plan;
  readonly catalogue: Catalogue;
  readonly gatherer: Gatherer;
  readonly settings: Settings;
  readonly now: Date;
  readonly crashed: (where: string, error: unknown) => void;
}

function namedCauses({ judgements }: Plan, failures: readonly Finding[]): NamedCauses {
  return new Map(failures.map(({ id, check }) => {
    const spec = judgements.find((judgement) => judgement.check.id === check)?.check.findings[id.slice(check.length + 1)];
    return [id, spec?.outcome === 'fail' ? spec.suspects ?? [] : []];
  }));
}

/** A suspect with its verdict; `witness` holds ids of evidence. */
type Verdict = Suspect & { readonly judgement: Judgement; readonly witness: readonly string[]; readonly corrected: CorrectedJudgement | undefined };

/** With the templates that these use beside those of their findings. */
export interface Diagnosed {
  readonly diagnoses: readonly Diagnosis[];
  readonly texts: Report['texts'];
}

/** From failures to causes: suspicion, controls, judgement, trials, rank. Asks nothing where nothing failed. */
export async function diagnose(findings: readonly Finding[], context: DiagnoseContext): Promise<Diagnosed> {
  const failures = findings.filter(({ outcome }) => outcome === 'fail');
  if (failures.length === 0) return { diagnoses: [], texts: {} };
  const origins = originsOf(failures, context.plan);
  const named = namedCauses(context.plan, failures);
  const causes = await context.catalogue.causes(new Set(failures.map(({ id }) => id)), new Set([...named.values()].flat()));
  const suspects = suspect(failures, causes, context.plan.targets, context.settings, named);
  const verdicts = (await Promise.all(suspects.map((suspected) => settle(suspected, context)))).filter((verdict) => verdict !== undefined);
  const skipped = prevention(findings, context.gatherer.evidence());

  const alternatives = (explained: readonly Finding[], verdict: Judgement['verdict'], except?: Verdict): readonly Alternative[] =>
    verdicts
      .filter((other) => other !== except && other.judgement.verdict === verdict && other.suspicion.findings.some((finding) => explained.includes(finding)))
      .map(({ cause, judgement, witness }) => ({ cause: cause.id, text: `${cause.id}#${judgement.reason}`, params: judgement.params, witness }));

  const confirmed = verdicts.filter(({ judgement }) => judgement.verdict === 'confirmed');
  const claimed = await Promise.all(standing(confirmed).map(async ({ verdict, explains }): Promise<Ranked> => {
    const { cause, subject, suspicion, judgement, witness, corrected } = verdict;
    return {
      order: cause.order, symptom: explains.every((finding) => origins.has(finding)),
      diagnosis: {
        key: `${cause.id}@${subject}`, cause: cause.id, claimed: true, owner: cause.owner, layer: cause.layer, scope: cause.scope, subject,
        severity: worst(explains),
        confidence: judgement.verdict === 'confirmed' ? judgement.confidence : 'likely',
        params: judgement.params, text: `${cause.id}#${judgement.reason}`, witness,
        explains: explains.map(reference), prevents: skipped(explains), also: [],
        ruledOut: alternatives(explains, 'ruled-out', verdict), open: alternatives(explains, 'open', verdict),
        remedies: await tryRemedies(cause, suspicion, judgement.params, { ...context, corrected }),
        docs: cause.docs,
      },
    };
  }));
  const explained = new Set(confirmed.flatMap(({ suspicion }) => suspicion.findings));
  // A check may find the same fault in several places: its parameters tell them apart.
  const twins = new Set(failures.filter(({ id, target }, index) => failures.findIndex((other) => other.id === id && other.target === target) < index).map(({ id, target }) => `${id}@${target}`));
  const unclaimed = failures.filter((failure) => !explained.has(failure) && !origins.has(failure)).map((failure): Ranked => {
    const target = context.plan.targets.find(({ id }) => id === failure.target);
    const judgement = judgementOf(failure, context.plan);
    const spec = judgement?.check.findings[failure.id.slice(failure.check.length + 1)];
    const subject = target === undefined ? '' : subjectOf({ scope: 'endpoint' }, target);
    return {
      order: 100,
      diagnosis: {
        key: `${failure.id}@${subject}${twins.has(reference(failure)) ? canonical(failure.params) : ''}`, cause: failure.id, claimed: false,
        owner: spec?.outcome === 'fail' ? spec.owner : 'service', layer: failure.layer, scope: 'endpoint', subject,
        severity: failure.severity ?? 'major', confidence: 'certain', params: failure.params, text: failure.id, witness: failure.evidence,
        explains: [reference(failure)], prevents: skipped([failure]), also: [],
        ruledOut: alternatives([failure], 'ruled-out'), open: alternatives([failure], 'open'),
        remedies: spec?.outcome === 'fail' && spec.remedy !== undefined
          ? [{ id: spec.remedy.id, audience: spec.remedy.audience, params: failure.params, trial: 'not-tested', evidence: [] }] : [],
        docs: judgement?.check.docs ?? '',
      },
    };
  });
  const diagnoses = together(withSymptoms(rank([...claimed, ...unclaimed]), origins));
  return { diagnoses, texts: textsOfDiagnoses(diagnoses, context.plan.judgements, suspects) };
}

/** The failures whose origin is a failure elsewhere: at the target that they lead to, or at one that it rests on. */
function originsOf(failures: readonly Finding[], { targets }: Plan): ReadonlyMap<Finding, readonly Finding[]> {
  const implied = (id: string): readonly string[] => [id, ...(targets.find((target) => target.id === id)?.implies ?? []).flatMap(implied)];
  return new Map(failures.flatMap((failure) => {
    if (failure.leadsTo === undefined) return [];
    const there = new Set(implied(failure.leadsTo));
    const origins = failures.filter(({ target, severity }) => there.has(target) && severity !== 'minor');
    return origins.length === 0 ? [] : [[failure, origins] as const];
  }));
}

/** The first diagnosis of an origin explains its symptoms too. */
function withSymptoms(diagnoses: readonly Diagnosis[], origins: ReadonlyMap<Finding, readonly Finding[]>): readonly Diagnosis[] {
  if (origins.size === 0) return diagnoses;
  const explains = diagnoses.map((diagnosis) => [...diagnosis.explains]);
  for (const [symptom, of] of origins) explains.find((references) => of.some((origin) => references.includes(reference(origin))))?.push(reference(symptom));
  return diagnoses.map((diagnosis, index) => ({ ...diagnosis, explains: [...new Set(explains[index])] }));
}

async function settle(suspected: Suspect, context: DiagnoseContext): Promise<Verdict | undefined> {
  const { cause, suspicion } = suspected;
  const { gatherer, now, crashed } = context;
  try {
    const requests = allOptional(cause.controls(suspicion));
    const { values, evidence } = await gatherer.askAll(requests);
    const correctionMs = cause.correction?.({ suspicion, facts: values, now });
    const corrected = correctionMs === undefined ? undefined : await judgeCorrected(suspicion, correctionMs, context);
    const judgement = cause.judge({ suspicion, facts: values, now, corrected });
    const names = Object.keys(requests);
    const witness = judgement.witness.flatMap((name) => evidence[names.indexOf(name)] ?? []);
    if (judgement.verdict !== 'confirmed' || corrected === undefined) return { ...suspected, judgement, corrected, witness: [...new Set(witness)] };
    const explained = { ...suspicion, findings: suspicion.findings.filter((finding) => !corrected.remains.includes(finding)) };
    return { ...suspected, suspicion: explained, judgement, corrected, witness: [...new Set([...witness, ...corrected.evidence])] };
  } catch (error) {
    crashed(cause.id, error);
    return undefined;
  }
}

/** Diagnoses of one object name each other: the first one's remedy does not end the rest. */
function together(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  return diagnoses.map((diagnosis) => ({
    ...diagnosis,
    also: diagnoses
      .filter((other) => other !== diagnosis && other.subject === diagnosis.subject && other.layer === diagnosis.layer && other.severity !== 'minor')
      .map(({ key }) => key),
  }));
}

/** Finds the checks that could not be judged because of what some failures saw: `blocked` evidence is followed to its origin. */
function prevention(findings: readonly Finding[], evidence: readonly Evidence[]): (failures: readonly Finding[]) => readonly string[] {
  const byId = new Map(evidence.map((item) => [item.id, item]));
  const origin = (id: string): string => {
    const item = byId.get(id);
    return item?.status === 'blocked' && item.by !== id && byId.has(item.by) ? origin(item.by) : id;
  };
  const skipped = findings.filter(({ outcome }) => outcome === 'skipped');
  return (failures) => {
    const seen = new Set(failures.flatMap((failure) => failure.evidence));
    return skipped.filter((finding) => finding.evidence.some((id) => byId.get(id)?.status === 'blocked' && seen.has(origin(id)))).map(({ check, target }) => `${check}@${target}`);
  };
}

const reference = ({ id, target }: Finding): string => `${id}@${target}`;

const worst = (findings: readonly Finding[]): Severity =>
  (['critical', 'major', 'minor'] as const).find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'major';
