import type { HttpBehaviour } from '../http-behaviour.ts';
import { htmlReply } from '../http-reply.ts';
import { startHttpServer } from '../http-server.ts';
import type { ListedScenario } from '../scenario.ts';
import { situated } from '../workbench.ts';
import { listOfModels } from './services.ts';

/** Keys that were made up here, in the form of their provider. */
const good = `gsk_${'aB3d'.repeat(13)}`;
const relayKey = `sk-${'a1B2'.repeat(12)}`;
const anthropicKey = `sk-ant-api03-${'aB3-'.repeat(23)}xAA`;

const refusal = (status: number, error: unknown, headers: Readonly<Record<string, string>> = {}): HttpBehaviour => ({ status, headers, body: { json: error } });
const openaiError = (status: number, code: string | null, message: string, headers?: Readonly<Record<string, string>>): HttpBehaviour => refusal(status, { error: { message, type: 'invalid_request_error', code } }, headers);

const invalid = openaiError(401, 'invalid_api_key', 'Incorrect API key provided: sk-***. You can find your API key at https://platform.openai.com/account/api-keys.');
const missing = openaiError(401, null, "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.");

/** With a key the one, without it the other. */
const byKey = (then: HttpBehaviour, otherwise: HttpBehaviour = missing, name = 'authorization'): HttpBehaviour => ({ ifHeader: { name }, then, otherwise });

interface Setting {
  readonly provider?: string;
  readonly key?: string;
  /** What the provider does at the path of its probe, and elsewhere. */
  readonly answers: HttpBehaviour;
  readonly elsewhere?: HttpBehaviour;
  /** What its other site does. */
  readonly sibling?: HttpBehaviour;
  readonly base?: string;
  readonly probe?: string;
  readonly model?: string;
}

const provider = ({ provider: id = 'openai-compatible', key = good, answers, elsewhere = openaiError(404, null, 'Invalid URL (GET /)'), sibling, base = '/v1', probe = '/v1/models', model }: Setting) => situated(async (bench) => {
  const server = await bench.keep(startHttpServer({ routes: { [probe]: answers }, fallback: elsewhere }));
  const other = sibling === undefined ? '' : `&sibling=${(await bench.keep(startHttpServer({ fallback: sibling }))).url}/v1`;
  return { target: `api-key://${id}/lab:KEY?base=${server.url}${base}${other}${model === undefined ? '' : `&model=${model}`}`, secrets: { KEY: key } };
});

const takesIt: Setting = { answers: byKey(listOfModels) };
const healthy = { text: { en: 'The key is taken', 'zh-CN': '密钥被接受' }, start: provider(takesIt) };

type Row = Pick<ListedScenario, 'id' | 'cause' | 'text' | 'nearMiss'> & { readonly start: Setting };

