import { createAuthority } from '../certificate-authority.ts';
import type { CertificateOptions } from '../certificate-request.ts';
import type { DnsAnswer } from '../dns-answer.ts';
import { startDnsServer } from '../dns-server.ts';
import type { HttpBehaviour } from '../http-behaviour.ts';
import { httpHandler } from '../http-handler.ts';
import { startHttpProxy } from '../http-proxy.ts';
import { errorReply, htmlReply } from '../http-reply.ts';
import { startHttpServer } from '../http-server.ts';
import { modelHub, type ModelHubOptions, tinyWeights } from '../model-hub.ts';
import { modelScopeHub } from '../model-scope-hub.ts';
import type { ListedScenario } from '../scenario.ts';
import { startTlsServer } from '../tls-server.ts';
import { refusedPort } from '../unreachable-port.ts';
import { situated } from '../workbench.ts';
import { at, listOfModels } from './services.ts';

/** What a store gives that is asked for one byte. */
const firstByte: HttpBehaviour = { status: 206, headers: { 'Content-Range': `bytes 0-0/${tinyWeights.length}` }, body: tinyWeights.slice(0, 1) };
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

/** A hub, or a mirror of one, and the repository that a client asks it for. */
const hub = (options: ModelHubOptions = {}, { repository = 'lab/tiny', path = '', token }: { readonly repository?: string; readonly path?: string; readonly token?: string } = {}) => situated(async (bench) => {
  const server = await bench.keep(startHttpServer(modelHub(options)));
  return { target: `hf://${repository}?endpoint=${server.url}${path}${token === undefined ? '' : '&token=lab:TOKEN'}`, secrets: token === undefined ? {} : { TOKEN: token } };
});
/** A mirror of the listings, and what happens at the host that it sends clients to for large files. */
const dataPlane = (data: HttpBehaviour | 'dead') => situated(async (bench) => {
  const dead = data === 'dead' ? await bench.keep(refusedPort()) : undefined;
  const store = data === 'dead' ? undefined : await bench.keep(startHttpServer({ routes: { '/': errorReply(403) }, fallback: data }));
  const server = await bench.keep(startHttpServer(modelHub({ dataUrl: store?.url ?? `http://${dead?.host}:${dead?.port}` })));
  return { target: `hf://lab/tiny?endpoint=${server.url}` };
});
/** A mirror of the listings that leads to a host by its name, which has this address, and a server there with this certificate. */
const dataHost = (name: DnsAnswer, identity: CertificateOptions = {}) => situated(async (bench) => {
  const root = await createAuthority({ name: 'Lab Root R1' });
  const host = 'cas.models.example';
  const { chain, key } = await root.issue({ names: [host], ...identity });
  const store = await bench.keep(startTlsServer({ chain, key, http: httpHandler({ fallback: firstByte }) }));
  const dns = await bench.keep(startDnsServer({ answers: { [host]: name } }));
  const server = await bench.keep(startHttpServer(modelHub({ dataUrl: `https://${host}:${store.port}` })));
  return { target: `hf://lab/tiny?endpoint=${server.url}`, given: { route: { resolver: at(dns), ca: await bench.file('lab-root.pem', root.certificate) } } };
});
const sameDataHost = { text: { en: 'The name leads there, and the certificate holds', 'zh-CN': '域名可以解析，证书有效' }, start: dataHost({ a: ['127.0.0.1'] }) };
/** ModelScope, and what the host says that it sends clients to for files; absent: it serves them itself. */
const modelScope = (data?: HttpBehaviour) => situated(async (bench) => {
  const store = data === undefined ? undefined : await bench.keep(startHttpServer({ routes: { '/': errorReply(403) }, fallback: data }));
  const server = await bench.keep(startHttpServer(modelScopeHub(store === undefined ? {} : { dataUrl: store.url })));
  return { target: `modelscope://lab/tiny?endpoint=${server.url}` };
});
/** A whole mirror behind a proxy that takes these fields out of its answers. */
const behindProxy = (stripAnswerHeaders: readonly string[]) => situated(async (bench) => {
  const server = await bench.keep(startHttpServer(modelHub()));
  const proxy = await bench.keep(startHttpProxy({ stripAnswerHeaders }));
  return { target: `hf://lab/tiny?endpoint=${server.url}`, given: { route: { proxy: proxy.url } } };
});
const sentAway = (options: ModelHubOptions) => situated(async (bench) => {
  const there = await bench.keep(startHttpServer(modelHub(options)));
  const server = await bench.keep(startHttpServer(modelHub({ sendsAwayTo: there.url })));
  return { target: `hf://lab/tiny?endpoint=${server.url}` };
});
const healthyHub = { text: { en: 'Listings and files come from the mirror', 'zh-CN': '列表和文件都由镜像提供' }, start: hub() };
const token = `hf_${'aB3d'.repeat(8)}xY`;

