import type { Diagnosis } from '../report.ts';
import type { Reporter } from './reporter.ts';
import { neutralise, neutraliseLines } from '../neutralise.ts';
import { duration, type ReportView, viewOf } from './report-view.ts';
import { type Words, wordsOf } from './words.ts';

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions: data and properties are escaped apart. */
const data = (text: string): string => neutraliseLines(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
const property = (text: string): string => data(text.replaceAll('\n', ' ')).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Annotations for a GitHub workflow: a fault is an error, a minor one a warning, a missing answer a notice. */
export const github: Reporter = {
  id: 'github',
  mediaType: 'text/plain',
  render(report, { locale }) {
    const [view, words] = [viewOf(report, locale), wordsOf(locale)];
    const open = report.findings.filter((finding) => finding.outcome === 'inconclusive' && finding.required === true);
    const labels = new Map(report.targets.map(({ id, label }) => [id, label]));
    const lines = [
      ...report.diagnoses.map((diagnosis) => {
        const title = view.say(diagnosis.cause, diagnosis.params);
        const where = diagnosis.subject === '' ? '' : `${diagnosis.subject}${words.colon}`;
        return `::${diagnosis.severity === 'minor' ? 'warning' : 'error'} title=${property(where + title)}::${data(message(diagnosis, view, words))}`;
      }),
      ...open.map((finding) => `::notice title=${property(`${labels.get(finding.target) ?? finding.target}${words.colon}${words.undecided}`)}::${data(view.say(finding.id, finding.params))}`),
      ...report.bugs.map(({ where, message: text }) => `::error title=${property(`${words.labels.bug} ${where}`)}::${data(neutralise(text))}`),
      data([
        view.faults.length > 0 ? words.causes(view.faults.length) : view.targets.every(({ state }) => state === 'pass' || state === 'warn') && view.targets.length > 0 && !report.interrupted ? words.healthy : words.undecided,
        duration(report.tookMs),
      ].join(' · ')),
    ];
    return lines.map((line) => `${line}\n`).join('');
  },
};

function message(diagnosis: Diagnosis, view: ReportView, words: Words): string {
  return [
    diagnosis.text === diagnosis.cause ? '' : view.say(diagnosis.text, diagnosis.params),
    `${words.owner(words.owners[diagnosis.owner])} · ${words.confidence[diagnosis.confidence]} · ${diagnosis.cause}`,
    ...diagnosis.remedies.flatMap((remedy) => [
      `${words.audiences[remedy.audience]}${words.colon}${view.say(remedy.id, remedy.params)} [${words.trials[remedy.trial]}]`,
      ...view.steps(remedy).map((step) => `  ${step}`),
    ]),
    diagnosis.docs,
  ].filter((line) => line !== '').join('\n');
}
