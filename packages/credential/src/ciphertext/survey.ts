import type { CellFault } from './cipher-format.ts';
import type { PlacedCell } from './cells.ts';
import { publishedKeys } from './key-text.ts';

/** The text of a key that may open values, and where it comes from. */
export interface CandidateText {
  readonly label: string;
  /** `configured`: what the program is given now. `published`: the example key of a repository. */
  readonly role: 'configured' | 'previous' | 'published';
  readonly text: string;
}

/** What became of one value. Holds nothing of it. */
export type CellVerdict = { readonly row: number; readonly column: string; readonly name?: string; readonly at?: string; readonly format?: string } & (
  | { readonly state: 'opens'; readonly by: string; readonly role: CandidateText['role']; readonly repairedKey: boolean; /** It is bound to another name than that of its row. */ readonly boundTo?: string }
  /** A format without a tag: `plausible` tells what came of the configured key, and proves nothing. */
  | { readonly state: 'unproven'; readonly plausible: boolean; readonly by: string; readonly role: CandidateText['role'] }
  | { readonly state: 'malformed'; readonly fault: CellFault }
  | { readonly state: 'plaintext' }
  | { readonly state: 'closed' }
  | { readonly state: 'unknown-format' | 'foreign' | 'no-key' }
);

/** Example keys are tried after those that were given. */
const published: readonly CandidateText[] = publishedKeys.map(({ text, publisher }) => ({ label: publisher, role: 'published', text }));

/**
 * Tries every key on a value, with the name that it should be bound to and then with others that it may have had. Keys
 * and names that are likelier come first; the first that opens is told.
 */
export async function examineCell(cell: PlacedCell, given: readonly CandidateText[], otherNames: readonly string[]): Promise<CellVerdict> {
  const { row, column, name, at, format } = cell;
  const placed = { row, column, ...(name === undefined ? {} : { name }), ...(at === undefined ? {} : { at }), ...(format === undefined ? {} : { format: format.id }) };
  if (isPlaintext(cell.text)) return { ...placed, state: 'plaintext' };
  if (format === undefined) return { ...placed, state: 'unknown-format' };
  if (format.proof === 'foreign') return { ...placed, state: 'foreign' };
  const fault = format.fault(cell);
  if (fault !== undefined) return { ...placed, state: 'malformed', fault };
  const keys = [...given, ...published].flatMap(({ label, role, text }) => format.keys(text).map((key) => ({ ...key, label, role })));
  if (format.proof === 'none') {
    const tried: CellVerdict[] = [];
    for (const { label, role, bytes } of keys) {
      const plain = await format.open(cell, bytes, '');
      const plausible = plain !== undefined && format.plausible?.(plain) === true;
      if (plausible || role === 'configured') tried.push({ ...placed, state: 'unproven', plausible, by: label, role });
    }
    return tried.find((one) => one.state === 'unproven' && one.plausible) ?? tried[0] ?? { ...placed, state: 'no-key' };
  }
  for (const boundTo of new Set([cell.boundTo, ...(format.id === 'lmnr' ? namesAround(cell.boundTo, otherNames) : [])])) {
    for (const { bytes, label, role, repaired } of keys) {
      const plain = await format.open(cell, bytes, boundTo);
      if (plain !== undefined) return { ...placed, state: 'opens', by: label, role, repairedKey: repaired, ...(boundTo === cell.boundTo ? {} : { boundTo }) };
    }
  }
  return { ...placed, state: given.some(({ text }) => format.keys(text).length > 0) ? 'closed' : 'no-key' };
}

/** Names that a row may have had: in other letters, without blanks, those of others, and none. */
const namesAround = (own: string, others: readonly string[]): readonly string[] => [own.trim(), own.toUpperCase(), own.toLowerCase(), ...others, ''];

/** What providers give out, or a URL: something that was never encrypted. */
const isPlaintext = (text: string): boolean => /^(?:sk-|AIza|ghp_|hf_|xox[bp]-|gsk_|https?:\/\/|postgres(?:ql)?:\/\/|-----BEGIN)/.test(text.trim());

/** Names of provider keys that LMNR and its like know; a renamed row is found by trying them. */
export const usualNames: readonly string[] = [
  'OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY', 'GROQ_API_KEY', 'MISTRAL_API_KEY', 'DEEPSEEK_API_KEY',
  'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AZURE_API_KEY', 'AZURE_OPENAI_API_KEY', 'OPENAI_AZURE_API_KEY', 'AZURE_OPENAI_RESOURCE_ID', 'OPENROUTER_API_KEY', 'XAI_API_KEY', 'TOGETHER_API_KEY', 'COHERE_API_KEY',
];

/** How values fare as a whole: counts, and where in time the line between them runs. */
export interface Population {
  readonly total: number;
  /** Those that the configured key opens under their own name. */
  readonly open: number;
  readonly byPrevious: number;
  readonly byPublished: number;
  readonly renamed: number;
  readonly closed: number;
  readonly malformed: number;
  readonly plaintext: number;
  readonly unproven: number;
  /** Every value written before opens otherwise or not at all, and every one from then on opens: ISO 8601, UTC. */
  readonly changedAt?: string;
}

/** Counts the verdicts. */
export function populationOf(cells: readonly CellVerdict[]): Population {
  const count = (is: (cell: CellVerdict) => boolean): number => cells.filter(is).length;
  const opensNow = (cell: CellVerdict): boolean => cell.state === 'opens' && cell.role === 'configured' && cell.boundTo === undefined;
  const sealedOtherwise = (cell: CellVerdict): boolean => cell.state === 'closed' || (cell.state === 'opens' && cell.role !== 'configured');
  const changedAt = boundary(cells.filter(sealedOtherwise), cells.filter(opensNow));
  return {
    total: cells.length,
    open: count(opensNow),
    byPrevious: count((cell) => cell.state === 'opens' && cell.role === 'previous'),
    byPublished: count((cell) => cell.state === 'opens' && cell.role === 'published'),
    renamed: count((cell) => cell.state === 'opens' && cell.boundTo !== undefined),
    closed: count(({ state }) => state === 'closed'),
    malformed: count(({ state }) => state === 'malformed'),
    plaintext: count(({ state }) => state === 'plaintext'),
    unproven: count(({ state }) => state === 'unproven'),
    ...(changedAt === undefined ? {} : { changedAt }),
  };
}

/** When the first value of `after` was written, if all of `before` are older; two of each at least, so that chance is no rule. */
function boundary(before: readonly CellVerdict[], after: readonly CellVerdict[]): string | undefined {
  const times = (cells: readonly CellVerdict[]): readonly string[] => cells.flatMap(({ at }) => (at === undefined ? [] : [at])).toSorted();
  const [older, newer] = [times(before), times(after)];
  const [last, first] = [older.at(-1), newer[0]];
  return older.length === before.length && older.length >= 2 && newer.length === after.length && newer.length >= 2 && last !== undefined && first !== undefined && last < first ? first : undefined;
}
