import { startDnsServer } from '../dns-server.ts';
import { httpHandler } from '../http-handler.ts';
import { startHttpProxy } from '../http-proxy.ts';
import { startHttpServer } from '../http-server.ts';
import { logInAccount, logInService, type LogInServiceOptions } from '../log-in-service.ts';
import type { ListedScenario } from '../scenario.ts';
import { startTlsServer } from '../tls-server.ts';
import { situated } from '../workbench.ts';
import { at, issueChain, shop } from './services.ts';

const references = 'username=lab:USER&password=lab:PASSWORD';

interface Setting extends LogInServiceOptions {
  readonly password?: string;
  /** A code that the client sends. */
  readonly sends?: string;
  readonly clockOffsetMs?: number;
  /** A proxy on the way, and whether it drops cookies. */
  readonly proxy?: 'honest' | 'drops-cookies';
}

/** A client that logs in at a service of its own network, in the clear: a name that no browser trusts as it trusts localhost. */
const inTheClear = ({ password = logInAccount.password, sends, clockOffsetMs, proxy, ...options }: Setting) => situated(async (bench) => {
  const server = await bench.keep(startHttpServer({ fallback: logInService(options) }));
  const times = sends === undefined ? [] : await Promise.all([0, 0].map(() => bench.keep(startHttpServer({ fallback: { body: 'ok' } }))));
  const json = options.as === 'json';
  const resolve = { [shop]: at(server) };
  const filter = proxy === undefined ? undefined : await bench.keep(startHttpProxy({ connect: 'refused', resolve, ...(proxy === 'honest' ? {} : { stripHeaders: ['Cookie'] }) }));
  const dns = filter === undefined ? undefined : await bench.keep(startDnsServer({ answers: { [shop]: { a: ['127.0.0.1'] } } }));
  const host = filter === undefined ? shop : `${shop}:${server.port}`;
  return {
    target: `login+http://${host}${json ? '/api/login' : '/login'}#${references}${json ? `&as=json&resource=http://${host}/account` : ''}${sends === undefined ? '' : '&code=lab:CODE'}`,
    given: { route: filter === undefined || dns === undefined ? { connectTo: at(server) } : { resolver: at(dns), proxy: `http://${at(filter)}` } },
    secrets: { USER: logInAccount.username, PASSWORD: password, ...(sends === undefined ? {} : { CODE: sends }) },
    controls: { timeSources: times.map(({ url }) => url) },
    ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
  };
});

/** The same over TLS. */
const encrypted = (options: LogInServiceOptions) => situated(async (bench) => {
  const { root, leaf } = await issueChain();
  const server = await bench.keep(startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: logInService(options) }) }));
  return {
    target: `login+https://${shop}/login#${references}`, given: { route: { connectTo: at(server), ca: await bench.file('lab-root.pem', root.certificate) } },
    secrets: { USER: logInAccount.username, PASSWORD: logInAccount.password },
  };
});

