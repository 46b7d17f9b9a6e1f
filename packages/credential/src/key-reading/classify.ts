/** What stands where a key belongs. */
export type TextKind =
  | 'key' | 'empty' | 'placeholder' | 'variable-reference' | 'variable-name' | 'masked' | 'command' | 'json' | 'pem' | 'jwt' | 'base64-of-key' | 'url' | 'e-mail';

const placeholderWords = /(?:^|[^a-z])(?:your|my|the|insert|enter|paste|replace|change|dummy|example|sample|placeholder|todo|fixme|redacted|none|null|undefined|changeme)(?:[^a-z]|$)|api[_-]?key[_-]?here|你的|您的|填写|请输入|密钥/i;

/** In the order in which they are told apart. Every pattern is anchored and linear. */
const kinds: readonly (readonly [TextKind, (text: string) => boolean])[] = [
  ['empty', (text) => text === ''],
  ['pem', (text) => text.startsWith('-----BEGIN ')],
  ['json', (text) => /^[{[]/.test(text) && /[}\]]$/.test(text) && !text.startsWith('{{')],
  ['command', (text) => /^\$\(.*\)$/s.test(text) || /^(?:openssl|echo|cat|curl|op|vault|aws|gcloud|pass) \S/.test(text)],
  ['variable-reference', (text) => /^\$\{?[A-Za-z_]\w*(?::?[-?+][^}]*)?\}?$|^%[A-Za-z_]\w*%$|^\$?\{\{.*\}\}$|^(?:process\.env|os\.environ|import\.meta\.env)\b|^\$env:\w+$|^env:\w+$/s.test(text)],
  ['url', (text) => /^[a-z][a-z0-9+.-]*:\/\//i.test(text)],
  ['e-mail', (text) => /^[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+$/.test(text)],
  ['placeholder', (text) => /^<.*>$|^\[.*\]$/s.test(text) || /x{6,}/i.test(text) || (placeholderWords.test(text) && (text.length < 60 || /\s/.test(text)))],
  ['masked', (text) => /…|\.{3,}|\*{3,}|•{2,}|●{2,}/.test(text)],
  ['variable-name', (text) => /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) && /KEY|TOKEN|SECRET|PASS/.test(text)],
  ['jwt', (text) => /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text)],
];

/** What a text is, going by itself alone. */
export const classify = (text: string): TextKind => kinds.find(([, is]) => is(text))?.[0] ?? 'key';
