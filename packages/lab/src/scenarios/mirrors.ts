import type { HttpBehaviour } from '../http-behaviour.ts';
import { errorReply, htmlReply } from '../http-reply.ts';
import { startHttpServer } from '../http-server.ts';
import type { Scenario } from '../scenario.ts';
import { situated } from '../workbench.ts';
import { listOfModels } from './services.ts';

/** A service of one kind: what a person types, and what it answers by path. */
const service = (target: (url: string) => string, routes: Readonly<Record<string, HttpBehaviour>>, fallback: HttpBehaviour = errorReply(404), secrets: Readonly<Record<string, string>> = {}) => situated(async (bench) => {
  const server = await bench.keep(startHttpServer({ routes, fallback }));
  return { target: target(server.url), secrets };
});

/** The health answer of the profile `model-mirror-client`. */
const health = (headers: Readonly<Record<string, string>> = {}, status = 200): HttpBehaviour =>
  ({ status, headers: { 'X-Mirror-Status': 'active', 'X-Load-Average': '0.21', 'X-CDN-Node': 'fra-03', ...headers }, body: { json: { status: 'ok' } } });
const profiled = (answer: HttpBehaviour, fallback: HttpBehaviour = htmlReply('A mirror of models')) => service((url) => `profile://model-mirror-client?base=${url}`, { '/health': answer }, fallback);
const healthyMirror = { text: { en: 'The mirror is active', 'zh-CN': '镜像状态正常' }, start: profiled(health()) };

const wantsKey = errorReply(401, { message: "You didn't provide an API key." });
const unsupported: HttpBehaviour = { status: 403, body: { json: { error: { code: 'unsupported_country_region_territory', message: 'Country, region, or territory not supported', param: null, type: 'request_forbidden' } } } };
const api = (routes: Readonly<Record<string, HttpBehaviour>>, base = '/v1', fallback?: HttpBehaviour) => service((url) => `openai-compatible://?base=${url}${base}`, routes, fallback);
const relay = (routes: Readonly<Record<string, HttpBehaviour>>, base: string) => service((url) => `relay://?base=${url}${base}`, routes, htmlReply('New API'));
const relayRoutes = { '/v1/models': errorReply(401, { message: '未提供令牌 (request id: 2026)' }), '/v1/v1/models': errorReply(404, { message: 'Invalid URL (GET /v1/v1/models)' }) };
const healthyRelay = { text: { en: 'The base URL is right, and a key is wanted', 'zh-CN': '基础网址正确，只是需要密钥' }, start: relay(relayRoutes, '/v1') };
const gemini = (answer: HttpBehaviour, key = `AIza${'aB3d_'.repeat(7)}`) => service((url) => `gemini://?base=${url}/v1beta&key=lab:KEY`, { '/v1beta/models': answer }, undefined, { KEY: key });
const geminiError = (status: number, name: string, message: string, reason?: string): HttpBehaviour => ({ status, body: { json: { error: { code: status, status: name, message, ...(reason === undefined ? {} : { details: [{ reason }] }) } } } });
const unregistered = geminiError(403, 'PERMISSION_DENIED', "Method doesn't allow unregistered callers");
const withKey = (then: HttpBehaviour, otherwise: HttpBehaviour, name = 'authorization'): HttpBehaviour => ({ ifHeader: { name }, then, otherwise });
const zhipu = (answer: HttpBehaviour) => service((url) => `openai-compatible://?base=${url}/api/paas/v4&key=lab:KEY&provider=zhipu`, { '/api/paas/v4/models': withKey(answer, wantsKey) }, undefined, { KEY: `${'0a1b2c3d'.repeat(4)}.${'aB3d'.repeat(4)}` });
const openrouter = (answer: HttpBehaviour) => service((url) => `openai-compatible://?base=${url}/api/v1&key=lab:KEY&provider=openrouter`, { '/api/v1/models': listOfModels, '/api/v1/key': withKey(answer, wantsKey) }, undefined, { KEY: `sk-or-v1-${'0a1b2c3d'.repeat(8)}` });

