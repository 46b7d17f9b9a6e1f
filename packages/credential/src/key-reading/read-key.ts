import { isIntact } from './checksum.ts';
import { classify, type TextKind } from './classify.ts';
import type { KeyRule } from './rule.ts';
import { codePointName, meant, strayCharacter } from './stray-character.ts';
import { unwrap, type Wrapping } from './unwrap.ts';

/** Something about a text that is not as a key should be. It holds nothing of the key. */
export interface KeyNote {
  readonly what: Wrapping;
  /** Of the first such character in the raw text; counts from 1, in code points. */
  readonly position: number;
  /** `U+200B`; absent where it is a word such as Bearer. */
  readonly codePoint?: string;
  /** Whether it can go without any doubt about what was meant: only at the ends. */
  readonly lossless: boolean;
}

/** How a text compares with the keys that are known. */
export type KeyShape =
  /** As keys of this provider look. */
  | 'known'
  /** Several providers issue such keys: nothing speaks against it. */
  | 'shared'
  /** It begins as keys of this provider do, and goes on differently: too short, perhaps. */
  | 'unusual'
  /** Certainly a key of another provider. */
  | 'foreign'
  /** Its own checksum says that a character is wrong. */
  | 'checksum-wrong'
  | 'unknown';

/** A judgement over a text, without the text. */
export interface KeyReading {
  readonly kind: TextKind;
  /** Code points of the raw text. */
  readonly length: number;
  /** Of what is left when everything around it is gone. */
  readonly keyLength: number;
  /** At most 20. */
  readonly notes: readonly KeyNote[];
  readonly shape: KeyShape;
  /** Whose key it is, where its shape says so. */
  readonly provider?: string;
  readonly keyKind?: string;
  readonly basis?: KeyRule['basis'];
  /** Providers that issue keys of this shape, where they are several. */
  readonly candidates?: readonly string[];
  /** What keys of the expected provider begin with, where this one goes on differently. */
  readonly expectedPrefix?: string;
}

/** A reading and the key as it was meant. The text is a secret. */
export interface KeyText {
  readonly reading: KeyReading;
  /** Only the ends repaired. */
  readonly atTheEnds: string;
  /** Inner characters replaced too: a guess that somebody must agree to. `undefined` where nothing can be guessed. */
  readonly throughout: string | undefined;
}

/** Reads what stands where a key of `provider` belongs. Pure; keys longer than 16,384 characters are read that far. */
export function readKey(raw: string, rules: readonly KeyRule[], provider?: string): KeyText {
  const bounded = raw.slice(0, 16_384);
  const { characters, from, wrappings } = unwrap(bounded);
  const ends = wrappings.map(({ wrapping, position }): KeyNote => ({ what: wrapping, position, lossless: true, ...codePointAt(bounded, position, wrapping) }));
  const inner = characters.flatMap((character, index): readonly KeyNote[] => {
    const stray = strayCharacter(character.codePointAt(0) ?? 0);
    return stray === undefined ? [] : [{ what: stray, position: from + index + 1, codePoint: codePointName(character), lossless: false }];
  });
  const atTheEnds = characters.join('');
  const repaired = characters.map((character) => {
    const stray = strayCharacter(character.codePointAt(0) ?? 0);
    return stray === undefined ? character : meant(character, stray);
  });
  const throughout = repaired.includes(undefined) ? undefined : repaired.join('');
  const kind = kindOf(atTheEnds, rules);
  return {
    atTheEnds, throughout,
    reading: {
      kind, length: [...bounded].length, keyLength: characters.length,
      notes: [...ends, ...inner].toSorted((a, b) => a.position - b.position).slice(0, 20),
      ...(kind === 'key' || kind === 'jwt' ? shapeOf(throughout ?? atTheEnds, rules, provider) : { shape: 'unknown' as const }),
    },
  };
}

/** Quotes and marks are named too; words of ASCII are not, as they might be part of a key. */
function codePointAt(raw: string, position: number, wrapping: Wrapping): { readonly codePoint?: string } {
  const character = [...raw][position - 1];
  const isMark = wrapping === 'quotes' || wrapping === 'trailing-punctuation';
  return character === undefined || (!isMark && strayCharacter(character.codePointAt(0) ?? 0) === undefined) ? {} : { codePoint: codePointName(character) };
}

function kindOf(text: string, rules: readonly KeyRule[]): TextKind {
  const kind = classify(text);
  if (kind !== 'key' || !/^[A-Za-z0-9+/_-]{24,700}={0,2}$/.test(text)) return kind;
  // Kubernetes secrets hold base64 of the value: some people copy that.
  const decoded = Buffer.from(text, 'base64').toString('latin1').trimEnd();
  const own = rules.some(({ pattern }) => pattern.test(text));
  return !own && rules.some(({ prefix, pattern }) => prefix.length >= 3 && pattern.test(decoded)) ? 'base64-of-key' : kind;
}

type Shape = Pick<KeyReading, 'shape' | 'provider' | 'keyKind' | 'basis' | 'candidates' | 'expectedPrefix'>;

function shapeOf(key: string, rules: readonly KeyRule[], expected: string | undefined): Shape {
  const matching = rules.filter(({ pattern }) => pattern.test(key));
  const own = matching.find(({ provider }) => provider === expected) ?? (expected === undefined ? matching.find(({ shared }) => shared !== true) : undefined);
  const described = ({ provider, kind, basis }: KeyRule): Shape => ({ shape: 'known', provider, keyKind: kind, basis });
  if (own !== undefined) return own.checksum !== undefined && !isIntact(key) ? { ...described(own), shape: 'checksum-wrong' } : own.shared === true ? { ...described(own), shape: 'shared' } : described(own);
  const other = matching.find(({ shared, basis }) => shared !== true && basis !== 'unverified');
  const expectedRules = rules.filter(({ provider }) => provider === expected);
  // A relay takes keys of its own making, so that nobody's shape is foreign to it.
  if (expected !== undefined && expectedRules.length > 0 && other !== undefined) return { ...described(other), shape: 'foreign' };
  const begun = (expected === undefined ? rules : expectedRules).filter(({ prefix }) => prefix.length >= 3 && key.startsWith(prefix) && !rules.some((rule) => rule.prefix === prefix && rule.shared === true)).toSorted((a, b) => b.prefix.length - a.prefix.length)[0];
  if (begun !== undefined) return { ...described(begun), shape: 'unusual', expectedPrefix: begun.prefix };
  const candidates = [...new Set(matching.map(({ provider }) => provider))];
  return candidates.length === 0 ? { shape: 'unknown' } : { shape: 'shared', candidates };
}
