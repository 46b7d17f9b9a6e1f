import { isIP } from 'node:net';
import { isPrivateAddress, isPrivateName } from '../dns/name-scope.ts';
import { shownUrl } from '../http/shown-url.ts';

/** A setting that names the place to download from. */
export type MirrorSetting = {
  readonly name: string;
  readonly program: string;
  /** A trailing slash that the program does not take away, or that it wants. Default: it does not matter. */
  readonly slash?: 'unwanted' | 'wanted';
  /** Several of them, with `direct` and `off` among them. */
  readonly list?: true;
};

/** Sources: huggingface_hub, pip, uv, npm, Yarn, Go, rustup, Homebrew, nvm, Electron, Playwright, AWS and TOS: their manuals on variables. */
export const mirrorSettings: readonly MirrorSetting[] = [
  { name: 'HF_ENDPOINT', program: 'huggingface_hub', slash: 'unwanted' },
  { name: 'PIP_INDEX_URL', program: 'pip' },
  { name: 'UV_INDEX_URL', program: 'uv' },
  { name: 'UV_DEFAULT_INDEX', program: 'uv' },
  { name: 'npm_config_registry', program: 'npm' },
  { name: 'NPM_CONFIG_REGISTRY', program: 'npm' },
  { name: 'YARN_NPM_REGISTRY_SERVER', program: 'Yarn' },
  { name: 'GOPROXY', program: 'Go', list: true },
  { name: 'RUSTUP_DIST_SERVER', program: 'rustup' },
  { name: 'RUSTUP_UPDATE_ROOT', program: 'rustup' },
  { name: 'HOMEBREW_BOTTLE_DOMAIN', program: 'Homebrew' },
  { name: 'HOMEBREW_API_DOMAIN', program: 'Homebrew' },
  { name: 'NVM_NODEJS_ORG_MIRROR', program: 'nvm' },
  { name: 'ELECTRON_MIRROR', program: 'Electron', slash: 'wanted' },
  { name: 'PLAYWRIGHT_DOWNLOAD_HOST', program: 'Playwright' },
  { name: 'OPENAI_BASE_URL', program: 'OpenAI SDK' },
  { name: 'ANTHROPIC_BASE_URL', program: 'Anthropic SDK' },
  { name: 'TOS_ENDPOINT', program: 'TOS' },
  { name: 'AWS_ENDPOINT_URL', program: 'AWS SDK' },
  { name: 'AWS_ENDPOINT_URL_S3', program: 'AWS SDK' },
  { name: 'npm registry', program: 'npm' },
  { name: 'pip global.index-url', program: 'pip' },
  { name: 'pip install.index-url', program: 'pip' },
];

export type MirrorState = 'sound' | 'empty' | 'quoted' | 'invisible-characters' | 'no-scheme' | 'doubled-scheme' | 'malformed' | 'unknown-scheme' | 'plain-http' | 'slash-unwanted' | 'slash-wanted';

/** What is wrong with the value of a mirror setting, the worst first. Pure; the value may hold a credential. */
export function judgeMirror({ slash, list }: MirrorSetting, value: string): MirrorState {
  if (value.trim() === '') return 'empty';
  // White space, zero-width characters, byte order mark: pasted along and never seen.
  if (/[\s\u00a0\u200b-\u200f\u2028-\u202e\u2060\ufeff]/.test(value)) return 'invisible-characters';
  if (/^["'“”‘’`]|["'“”‘’`]$/.test(value)) return 'quoted';
  if (list === true) return value.split(/[,|]/).map((part) => (/^(direct|off|)$/.test(part) ? 'sound' : judgeUrl(part, undefined))).find((state) => state !== 'sound') ?? 'sound';
  return judgeUrl(value, slash);
}

function judgeUrl(value: string, slash: MirrorSetting['slash']): MirrorState {
  if (/^[a-z][a-z0-9+.-]*:\/\/+[a-z][a-z0-9+.-]*:\/\//i.test(value) || /^https?:\/\/https?\/?/i.test(value)) return 'doubled-scheme';
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1]?.toLowerCase();
  if (scheme === undefined) return 'no-scheme';
  if (scheme === 'file') return 'sound';
  if (scheme !== 'http' && scheme !== 'https') return 'unknown-scheme';
  if (!URL.canParse(value) || new URL(value).hostname === '') return 'malformed';
  const { protocol, hostname } = new URL(value);
  const host = hostname.replace(/^\[|\]$/g, '');
  const local = isIP(host) > 0 ? isPrivateAddress(host) : isPrivateName(host);
  if (protocol === 'http:' && !local) return 'plain-http';
  if (slash === 'unwanted' && value.endsWith('/')) return 'slash-unwanted';
  return slash === 'wanted' && !value.endsWith('/') ? 'slash-wanted' : 'sound';
}

/** The value as a report may show it: without user-info and the values of its query. */
export const shownMirror = (value: string): string => shownUrl(value.replaceAll(/\/\/[^/@]*@/g, '//'));
