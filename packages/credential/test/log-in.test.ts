import { run, type Json, type Report, type TargetEntry } from '@culprit/core';
import { logInAccount, logInService, startDnsServer, startHttpServer, startTlsServer, createAuthority, httpHandler, type HttpServer, type LogInServiceOptions } from '@culprit/lab';
import network from '@culprit/network/manifest';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loginExamine } from '../src/commands/login-examine.ts';
import { cookiesFor, everyCookieFor, gapOf, readCookies } from '../src/log-in/cookies.ts';
import { readLogInPage } from '../src/log-in/read-form.ts';
import { judgeLogIn, readApiAnswer, type AnswerToLogIn } from '../src/log-in/judge-log-in.ts';
import credential from '../src/manifest.ts';
import { logIn } from '../src/targets/log-in.ts';

const secrets: { readonly [name: string]: string } = { USER: logInAccount.username, PASSWORD: logInAccount.password, CODE: '123456' };
const who = { username: { $secret: 'lab:USER' }, password: { $secret: 'lab:PASSWORD' } };

const examine = (target: TargetEntry, timeoutMs = 10_000): Promise<Report> => run({
  plugins: [network, credential], targets: [target], secrets: [{ scheme: 'lab', resolve: async (name) => secrets[name] }],
  controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] },
}, { timeoutMs });

const logInAt = (server: HttpServer, more: { readonly [field: string]: Json } = {}): { readonly kind: string; readonly [field: string]: Json } => ({ kind: 'login', url: 'http://shop.example/login', ...who, route: { connectTo: `127.0.0.1:${server.port}` }, ...more });
const service = (options: LogInServiceOptions): Promise<HttpServer> => startHttpServer({ fallback: logInService(options) });
const findings = ({ findings: all }: Report): readonly string[] => all.map(({ id }) => id).filter((id) => id.startsWith('credential/'));
const posts = ({ requests }: HttpServer): number => requests.filter(({ method }) => method === 'POST').length;