const rows: readonly Omit<ListedScenario, 'layer'>[] = [
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
    id: 'relay-base-url-without-version', rows: ['D5', 'N12'], cause: 'mirror/base-path', text: { en: 'The base URL of a relay lacks /v1, and its home page comes', 'zh-CN': '中转的基础网址缺少 /v1，返回的是首页' },
    start: relay(relayRoutes, ''), nearMiss: healthyRelay,
  },
  {
    id: 'relay-base-url-with-version-twice', rows: ['D5'], cause: 'mirror/base-path', text: { en: 'The base URL has /v1 twice', 'zh-CN': '基础网址中 /v1 重复' },
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
  {
    id: 'mirror-data-plane-is-elsewhere', rows: ['N10'], cause: 'network/connection-refused', text: { en: 'The mirror lists; the host that it leads to for files does not answer', 'zh-CN': '镜像只提供列表，文件所在的主机没有应答' },
    start: dataPlane('dead'),
    nearMiss: { text: { en: 'Files come from another host, and they do come', 'zh-CN': '文件来自另一主机，但可以取得' }, start: dataPlane(firstByte) },
  },
  {
    id: 'mirror-data-plane-refuses', rows: ['N10'], cause: 'mirror/off-mirror-data-plane', text: { en: 'The host that the mirror leads to for files refuses them', 'zh-CN': '镜像所指的文件主机拒绝提供文件' },
    start: dataPlane(errorReply(403, { message: 'Request has expired' })), nearMiss: healthyHub,
  },
  {
    id: 'mirror-data-host-does-not-resolve', rows: ['N10', 'A2'], cause: 'network/nxdomain', text: { en: 'The name of the host that the mirror leads to does not exist', 'zh-CN': '镜像所指的文件主机的域名不存在' },
    start: dataHost('nxdomain'), nearMiss: sameDataHost,
  },
  {
    id: 'mirror-data-host-certificate-expired', rows: ['N10', 'A6'], plugins: ['network', 'certificate', 'credential', 'mirror'], cause: 'certificate/expired', text: { en: 'The certificate of the host that the mirror leads to has expired', 'zh-CN': '镜像所指的文件主机的证书已过期' },
    start: dataHost({ a: ['127.0.0.1'] }, { notBefore: new Date(Date.now() - 90 * 86_400_000), notAfter: new Date(Date.now() - 86_400_000) }), nearMiss: sameDataHost,
  },
  {
    id: 'modelscope-data-plane-refuses', rows: ['N10'], cause: 'mirror/off-mirror-data-plane', text: { en: 'The store that ModelScope leads to refuses the file', 'zh-CN': 'ModelScope 所指的存储拒绝提供文件' },
    start: modelScope(errorReply(403, { message: 'Request has expired.' })),
    nearMiss: { text: { en: 'ModelScope gives the file itself', 'zh-CN': 'ModelScope 自己提供文件' }, start: modelScope() },
  },
  {
    id: 'mirror-headers-are-stripped', rows: ['N10', 'A11'], cause: 'mirror/stripped-headers', text: { en: 'A gateway takes X-Repo-Commit and ETag away', 'zh-CN': '网关去掉了 X-Repo-Commit 和 ETag' },
    start: hub({ stripped: ['x-repo-commit', 'etag'] }),
    nearMiss: { text: { en: 'It takes away a field that no client needs', 'zh-CN': '去掉的是客户端用不到的字段' }, start: hub({ stripped: ['accept-ranges'] }) },
  },
  {
    id: 'mirror-headers-are-stripped-on-head', rows: ['N10', 'A11'], cause: 'mirror/stripped-headers', text: { en: 'A cache forgets the ETag of a HEAD', 'zh-CN': '缓存丢掉了 HEAD 响应的 ETag' },
    start: hub({ stripped: ['etag'], strippedOnHead: true }), nearMiss: healthyHub,
  },
  {
    id: 'mirror-headers-are-lost-in-a-proxy', rows: ['N10', 'A11', 'A5'], cause: 'mirror/stripped-headers', text: { en: 'A proxy takes X-Repo-Commit and ETag out of answers', 'zh-CN': '代理去掉了响应中的 X-Repo-Commit 和 ETag' },
    start: behindProxy(['X-Repo-Commit', 'ETag']),
    nearMiss: { text: { en: 'The proxy passes everything on', 'zh-CN': '代理原样转发' }, start: behindProxy([]) },
  },
  {
    id: 'mirror-sends-clients-away', rows: ['N10'], cause: 'mirror/mirror-sends-away', text: { en: 'The mirror redirects every request to the hub', 'zh-CN': '镜像把所有请求都重定向到官方站点' },
    start: sentAway({}), nearMiss: healthyHub,
  },
  {
    id: 'repository-is-private', rows: ['N10', 'D5'], cause: 'mirror/repository-not-visible', text: { en: '401 for a private repository, without a token', 'zh-CN': '未带令牌访问私有仓库，返回 401' },
    start: hub({ private: true, token }),
    nearMiss: { text: { en: 'With its token', 'zh-CN': '携带了对应的令牌' }, start: hub({ private: true, token }, { token }) },
  },
  {
    id: 'repository-does-not-exist', rows: ['N10', 'D5'], cause: 'mirror/repository-not-visible', text: { en: 'The token is good, and there is no such repository', 'zh-CN': '令牌有效，但仓库不存在' },
    start: hub({ token }, { token, repository: 'lab/tinny' }),
    nearMiss: { text: { en: 'The repository is there, its files gated', 'zh-CN': '仓库存在，只是文件受限' }, cause: 'mirror/gated-repository', start: hub({ token, gated: true }, { token }) },
  },
  {
    id: 'repository-is-gated', rows: ['N10', 'D5'], cause: 'mirror/gated-repository', text: { en: 'The terms of the repository were not accepted', 'zh-CN': '尚未同意仓库的条款' },
    start: hub({ gated: true }), nearMiss: healthyHub,
  },
  {
    id: 'stale-token-breaks-public-repository', rows: ['N10', 'D5'], cause: 'mirror/refused-token', text: { en: 'An old token is sent for a public repository', 'zh-CN': '访问公开仓库时携带了失效的令牌' },
    start: hub({ token }, { token: `hf_${'aB3d'.repeat(8)}zZ` }),
    nearMiss: { text: { en: 'The token is the right one', 'zh-CN': '令牌正确' }, start: hub({ token }, { token }) },
  },
  {
    id: 'hub-endpoint-has-a-path', rows: ['N10', 'N9'], cause: 'mirror/not-a-hub', text: { en: 'HF_ENDPOINT has /api pasted behind it', 'zh-CN': 'HF_ENDPOINT 末尾多了 /api' },
    start: situated(async (bench) => {
      const { routes = {} } = modelHub();
      const server = await bench.keep(startHttpServer({ routes, fallback: htmlReply('Models', 404) }));
      return { target: `hf://lab/tiny?endpoint=${server.url}/api` };
    }),
    nearMiss: { text: { en: 'The mirror really stands under a path', 'zh-CN': '镜像确实位于该路径下' }, start: hub({ root: '/hub' }, { path: '/hub' }) },
  },
];

/** Mirrors, relays and providers, as their documented exchanges show them. */
export const mirrors: readonly ListedScenario[] = rows.map((row) => ({ layer: 'service', ...row }));
