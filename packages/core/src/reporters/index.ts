import type { Report } from '../report.ts';
import type { Locale } from '../text.ts';

export interface ReporterOptions {
  readonly locale: Locale;
  /** Whether SGR colour codes may be used. */
  readonly color: boolean;
  /** Width of the screen in columns. */
  readonly columns: number;
  /** Adds every finding and all evidence. */
  readonly verbose: boolean;
}

/** Turns a report into text, from the report alone: no plugin is needed and nothing is asked. */
export interface Reporter {
  readonly id: string;
  readonly mediaType: string;
  /** The whole output, ended by a newline. */
  render(report: Report, options: ReporterOptions): string;
}

/** Every reporter by its id, each loaded when it is asked for. */
export const reporters: { readonly [id: string]: () => Promise<Reporter> } = {
  human: async () => (await import('./human.ts')).human,
  json: async () => (await import('./json.ts')).json,
  ndjson: async () => (await import('./ndjson.ts')).ndjson,
  github: async () => (await import('./github.ts')).github,
  markdown: async () => (await import('./markdown.ts')).markdown,
  junit: async () => (await import('./junit.ts')).junit,
  sarif: async () => (await import('./sarif.ts')).sarif,
  prometheus: async () => (await import('./prometheus.ts')).prometheus,
};
