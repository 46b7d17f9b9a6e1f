import { layers, owners } from '../layer.ts';
import type { Diagnosis } from '../report.ts';

/**
 * A diagnosis and the place of its cause inside its layer. `symptom`: what it explains has its origin at another target,
 * where something else was found.
 */
export type Ranked = { readonly diagnosis: Diagnosis; readonly order: number; readonly symptom?: boolean };

const severities = ['critical', 'major', 'minor'] as const;

/**
 * Pure: which diagnosis is the answer. Warnings come last, and symptoms after their origins; what is proved before what is merely seen; then who can act
 * (machine, network, path, service, account), the layer, the order inside the layer, severity, and the id.
 */
export function rank(diagnoses: readonly Ranked[]): readonly Diagnosis[] {
  const proved = ({ claimed, open }: Diagnosis): number => (claimed || open.length === 0 ? 0 : 1);
  const warning = ({ severity }: Diagnosis): number => (severity === 'minor' ? 1 : 0);
  /** A cause that kept a later layer of the same subject from being judged stands before whatever was still seen there. */
  const prevents = (a: Diagnosis, b: Diagnosis): number =>
    a.subject === b.subject && a.prevents.length > 0 !== b.prevents.length > 0 ? (a.prevents.length > 0 ? -1 : 1) : 0;
  return diagnoses.toSorted(({ diagnosis: a, order: orderA, symptom: symptomA = false }, { diagnosis: b, order: orderB, symptom: symptomB = false }) =>
    warning(a) - warning(b)
    || Number(symptomA) - Number(symptomB)
    || proved(a) - proved(b)
    || owners.indexOf(a.owner) - owners.indexOf(b.owner)
    || prevents(a, b)
    || layers.indexOf(a.layer) - layers.indexOf(b.layer)
    || orderA - orderB
    || severities.indexOf(a.severity) - severities.indexOf(b.severity)
    || (a.key < b.key ? -1 : 1)).map(({ diagnosis }) => diagnosis);
}