const rows: readonly Row[] = [
  {
    id: 'placeholder-for-a-key', cause: 'credential/text-instead-of-key', text: { en: 'The variable still holds the example', 'zh-CN': '环境变量里仍是示例内容' },
    start: { ...takesIt, key: '<your-api-key>' }, nearMiss: healthy,
  },
  {
    id: 'quotes-around-a-key', cause: 'credential/mangled-key', text: { en: 'docker --env-file kept the quotes around the key', 'zh-CN': 'docker --env-file 保留了密钥两侧的引号' },
    start: { ...takesIt, provider: 'groq', key: `"${good}"` }, nearMiss: healthy,
  },
  {
    id: 'key-of-another-provider', cause: 'credential/foreign-key', text: { en: 'An Anthropic key is set for OpenAI', 'zh-CN': 'OpenAI 的位置填了 Anthropic 的密钥' },
    start: { ...takesIt, provider: 'openai', key: anthropicKey },
    nearMiss: { text: { en: 'A relay takes an Anthropic key', 'zh-CN': '中转接受 Anthropic 的密钥' }, start: provider({ ...takesIt, key: anthropicKey }) },
  },
  {
    id: 'mistyped-key', cause: 'credential/mistyped-key', text: { en: 'A GitHub token has one wrong character', 'zh-CN': 'GitHub 令牌有一个字符抄错' },
    start: { ...takesIt, provider: 'github', key: `ghp_${'a1B2c3D4e5'.repeat(3)}000000` }, nearMiss: healthy,
  },
  {
    id: 'invalid-key', cause: 'credential/invalid-key', text: { en: 'The provider knows no such key', 'zh-CN': '提供方不认识该密钥' },
    start: { answers: byKey(invalid) }, nearMiss: healthy,
  },
  {
    id: 'key-of-the-other-site', cause: 'credential/wrong-site', text: { en: 'The key belongs to the other site of its provider', 'zh-CN': '密钥属于同一提供方的另一个站点' },
    start: { provider: 'moonshot', key: relayKey, answers: byKey(refusal(401, { error: { message: 'Invalid Authentication', type: 'invalid_authentication_error' } })), sibling: byKey(listOfModels) },
    nearMiss: {
      text: { en: 'Neither site knows the key', 'zh-CN': '两个站点都不认识该密钥' }, cause: 'credential/invalid-key',
      start: provider({ provider: 'moonshot', key: relayKey, answers: byKey(refusal(401, { error: { message: 'Invalid Authentication', type: 'invalid_authentication_error' } })), sibling: byKey(refusal(401, { error: { message: 'Invalid Authentication', type: 'invalid_authentication_error' } })) }),
    },
  },
  {
    id: 'expired-key', cause: 'credential/expired-key', text: { en: 'The relay says that the token has expired', 'zh-CN': '中转答复令牌已过期' },
    start: { provider: 'new-api', key: relayKey, answers: byKey(refusal(401, { error: { message: '该令牌已过期 (request id: 2026)', type: 'new_api_error' } }), refusal(401, { error: { message: '未提供令牌', type: 'new_api_error' } })) }, nearMiss: healthy,
  },
  {
    id: 'disabled-key', cause: 'credential/disabled-key', text: { en: 'The token was disabled', 'zh-CN': '令牌已被禁用' },
    start: { provider: 'new-api', key: relayKey, answers: byKey(refusal(401, { error: { message: '该令牌状态不可用', type: 'new_api_error' } }), refusal(401, { error: { message: '未提供令牌', type: 'new_api_error' } })) }, nearMiss: healthy,
  },
  {
    id: 'key-without-permission', cause: 'credential/missing-permission', text: { en: 'A restricted key answers 401 although it is good', 'zh-CN': '受限密钥有效却得到 401' },
    start: { provider: 'openai', key: 'a-key-of-a-relay-in-front-of-it', answers: byKey(openaiError(401, null, 'You have insufficient permissions for this operation. Missing scopes: api.model.read.')) },
    nearMiss: { text: { en: 'The same status for a key that is invalid', 'zh-CN': '同样的状态码，但密钥确实无效' }, cause: 'credential/invalid-key', start: provider({ provider: 'openai', key: 'a-key-of-a-relay-in-front-of-it', answers: byKey(invalid) }) },
  },
  {
    id: 'key-for-other-addresses', cause: 'credential/restricted-key', text: { en: 'The token may be used in another network only', 'zh-CN': '令牌只能在指定网段使用' },
    start: { provider: 'new-api', key: relayKey, answers: byKey(refusal(403, { error: { message: '该令牌只能在指定网段使用：10.0.0.0/8', type: 'new_api_error' } }), refusal(401, { error: { message: '未提供令牌', type: 'new_api_error' } })) }, nearMiss: healthy,
  },
  {
    id: 'service-not-enabled', cause: 'credential/service-not-enabled', text: { en: 'The API is not enabled in the project of the key', 'zh-CN': '密钥所属项目未启用该 API' },
    start: {
      provider: 'gemini', key: `AIza${'aB3d_'.repeat(7)}`, base: '/v1beta', probe: '/v1beta/models',
      answers: byKey(refusal(403, { error: { code: 403, status: 'PERMISSION_DENIED', message: 'Generative Language API has not been used in project 1', details: [{ reason: 'SERVICE_DISABLED' }] } }), refusal(403, { error: { code: 403, status: 'PERMISSION_DENIED', message: "Method doesn't allow unregistered callers" } }), 'x-goog-api-key'),
    },
    nearMiss: {
      text: { en: 'The key is invalid, which Gemini says by 400', 'zh-CN': '密钥无效，Gemini 以 400 答复' }, cause: 'credential/invalid-key',
      start: provider({
        provider: 'gemini', key: `AIza${'aB3d_'.repeat(7)}`, base: '/v1beta', probe: '/v1beta/models',
        answers: byKey(refusal(400, { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'API key not valid. Please pass a valid API key.', details: [{ reason: 'API_KEY_INVALID' }] } }), refusal(403, { error: { code: 403, status: 'PERMISSION_DENIED', message: "Method doesn't allow unregistered callers" } }), 'x-goog-api-key'),
      }),
    },
  },
  {
    id: 'quota-exhausted', cause: 'credential/quota-exhausted', text: { en: '429, and waiting does not help: the quota is used up', 'zh-CN': '返回 429，但等待无用：额度已用尽' },
    start: { provider: 'openai', key: 'a-key-of-a-relay-in-front-of-it', answers: byKey(openaiError(429, 'insufficient_quota', 'You exceeded your current quota, please check your plan and billing details.')) },
    nearMiss: {
      text: { en: '429, and waiting helps', 'zh-CN': '返回 429，等待即可' }, cause: 'credential/key-rate-limited',
      start: provider({ provider: 'openai', key: 'a-key-of-a-relay-in-front-of-it', answers: byKey(openaiError(429, 'rate_limit_exceeded', 'Rate limit reached', { 'Retry-After': '20', 'x-ratelimit-limit-requests': '500', 'x-ratelimit-remaining-requests': '0' })) }),
    },
  },
  {
    id: 'unpaid-account', cause: 'credential/unpaid-account', text: { en: 'Zhipu says arrears by 429', 'zh-CN': '智谱以 429 表示欠费' },
    start: { provider: 'zhipu', key: `${'0a1b2c3d'.repeat(4)}.${'aB3d'.repeat(4)}`, base: '/api/paas/v4', probe: '/api/paas/v4/models', answers: byKey(refusal(429, { error: { code: '1113', message: '您的账户已欠费，请充值后重试' } }), refusal(401, { error: { code: '1001', message: 'Header中未收到Authorization参数' } })) },
    nearMiss: {
      text: { en: 'The same status for too many requests', 'zh-CN': '同样的状态码，只是并发过多' }, cause: 'credential/key-rate-limited',
      start: provider({ provider: 'zhipu', key: `${'0a1b2c3d'.repeat(4)}.${'aB3d'.repeat(4)}`, base: '/api/paas/v4', probe: '/api/paas/v4/models', answers: byKey(refusal(429, { error: { code: '1302', message: '并发数过高' } }), refusal(401, { error: { code: '1001', message: 'Header中未收到Authorization参数' } })) }),
    },
  },
  {
    id: 'key-makes-too-many-requests', cause: 'credential/key-rate-limited', text: { en: 'Anthropic limits the rate of the key', 'zh-CN': 'Anthropic 限制了该密钥的请求频率' },
    start: { provider: 'anthropic', key: anthropicKey, base: '', answers: byKey(refusal(429, { type: 'error', error: { type: 'rate_limit_error', message: 'too many' } }, { 'retry-after': '12' }), refusal(401, { type: 'error', error: { type: 'authentication_error', message: 'x-api-key header is required' } }), 'x-api-key') },
    nearMiss: {
      text: { en: 'Its credit is used up, which it says by 400', 'zh-CN': '余额用尽，Anthropic 以 400 答复' }, cause: 'credential/unpaid-account',
      start: provider({ provider: 'anthropic', key: anthropicKey, base: '', answers: byKey(refusal(400, { type: 'error', error: { type: 'invalid_request_error', message: 'Your credit balance is too low to access the Anthropic API.' } }), refusal(401, { type: 'error', error: { type: 'authentication_error', message: 'x-api-key header is required' } }), 'x-api-key') }),
    },
  },
  {
    id: 'provider-overloaded', cause: 'credential/provider-overloaded', text: { en: 'Anthropic is overloaded (529)', 'zh-CN': 'Anthropic 过载（529）' },
    start: { provider: 'anthropic', key: anthropicKey, base: '', answers: refusal(529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }) }, nearMiss: healthy,
  },
  {
    id: 'region-refused-by-provider', cause: 'credential/region-refused', text: { en: 'The provider refuses the country', 'zh-CN': '提供方拒绝该国家或地区' },
    start: { provider: 'openai', key: 'a-key-of-a-relay-in-front-of-it', answers: openaiError(403, 'unsupported_country_region_territory', 'Country, region, or territory not supported') }, nearMiss: healthy,
  },
  {
    id: 'firewall-before-provider', cause: 'credential/key-request-firewalled', text: { en: 'Cloudflare refuses the client in front of the API', 'zh-CN': 'API 前的 Cloudflare 拒绝了该客户端' },
    start: { answers: { status: 403, headers: { server: 'cloudflare', 'cf-ray': '8f0000000000abcd-LAX', 'Content-Type': 'text/plain' }, body: 'error code: 1010' } }, nearMiss: healthy,
  },
  {
    id: 'base-url-without-version', cause: 'credential/wrong-base-path', text: { en: 'The base URL lacks /v1: the relay shows its home page', 'zh-CN': '基础网址缺少 /v1：中转返回首页' },
    start: { provider: 'new-api', key: relayKey, base: '', answers: byKey(listOfModels, refusal(401, { error: { message: '未提供令牌', type: 'new_api_error' } })), elsewhere: htmlReply('New API') }, nearMiss: healthy,
  },
  {
    id: 'base-url-of-a-web-site', cause: 'credential/foreign-answer', text: { en: 'A web site answers at the base URL', 'zh-CN': '在基础网址应答的是普通网站' },
    start: { answers: htmlReply('Welcome'), elsewhere: htmlReply('Welcome') }, nearMiss: healthy,
  },
  {
    id: 'proxy-takes-the-key-off', cause: 'credential/credential-not-received', text: { en: 'A proxy in between takes the Authorization field off', 'zh-CN': '途中的代理去掉了 Authorization 请求头' },
    start: { provider: 'openai', key: 'a-key-of-a-relay-in-front-of-it', answers: missing }, nearMiss: healthy,
  },
  {
    id: 'model-not-open', cause: 'credential/model-not-available', text: { en: 'The key is good; the model is not in its list', 'zh-CN': '密钥有效，但模型不在可用列表中' },
    start: { ...takesIt, model: 'smal-1' },
    nearMiss: { text: { en: 'The model is in the list', 'zh-CN': '模型在列表中' }, start: provider({ ...takesIt, model: 'small-1' }) },
  },
];

/** Keys: what is wrong with the text, and what providers say of it. */
export const keys: readonly ListedScenario[] = rows.map(({ start, ...row }) => ({ ...row, layer: 'account', rows: ['A9', 'N12', 'D5'], start: provider(start) }));
