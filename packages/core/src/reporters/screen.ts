import type { Report } from '../report.ts';
import { padEnd, widthOf, wrap } from './display-width.ts';
import { neutralise } from '../neutralise.ts';
import type { Locale } from '../text.ts';
import type { ReportView, State, TargetView } from './report-view.ts';
import type { Paint, Style } from './sgr.ts';
import type { Words } from './words.ts';

export const marks: { readonly [S in State]: readonly [mark: string, style: Style] } = {
  fail: ['✗', 'red'], warn: ['!', 'yellow'], unknown: ['?', 'yellow'], pass: ['✓', 'green'], 'not-reached': ['–', 'dim'],
};

/** What the parts of the human reporter share: the report, its words, and the screen that they are laid out on. */
export interface Screen {
  readonly report: Report;
  readonly view: ReportView;
  readonly words: Words;
  readonly paint: Paint;
  readonly width: number;
  readonly locale: Locale;
  readonly verbose: boolean;
}

export const nameOf = ({ target }: TargetView): string =>
  neutralise(target.name === undefined ? target.label : `${target.name} (${target.label})`);

export const oneLine = (text: string): string => text.replaceAll('\n', ' ');

/** A label at the left, and a text beside it that hangs under itself. */
export function section({ paint, width, words }: Screen, label: string, body: readonly string[], ...styles: readonly Style[]): string[] {
  const column = labelColumn(words, width);
  return body.map((line, index) => `  ${index === 0 ? paint(padEnd(label, column), 'bold', ...styles) : ' '.repeat(column)}${line}`.trimEnd());
}

function labelColumn(words: Words, width: number): number {
  const { findings: _, evidence: __, ...labels } = words.labels;
  return Math.max(...Object.values(labels).map(widthOf)) + (width < 48 ? 1 : 2);
}

export const bodyWidth = ({ words, width }: Screen): number => width - 2 - labelColumn(words, width);

export const wrapped = (screen: Screen, text: string): string[] => wrap(text, bodyWidth(screen));

/** A list entry whose further lines hang under its text. */
export const entry = (screen: Screen, bullet: string, text: string, whole = false): string[] =>
  wrap(text, bodyWidth(screen) - widthOf(bullet), { whole }).map((line, index) => `${index === 0 ? bullet : ' '.repeat(widthOf(bullet))}${line}`);
