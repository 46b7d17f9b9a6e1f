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
