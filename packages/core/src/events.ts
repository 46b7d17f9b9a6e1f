import type { Diagnosis, Evidence, Finding, Report } from './report.ts';

/** What a run tells while it goes on; the command line shows it, a server streams it. Already free of secrets. */
export type RunEvent =
  | { readonly type: 'planned'; readonly targets: readonly string[]; readonly questions: number }
  | { readonly type: 'asking'; readonly evidence: string; readonly fact: string; readonly about: string }
  | { readonly type: 'gathered'; readonly evidence: Evidence }
  | { readonly type: 'found'; readonly finding: Finding }
  | { readonly type: 'diagnosed'; readonly diagnosis: Diagnosis }
  | { readonly type: 'finished'; readonly report: Report };
