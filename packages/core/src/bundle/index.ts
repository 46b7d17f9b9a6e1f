export type { Bundle } from './bundle.ts';
export { createBundle, isBundle, reportIn } from './bundle.ts';
export type { Redaction, Redactions } from './redact.ts';
