import { hostname } from 'node:os';
import type { JsonObject } from '../json.ts';
import { isReport } from '../report-diff.ts';
import type { Report } from '../report.ts';
import { version } from '../version.ts';
import { allowedEnvironment } from './environment.ts';
import { identities, redact, type Redactions } from './redact.ts';

/**
 * Everything that somebody else needs to follow a diagnosis, in one JSON file: the report with its exhibits, what of the
 * environment matters and may be shown, and where something was taken out.
 */
export interface Bundle {
  /** The version of this form. Readers accept all earlier ones. */
  readonly bundle: 1;
  readonly tool: { readonly name: 'culprit'; readonly version: string };
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly report: Report;
  /** Variables of an allow-list, by name; nothing else of the environment is looked at. */
  readonly environment: JsonObject;
  readonly redactions: Redactions;
}

export interface BundleOptions {
  readonly env: { readonly [name: string]: string | undefined };
  readonly now?: Date;
  /** What this machine is called. Default: as the system says. */
  readonly machine?: string;
  /** Further texts to take out: names of customers, of internal hosts. */
  readonly redact?: readonly string[];
}

/** Makes a bundle of a report. The names of the user, the machine and the home folder are taken out, and whatever looks like a secret. */
export function createBundle(report: Report, { env, now = new Date(), machine = hostname(), redact: texts = [] }: BundleOptions): Bundle {
  const { value, redactions } = redact({ report, environment: allowedEnvironment(env) }, [...texts.map((text) => ({ what: 'asked-for' as const, text, instead: '[redacted]' })), ...identities(env, machine)]);
  return { bundle: 1, tool: { name: 'culprit', version }, madeAt: now.toISOString(), ...value, redactions };
}

/** Whether something that was read is a bundle. */
export function isBundle(value: unknown): value is Bundle {
  return typeof value === 'object' && value !== null && 'bundle' in value && value.bundle === 1 && 'report' in value && isReport(value.report);
}

/** The report in something that was read, a report itself or a bundle of any version so far; `undefined`: there is none. */
export function reportIn(value: unknown): Report | undefined {
  if (isReport(value)) return value;
  return isBundle(value) ? value.report : undefined;
}
