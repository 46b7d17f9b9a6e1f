import type { ComponentChildren } from 'preact';

export interface Column<T> {
  readonly name: string;
  readonly cell: (row: T) => ComponentChildren;
  readonly numeric?: boolean;
  /** What a row is about: its header for who listens, its first line on a phone. */
  readonly header?: boolean;
}

/**
 * A table that is a list of cards on a phone. The roles are written out: browsers drop those of tables whose cells are laid
 * out otherwise.
 */
export function DataTable<T>({ caption, columns, rows, keyOf, empty }: { readonly caption: string; readonly columns: readonly Column<T>[]; readonly rows: readonly T[]; readonly keyOf: (row: T) => string | number; readonly empty: ComponentChildren }) {
  if (rows.length === 0) return <p class="faint">{empty}</p>;
  return (
    <table role="table" aria-label={caption}>
      <thead role="rowgroup"><tr role="row">{columns.map(({ name, numeric = false }) => <th key={name} role="columnheader" scope="col" class={numeric ? 'number' : ''}>{name}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map(({ name, cell, numeric = false, header = false }) => (header
              ? <th key={name} role="rowheader" scope="row">{cell(row)}</th>
              : <td key={name} role="cell" class={numeric ? 'number' : ''} data-label={name}><div>{cell(row)}</div></td>))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