describe('a log-in', () => {
  test('is made once a run, whatever is asked of its session afterwards', async () => {
    await using server = await service({ cookie: { attributes: '; Path=/; Secure' }, servers: 3 });
    const report = await examine(logInAt(server));
    expect(findings(report)).toEqual(['credential/log-in#led-on', 'credential/session#unauthorized']);
    expect(server.requests.length).toBeGreaterThan(4);
    expect(posts(server)).toBe(1);
  });

  test('and what it brings stand in no part of the report', async () => {
    await using server = await service({ csrf: { attributes: '; Path=/' }, code: '123456' });
    const report = await examine(logInAt(server, { code: { $secret: 'lab:CODE' } }));
    expect(findings(report)).toEqual(['credential/log-in#accepted', 'credential/session#let-in']);
    const text = JSON.stringify(report);
    const sent = server.requests.flatMap(({ headers, body }) => [...(headers['cookie'] ?? '').split('; ').map((pair) => pair.slice(pair.indexOf('=') + 1)), new URLSearchParams(body.toString()).get('csrf_token') ?? '']);
    for (const secret of [logInAccount.username, logInAccount.password, ...sent]) if (secret !== '') expect(text).not.toContain(secret);
    expect(sent.filter((value) => value.length === 36).length).toBeGreaterThan(3);
  });

  test.each([
    ['; Path=/; Secure', 'secure-over-http'],
    ['; Path=/; Domain=other.example', 'other-domain'],
    ['; Path=/; SameSite=None', 'same-site-none'],
    ['; Path=/; Max-Age=0', 'expired'],
    ['; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'expired'],
    ['; Path=/app', 'other-path'],
  ])('whose cookie has %s is told by it', async (attributes, reason) => {
    await using server = await service({ cookie: { attributes } });
    const report = await examine(logInAt(server));
    expect(report.diagnoses[0]).toMatchObject({ cause: 'credential/session-cookie-not-kept', confidence: 'certain', text: expect.stringContaining(reason), params: { cookie: 'sid' } });
  });

  test('whose cookie is called __Host- and is not Secure is told by its prefix', async () => {
    await using server = await service({ cookie: { name: '__Host-sid', attributes: '; Path=/' } });
    expect((await examine(logInAt(server))).diagnoses[0]).toMatchObject({ cause: 'credential/session-cookie-not-kept', text: expect.stringContaining('host-prefix') });
  });

  test('that is led back to its form for want of a cookie is no wrong password', async () => {
    await using server = await startHttpServer({ fallback: (request, response) => {
      if (request.method === 'POST') return void response.writeHead(302, { Location: '/home', 'Set-Cookie': 'sid=0123456789; Path=/; Secure' }).end();
      if (request.url === '/home' && request.headers.cookie !== undefined) return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Home</h1>');
      if (request.url === '/home') return void response.writeHead(302, { Location: '/login' }).end();
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<form method=post><input name=u><input name=p type=password></form>');
    } });
    const report = await examine(logInAt(server));
    expect(findings(report)).toEqual(['credential/log-in#accepted', 'credential/session#sent-to-log-in']);
    expect(report.diagnoses[0]).toMatchObject({ cause: 'credential/session-cookie-not-kept', text: expect.stringContaining('secure-over-http') });
  });
});

describe('credentials', () => {
  test.each([
    ['a form that posts to another host', { body: '<form method=post action="http://evil.example/take"><input name=u><input type=password name=p></form>', headers: { 'Content-Type': 'text/html' } }, 'other-host'],
    ['a form that puts them into the address', { body: '<form><input name=u><input type=password name=p></form>', headers: { 'Content-Type': 'text/html' } }, 'form-by-get'],
    ['a page without a form', { body: '<h1>Hello</h1>', headers: { 'Content-Type': 'text/html' } }, 'no-form'],
    ['a page that is refused', { status: 403, body: 'no' }, 'page-refused'],
  ])('are not sent: %s', async (_, page, why) => {
    await using server = await startHttpServer({ fallback: page });
    const report = await examine(logInAt(server));
    expect(report.findings.find(({ check }) => check === 'credential/log-in')).toMatchObject({ id: 'credential/log-in#kept-back', params: { why } });
    expect(posts(server)).toBe(0);
    expect(report.exitCode).toBe(3);
  });

  test('go over no connection whose certificate does not verify, and not in the clear to a public name', async () => {
    const { chain, key } = await (await createAuthority({ name: 'Nobody' })).issue({ names: ['shop.example'] });
    const http = httpHandler({ fallback: logInService() });
    await using server = await startTlsServer({ chain, key, http });
    const untrusted = await examine({ kind: 'login', url: 'https://shop.example/login', ...who, route: { connectTo: `127.0.0.1:${server.port}` } });
    expect(findings(untrusted)).toContain('credential/log-in#kept-back');
    await using plain = await service({});
    const clear = await examine(logInAt(plain, { url: 'http://www.culprit-lab.net/login' }));
    expect(findings(clear)).toContain('credential/log-in#kept-back');
    expect([http.requests, plain.requests]).toEqual([[], []]);
  });

  test('go along a redirect that keeps the method to the same host alone', async () => {
    await using other = await startHttpServer({ fallback: { body: 'ok' } });
    const handle = logInService({ as: 'json' });
    await using server = await startHttpServer({ fallback: (request, response) => {
      if (request.url === '/moved') return void response.writeHead(308, { Location: '/api/login' }).end();
      if (request.url === '/away') return void response.writeHead(307, { Location: `http://other.example:${other.port}/take` }).end();
      handle(request, response);
    } });
    await using dns = await startDnsServer({ answers: { 'shop.example': { a: ['127.0.0.1'] }, 'other.example': { a: ['127.0.0.1'] } } });
    const at = (path: string): TargetEntry => ({ kind: 'login', url: `http://shop.example:${server.port}${path}`, ...who, as: 'json', resource: `http://shop.example:${server.port}/account`, route: { resolver: `127.0.0.1:${dns.port}` } });
    expect(findings(await examine(at('/moved')))).toEqual(['credential/log-in#accepted', 'credential/session#let-in']);
    expect(findings(await examine(at('/away')))).toContain('credential/log-in#redirected');
    expect(other.requests).toEqual([]);
  });
});

test('a service that never answers costs no more than the time that was given', async () => {
  await using server = await startHttpServer({ routes: { '/login': 'hang-before-headers' } });
  const report = await examine(logInAt(server), 1_500);
  expect(findings(report)).toContain('credential/log-in#no-answer');
});

test('the command logs in, and tells nothing of what it was given', async () => {
  await using server = await service({});
  let shown = '';
  const write = (text: string): void => void (shown += text);
  const exitCode = await loginExamine.run({
    positionals: ['http://shop.example/login'], locale: 'zh-CN', signal: new AbortController().signal, env: { SHOP_USER: logInAccount.username, SHOP_PASSWORD: logInAccount.password },
    plugins: [network, credential], options: { format: 'json', timeout: 10_000, failOn: 'major', depth: 'quick', connectTo: `127.0.0.1:${server.port}`, username: { $secret: 'lab:USER' }, password: { $secret: 'lab:PASSWORD' } },
    config: { plugins: [], targets: [], secrets: [{ scheme: 'lab', resolve: async (name) => secrets[name] }] },
    io: { stdin: (async function* input() { yield ''; })(), stdout: write, stderr: write, color: false, interactive: false, columns: 120 },
  });
  expect(exitCode).toBe(0);
  expect(shown).toContain('credential/session');
  expect(shown).not.toContain(logInAccount.password);
});

test('a typed target is read, with what belongs to it behind the #', () => {
  expect(logIn.read('login+https://shop.example/login?next=%2F#username=env:U&password=env:P&code=totp:env:T&resource=https://shop.example/account', {})).toEqual({
    url: 'https://shop.example/login?next=%2F', username: { $secret: 'env:U' }, password: { $secret: 'env:P' }, code: { $secret: 'totp:env:T' }, resource: 'https://shop.example/account',
  });
  expect(() => logIn.read('login+https://shop.example/login#username=env:U&password=hunter2', {})).toThrow(expect.objectContaining({ code: 'SECRET_IN_ARGUMENT' }));
  expect(() => logIn.read('login+https://shop.example/login', {})).toThrow(expect.objectContaining({ code: 'TARGET_INVALID' }));
});

describe('cookies', () => {
  const read = (texts: readonly string[], url = 'https://app.shop.example/a/b') => readCookies([], { url, setCookies: texts, at: new Date() }, (name) => name);

  test('go where RFC 6265 says, and an experiment sends none to another host or below TLS', async () => {
    const cookies = await read(['host=1; Path=/', 'wide=2; Domain=shop.example; Path=/', 'deep=3', 'safe=4; Secure; Path=/', 'foreign=5; Domain=evil.example; Path=/', 'suffix=6; Domain=example']);
    const names = (list: readonly { readonly name: string }[]): readonly string[] => list.map(({ name }) => name);
    expect(names(cookiesFor(cookies, 'https://app.shop.example/a/c'))).toEqual(['host', 'wide', 'deep', 'safe']);
    expect(names(cookiesFor(cookies, 'https://app.shop.example/ab'))).toEqual(['host', 'wide', 'safe']);
    expect(names(cookiesFor(cookies, 'http://www.shop.example/'))).toEqual(['wide']);
    expect(names(everyCookieFor(cookies, 'https://app.shop.example/x'))).toEqual(['host', 'wide', 'deep', 'safe', 'foreign', 'suffix']);
    expect(everyCookieFor(cookies, 'http://app.shop.example/x')).toEqual([]);
    expect(everyCookieFor(cookies, 'https://evil.example/')).toEqual([]);
  });

  test.each([
    [`sid=${'x'.repeat(4_100)}; Path=/`, 'too-large'],
    ['__Secure-sid=1; Path=/', 'secure-prefix'],
    ['__Host-sid=1; Secure; Path=/; Domain=app.shop.example', 'host-prefix'],
    ['sid=1; Domain=example', 'public-suffix'],
    ['sid=1; Path=/; Secure; SameSite=None', undefined],
  ])('are kept as browsers keep them: %.60s', async (text, fault) => {
    expect((await read([text]))[0]?.fault).toBe(fault);
  });

  test('that are taken back are no fault', async () => {
    const set = await read(['sid=1; Path=/']);
    expect(await readCookies(set, { url: 'https://app.shop.example/', setCookies: ['sid=; Path=/; Max-Age=0', 'old=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], at: new Date() }, (name) => name)).toEqual([]);
  });

  test('of any text are read without an error, and never go to a foreign host', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.string(), fc.constantFrom('a=1; Domain=example', 'b=2; Secure', '=x', ';', 'c=3; Path=//', 'd; Domain=.')), { maxLength: 5 }), fc.webUrl({ validSchemes: ['http', 'https'] }), async (texts, url) => {
      const cookies = await read(texts, 'https://app.shop.example/');
      for (const cookie of cookies) expect(typeof (gapOf(cookie, url) ?? '')).toBe('string');
      expect(cookiesFor(cookies, url)).toEqual([]);
    }), { numRuns: 200 });
  });
});

