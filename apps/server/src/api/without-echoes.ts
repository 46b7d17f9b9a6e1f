import type { Json, Report } from '@culprit/core';
import type { Identity } from './identity.ts';

/** Members of exhibits that repeat what a server said, word for word. */
const echoes: ReadonlySet<string> = new Set(['excerpt', 'said', 'title', 'phrase', 'text', 'location']);

/** A report without what servers said, for whoever is not an administrator: nobody shall read internal services through this one. */
export function withoutEchoes(report: Report, { user, scopes }: Identity): Report {
  if (user.role === 'admin' && scopes.includes('admin')) return report;
  return { ...report, evidence: report.evidence.map((entry) => (entry.status === 'observed' ? { ...entry, exhibit: without(entry.exhibit) } : entry)) };
}

function without(value: Json): Json {
  if (Array.isArray(value)) return value.map(without);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => (echoes.has(name) || member === undefined ? [] : [[name, without(member)]])));
}
