import { homedir, userInfo } from 'node:os';
import { maskedSlice } from '../explain/secret-mask.ts';

type What = 'asked-for' | 'home-folder' | 'user-name' | 'machine-name' | 'secret';

/** One place where something was taken out. */
export interface Redaction {
  readonly what: What;
  /** JSON pointer (RFC 6901) into the bundle. */
  readonly at: string;
}

export interface Redactions {
  /** The first places, at most 500. */
  readonly places: readonly Redaction[];
  /** How many there are. */
  readonly count: number;
}

/** A text to take out, as a whole word, and what stands there instead. */
interface Rule {
  readonly what: What;
  readonly text: string;
  readonly instead: string;
}

const maxPlaces = 500;
/** Names that everybody has, and those too short to be told from words. */
const commonNames = new Set(['root', 'user', 'node', 'admin', 'localhost', 'runner', 'ubuntu', 'debian', 'home']);

/** What names this person and this machine. */
export function identities(env: { readonly [name: string]: string | undefined }, machine: string): readonly Rule[] {
  const rules: readonly Rule[] = [
    { what: 'home-folder', text: env['HOME'] ?? homedir(), instead: '~' },
    { what: 'user-name', text: nameOfUser(env), instead: '[user]' },
    { what: 'machine-name', text: machine, instead: '[machine]' },
  ];
  return rules.filter(({ text }) => text.length >= 3 && !commonNames.has(text.toLowerCase()));
}

/** A user id without a name is no error here. */
function nameOfUser(env: { readonly [name: string]: string | undefined }): string {
  try {
    return env['USER'] ?? userInfo().username;
  } catch {
    return '';
  }
}

/** Fields that look like secrets and are what tells one certificate or key from another in public. */
const publicField = /(?:fingerprint|sha1|sha256|serial|spki|keyId|etag|requestId)/i;

/** What a report's readers go by: ids of checks, causes and facts, references between parts, and the texts themselves. */
const identifier = /^\/report\/(?:texts|version|tool|plugins)(?:\/|$)|\/(?:id|check|cause|kind|fact|layer|owner|scope|outcome|severity|status|text)$|\/(?:explains|prevents|witness|evidence)\/\d+$/;
/** Where a server, and not this program, gave members their names. */
const foreignNames = /^\/report\/evidence\/\d+\/(?:exhibit|input)\//;

/** Takes texts and whatever looks like a secret out of plain data, in values and in names of members. */
export function redact<T>(value: T, rules: readonly Rule[]): { readonly value: T; readonly redactions: Redactions } {
  const places: Redaction[] = [];
  let count = 0;
  const tell = (what: What, at: string): void => {
    count++;
    if (places.length < maxPlaces) places.push({ what, at });
  };
  const patterns = rules.filter(({ text }) => text !== '').map(({ what, text, instead }) => ({ what, instead, pattern: wholeWord(text) }));
  const clean = (text: string, at: string): string => {
    let cleaned = text;
    for (const { what, instead, pattern } of patterns) {
      const next = cleaned.replaceAll(pattern, instead);
      if (next !== cleaned) tell(what, at);
      cleaned = next;
    }
    if (publicField.test(at) || cleaned.includes('-----BEGIN CERTIFICATE-----')) return cleaned;
    const masked = maskedSlice(cleaned);
    if (masked !== cleaned) tell('secret', at);
    return masked;
  };
  const walk = (item: unknown, at: string): unknown => {
    if (typeof item === 'string') return identifier.test(at) ? item : clean(item, at);
    if (Array.isArray(item)) return item.map((member, index) => walk(member, `${at}/${index}`));
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([name, member]) => {
      const path = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      return [foreignNames.test(path) ? clean(name, path) : name, walk(member, path)];
    }));
  };
  const cleaned = walk(value, '') as T;
  return { value: cleaned, redactions: { places, count } };
}

/** Not inside of another word: `ada` is not in `canada`. */
function wholeWord(text: string): RegExp {
  const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu');
}