const rows: readonly Omit<Scenario, 'layer'>[] = [
  {
    id: 'mirror-in-maintenance', rows: ['A12'], cause: 'mirror/maintenance', text: { en: 'The health answer says maintenance', 'zh-CN': '健康响应表示正在维护' },
    start: profiled(health({ 'X-Mirror-Status': 'maintenance' })), nearMiss: healthyMirror,
  },
  {
    id: 'mirror-overloaded', rows: ['A12'], cause: 'mirror/overload', text: { en: 'The load of the mirror is above the limit', 'zh-CN': '镜像负载超过上限' },
    start: profiled(health({ 'X-Load-Average': '3.70' })),
    nearMiss: { text: { en: 'The load is high, and below the limit', 'zh-CN': '负载较高，但未超过上限' }, start: profiled(health({ 'X-Load-Average': '0.79' })) },
  },
  {
    id: 'mirror-refuses-the-region', rows: ['A12', 'D5'], cause: 'mirror/region-refusal', text: { en: 'The mirror does not serve this region', 'zh-CN': '镜像不面向本地区提供服务' },
    start: profiled(errorReply(403, { message: 'This service is not available in your region: your location is not supported.' })),
    nearMiss: { text: { en: '403 over something else', 'zh-CN': '同样是 403，但原因不同' }, cause: 'mirror/service-health#unexpected-status', start: profiled(errorReply(403, { message: 'The client version is too old.' })) },
  },
  {
    id: 'profile-of-another-service', rows: ['A12', 'A11'], cause: 'mirror/profile-not-followed', text: { en: 'The service was examined by the profile of another one', 'zh-CN': '用了别的服务的规格来检查' },
    start: profiled(errorReply(404)),
    nearMiss: {
      text: { en: 'The health path is there, and the mirror in maintenance', 'zh-CN': '健康路径存在，只是镜像在维护' }, cause: 'mirror/maintenance',
      start: profiled({ status: 503, headers: { 'Retry-After': '600' }, body: 'Scheduled maintenance' }),
    },
  },
  {
    id: 'base-url-without-version', rows: ['D5', 'N12'], cause: 'mirror/base-path', text: { en: 'The base URL of a relay lacks /v1, and its home page comes', 'zh-CN': '中转的基础网址缺少 /v1，返回的是首页' },
    start: relay(relayRoutes, ''), nearMiss: healthyRelay,
  },
  {
    id: 'base-url-with-version-twice', rows: ['D5'], cause: 'mirror/base-path', text: { en: 'The base URL has /v1 twice', 'zh-CN': '基础网址中 /v1 重复' },
    start: relay(relayRoutes, '/v1/v1'), nearMiss: healthyRelay,
  },
  {
    id: 'base-url-is-a-whole-path', rows: ['D5'], cause: 'mirror/base-path', text: { en: 'The path of a request was pasted as the base URL', 'zh-CN': '把完整的请求路径当作基础网址' },
    start: api({ '/v1/models': wantsKey }, '/v1/chat/completions'),
    nearMiss: { text: { en: 'Nothing on this host is such an API', 'zh-CN': '该主机上没有这样的 API' }, cause: 'mirror/api#wrong-path', start: api({}, '/v1/chat/completions') },
  },
  {
    id: 'region-refused-by-403', rows: ['D5'], cause: 'mirror/region-refusal', text: { en: 'The provider refuses the region by 403', 'zh-CN': '提供方以 403 拒绝本地区' },
    start: api({ '/v1/models': unsupported }),
    nearMiss: { text: { en: 'It wants a key', 'zh-CN': '只是需要密钥' }, start: api({ '/v1/models': wantsKey }) },
  },
  {
    id: 'region-refused-by-400', rows: ['D5'], cause: 'mirror/region-refusal', text: { en: 'Gemini refuses the region by 400, whatever the key', 'zh-CN': 'Gemini 以 400 拒绝本地区，与密钥无关' },
    start: gemini(geminiError(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.')),
    nearMiss: {
      text: { en: 'The same status for a key that is invalid', 'zh-CN': '同样的状态码，但密钥确实无效' }, cause: 'credential/invalid-key',
      start: gemini(withKey(geminiError(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', 'API_KEY_INVALID'), unregistered, 'x-goog-api-key')),
    },
  },
  {
    id: 'arrears-by-429', rows: ['D5'], cause: 'credential/unpaid-account', text: { en: 'The API is there, and says arrears by 429', 'zh-CN': 'API 正常，以 429 表示欠费' },
    start: zhipu({ status: 429, body: { json: { error: { code: '1113', message: '您的账户已欠费，请充值后重试' } } } }),
    nearMiss: { text: { en: '429 for too many requests', 'zh-CN': '429 只是并发过高' }, cause: 'credential/key-rate-limited', start: zhipu({ status: 429, body: { json: { error: { code: '1302', message: '并发数过高' } } } }) },
  },
  {
    id: 'error-inside-200', rows: ['D5'], cause: 'credential/unpaid-account', text: { en: 'A 200 whose body says that there is no credit', 'zh-CN': '状态码为 200，响应体却表示余额不足' },
    start: openrouter({ body: { json: { error: { code: 402, message: 'Insufficient credits' } } } }),
    nearMiss: { text: { en: 'A 200 that means it', 'zh-CN': '真正成功的 200' }, start: openrouter({ body: { json: { data: { label: 'lab', usage: 0 } } } }) },
  },
];

/** Mirrors, relays and providers, as their documented exchanges show them. */
export const mirrors: readonly Scenario[] = rows.map((row) => ({ layer: 'service', ...row }));