/** A log-in at one name that leads to another of the same service. */
const ledTo = (host: string, attributes: string) => situated(async (bench) => {
  const settings: { -readonly [N in keyof LogInServiceOptions]: LogInServiceOptions[N] } = { cookie: { attributes } };
  const handle = logInService(settings);
  const server = await bench.keep(startHttpServer({ fallback: handle }));
  const dns = await bench.keep(startDnsServer({ answers: { 'shop.example': { a: ['127.0.0.1'] }, 'www.shop.example': { a: ['127.0.0.1'] } } }));
  settings.landing = `http://${host}:${server.port}/account`;
  return { target: `login+http://shop.example:${server.port}/login#${references}`, given: { route: { resolver: at(dns) } }, secrets: { USER: logInAccount.username, PASSWORD: logInAccount.password } };
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtFor = (seconds: number): string => `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: 'alice', exp: Math.floor(Date.now() / 1_000) + seconds })}.${Buffer.alloc(32, 7).toString('base64url')}`;

const lax = '; Path=/; HttpOnly; SameSite=Lax';
const healthy = { text: { en: 'The log-in works', 'zh-CN': '登录正常' }, start: inTheClear({}) };
const unavailable = { status: 403, body: { json: { error: { code: 'unsupported_country_region_territory', message: 'Country, region, or territory not supported' } } } };
const gateway = { status: 401, body: { json: { message: 'No API key found in request' } } };
const forbidden = { status: 403, body: '<h1>Forbidden</h1>' };

type Row = Pick<ListedScenario, 'id' | 'cause' | 'text' | 'start' | 'nearMiss'>;

const rows: readonly Row[] = [
  {
    id: 'log-in-with-a-wrong-password', cause: 'credential/wrong-password', text: { en: 'The password is an old one', 'zh-CN': '密码是旧的' },
    start: inTheClear({ password: 'Correct-Horse-6!' }), nearMiss: healthy,
  },
  {
    id: 'log-in-to-a-locked-account', cause: 'credential/account-locked', text: { en: 'The account is locked', 'zh-CN': '账户已被锁定' },
    start: inTheClear({ refuses: { status: 423, body: 'Your account has been locked. Try again in 30 minutes.' } }),
    nearMiss: { text: { en: 'The password is wrong', 'zh-CN': '密码错误' }, cause: 'credential/wrong-password', start: inTheClear({ as: 'json', password: 'Correct-Horse-6!' }) },
  },
  {
    id: 'log-in-without-its-code', cause: 'credential/one-time-code-missing', text: { en: 'The account has a second factor, and no code was given', 'zh-CN': '账户启用了两步验证，却没有提供验证码' },
    start: inTheClear({ code: '123456' }),
    nearMiss: { text: { en: 'The code was given', 'zh-CN': '提供了验证码' }, start: inTheClear({ code: '123456', sends: '123456' }) },
  },
  {
    id: 'log-in-with-a-wrong-code', cause: 'credential/one-time-code-refused', text: { en: 'The code is that of another secret', 'zh-CN': '验证码来自另一个密钥' },
    start: inTheClear({ code: '123456', sends: '654321' }),
    nearMiss: { text: { en: "This machine's clock is an hour ahead", 'zh-CN': '本机时钟快了一小时' }, cause: 'network/clock-skew', start: inTheClear({ code: '123456', sends: '654321', clockOffsetMs: 3_600_000 }) },
  },
  {
    id: 'csrf-cookie-lost', cause: 'credential/csrf-token-refused', text: { en: 'The cookie of the CSRF token is Secure, and the page is not', 'zh-CN': 'CSRF 令牌的 Cookie 带有 Secure，而页面不是 https' },
    start: inTheClear({ csrf: { attributes: '; Path=/; Secure' } }),
    nearMiss: { text: { en: 'Token and cookie come back together', 'zh-CN': '令牌与 Cookie 一同返回' }, start: inTheClear({ csrf: { attributes: lax } }) },
  },
  {
    id: 'session-cookie-secure-over-http', cause: 'credential/session-cookie-not-kept', text: { en: 'A proxy ends TLS: the session cookie is Secure, and the browser sees http', 'zh-CN': '会话 Cookie 带有 Secure，但浏览器看到的是 http' },
    start: inTheClear({ cookie: { attributes: '; Path=/; Secure' } }),
    nearMiss: { text: { en: 'The same cookie over TLS', 'zh-CN': '同样的 Cookie 经由 TLS' }, start: encrypted({ cookie: { name: '__Host-sid', attributes: '; Path=/; Secure; HttpOnly' } }) },
  },
  {
    id: 'log-in-leads-to-another-host', cause: 'credential/session-left-behind', text: { en: 'The log-in at shop.example leads to www.shop.example', 'zh-CN': '在 shop.example 登录后被带到 www.shop.example' },
    start: ledTo('www.shop.example', lax),
    nearMiss: { text: { en: 'The cookie is for both', 'zh-CN': 'Cookie 对两者都有效' }, start: ledTo('www.shop.example', '; Path=/; Domain=shop.example; HttpOnly') },
  },
  {
    id: 'role-missing-after-log-in', cause: 'credential/missing-role', text: { en: 'The account lacks a role', 'zh-CN': '账户缺少角色' },
    start: inTheClear({ account: { known: forbidden } }),
    nearMiss: { text: { en: 'The account has it', 'zh-CN': '账户具备该角色' }, start: inTheClear({ account: { strangers: forbidden } }) },
  },
  {
    id: 'log-in-hands-out-a-past-token', cause: 'credential/session-token-invalid', text: { en: 'The token of the log-in has ended already', 'zh-CN': '登录发放的令牌已经过期' },
    start: inTheClear({ as: 'json', token: { value: jwtFor(-300), accepted: false } }),
    nearMiss: { text: { en: 'It is good for an hour', 'zh-CN': '令牌一小时内有效' }, start: inTheClear({ as: 'json', token: { value: jwtFor(3_600), accepted: true } }) },
  },
  {
    id: 'gateway-wants-a-key-beside-the-log-in', cause: 'credential/gateway-key-missing', text: { en: 'A gateway wants an API key beside the session', 'zh-CN': '除会话外，网关还要求 API 密钥' },
    start: inTheClear({ as: 'json', account: { known: gateway, strangers: gateway } }),
    nearMiss: { text: { en: 'Only strangers are told so', 'zh-CN': '只有未登录者会被这样答复' }, start: inTheClear({ as: 'json', account: { strangers: gateway } }) },
  },
  {
    id: 'region-refused-after-log-in', cause: 'credential/log-in-region-refused', text: { en: 'The service does not serve this country', 'zh-CN': '服务不面向该国家开放' },
    start: inTheClear({ as: 'json', account: { known: unavailable, strangers: unavailable } }),
    nearMiss: { text: { en: 'It is the role', 'zh-CN': '其实是缺少角色' }, cause: 'credential/missing-role', start: inTheClear({ as: 'json', account: { known: { status: 403, body: { json: { error: 'insufficient_scope' } } } } }) },
  },
  {
    id: 'sessions-of-two-servers', cause: 'credential/sessions-not-shared', text: { en: 'Two servers do not share their sessions', 'zh-CN': '两台服务器没有共享会话' },
    start: inTheClear({ as: 'json', servers: 2 }),
    nearMiss: { text: { en: 'One server', 'zh-CN': '只有一台服务器' }, start: inTheClear({ as: 'json', servers: 1 }) },
  },
  {
    id: 'proxy-drops-cookies', cause: 'credential/session-stripped', text: { en: 'The proxy takes the cookies off', 'zh-CN': '代理去掉了 Cookie' },
    start: inTheClear({ proxy: 'drops-cookies' }),
    nearMiss: { text: { en: 'It passes them', 'zh-CN': '代理放行 Cookie' }, start: inTheClear({ proxy: 'honest' }) },
  },
];

/** Log-ins that fail, and sessions that do not last until the next request. */
export const logIns: readonly ListedScenario[] = rows.map((row) => ({ ...row, layer: 'account', rows: ['A15'] }));
