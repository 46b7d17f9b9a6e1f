export { padEnd, widthOf } from './display-width.ts';
export type { Reporter, ReporterOptions } from './reporter.ts';
export { reporters } from './reporters.ts';
