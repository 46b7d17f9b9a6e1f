import { startDnsServer } from '../dns-server.ts';
import { selfSigned } from '../certificate-authority.ts';
import type { HttpBehaviour, HttpReply } from '../http-behaviour.ts';
import { httpHandler } from '../http-handler.ts';
import { errorReply, htmlReply } from '../http-reply.ts';
import { startHttp2Server } from '../http2-server.ts';
import { captivePortal, startHttpServer } from '../http-server.ts';
import type { ListedScenario } from '../scenario.ts';
import { startTlsServer } from '../tls-server.ts';
import { refusedPort } from '../unreachable-port.ts';
import { situated } from '../workbench.ts';
import { at, healthyHttps, issueChain, listOfModels, modelsPath, overHttp, overHttps, shop } from './services.ts';

const credential = { headers: { authorization: { $secret: 'lab:key', scheme: 'Bearer' } } };
/** A run that waits for what never comes. */
const patient = 4_000;

const answering = (behaviour: HttpBehaviour, given: NonNullable<Parameters<typeof overHttp>[2]> = {}) => situated(async (bench) => ({ ...await overHttp(bench, behaviour, given), secrets: { key: 'lab-key-1' } }));

const waiting = (behaviour: HttpBehaviour) => situated(async (bench) => ({ ...await overHttp(bench, behaviour), timeoutMs: patient }));

/** A web server, before which requests are reset by the name in their Host field. */
const byHost = (isReset: (host: string) => boolean) => situated(async (bench) => {
  const server = await bench.keep(startHttpServer({ fallback: (request, response) => void (isReset(request.headers.host ?? '') ? request.socket.resetAndDestroy() : response.end('ok')) }));
  return { target: `http://${shop}/`, given: { route: { connectTo: at(server) } }, controls: { sni: ['www.example.com'] } };
});

/** A gateway of the network that does this with requests for the service, and with those for any other site. */
const behindGateway = (behaviour: (port: number) => HttpBehaviour, elsewhere?: (port: number) => HttpBehaviour) => situated(async (bench) => {
  const routes: Record<string, HttpBehaviour> = { '/login': htmlReply('Sign in to the network') };
  const gateway = await bench.keep(startHttpServer({ routes, fallback: (request, response) => void (response.statusCode = 404, response.end(request.url)) }));
  const dns = await bench.keep(startDnsServer({ answers: { [shop]: { a: ['127.0.0.1'] }, 'portal.hotel.example': { a: ['127.0.0.1'] }, 'www.shop.example': { a: ['127.0.0.1'] } } }));
  routes['/status'] = behaviour(gateway.port);
  const other = elsewhere === undefined ? [] : [await bench.keep(startHttpServer({ fallback: elsewhere(gateway.port) }))];
  return { target: `http://${shop}:${gateway.port}/status`, given: { route: { resolver: at(dns) } }, controls: { portals: other.map(({ url }) => `${url}/generate_204`) } };
});

const portal = (port: number): HttpBehaviour => captivePortal(`http://portal.hotel.example:${port}/login`);

/** A service with a certificate of its own making, in a network that answers so where something known should come. */
const interceptedTls = (known: HttpBehaviour) => situated(async (bench) => {
  const other = await bench.keep(startHttpServer({ routes: { '/generate_204': known } }));
  const own = await selfSigned({ names: [shop] });
  const server = await bench.keep(startTlsServer({ chain: [own.certificate], key: own.key, http: httpHandler({ fallback: listOfModels }) }));
  return { ...await overHttps(bench, server), controls: { portals: [`${other.url}/generate_204`] } };
});

