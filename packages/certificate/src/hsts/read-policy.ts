/** What a Strict-Transport-Security field says (RFC 6797 §6.1). */
export type HstsPolicy =
  | { readonly outcome: 'policy'; readonly maxAgeSeconds: number; readonly includeSubDomains: boolean; readonly preload: boolean; /** Several fields or policies came: only the first counts (RFC 6797 §8.1). */ readonly repeated: boolean }
  /** Browsers ignore it as a whole. */
  | { readonly outcome: 'invalid'; readonly why: 'syntax' | 'repeated-directive' | 'no-max-age' | 'max-age' };

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const maxDirectives = 50;

/** Reads the value of the field; repeated fields come joined by a comma. */
export function readHstsPolicy(value: string): HstsPolicy {
  const [first = '', ...more] = split(value, ',');
  const directives = new Map<string, string | undefined>();
  for (const part of split(first, ';').slice(0, maxDirectives)) {
    const text = part.trim();
    if (text === '') continue;
    const [name = '', ...rest] = text.split('=');
    const key = name.trim().toLowerCase();
    const argument = rest.length === 0 ? undefined : unquoted(rest.join('=').trim());
    if (!token.test(key) || (rest.length > 0 && argument === undefined)) return { outcome: 'invalid', why: 'syntax' };
    if (directives.has(key)) return { outcome: 'invalid', why: 'repeated-directive' };
    directives.set(key, argument);
  }
  const age = directives.get('max-age');
  if (age === undefined) return { outcome: 'invalid', why: 'no-max-age' };
  if (!/^\d+$/.test(age)) return { outcome: 'invalid', why: 'max-age' };
  return {
    outcome: 'policy', maxAgeSeconds: Math.min(Number(age), Number.MAX_SAFE_INTEGER),
    includeSubDomains: directives.has('includesubdomains'), preload: directives.has('preload'), repeated: more.length > 0,
  };
}

/** A token, or the text of a quoted-string. */
function unquoted(text: string): string | undefined {
  if (token.test(text)) return text;
  return /^"(?:[^"\\]|\\.)*"$/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : undefined;
}

/** Splits outside of quotes. */
function split(text: string, separator: string): readonly string[] {
  const parts = [''];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"') quoted = !quoted;
    const escaped = quoted && character === '\\';
    if (character === separator && !quoted) parts.push('');
    else parts[parts.length - 1] += escaped ? character + (text[++at] ?? '') : character;
  }
  return parts;
}

/** Whole top-level domains that browsers have in their preload list: Google's and those of the two financial registries (https://www.registry.google/faqs). */
const preloadedSuffixes: ReadonlySet<string> = new Set([
  'android', 'app', 'bank', 'boo', 'channel', 'chrome', 'dad', 'day', 'dev', 'eat', 'esq', 'fly', 'foo', 'gle', 'google', 'hangout', 'ing', 'insurance', 'meet', 'meme',
  'mov', 'new', 'nexus', 'page', 'phd', 'play', 'prof', 'rsvp', 'search', 'youtube', 'zip',
]);

/** The top-level domain of a host if all of it is preloaded. The hosts that are preloaded one by one are not known here. */
export function preloadedSuffix(host: string): string | undefined {
  const suffix = host.replace(/\.$/, '').split('.').at(-1)?.toLowerCase() ?? '';
  return preloadedSuffixes.has(suffix) ? suffix : undefined;
}

/** What a policy lacks to be taken into the preload list (https://hstspreload.org/#submission-requirements). */
export function preloadGaps({ maxAgeSeconds, includeSubDomains, preload }: Extract<HstsPolicy, { readonly outcome: 'policy' }>): readonly string[] {
  return [...(maxAgeSeconds < 31_536_000 ? ['max-age=31536000'] : []), ...(includeSubDomains ? [] : ['includeSubDomains']), ...(preload ? [] : ['preload'])];
}
