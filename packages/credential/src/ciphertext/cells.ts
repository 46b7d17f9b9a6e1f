import type { Cell, CipherFormat } from './cipher-format.ts';
import { formats } from './formats.ts';
import { fernetTime } from './formats/fernet.ts';

/** A row as a database gives it: texts by column. */
export type Row = { readonly [column: string]: string };

/** One stored value and where it stands. `row` counts from 1. */
export interface PlacedCell extends Cell {
  readonly row: number;
  readonly column: string;
  /** What the row is called: `OPENAI_API_KEY`. */
  readonly name?: string;
  /** When it was written: ISO 8601, UTC. */
  readonly at?: string;
  /** `undefined`: none that is known. */
  readonly format?: CipherFormat;
  /** What a value of such a table is bound to. */
  readonly boundTo: string;
}

/** Tables whose values have no mark of their own, known by their columns. */
const tables: readonly { readonly value: string; readonly nonce: string; readonly boundTo: string; readonly format: string }[] = [
  { value: 'value', nonce: 'nonce_hex', boundTo: 'name', format: 'lmnr' },
  { value: 'token', nonce: 'nonce_hex', boundTo: 'team_id', format: 'lmnr' },
  { value: 'private_key', nonce: 'private_key_nonce', boundTo: 'workspace_id', format: 'lmnr' },
  { value: 'data_plane_url', nonce: 'data_plane_url_nonce', boundTo: 'workspace_id', format: 'lmnr' },
  { value: 'secret', nonce: 'nonce', boundTo: 'key_id', format: 'supabase' },
];

/** The columns that programs keep the name and the time of a row in. */
const nameColumns: readonly string[] = ['name', 'credential_name', 'key_name', 'conn_id', 'title', 'team_id', 'workspace_id', 'id'];
const timeColumns: readonly string[] = ['updated_at', 'updatedAt', 'created_at', 'createdAt', 'created'];

/** What a reader says about a table whose values do not tell it themselves. */
export interface CellChoice {
  readonly format?: string;
  readonly column?: string;
  /** For formats with one nonce for all values. */
  readonly nonce?: string;
}

/** The stored values of a row. */
export function cellsOf(row: Row, number: number, { format, column, nonce }: CellChoice = {}): readonly PlacedCell[] {
  const name = nameColumns.map((one) => row[one]).find((text) => text !== undefined && text !== '');
  const time = timeColumns.map((one) => isoTime(row[one])).find((text) => text !== undefined);
  const place = (at: string, known: CipherFormat | undefined, boundTo: string, own: string | undefined): PlacedCell => {
    const text = row[at] ?? '';
    const when = time ?? (known?.id === 'fernet' ? fernetTime(text) : undefined);
    return {
      row: number, column: at, text, boundTo, ...(own === undefined ? {} : { nonce: own }), ...(name === undefined ? {} : { name }),
      ...(when === undefined ? {} : { at: when }), ...(known === undefined ? {} : { format: known }),
    };
  };
  const named = formats.find(({ id }) => id === format);
  const listed = tables.filter((table) => row[table.value] !== undefined && row[table.nonce] !== undefined && row[table.boundTo] !== undefined && (column === undefined || table.value === column));
  if (listed.length > 0 && (named === undefined || named.id === listed[0]?.format)) {
    return listed.map((table) => place(table.value, formats.find(({ id }) => id === table.format), row[table.boundTo] ?? '', row[table.nonce]));
  }
  if (column !== undefined) return [place(column, named ?? recognised(row[column] ?? ''), '', nonce)];
  return Object.keys(row).flatMap((at) => {
    const known = recognised(row[at] ?? '');
    return known === undefined || (named !== undefined && known !== named) ? [] : [place(at, known, '', nonce)];
  });
}

const recognised = (text: string): CipherFormat | undefined => formats.find((format) => format.recognises(text));

/** What PostgreSQL prints (`2026-03-01 08:00:00+00`) and ISO 8601, as the latter. */
function isoTime(text: string | undefined): string | undefined {
  const ms = text === undefined || !/^\d{4}-\d\d-\d\d/.test(text) ? NaN : Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