describe('the form of a page', () => {
  test('is found with its fields, its hidden ones and its token', async () => {
    const page = await readLogInPage('<meta name="csrf-token" content="M"><form action=/search><input name=q></form><form action="/users/sign_in" method="POST"><input type=hidden name=authenticity_token value=T><input name="user[email]" type=email><input name="user[password]" type=password><input name="user[otp_attempt]"><input type=checkbox name=remember><button name=commit value=in>in</form>', 'https://shop.example/users/sign_in');
    expect(page).toMatchObject({ metaToken: 'M', form: { action: 'https://shop.example/users/sign_in', method: 'post', username: 'user[email]', password: 'user[password]', code: 'user[otp_attempt]', hidden: [['authenticity_token', 'T'], ['commit', 'in']] } });
  });

  test('of any text is read without an error', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.string(), fc.constantFrom('<form', '<input type=password name=', '"', '>', '</form>', '<script>', '<base href=//x>')), { maxLength: 20 }), async (parts) => {
      expect(typeof (await readLogInPage(parts.join(''), 'https://shop.example/login')).words).toBe('string');
    }), { numRuns: 200 });
  });
});

describe('an answer to a log-in', () => {
  const answer = (more: Partial<AnswerToLogIn> & { readonly status: number }): AnswerToLogIn => ({ answer: { status: more.status, kind: 'html' }, codes: [], words: '', before: '', session: false, visited: false, failed: false, codeSent: false, ledOn: false, ...more });

  test.each([
    ['Django', answer({ status: 200, form: 'password', words: 'Please enter a correct username and password.' }), 'refused'],
    ['Devise', answer({ status: 422, form: 'password', words: 'Invalid Email or password.' }), 'refused'],
    ['Devise, locked', answer({ status: 422, form: 'password', words: 'Your account is locked.' }), 'locked'],
    ['Laravel', answer({ status: 200, form: 'password', words: 'These credentials do not match our records.' }), 'refused'],
    ['Laravel, 419', answer({ status: 419, words: 'Page Expired' }), 'csrf-refused'],
    ['Laravel, throttled', answer({ status: 429, words: 'Too many login attempts.' }), 'rate-limited'],
    ['Keycloak', answer({ status: 200, form: 'password', words: 'Invalid username or password.' }), 'refused'],
    ['Auth0', answer({ status: 403, codes: ['invalid_grant'], words: 'Wrong email or password.' }), 'refused'],
    ['Auth0, second factor', answer({ status: 403, codes: ['mfa_required'] }), 'code-wanted'],
    ['Cognito', answer({ status: 400, codes: ['notauthorizedexception'], words: 'Incorrect username or password.' }), 'refused'],
    ['Firebase', answer({ status: 400, codes: ['invalid_login_credentials'] }), 'refused'],
    ['Chinese words', answer({ status: 200, form: 'password', words: '用户名或密码错误' }), 'refused'],
    ['Chinese, locked', answer({ status: 200, form: 'password', words: '账号已被锁定，请30分钟后再试' }), 'locked'],
    ['Chinese, code', answer({ status: 200, form: 'password', words: '验证码错误' }), 'code-refused'],
    ['a CAPTCHA', answer({ status: 200, form: 'password', words: 'Confirm that you are not a robot' }), 'captcha-wanted'],
    ['words that stood there before', answer({ status: 200, form: 'password', words: 'Account locked? Your account is locked.', before: 'Account locked? Your account is locked.' }), 'refused'],
    ['a home page that speaks of passwords', answer({ status: 200, session: true, words: 'Reset it if the password is wrong' }), 'accepted'],
    ['a page, in the session of the form', answer({ status: 200, visited: true, words: 'Welcome' }), 'accepted'],
    ['a page, and nothing that tells a session', answer({ status: 200, words: 'Something went wrong' }), 'unknown-answer'],
    ['led on to a page that knows the session no more', answer({ status: 401, ledOn: true, session: true }), 'accepted'],
    ['led on to a refusal, and no session came', answer({ status: 401, ledOn: true }), 'refused'],
    ['led on to a page that fails, and no session came', answer({ status: 503, ledOn: true }), 'service-error'],
    ['a plain 400', answer({ status: 400, words: 'Bad Request' }), 'unknown-answer'],
    ['a failure of the service', answer({ status: 500 }), 'service-error'],
  ])('%s', (_, given, verdict) => {
    expect(judgeLogIn(given).verdict).toBe(verdict);
  });

  test('in JSON gives its codes, its words and its token', () => {
    expect(readApiAnswer('{"code":500,"msg":"用户名或密码错误"}')).toMatchObject({ failed: true, words: '用户名或密码错误' });
    expect(readApiAnswer('{"data":{"access_token":"0123456789abcdef"},"code":0}')).toMatchObject({ failed: false, token: '0123456789abcdef' });
    expect(readApiAnswer('no')).toBeUndefined();
  });
});
