import { open } from 'node:fs/promises';
import type { Row } from './cells.ts';

const maxBytes = 64 * 1_024 * 1_024;
/** As many tell what there is to tell. */
export const maxRows = 10_000;

export type ReadRows =
  | { readonly outcome: 'rows'; readonly rows: readonly Row[]; /** More stand in the file than are looked at. */ readonly cut: boolean }
  | { readonly outcome: 'unreadable'; readonly why: 'absent' | 'denied' | 'directory' | 'too-large' | 'failed' | 'no-rows'
    // Of a database.
    | 'bad-address' | 'no-driver' | 'not-encrypted' | 'not-admitted' | 'no-table' | 'timed-out' | 'unreachable' };

/** Reads rows as databases export them: a JSON list, one JSON object a line, or CSV with a line of column names. Never throws. */
export async function readRows(path: string, signal: AbortSignal): Promise<ReadRows> {
  let text: string;
  try {
    await using file = await open(path, 'r');
    const stats = await file.stat();
    if (stats.isDirectory()) return { outcome: 'unreadable', why: 'directory' };
    if (stats.size > maxBytes) return { outcome: 'unreadable', why: 'too-large' };
    text = (await file.readFile({ encoding: 'utf8', signal })).replace(/^\u{FEFF}/u, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { outcome: 'unreadable', why: code === 'ENOENT' ? 'absent' : code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed' };
  }
  const rows = await rowsOf(text);
  return rows.length === 0 ? { outcome: 'unreadable', why: 'no-rows' } : { outcome: 'rows', rows: rows.slice(0, maxRows), cut: rows.length > maxRows };
}

/** The rows in a text; empty where it is no table. */
export async function rowsOf(text: string): Promise<readonly Row[]> {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) return fromJson(trimmed);
  const { parse } = await import('csv-parse/sync');
  try {
    const records: unknown = parse(trimmed, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true, to: maxRows + 1 });
    return Array.isArray(records) ? records.flatMap((record: unknown) => rowOf(record)) : [];
  } catch {
    return [];
  }
}

function fromJson(text: string): readonly Row[] {
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole.flatMap(rowOf);
  if (isRecord(whole)) {
    // `{"rows": […]}` as many clients wrap it; otherwise the one row itself.
    const list = Object.values(whole).find(Array.isArray);
    return list === undefined ? rowOf(whole) : list.flatMap(rowOf);
  }
  return text.split('\n').slice(0, maxRows + 1).flatMap((line) => rowOf(parsed(line)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The texts of one row; numbers count as texts. */
export function rowOf(value: unknown): readonly Row[] {
  if (!isRecord(value)) return [];
  const texts = Object.entries(value).flatMap(([column, cell]) => (typeof cell === 'string' ? [[column, cell] as const] : typeof cell === 'number' ? [[column, String(cell)] as const] : []));
  return texts.length === 0 ? [] : [Object.fromEntries(texts)];
}
