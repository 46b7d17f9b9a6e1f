import type { Finding } from '../report.ts';
import type { Table } from '../table.ts';
import { padEnd, truncate, widthOf, wrap } from './display-width.ts';
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

/** A table of the evidence; cells that do not fit the screen are cut, the widest column first. */
export function tableLines({ paint, width, locale }: Screen, { title, columns, rows }: Table): string[] {
  const lines = [columns.map((column) => column.title[locale]), ...rows].map((row) => row.map((cell) => neutralise(String(cell))));
  const widths = columns.map((_, index) => Math.max(...lines.map((row) => widthOf(row[index] ?? ''))));
  const room = width - 4 - 2 * (columns.length - 1);
  for (let spare = widths.reduce((sum, each) => sum + each, 0) - room; spare > 0; spare--) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = Math.max(1, (widths[widest] ?? 1) - 1);
  }
  return [
    `  ${paint(title[locale], 'bold')}`,
    ...lines.map((row, index) => {
      const line = row.map((cell, column) => aligned(truncate(cell, widths[column] ?? 1), widths[column] ?? 1, columns[column]?.numeric === true)).join('  ').trimEnd();
      return `    ${index === 0 ? paint(line, 'dim') : line}`;
    }),
  ];
}

const aligned = (cell: string, width: number, right: boolean): string => (right ? ' '.repeat(Math.max(0, width - widthOf(cell))) + cell : padEnd(cell, width));
