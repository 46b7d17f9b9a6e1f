import type { Alternative, Diagnosis } from '../report.ts';
import { widthOf, wrapParts } from './display-width.ts';
import { neutralise } from '../neutralise.ts';
import { bodyWidth, entry, nameOf, oneLine, type Screen, section, wrapped } from './screen.ts';
import type { Style } from './sgr.ts';

/** One cause: what it is, its proof, what it hits, what it is not, what stays open, and what to do. */
export function diagnosisLines(screen: Screen, diagnosis: Diagnosis): string[] {
  const { view, words, paint } = screen;
  const { labels } = words;
  const established = diagnosis.claimed || diagnosis.open.length === 0;
  const title = view.say(diagnosis.cause, diagnosis.params);
  const facts = [diagnosis.subject, words.owner(words.owners[diagnosis.owner]), established ? words.confidence[diagnosis.confidence] : words.noCauseYet, diagnosis.cause];
  const proof = view.say(diagnosis.text, diagnosis.params);
  const witness = diagnosis.witness.map((id) => [id, view.evidence(id)?.fact].filter((part) => part !== undefined).join(' ')).map(neutralise);
  const why = [
    ...(proof === title ? [] : wrapped(screen, proof)),
    ...(witness.length === 0 ? [] : wrapped(screen, words.seenIn(witness.join(words.comma))).map((line) => paint(line, 'dim'))),
  ];
  const also = screen.report.diagnoses.filter((other) => diagnosis.also.includes(other.key));
  const affected = view.targets.length > 1 ? view.affected(diagnosis) : [];
  const hits = affected.length === 1 && affected[0]?.target.label === diagnosis.subject ? [] : affected.map(nameOf);
  return [
    ...section(screen, established ? labels.cause : labels.fault, [
      ...wrapped(screen, title).map((line) => paint(line, 'bold')),
      ...wrapParts(facts.filter((part) => part !== '').map(neutralise), bodyWidth(screen)).map((line) => paint(line, 'dim')),
    ], 'red'),
    ...section(screen, labels.why, why),
    ...section(screen, labels.hits, hits.length === 0 ? [] : wrapped(screen, [hits.slice(0, 8).join(words.comma), ...(hits.length > 8 ? [words.more(hits.length - 8)] : [])].join(' '))),
    ...section(screen, labels.not, alternatives(screen, diagnosis.ruledOut)),
    ...section(screen, labels.open, alternatives(screen, diagnosis.open)),
    ...section(screen, labels.fix, remedyLines(screen, diagnosis)),
    ...section(screen, labels.also, also.flatMap((other) => entry(screen, '· ', view.say(other.cause, other.params)))),
  ];
}

function alternatives(screen: Screen, others: readonly Alternative[]): string[] {
  return others.flatMap((other) => entry(screen, '· ', `${screen.view.say(other.text, other.params)} (${neutralise(other.cause)})`));
}

function remedyLines(screen: Screen, { remedies, claimed }: Diagnosis): string[] {
  const { view, words, paint } = screen;
  if (remedies.length === 0) return claimed ? [paint(words.noFix, 'dim')] : [];
  const styles: { readonly [trial: string]: readonly Style[] } = { works: ['green'], 'does-not-help': ['yellow'], 'not-tested': ['dim'] };
  return remedies.flatMap((remedy) => {
    const title = `${words.audiences[remedy.audience]}${words.colon}${oneLine(view.say(remedy.id, remedy.params))}`;
    const lines = wrapped(screen, title);
    const mark = `[${words.trials[remedy.trial]}]`;
    const last = lines.pop() ?? '';
    const fits = widthOf(last) + 2 + widthOf(mark) <= bodyWidth(screen);
    const painted = paint(mark, ...(styles[remedy.trial] ?? []));
    const steps = view.steps(remedy);
    return [
      ...lines, ...(fits ? [`${last}  ${painted}`] : [last, `  ${painted}`]),
      ...steps.flatMap((step, index) => entry(screen, steps.length === 1 ? '  ' : `  ${index + 1}. `, step, true)),
      ...(remedy.docs === undefined ? [] : entry(screen, '  ', neutralise(remedy.docs), true).map((line) => paint(line, 'dim'))),
    ];
  });
}

/** Minor faults do not keep anybody out: a sentence and what to do about it. */
export function warningLines(screen: Screen, diagnosis: Diagnosis): string[] {
  const { view, words } = screen;
  const [remedy] = diagnosis.remedies;
  const advice = remedy === undefined ? [] : wrapped(screen, `${words.audiences[remedy.audience]}${words.colon}${oneLine(view.say(remedy.id, remedy.params))}`);
  const where = view.targets.length > 1 && diagnosis.subject !== '' ? ` (${neutralise(diagnosis.subject)})` : '';
  return section(screen, words.labels.warning, [...wrapped(screen, view.say(diagnosis.cause, diagnosis.params) + where), ...advice.map((line) => screen.paint(line, 'dim'))], 'yellow');
}
