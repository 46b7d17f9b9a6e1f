import { invisible, strayCharacter, type StrayCharacter } from './stray-character.ts';

/** Something around a key that is no part of it. */
export type Wrapping = 'quotes' | 'scheme' | 'header-name' | 'assignment' | 'trailing-punctuation' | StrayCharacter;

/** A key without what was around it. `from` counts the characters before it. */
export interface Unwrapped {
  readonly characters: readonly string[];
  readonly from: number;
  /** From the outside inwards, each with the 1-based position of its first character in the raw text. */
  readonly wrappings: readonly { readonly wrapping: Wrapping; readonly position: number; readonly count: number }[];
}

const pairs: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '“': '”', '‘': '’', '”': '”', '’': '’', '„': '“', '«': '»', '「': '」', '『': '』' };

/** What stands before a value: `Authorization: Bearer `, `x-api-key: `, `export NAME=`, `$env:NAME = `. */
const leads: readonly (readonly [Wrapping, RegExp])[] = [
  ['header-name', /^(?:(?:proxy-)?authorization|x-api-key|x-goog-api-key|api-key)\s*:\s*/i],
  ['scheme', /^(?:bearer|token|apikey)[ \t]+(?=\S)/i],
  ['assignment', /^(?:(?:export|set|setx|env|ENV)[ \t]+)?(?:\$env:)?[A-Za-z_][A-Za-z0-9_]{1,80}[ \t]*=[ \t]*(?=[^=\s])/],
];

/** Takes off what is around a key, layer by layer. Only the ends are touched, so nothing of the key itself is lost. */
export function unwrap(raw: string): Unwrapped {
  let characters: readonly string[] = [...raw];
  let from = 0;
  const wrappings: { wrapping: Wrapping; position: number; count: number }[] = [];
  const cut = (wrapping: Wrapping, start: number, end: number): void => {
    wrappings.push({ wrapping, position: start > 0 ? from + 1 : from + characters.length - end + 1, count: start + end });
    characters = characters.slice(start, characters.length - end);
    from += start;
  };
  for (let layer = 0; layer < 12; layer++) {
    const before = characters.length;
    for (let at = strayAt(characters[0]); at !== undefined && invisible.has(at); at = strayAt(characters[0])) cut(at, 1, 0);
    for (let at = strayAt(characters.at(-1)); at !== undefined && invisible.has(at); at = strayAt(characters.at(-1))) cut(at, 0, 1);
    const [first, last] = [characters[0] ?? '', characters.at(-1) ?? ''];
    if (characters.length >= 2 && pairs[first] === last) cut('quotes', 1, 1);
    const text = characters.slice(0, 200).join('');
    for (const [wrapping, pattern] of leads) {
      const lead = pattern.exec(text)?.[0];
      if (lead === undefined) continue;
      cut(wrapping, [...lead].length, 0);
      break;
    }
    // A list's comma, a statement's semicolon, and the mark that zsh shows where an output lacks its line break.
    if (characters.length > 8 && characters[0] !== '%' && /^[,;%]$/.test(characters.at(-1) ?? '')) cut('trailing-punctuation', 0, 1);
    if (characters.length === before) break;
  }
  return { characters, from, wrappings };
}

const strayAt = (character: string | undefined): StrayCharacter | undefined => (character === undefined ? undefined : strayCharacter(character.codePointAt(0) ?? 0));
