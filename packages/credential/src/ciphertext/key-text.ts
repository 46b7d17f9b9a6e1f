/** What stood around the digits of a key. Some programs read over it, others do not. */
export type KeyRepair = 'byte-order-mark' | 'white-space' | 'quotes' | 'assignment' | '0x';

/** The text of a 32-byte key, read. Nothing but `bytes` holds any of it. */
export type KeyText =
  | { readonly outcome: 'key'; readonly bytes: Buffer; readonly encoding: 'hex' | 'base64'; readonly repairs: readonly KeyRepair[]; /** Whose example key it is: no secret at all. */ readonly published?: string }
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'no-key'; readonly what: 'command' | 'variable' | 'placeholder' | 'masked' | 'provider-key' }
  /** `length` counts digits of hex, or bytes of base64. */
  | { readonly outcome: 'wrong-length'; readonly encoding: 'hex' | 'base64'; readonly length: number }
  /** `position` counts characters from 1; `codePoint` is written `U+200B`. */
  | { readonly outcome: 'wrong-character'; readonly position: number; readonly codePoint: string };

/** Key texts that stand in public repositories, and where: whoever reads the repository has them. */
export const publishedKeys: readonly { readonly text: string; readonly publisher: string }[] = [
  { text: '0123456789abcdef'.repeat(4), publisher: 'LMNR (.env)' },
  { text: '0'.repeat(64), publisher: 'Langfuse (docker-compose.yml)' },
  { text: 'f34be427ebb29de8d88c107a71546019685ed8b241d8f2ed00c3df97ad2566f0', publisher: 'LibreChat (.env.example)' },
];

const publisherOf = (bytes: Buffer): string | undefined => publishedKeys.find(({ text }) => text === bytes.toString('hex'))?.publisher;

/** Reads a key of 32 bytes as 64 digits of hex or 44 characters of base64, and says what is wrong with it otherwise. */
export function readKeyText(given: string): KeyText {
  const { text, repairs } = stripped(given);
  if (text === '') return { outcome: 'empty' };
  const what = notAKey(text);
  if (what !== undefined) return { outcome: 'no-key', what };
  if (/^[0-9a-f]+$/i.test(text)) return text.length === 64 ? keyOf(Buffer.from(text, 'hex'), 'hex', repairs) : { outcome: 'wrong-length', encoding: 'hex', length: text.length };
  if (/^[\w+/-]+={0,2}$/.test(text)) {
    const bytes = Buffer.from(text, 'base64url');
    // Nearly all digits: it was meant to be hex, and one character is a slip.
    const slip = mostlyHex(text) ? firstOutside(text, /[0-9a-f]/i) : undefined;
    if (slip !== undefined) return slip;
    return bytes.length === 32 ? keyOf(bytes, 'base64', repairs) : { outcome: 'wrong-length', encoding: 'base64', length: bytes.length };
  }
  return firstOutside(text, /[\w+/=-]/) ?? { outcome: 'wrong-length', encoding: 'base64', length: Buffer.from(text, 'base64').length };
}

function keyOf(bytes: Buffer, encoding: 'hex' | 'base64', repairs: readonly KeyRepair[]): KeyText {
  const published = publisherOf(bytes);
  return { outcome: 'key', bytes, encoding, repairs, ...(published === undefined ? {} : { published }) };
}

/** Takes off, from the outside in, what editors, shells and copies leave around a key. */
function stripped(given: string): { readonly text: string; readonly repairs: readonly KeyRepair[] } {
  const repairs: KeyRepair[] = [];
  const peel = (repair: KeyRepair, before: string, after: string): string => {
    if (before !== after) repairs.push(repair);
    return after;
  };
  let text = peel('byte-order-mark', given, given.replace(/^\u{FEFF}/u, ''));
  text = peel('white-space', text, text.trim());
  text = peel('assignment', text, text.replace(/^(?:export\s+)?[A-Z][A-Z0-9_]*=(?=.{32})/, ''));
  text = peel('quotes', text, text.replace(/^(["'`])(.*)\1$/s, '$2').replace(/^[“‘](.*)[”’]$/s, '$1'));
  text = peel('0x', text, text.replace(/^0x(?=[0-9a-f]{32})/i, ''));
  return { text, repairs };
}

function notAKey(text: string): (KeyText & { readonly outcome: 'no-key' })['what'] | undefined {
  if (/^\$\(|^`|\bopenssl\s+rand\b/.test(text)) return 'command';
  if (/^\$\{?[A-Za-z_]\w*|^\{\{.*\}\}$|^%\w+%$/.test(text)) return 'variable';
  if (/^\*+$|^•+$|…|\.\.\.$/.test(text)) return 'masked';
  if (/^<.*>$|change[-_ ]?me|your[-_ ]|replace[-_ ]|example[-_ ]?key|^x{6,}$/i.test(text)) return 'placeholder';
  return /^(?:sk-|AIza|ghp_|hf_|xox[bp]-|AKIA)/.test(text) ? 'provider-key' : undefined;
}

/** At most two characters are no digits of hex. */
const mostlyHex = (text: string): boolean => text.length >= 56 && text.length <= 72 && text.replace(/[0-9a-f]/gi, '').length <= 2;

function firstOutside(text: string, alphabet: RegExp): (KeyText & { readonly outcome: 'wrong-character' }) | undefined {
  const characters = [...text];
  const at = characters.findIndex((character) => !alphabet.test(character));
  const found = characters[at];
  return found === undefined ? undefined : { outcome: 'wrong-character', position: at + 1, codePoint: `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` };
}
