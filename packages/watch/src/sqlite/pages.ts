import type { Page, PageOptions } from '../store.ts';

/** How many records a page holds. */
export const pageSize = ({ limit = 100 }: PageOptions): number => Math.min(Math.max(1, Math.trunc(limit)), 1_000);

/** A page of one record more than it holds, which tells whether there is a next one. */
export function pageOf<Item>(found: readonly Item[], options: PageOptions, place: (item: Item) => string): Page<Item> {
  const items = found.slice(0, pageSize(options));
  const last = items.at(-1);
  return { items, ...(found.length > items.length && last !== undefined ? { next: place(last) } : {}) };
}
