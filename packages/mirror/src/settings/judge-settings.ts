import { repairedBases } from '../api/base-paths.ts';

export type SettingState = 'sound' | 'prefix-missing' | 'prefix-too-many' | 'whole-path' | 'scheme-unwanted' | 'read-by-one' | 'contradicting' | 'offline';

export interface JudgedSetting {
  readonly setting: string;
  readonly state: SettingState;
  /** As it is; it may hold a credential. */
  readonly value: string;
  /** What it should be, where that is plain. */
  readonly better?: string;
  /** The other setting that it is held against. */
  readonly other?: string;
}

type Environment = { readonly [name: string]: string | undefined };

/**
 * Pure: what is wrong with the variables that point clients of models somewhere, beyond their syntax. openai-python ≥ 1
 * and openai-node read OPENAI_BASE_URL alone, LangChain and openai-python 0.x OPENAI_API_BASE; Anthropic's SDKs append
 * /v1/messages themselves; modelscope puts https:// before MODELSCOPE_DOMAIN; huggingface_hub asks nobody with
 * HF_HUB_OFFLINE.
 */
export function judgeSettings(env: Environment): readonly JudgedSetting[] {
  const set = (name: string): string | undefined => env[name]?.trim() || undefined;
  const found: JudgedSetting[] = [];
  const add = (setting: string, value: string | undefined, state: SettingState, more: Pick<JudgedSetting, 'better' | 'other'> = {}): void => {
    if (value !== undefined) found.push({ setting, value, state, ...more });
  };
  const [current, former] = [set('OPENAI_BASE_URL'), set('OPENAI_API_BASE')];
  if (current === undefined) add('OPENAI_API_BASE', former, 'read-by-one', { other: 'OPENAI_BASE_URL', ...(former === undefined ? {} : { better: former }) });
  else if (former !== undefined && former.replace(/\/+$/, '') !== current.replace(/\/+$/, '')) add('OPENAI_BASE_URL', current, 'contradicting', { other: 'OPENAI_API_BASE' });
  else add('OPENAI_BASE_URL', current, ...pathOf(current, 'openai-compatible'));
  const anthropic = set('ANTHROPIC_BASE_URL');
  if (anthropic !== undefined) add('ANTHROPIC_BASE_URL', anthropic, ...pathOf(anthropic, 'anthropic'));
  const domain = set('MODELSCOPE_DOMAIN');
  if (domain !== undefined && /^https?:\/\//i.test(domain)) add('MODELSCOPE_DOMAIN', domain, 'scheme-unwanted', { better: domain.replace(/^https?:\/\//i, '').replace(/\/+$/, '') });
  else add('MODELSCOPE_DOMAIN', domain, 'sound');
  const hub = set('HF_ENDPOINT');
  const offline = set('HF_HUB_OFFLINE');
  if (offline !== undefined && /^(?:1|on|yes|true)$/i.test(offline)) add('HF_HUB_OFFLINE', offline, 'offline', hub === undefined ? {} : { other: 'HF_ENDPOINT' });
  add('HF_ENDPOINT', hub, 'sound');
  return found;
}

/** Only a path that can't be right: a gateway may serve the API anywhere. */
function pathOf(value: string, dialect: 'openai-compatible' | 'anthropic'): [state: SettingState, more?: Pick<JudgedSetting, 'better'>] {
  if (!URL.canParse(value)) return ['sound'];
  const [likeliest] = repairedBases(value, dialect);
  if (likeliest === undefined) return ['sound'];
  const { baseUrl, fault } = likeliest;
  if (fault === 'whole-path' || fault === 'prefix-doubled') return ['whole-path', { better: baseUrl }];
  if (dialect === 'anthropic' && fault === 'prefix-too-many') return ['prefix-too-many', { better: baseUrl }];
  return fault === 'prefix-missing' && new URL(value).pathname === '/' ? ['prefix-missing', { better: baseUrl }] : ['sound'];
}
