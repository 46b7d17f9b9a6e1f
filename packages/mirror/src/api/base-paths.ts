import { dialects, type DialectName } from './dialects.ts';

/** What is wrong with the path of a base URL. */
export type BasePathFault = 'prefix-missing' | 'prefix-doubled' | 'prefix-too-many' | 'whole-path';

export interface RepairedBase {
  readonly baseUrl: string;
  readonly fault: BasePathFault;
}

/** Requests whose whole path people paste where a base URL belongs. */
const requestPaths = /\/(?:chat\/completions|completions|responses|embeddings|messages(?:\/count_tokens)?|models(?:\/[^/]+)?|images\/generations|audio\/(?:speech|transcriptions))$/;

/**
 * Pure: the base URLs that may have been meant, likeliest first, each with what would then be wrong with the given one.
 * Clients append `/chat/completions` and the like: `/v1` belongs to the base of OpenAI's dialect once, and not at all to
 * Anthropic's.
 */
export function repairedBases(baseUrl: string, dialect: DialectName): readonly RepairedBase[] {
  const { prefix } = dialects[dialect];
  const plain = baseUrl.replace(/\/+$/, '');
  const found: RepairedBase[] = [];
  const add = (candidate: string, fault: BasePathFault): void => {
    // Nothing is left of the path of some; the host alone is a base URL too.
    if (candidate !== plain && URL.canParse(candidate) && !found.some((one) => one.baseUrl === candidate)) found.push({ baseUrl: candidate, fault });
  };
  const bare = plain.replace(requestPaths, '');
  add(bare, 'whole-path');
  const once = bare.replace(/(\/v\d+(?:beta)?)\1+$/, '$1');
  add(once, bare === plain ? 'prefix-doubled' : 'whole-path');
  const versioned = /\/v\d+(?:beta)?$/.test(once);
  if (prefix === undefined) {
    if (versioned) add(once.replace(/\/v\d+(?:beta)?$/, ''), bare === plain ? 'prefix-too-many' : 'whole-path');
    return found;
  }
  if (!versioned) {
    add(`${once}${prefix}`, bare === plain ? 'prefix-missing' : 'whole-path');
    // Some relays serve the API below /api, as OpenRouter does.
    if (dialect !== 'gemini') add(`${once}/api${prefix}`, 'prefix-missing');
  } else add(once.replace(/\/v\d+(?:beta)?$/, ''), 'prefix-too-many');
  return found;
}
