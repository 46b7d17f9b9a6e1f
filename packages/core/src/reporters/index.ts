export { padEnd, widthOf } from './display-width.ts';
export { duration, type ReportView, type Row, type State, viewOf } from './report-view.ts';
export type { Reporter, ReporterOptions } from './reporter.ts';
export { reporters } from './reporters.ts';
export { type Words, wordsOf } from './words.ts';