/** What programs get, and browsers do not. */
const unlessBrowser = (behaviour: HttpBehaviour): HttpBehaviour => ({ ifHeader: { name: 'user-agent', value: /^Mozilla\// }, then: listOfModels, otherwise: behaviour });

const html = { 'Content-Type': 'text/html; charset=utf-8' };
const page = (text: string): string => `<!doctype html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`;
const cloudflare = { ...html, Server: 'cloudflare', 'CF-Ray': '8f00aa11bb22cc33-HKG' };
/** As Cloudflare marks its challenges. */
const challenge: HttpReply = { status: 403, headers: { ...cloudflare, 'cf-mitigated': 'challenge' }, body: page('Just a moment...') };
/** As Cloudflare numbers its refusals. */
const numbered = (code: number, status = 403): HttpReply => ({ status, headers: { ...cloudflare, 'Content-Type': 'text/plain' }, body: `error code: ${code}` });
const openaiRegion: HttpReply = { status: 403, body: { json: { error: { code: 'unsupported_country_region_territory', message: 'Country, region, or territory not supported', type: 'request_forbidden' } } } };
/** The page of a web filter. */
const filtered: HttpReply = { status: 403, headers: html, body: page('Web Page Blocked') };

const soon = (): Date => new Date(Date.now() + 3_600_000);
const dateOf = (status: number): HttpBehaviour => (_request, response) => {
  response.writeHead(status, { 'Retry-After': soon().toUTCString(), 'Content-Type': 'application/json' });
  response.end('{}');
};

/** What a service says, or fails to say. */
export const http: readonly ListedScenario[] = [
  {
    id: 'host-name-is-filtered', layer: 'http', rows: ['A3', 'N2', 'N6'], cause: 'network/host-header-filtered',
    text: { en: 'A filter resets plain requests that name the service, and lets others through', 'zh-CN': '过滤设备会重置写明该服务域名的明文请求，其他请求可以通过' },
    start: byHost((host) => host.startsWith(shop)),
    nearMiss: { text: { en: 'The server knows its own name alone, and resets others', 'zh-CN': '服务器只认自己的域名，其他一律重置' }, start: byHost((host) => !host.startsWith(shop)) },
  },
  {
    id: 'every-host-name-is-reset', layer: 'http', rows: ['A3', 'N6'], cause: 'network/http-reset',
    text: { en: 'Every plain request is reset, whatever name it has', 'zh-CN': '无论写明哪个域名，所有明文请求都被重置' },
    start: byHost(() => true),
    nearMiss: { text: { en: 'Only those with this name are', 'zh-CN': '只有写明该域名的请求被重置' }, cause: 'network/host-header-filtered', start: byHost((host) => host.startsWith(shop)) },
  },
  {
    id: 'credential-is-not-accepted', layer: 'account', rows: ['A12', 'A9'], cause: 'network/http-unauthorized',
    text: { en: 'The service does not accept the credential (401)', 'zh-CN': '服务不接受所带的凭据（401）' },
    start: answering(errorReply(401), credential),
    nearMiss: { text: { en: 'No credential was sent, so nothing is judged', 'zh-CN': '请求未带凭据，因此不作判断' }, start: answering(errorReply(401)) },
  },
  {
    id: 'payment-is-required', layer: 'account', rows: ['A12'], cause: 'network/http-payment-required',
    text: { en: 'The account has to be paid first (402)', 'zh-CN': '账户需要先付费（402）' },
    start: answering(errorReply(402), credential),
    nearMiss: { text: { en: 'The account is good', 'zh-CN': '账户正常' }, start: answering(listOfModels, credential) },
  },
  {
    id: 'access-is-forbidden', layer: 'account', rows: ['A1', 'A12'], cause: 'network/http-forbidden',
    text: { en: 'The service knows the credential and refuses (403)', 'zh-CN': '服务认识该凭据，但拒绝访问（403）' },
    start: answering(errorReply(403), credential),
    nearMiss: { text: { en: 'No credential was sent', 'zh-CN': '请求未带凭据' }, start: answering(errorReply(403)) },
  },
  {
    id: 'path-does-not-exist', layer: 'http', rows: ['A12'], cause: 'network/http-not-found',
    text: { en: 'Nothing is served under this path (404, a warning)', 'zh-CN': '该路径下没有内容（404，警告）' },
    start: answering(errorReply(404)),
    nearMiss: { text: { en: 'A bare host answers 404, which proves that it answers', 'zh-CN': '只写主机名时返回 404，这说明服务在应答' }, start: answering(errorReply(404), { path: '/' }) },
  },
  {
    id: 'origin-wants-a-proxy-credential', layer: 'http', rows: ['A5', 'A12'], cause: 'network/upstream-proxy-authentication',
    text: { en: 'A proxy on the service\'s side wants a credential (407)', 'zh-CN': '服务侧的代理要求认证（407）' },
    start: answering(errorReply(407)),
    nearMiss: { text: { en: 'The service itself wants one (401), and none was sent', 'zh-CN': '要求认证的是服务本身（401），而请求未带凭据' }, start: answering(errorReply(401)) },
  },
  {
    id: 'request-is-misdirected', layer: 'http', rows: ['A12'], cause: 'network/misdirected-request',
    text: { en: 'The server does not answer for this name (421)', 'zh-CN': '该服务器不负责这个域名（421）' },
    start: answering(errorReply(421)),
    nearMiss: { text: { en: 'It does', 'zh-CN': '该服务器负责这个域名' }, start: answering(listOfModels) },
  },
  {
    id: 'too-many-requests', layer: 'account', rows: ['A12'], cause: 'network/rate-limited',
    text: { en: 'Too many requests: come back in 30 seconds (429)', 'zh-CN': '请求过于频繁：30 秒后重试（429）' },
    start: answering(errorReply(429, { retryAfter: 30 })),
    nearMiss: {
      text: { en: 'The limit is reached only with the next request', 'zh-CN': '要到下一次请求才会达到上限' },
      start: answering({ headers: { 'X-RateLimit-Remaining': '0', 'Retry-After': '30' }, body: { json: {} } }),
    },
  },
  {
    id: 'too-many-requests-until-a-date', layer: 'account', rows: ['A12'], cause: 'network/rate-limited',
    text: { en: 'Too many requests: come back in an hour, given as a date (429)', 'zh-CN': '请求过于频繁：以日期形式要求一小时后重试（429）' },
    start: answering(dateOf(429)),
    nearMiss: {
      text: { en: 'The whole service is overloaded, until the same date (503)', 'zh-CN': '整个服务过载，恢复时间相同（503）' }, cause: 'network/service-overloaded',
      start: answering(dateOf(503)),
    },
  },
  {
    id: 'withheld-for-legal-reasons', layer: 'http', rows: ['A12'], cause: 'network/legal-block',
    text: { en: 'The service withholds it for legal reasons (451)', 'zh-CN': '服务因法律原因不予提供（451）' },
    start: answering(errorReply(451)),
    nearMiss: { text: { en: 'It is moved (308)', 'zh-CN': '内容已迁移（308）' }, start: situated((bench) => overHttp(bench, { inOrder: [{ redirect: '/v2/models', code: 308 }, listOfModels] })) },
  },
  {
    id: 'server-fails', layer: 'service', rows: ['A12'], cause: 'network/server-error',
    text: { en: 'The service fails (500)', 'zh-CN': '服务端出错（500）' },
    start: answering(errorReply(500)),
    nearMiss: { text: { en: 'It finds nothing to say (204)', 'zh-CN': '没有内容可返回（204）' }, start: answering({ status: 204 }) },
  },
  {
    id: 'service-is-overloaded', layer: 'service', rows: ['A12'], cause: 'network/service-overloaded',
    text: { en: 'The service is overloaded and says when to come back (503)', 'zh-CN': '服务过载，并告知何时重试（503）' },
    start: answering(errorReply(503, { retryAfter: 120 })),
    nearMiss: { text: { en: 'It does not say when', 'zh-CN': '没有告知何时重试' }, cause: 'network/server-error', start: answering(errorReply(503)) },
  },
  {
    id: 'backend-is-broken', layer: 'service', rows: ['A12'], cause: 'network/gateway-error',
    text: { en: 'The gateway gets no proper answer from its backend (502)', 'zh-CN': '网关没有从后端得到有效响应（502）' },
    start: answering(errorReply(502)),
    nearMiss: { text: { en: 'The gateway itself fails (500)', 'zh-CN': '网关自身出错（500）' }, cause: 'network/server-error', start: answering(errorReply(500)) },
  },
  {
    id: 'backend-is-too-slow', layer: 'service', rows: ['A12'], cause: 'network/gateway-error',
    text: { en: 'The gateway waits for its backend in vain (504)', 'zh-CN': '网关等不到后端的响应（504）' },
    start: answering(errorReply(504)),
    nearMiss: { text: { en: 'The backend takes half a second', 'zh-CN': '后端用了半秒' }, start: answering({ lateMs: 500, then: listOfModels }) },
  },
  {
    id: 'redirects-go-round', layer: 'http', rows: ['A12'], cause: 'network/redirect-loop',
    text: { en: 'The redirect leads back to itself', 'zh-CN': '重定向又指回自己' },
    start: answering({ redirect: modelsPath }),
    nearMiss: { text: { en: 'It leads to an answer', 'zh-CN': '重定向通向了有效的响应' }, start: answering({ inOrder: [{ redirect: '/v2/models' }, listOfModels] }) },
  },
  {
    id: 'redirects-never-end', layer: 'http', rows: ['A12'], cause: 'network/redirect-loop',
    text: { en: 'Every redirect leads to another one', 'zh-CN': '每次重定向都引出下一次重定向' },
    start: answering('redirect-loop'),
    nearMiss: { text: { en: 'There are three of them', 'zh-CN': '只重定向三次' }, start: answering({ inOrder: [{ redirect: '/a' }, { redirect: '/b' }, { redirect: '/c' }, listOfModels] }) },
  },
  {
    id: 'redirect-leads-nowhere', layer: 'http', rows: ['A12'], cause: 'network/redirect-target-failure',
    text: { en: 'The redirect leads to a port where nothing listens', 'zh-CN': '重定向指向一个没有服务的端口' },
    start: situated(async (bench) => overHttp(bench, { redirect: `http://${at(await bench.keep(refusedPort()))}/` })),
    nearMiss: {
      text: { en: 'It leads to another server, which answers', 'zh-CN': '重定向指向另一台可用的服务器' },
      start: situated(async (bench) => overHttp(bench, { redirect: `${(await bench.keep(startHttpServer({ fallback: listOfModels }))).url}/v2/models` })),
    },
  },
  {
    id: 'web-page-instead-of-data', layer: 'http', rows: ['A12'], cause: 'network/html-instead-of-data',
    text: { en: 'A web page answers where an API should', 'zh-CN': '应当返回数据的接口返回了网页' },
    start: answering(htmlReply('Welcome to nginx!')),
    nearMiss: { text: { en: 'A web page answers at the front door, where one belongs', 'zh-CN': '首页返回网页，理应如此' }, start: answering(htmlReply('Welcome to the shop'), { path: '/' }) },
  },
  {
    id: 'answer-never-begins', layer: 'http', rows: ['A12'], cause: 'network/http-silence',
    text: { en: 'The request is read and never answered', 'zh-CN': '请求已被接收，却始终没有响应' },
    start: waiting('hang-before-headers'),
    nearMiss: { text: { en: 'The answer begins after a third of a second', 'zh-CN': '三分之一秒后开始响应' }, start: waiting({ lateMs: 330, then: listOfModels }) },
  },
  {
    id: 'answer-never-ends', layer: 'http', rows: ['A12'], cause: 'network/http-silence',
    text: { en: 'The headers come, the body does not', 'zh-CN': '响应头已到，响应体迟迟不来' },
    start: waiting('hang-after-headers'),
    nearMiss: { text: { en: 'The body has no end: as much as is needed is read', 'zh-CN': '响应体没有尽头：读够即止' }, start: waiting('endless-body') },
  },
  {
    id: 'answer-is-empty', layer: 'http', rows: ['A12'], cause: 'network/empty-reply',
    text: { en: 'The connection ends without a byte', 'zh-CN': '连接结束，没有返回任何字节' },
    start: answering('empty-reply'),
    nearMiss: { text: { en: 'The answer has headers and an empty body', 'zh-CN': '有响应头，响应体为空' }, start: answering({ body: '' }) },
  },
  {
    id: 'answer-is-reset', layer: 'http', rows: ['A3'], cause: 'network/http-reset',
    text: { en: 'The connection is reset when the request arrives', 'zh-CN': '请求一到，连接就被重置' },
    start: answering('reset'),
    nearMiss: { text: { en: 'The connection is closed after the answer', 'zh-CN': '响应之后才关闭连接' }, start: answering({ headers: { Connection: 'close' }, body: 'ok' }) },
  },
  {
    id: 'body-is-cut-off', layer: 'http', rows: ['A12'], cause: 'network/truncated-body',
    text: { en: 'The body breaks off long before its announced end', 'zh-CN': '响应体远未达到声明的长度就中断' },
    start: answering('truncated-body'),
    nearMiss: { text: { en: 'It comes slowly, and whole', 'zh-CN': '响应体来得慢，但完整' }, start: answering({ slow: { body: '{"object":"list"}', bytes: 6, intervalMs: 60 } }) },
  },
  {
    id: 'status-line-is-malformed', layer: 'http', rows: ['A12'], cause: 'network/malformed-response',
    text: { en: 'The status line is not HTTP', 'zh-CN': '状态行不符合 HTTP 规范' },
    start: answering('malformed-status-line'),
    nearMiss: { text: { en: 'The reason phrase is unusual, and may be', 'zh-CN': '原因短语与众不同，但属合法' }, start: answering({ reason: 'Fine By Me', body: 'ok' }) },
  },
  {
    id: 'chunks-are-malformed', layer: 'http', rows: ['A12'], cause: 'network/malformed-response',
    text: { en: 'The length of a chunk is no number', 'zh-CN': '分块长度不是数字' },
    start: answering('broken-chunked'),
    nearMiss: { text: { en: 'The chunks are sound', 'zh-CN': '分块正确' }, start: answering((_request, response) => { response.write('{"object":'); response.end('"list"}'); }) },
  },
  {
    id: 'compression-is-broken', layer: 'http', rows: ['A12'], cause: 'network/damaged-compression',
    text: { en: 'The body says gzip and is none', 'zh-CN': '响应体声称是 gzip，实际不是' },
    start: answering('broken-gzip'),
    nearMiss: { text: { en: 'It is gzip', 'zh-CN': '确实是 gzip' }, start: answering({ body: { json: { object: 'list' } }, gzip: true }) },
  },
  {
    id: 'header-is-huge', layer: 'http', rows: ['A12'], cause: 'network/malformed-response',
    text: { en: 'One header field has ten megabytes', 'zh-CN': '一个响应头字段长达十兆字节' },
    start: answering('huge-header'),
    nearMiss: { text: { en: 'It has four kilobytes', 'zh-CN': '长度为四千字节' }, start: answering({ headers: { 'X-Filler': 'x'.repeat(4_000) }, body: 'ok' }) },
  },
  {
    id: 'network-wants-a-log-in', layer: 'http', rows: ['N7', 'A12'], cause: 'network/captive-portal',
    text: { en: 'The network redirects to its log-in page', 'zh-CN': '网络把请求重定向到自己的登录页' },
    start: behindGateway(portal, portal),
    nearMiss: {
      text: { en: 'The service redirects to its own log-in page', 'zh-CN': '服务重定向到自己的登录页' },
      start: behindGateway((port) => ({ redirect: `http://www.shop.example:${port}/login` })),
    },
  },
  {
    id: 'network-answers-511', layer: 'http', rows: ['N7'], cause: 'network/captive-portal',
    text: { en: 'The network says that it wants a log-in (511)', 'zh-CN': '网络声明需要登录（511）' },
    start: behindGateway(() => htmlReply('Sign in to the network', 511)),
    nearMiss: { text: { en: 'The service fails in its own way (500)', 'zh-CN': '服务自身出错（500）' }, cause: 'network/server-error', start: behindGateway(() => htmlReply('Oops', 500)) },
  },
  {
    id: 'status-is-not-as-expected', layer: 'http', rows: ['A12'], cause: 'network/http-response#unexpected-status',
    text: { en: 'The health endpoint answers 200, and 204 was expected', 'zh-CN': '健康检查接口返回 200，而预期为 204' },
    start: answering({ body: 'ok' }, { path: '/health', expectStatus: [204] }),
    nearMiss: { text: { en: '200 was expected as well', 'zh-CN': '200 也在预期之内' }, start: answering({ body: 'ok' }, { path: '/health', expectStatus: [200, 204] }) },
  },
  {
    id: 'request-is-not-understood', layer: 'http', rows: ['A12'], cause: 'network/http-response#client-error',
    text: { en: 'The service does not understand the request (400)', 'zh-CN': '服务不理解该请求（400）' },
    start: answering(errorReply(400)),
    nearMiss: { text: { en: 'It was expected to say so', 'zh-CN': '预期就是如此' }, start: answering(errorReply(400), { expectStatus: [400] }) },
  },
  {
    id: 'maintenance', layer: 'service', rows: ['A12'], cause: 'network/server-error',
    text: { en: 'The health endpoint says maintenance, without a date (503)', 'zh-CN': '健康检查接口返回维护中，未给出时间（503）' },
    start: answering({ status: 503, headers: { 'X-Mirror-Status': 'maintenance' }, body: { json: { status: 'maintenance' } } }, { path: '/health', expectStatus: [200] }),
    nearMiss: { text: { en: 'It says ready', 'zh-CN': '接口返回已就绪' }, start: answering({ headers: { 'X-Mirror-Status': 'ready' }, body: { json: { status: 'ready' } } }, { path: '/health', expectStatus: [200] }) },
  },
  {
    id: 'robots-are-challenged', layer: 'http', rows: ['A1', 'A12'], cause: 'network/bot-challenge',
    text: { en: 'A bot protection answers with a challenge (403)', 'zh-CN': '机器人防护返回验证页面（403）' },
    start: answering(challenge, credential),
    nearMiss: {
      text: { en: 'The account is refused behind the same CDN, in JSON', 'zh-CN': '同一 CDN 后面的账户被拒绝，返回 JSON' }, cause: 'network/http-forbidden',
      start: answering({ status: 403, headers: { Server: 'cloudflare', 'CF-Ray': '8f00aa11bb22cc33-HKG' }, body: { json: { error: { code: 'permission_denied' } } } }, credential),
    },
  },
  {
    id: 'firewall-refuses-the-program', layer: 'http', rows: ['A1', 'A12'], cause: 'network/web-application-firewall',
    text: { en: 'A firewall rule refuses the User-Agent (Cloudflare 1010)', 'zh-CN': '防火墙规则拒绝该 User-Agent（Cloudflare 1010）' },
    start: answering(unlessBrowser(numbered(1010))),
    nearMiss: { text: { en: 'No credential was sent, and the service says 403 itself', 'zh-CN': '请求未带凭据，403 由服务自己返回' }, start: answering(errorReply(403)) },
  },
  {
    id: 'address-is-banned', layer: 'http', rows: ['A12'], cause: 'network/address-block',
    text: { en: 'The address is banned (Cloudflare 1006)', 'zh-CN': '出口地址被封禁（Cloudflare 1006）' },
    start: answering(numbered(1006)),
    nearMiss: { text: { en: 'The country is banned (Cloudflare 1009)', 'zh-CN': '所在国家被禁止（Cloudflare 1009）' }, cause: 'network/region-block', start: answering(numbered(1009)) },
  },
  {
    id: 'region-is-refused', layer: 'http', rows: ['A1', 'A12'], cause: 'network/region-block',
    text: { en: 'The service is not offered in the region that one leaves by', 'zh-CN': '服务不向出口所在地区提供' },
    start: situated(async (bench) => {
      const echo = await bench.keep(startHttpServer({ fallback: { body: { json: { ip: '203.0.113.7', country: 'XX' } } } }));
      return { ...await overHttp(bench, openaiRegion, credential), secrets: { key: 'lab-key-1' }, controls: { egress: [echo.url] } };
    }),
    nearMiss: {
      text: { en: 'The credential lacks a right', 'zh-CN': '凭据缺少权限' }, cause: 'network/http-forbidden',
      start: answering({ status: 403, body: { json: { error: { code: 'insufficient_permissions', message: 'Missing scopes: api.model.read' } } } }, credential),
    },
  },
  {
    id: 'user-agent-is-refused', layer: 'http', rows: ['A12'], cause: 'network/request-header-rule',
    text: { en: 'The server refuses programs by their User-Agent', 'zh-CN': '服务器按 User-Agent 拒绝程序' },
    start: answering(unlessBrowser(errorReply(403)), credential),
    nearMiss: { text: { en: 'It refuses whoever asks', 'zh-CN': '对谁都拒绝' }, cause: 'network/http-forbidden', start: answering(errorReply(403), credential) },
  },
  {
    id: 'filter-answers-with-its-page', layer: 'http', rows: ['N7', 'A12'], cause: 'network/block-page',
    text: { en: 'A web filter of the network answers with its block page', 'zh-CN': '网络中的过滤设备返回拦截页面' },
    start: situated(async (bench) => ({ ...await overHttp(bench, { ifHeader: { name: 'host', value: /^127\./ }, then: filtered, otherwise: { body: 'ok' } }), controls: { sni: ['www.example.com'] } })),
    nearMiss: { text: { en: 'The service serves a page about blocked pages', 'zh-CN': '服务自己的页面谈到网页拦截' }, start: answering(htmlReply('How to unblock a web page'), { path: '/help' }) },
  },
  {
    id: 'cdn-finds-its-origin-down', layer: 'service', rows: ['A12', 'A13'], cause: 'network/cdn-origin-failure',
    text: { en: 'The CDN can\'t connect to the server behind it (Cloudflare 522)', 'zh-CN': 'CDN 无法连接后端服务器（Cloudflare 522）' },
    start: answering({ status: 522, headers: cloudflare, body: page('522: Connection timed out') }),
    nearMiss: { text: { en: 'The server behind it fails itself (500)', 'zh-CN': '后端服务器自身出错（500）' }, cause: 'network/server-error', start: answering({ status: 500, headers: cloudflare, body: page('Oops') }) },
  },
  {
    id: 'cdn-does-not-know-the-name', layer: 'service', rows: ['A12', 'A13'], cause: 'network/cdn-configuration',
    text: { en: 'The name leads to a CDN that was never told about it', 'zh-CN': '域名指向的 CDN 上没有该域名的配置' },
    start: answering({ status: 500, headers: { ...html, 'X-Served-By': 'cache-hkg17921-HKG' }, body: page('Fastly error: unknown domain api.shop.example') }),
    nearMiss: { text: { en: 'The CDN knows the name, and the server behind it fails', 'zh-CN': 'CDN 认识该域名，是后端服务器出错' }, cause: 'network/server-error', start: answering({ status: 500, headers: { ...html, 'X-Served-By': 'cache-hkg17921-HKG' }, body: page('Internal Server Error') }) },
  },
  {
    id: 'network-ends-tls-until-log-in', layer: 'http', rows: ['N7'], cause: 'network/captive-portal',
    text: { en: 'The network answers https itself, and replaces known answers by its log-in page', 'zh-CN': '网络自行应答 https，并用登录页替换已知的应答' },
    start: interceptedTls(captivePortal('http://portal.hotel.example/login')),
    nearMiss: {
      text: { en: 'Only the certificate is self-signed; known answers come through', 'zh-CN': '只是证书为自签名，已知的应答正常' }, cause: 'certificate/self-signed',
      start: interceptedTls({ status: 204 }),
    },
  },
  {
    id: 'credential-is-lost-in-a-redirect', layer: 'http', rows: ['A11', 'A12'], cause: 'network/credential-lost-in-redirect',
    text: { en: 'A redirect leads to another origin, which misses the credential (401)', 'zh-CN': '重定向到另一个源，后者收不到凭据（401）' },
    start: situated(async (bench) => {
      const other = await bench.keep(startHttpServer({ fallback: errorReply(401) }));
      return { ...await overHttp(bench, { redirect: `${other.url}/v1/models`, code: 307 }, credential), secrets: { key: 'lab-key-1' } };
    }),
    nearMiss: {
      text: { en: 'The redirect stays within the origin, where the credential goes along', 'zh-CN': '重定向仍在同一个源内，凭据一并带到' },
      start: answering({ inOrder: [{ redirect: '/v2/models' }, { ifHeader: { name: 'authorization' }, then: listOfModels, otherwise: errorReply(401) }] }, credential),
    },
  },
  {
    id: 'redirect-leaves-encryption', layer: 'http', rows: ['A12'], cause: 'network/insecure-redirect',
    text: { en: 'A redirect leads from https to http (a warning)', 'zh-CN': '重定向从 https 变成了 http（警告）' },
    start: situated(async (bench) => {
      const plain = await bench.keep(startHttpServer({ fallback: listOfModels }));
      return healthyHttps(bench, { http: httpHandler({ fallback: { redirect: `${plain.url}/v1/models` } }) });
    }),
    nearMiss: {
      text: { en: 'It stays with https', 'zh-CN': '重定向仍用 https' },
      start: situated((bench) => healthyHttps(bench, { http: httpHandler({ routes: { '/v2': listOfModels }, fallback: { redirect: '/v2' } }) })),
    },
  },
  {
    id: 'text-is-in-another-charset', layer: 'http', rows: ['A12'], cause: 'network/wrong-charset',
    text: { en: 'The text says UTF-8 and is GBK (a warning)', 'zh-CN': '文本声明为 UTF-8，实为 GBK（警告）' },
    // 中文错误, in GBK.
    start: answering({ headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: Uint8Array.of(0xd6, 0xd0, 0xce, 0xc4, 0xb4, 0xed, 0xce, 0xf3) }),
    nearMiss: {
      text: { en: 'It says GBK', 'zh-CN': '声明为 GBK' },
      start: answering({ headers: { 'Content-Type': 'text/plain; charset=gbk' }, body: Uint8Array.of(0xd6, 0xd0, 0xce, 0xc4, 0xb4, 0xed, 0xce, 0xf3) }),
    },
  },
  {
    id: 'only-http2-is-answered', layer: 'http', rows: ['A12', 'N8'], cause: 'network/http2-failure',
    text: { en: 'The service answers over HTTP/2 and closes over HTTP/1.1', 'zh-CN': '服务通过 HTTP/2 应答，通过 HTTP/1.1 则直接关闭' },
    start: situated(async (bench) => {
      const { root, leaf } = await issueChain();
      return overHttps(bench, await bench.keep(startHttp2Server({ identity: leaf, http2: 'answer', http1: 'close' })), root.certificate);
    }),
    nearMiss: {
      text: { en: 'It answers over both', 'zh-CN': '两个版本都有应答' },
      start: situated(async (bench) => {
        const { root, leaf } = await issueChain();
        return overHttps(bench, await bench.keep(startHttp2Server({ identity: leaf, http2: 'answer' })), root.certificate);
      }),
    },
  },
  {
    id: 'answer-is-slow', layer: 'service', rows: ['A12', 'A13'], cause: 'network/slow-answer',
    text: { en: 'The way is quick and the service takes nearly three seconds (a warning)', 'zh-CN': '路径很快，服务却要近三秒才响应（警告）' },
    start: situated(async (bench) => ({ ...await overHttp(bench, { lateMs: 2_700, then: listOfModels }), depth: 'full' })),
    nearMiss: { text: { en: 'It takes half a second', 'zh-CN': '服务用了半秒' }, start: situated(async (bench) => ({ ...await overHttp(bench, { lateMs: 500, then: listOfModels }), depth: 'full' })) },
  },
];
