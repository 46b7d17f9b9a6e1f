import type { Finding } from '../report.ts';
import { padEnd, wrap } from './display-width.ts';
import { neutralise } from '../neutralise.ts';
import { duration, type State } from './report-view.ts';
import { marks, type Screen } from './screen.ts';

/** Every finding with its id, for `verbose`. */
export function findingLines(screen: Screen): string[] {
  const { report, view, words, paint, width } = screen;
  const labels = new Map(report.targets.map((target) => [target.id, target.label]));
  const state = (finding: Finding): State =>
    finding.outcome === 'fail' ? (finding.severity === 'minor' ? 'warn' : 'fail') : finding.outcome === 'pass' ? 'pass' : finding.outcome === 'inconclusive' ? 'unknown' : 'not-reached';
  return [
    `  ${paint(words.labels.findings, 'bold')}`,
    ...report.findings.flatMap((finding) => {
      const [mark, style] = marks[state(finding)];
      return [
        `  ${paint(mark, style)} ${neutralise(`${finding.id} @ ${labels.get(finding.target) ?? finding.target}`)}`,
        ...(view.has(finding.id) ? wrap(view.say(finding.id, finding.params), width - 4).map((line) => paint(`    ${line}`, 'dim')) : []),
      ];
    }),
  ];
}

/** All evidence: what was asked and what came of it. */
export function evidenceLines({ report, words, paint, width }: Screen): string[] {
  return [
    `  ${paint(words.labels.evidence, 'bold')}`,
    ...report.evidence.flatMap((item) => {
      const came = item.status === 'observed' ? JSON.stringify(item.exhibit) : item.status === 'blocked' ? words.blockedBy(item.by)
        : item.status === 'failed' ? [words.failed[item.reason], item.detail].filter((part) => part !== undefined).join(words.colon) : words.withheld[item.reason];
      return [
        `  ${padEnd(item.id, 4)} ${neutralise(item.fact)}  ${paint(duration(item.tookMs), 'dim')}`,
        ...wrap(neutralise(JSON.stringify(item.input)), width - 7).map((line) => paint(`       ${line}`, 'dim')),
        ...wrap(neutralise(came), width - 9).map((line, index) => `       ${index === 0 ? '→' : ' '} ${line}`),
      ];
    }),
  ];
}
