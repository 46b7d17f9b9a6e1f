import type { Finding, Report } from '../report.ts';
import type { Reporter } from './reporter.ts';
import { neutraliseLines } from '../neutralise.ts';
import { type ReportView, viewOf } from './report-view.ts';
import { type Words, wordsOf } from './words.ts';

const entities: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Characters that XML 1.0 §2.2 excludes are spelled out beforehand, but for the two noncharacters at the end of the plane. */
const xml = (text: string): string => neutraliseLines(text).replaceAll(/[\uFFFE\uFFFF]/g, '').replaceAll(/[&<>"']/g, (character) => entities[character] ?? '').replaceAll('\n', '&#10;');

/** JUnit XML as Jenkins, GitLab and Surefire read it: a suite per target that was asked for, a case per finding. */
export const junit: Reporter = {
  id: 'junit',
  mediaType: 'application/xml',
  render(report, { locale }) {
    const [view, words] = [viewOf(report, locale), wordsOf(locale)];
    const labels = new Map(report.targets.map(({ id, label }) => [id, label]));
    const suites = view.targets.map(({ target, members }) => {
      const findings = report.findings.filter((finding) => members.has(finding.target) && finding.outcome !== 'not-applicable');
      const counted = (kind: Result['kind']): number => findings.filter((finding) => resultOf(finding).kind === kind).length;
      return { name: target.name ?? target.label, findings, tests: findings.length, failures: counted('failure'), errors: counted('error'), skipped: counted('skipped') };
    });
    const sum = (member: 'tests' | 'failures' | 'errors'): number => suites.reduce((total, suite) => total + suite[member], 0);
    const bugs = report.bugs.map(({ where, message }) => `    <testcase classname="culprit" name="${xml(where)}"><error message="${xml(message)}"/></testcase>`);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="culprit" tests="${sum('tests') + bugs.length}" failures="${sum('failures')}" errors="${sum('errors') + bugs.length}" time="${seconds(report.tookMs)}">`,
      ...suites.flatMap((suite) => [
        `  <testsuite name="${xml(suite.name)}" tests="${suite.tests}" failures="${suite.failures}" errors="${suite.errors}" skipped="${suite.skipped}" time="${seconds(report.tookMs)}" timestamp="${xml(report.startedAt)}">`,
        ...suite.findings.flatMap((finding) => caseLines(finding, labels.get(finding.target) ?? finding.target, report, view, words)),
        '  </testsuite>',
      ]),
      ...(bugs.length === 0 ? [] : [`  <testsuite name="culprit" tests="${bugs.length}" failures="0" errors="${bugs.length}" skipped="0" time="0">`, ...bugs, '  </testsuite>']),
      '</testsuites>', '',
    ].join('\n');
  },
};

const seconds = (ms: number): string => (ms / 1_000).toFixed(3);

type Result = { readonly kind: 'passed' | 'failure' | 'error' | 'skipped' };

/** A required answer that is missing is an error: nobody knows whether the target is well. */
function resultOf(finding: Finding): Result {
  switch (finding.outcome) {
    case 'fail': return { kind: finding.severity === 'minor' ? 'passed' : 'failure' };
    case 'inconclusive': return { kind: finding.required === true ? 'error' : 'skipped' };
    case 'skipped': return { kind: 'skipped' };
    default: return { kind: 'passed' };
  }
}

function caseLines(finding: Finding, label: string, report: Report, view: ReportView, words: Words): string[] {
  const text = view.say(finding.id, finding.params);
  const times = finding.evidence.map((id) => view.evidence(id)?.tookMs ?? 0);
  const open = `    <testcase classname="${xml(label)}" name="${xml(finding.check)}" time="${seconds(Math.max(0, ...times))}">`;
  const { kind } = resultOf(finding);
  if (kind === 'failure') return [open, `      <failure type="${xml(finding.id)}" message="${xml(text)}">${xml(causesOf(finding, report, view, words))}</failure>`, '    </testcase>'];
  if (kind === 'error') return [open, `      <error type="${xml(finding.id)}" message="${xml(text)}"/>`, '    </testcase>'];
  if (kind === 'skipped') return [open, `      <skipped message="${xml(text)}"/>`, '    </testcase>'];
  return [open, `      <system-out>${xml(text)}</system-out>`, '    </testcase>'];
}

/** What explains a failure, and what to do. */
function causesOf(finding: Finding, report: Report, view: ReportView, words: Words): string {
  return report.diagnoses.filter(({ explains }) => explains.includes(`${finding.id}@${finding.target}`)).flatMap((diagnosis) => [
    `${words.labels.cause}${words.colon}${view.say(diagnosis.cause, diagnosis.params)} (${diagnosis.cause})`,
    `${words.labels.why}${words.colon}${view.say(diagnosis.text, diagnosis.params)}`,
    words.owner(words.owners[diagnosis.owner]),
    ...diagnosis.remedies.flatMap((remedy) => [
      `${words.labels.fix}${words.colon}${words.audiences[remedy.audience]}${words.colon}${view.say(remedy.id, remedy.params)} [${words.trials[remedy.trial]}]`,
      ...view.steps(remedy).map((step) => `  ${step}`),
    ]),
  ]).join('\n');
}
