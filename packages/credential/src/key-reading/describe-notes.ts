import type { KeyNote } from './read-key.ts';

/** What a note is about, as findings tell it. */
export type NoteGroup = 'quoted' | 'wrapped' | 'surrounding-space' | 'invisible-character' | 'strange-character';

export function groupOf({ what, lossless }: KeyNote): NoteGroup {
  switch (what) {
    case 'quotes': return 'quoted';
    case 'scheme': case 'header-name': case 'assignment': case 'trailing-punctuation': return 'wrapped';
    case 'space': case 'line-break': return lossless ? 'surrounding-space' : 'invisible-character';
    case 'byte-order-mark': case 'zero-width': case 'direction-mark': case 'unusual-space': case 'control': return 'invisible-character';
    default: return 'strange-character';
  }
}

/** Where and what, never the key, in no language: `12 U+200B, 64 U+000A`. At most five are named. */
export function placesOf(notes: readonly KeyNote[]): string {
  const named = notes.slice(0, 5).map(({ position, codePoint }) => (codePoint === undefined ? String(position) : `${position} ${codePoint}`));
  return `${named.join(', ')}${notes.length > named.length ? ', …' : ''}`;
}
