import { createHash } from 'node:crypto';
import { canonical, monotonicMs, type GatherContext, type JsonObject, type Requests, type Route } from '@culprit/core';
import { httpExchange, isPrivateName, originOf, type HttpAnswer, type HttpExchangeInput } from '@culprit/network';
import type { LogIn } from '../targets/log-in.ts';
import { cookiesFor, readCookies, type SessionCookie } from './cookies.ts';
import type { LogInVerdict } from './judge-log-in.ts';
import { csrfField, readLogInPage, type LogInForm, type LogInPage } from './read-form.ts';

/** Where a CSRF token was found. */
type CsrfPlace = 'form' | 'meta' | 'cookie' | 'nowhere';

/** Where a log-in led. */
type Landing = { /** The whole address: it may hold what is nobody else's business. */ readonly url: string; readonly status: number; readonly redirects: number };

/** One log-in, from the page to where it leads. Secrets stand by label. */
export type LogInCourse =
  | {
    readonly outcome: 'judged';
    readonly verdict: LogInVerdict;
    /** What the verdict was known by. */
    readonly by: 'code' | 'words' | 'status' | 'form';
    readonly status: number;
    /** The service's own code. */
    readonly code?: string;
    readonly csrf: CsrfPlace;
    readonly codeSent: boolean;
    readonly cookies: readonly SessionCookie[];
    /** Names of the cookies that went along with the log-in. */
    readonly sentCookies: readonly string[];
    /** The label of an access token that came as JSON. */
    readonly token?: string;
    readonly landing: Landing;
    /** ISO 8601, by the service's own clock. */
    readonly serverTime?: string;
    /** Who answered in the service's place. */
    readonly refusedBy?: string;
    readonly retryAfter?: string;
  }
  /** Nothing was sent: the peer is not to be trusted with it, or there is nothing to fill in. */
  | { readonly outcome: 'kept-back'; readonly why: 'certificate' | 'plain-http' | 'other-host' | 'form-by-get' | 'no-form' | 'page-refused' | 'redirected'; readonly status?: number; readonly to?: string }
  | { readonly outcome: 'no-answer'; readonly how: string; readonly step: 'page' | 'log-in' };

type Context = Pick<GatherContext<LogIn & JsonObject, Requests, never>, 'input' | 'secrets' | 'patienceMs' | 'ask'>;

/** RFC 9110 §15.4 names no number; browsers follow 20, and a log-in that needs more than ten is broken. */
const maxRedirects = 10;

/** One log-in: the page, the credentials, then each redirect by itself. */
export class Course {
  readonly #context: Context;
  readonly #prefix: string;
  readonly #deadline: number;
  /** What a cookie holds, by its label: some hold a CSRF token that has to be sent back. */
  readonly #cookieToken = new Map<string, string>();
  #cookies: readonly SessionCookie[] = [];
  #count = 0;

  constructor(context: Context) {
    this.#context = context;
    this.#deadline = monotonicMs() + context.patienceMs;
    // Two log-ins of one run never share a label.
    this.#prefix = `session:${createHash('sha256').update(canonical(context.input)).digest('hex').slice(0, 8)}`;
  }

  async run(): Promise<LogInCourse> {
    const { input } = this.#context;
    const json = input.as === 'json';
    const pageUrl = json ? input.page : input.url;
    let page: LogInPage | undefined;
    let at = input.url;
    if (pageUrl !== undefined) {
      const got = await this.#follow({ url: pageUrl, headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, whole: true });
      if ('how' in got) return { outcome: 'no-answer', how: got.how, step: 'page' };
      if (!json && hostOf(got.url) !== hostOf(input.url)) return { outcome: 'kept-back', why: 'other-host', to: hostOf(got.url) };
      if (got.answer.status >= 400 && !json) return { outcome: 'kept-back', why: 'page-refused', status: got.answer.status };
      page = await readLogInPage(got.answer.body.text, got.url);
      at = json ? input.url : got.url;
      if (!json && page.form?.password === undefined) return { outcome: 'kept-back', why: 'no-form', status: got.answer.status };
    }
    const posted = json ? await this.#asJson(page) : await this.#asForm(page?.form, page, at);
    if ('outcome' in posted) return posted;
    let end = await this.#send(posted.request, page, posted.codeSent, posted.csrf);
    if (end.course.outcome === 'judged' && end.course.verdict === 'code-wanted' && !posted.codeSent && input.code !== undefined && end.page?.form?.code !== undefined) {
      // The second step of the same log-in.
      const second = await this.#asForm(end.page.form, end.page, end.at);
      if ('outcome' in second) return second;
      end = await this.#send(second.request, end.page, true, second.csrf);
    }
    return end.course;
  }

  async #asForm(form: LogInForm | undefined, page: LogInPage | undefined, at: string): Promise<Posted | LogInCourse> {
    const { input } = this.#context;
    if (form === undefined) return { outcome: 'kept-back', why: 'no-form' };
    if (hostOf(form.action) !== hostOf(input.url)) return { outcome: 'kept-back', why: 'other-host', to: hostOf(form.action) };
    if (new URL(form.action).protocol !== new URL(input.url).protocol && form.action.startsWith('http:')) return { outcome: 'kept-back', why: 'plain-http' };
    if (form.method === 'get') return { outcome: 'kept-back', why: 'form-by-get' };
    const fields = new URLSearchParams(form.hidden.map(([name, value]): [string, string] => [name, value]));
    for (const [name, value] of form.hidden) if (value.length >= 8) this.#context.secrets.conceal(`hidden field ${name}`.slice(0, 60), value);
    for (const [name, value] of Object.entries(input.with ?? {})) fields.set(name, value);
    if (form.password !== undefined || input.fields?.password !== undefined) {
      fields.set(input.fields?.username ?? form.username ?? 'username', await this.#read(input.username));
      fields.set(input.fields?.password ?? form.password ?? 'password', await this.#read(input.password));
    }
    const code = input.fields?.code ?? form.code;
    const codeSent = input.code !== undefined && code !== undefined;
    if (codeSent) fields.set(code, await this.#read(input.code));
    const token = form.hidden.find(([name, value]) => csrfField.test(name) && value !== '');
    const extra = this.#csrfHeaders(page);
    return {
      request: this.#post(form.action, 'application/x-www-form-urlencoded', fields.toString(), { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8', Referer: bare(at), ...extra.headers }),
      codeSent, csrf: token === undefined ? extra.place : 'form',
    };
  }

  async #asJson(page: LogInPage | undefined): Promise<Posted> {
    const { input } = this.#context;
    const { username = 'username', password = 'password', code = 'code' } = input.fields ?? {};
    const document = {
      ...input.with, [username]: await this.#read(input.username), [password]: await this.#read(input.password),
      ...(input.code === undefined ? {} : { [code]: await this.#read(input.code) }),
    };
    const { headers, place } = this.#csrfHeaders(page);
    return { request: this.#post(input.url, 'application/json', JSON.stringify(document), { Accept: 'application/json', ...headers }), codeSent: input.code !== undefined, csrf: place };
  }

  /** A token of a meta element or a cookie goes in a field of its own, as scripts of the frameworks send it. */
  #csrfHeaders(page: LogInPage | undefined): { readonly headers: NonNullable<HttpExchangeInput['headers']>; readonly place: CsrfPlace } {
    const cookie = cookiesFor(this.#cookies, this.#context.input.url).find(({ name }) => /^(?:xsrf-token|csrftoken|csrf-token|_csrf)$/i.test(name));
    const meta = page?.metaToken;
    const value = meta ?? (cookie === undefined ? undefined : this.#cookieToken.get(cookie.label));
    if (value === undefined) return { headers: {}, place: 'nowhere' };
    const name = meta !== undefined ? 'X-CSRF-TOKEN' : cookie?.name.toLowerCase() === 'csrftoken' ? 'X-CSRFToken' : 'X-XSRF-TOKEN';
    return { headers: { [name]: { $secret: this.#keep('csrf', value) } }, place: meta === undefined ? 'cookie' : 'meta' };
  }

  #post(url: string, type: string, content: string, headers: NonNullable<HttpExchangeInput['headers']>): HttpExchangeInput {
    return { url, method: 'POST', headers: { ...headers, Origin: new URL(url).origin }, body: { type, content: { $secret: this.#keep('body', content) } }, whole: true };
  }

  /** Posts, follows, and judges what came of it. */
  async #send(request: HttpExchangeInput, before: LogInPage | undefined, codeSent: boolean, csrf: CsrfPlace): Promise<{ readonly course: LogInCourse; readonly page?: LogInPage; readonly at: string }> {
    const known = this.#cookies;
    const sentCookies = cookiesFor(known, request.url).map(({ name }) => name);
    const got = await this.#follow(request);
    if ('how' in got) {
      const course: LogInCourse = got.how === 'CREDENTIAL_WITHHELD' ? { outcome: 'kept-back', why: 'certificate' } : got.how === 'lost-in-redirect' ? { outcome: 'kept-back', why: 'redirected', to: got.to ?? '' } : { outcome: 'no-answer', how: got.how, step: 'log-in' };
      return { course, at: request.url };
    }
    const [{ judgeLogIn, readApiAnswer }, page] = await Promise.all([import('../log-in/judge-log-in.ts'), readLogInPage(got.answer.kind === 'html' ? got.answer.body.text : '', got.url)]);
    const api = [got.answer, got.first].map(({ body, kind }) => (kind === 'json' ? readApiAnswer(body.text) : undefined)).find((read) => read !== undefined);
    const form = page.form?.password !== undefined ? 'password' : page.form?.code !== undefined ? 'code' : undefined;
    // Led on and then back to the form: what was asked for did not know the session.
    const elsewhere = form === undefined && got.redirects > 0 && !leadsToLogIn(got.url, request.url);
    const through = elsewhere ? undefined : got.through;
    const fresh = this.#cookies.some((cookie) => !known.includes(cookie));
    const { verdict, by } = judgeLogIn({
      answer: got.answer, codes: api?.codes ?? [], words: got.answer.kind === 'html' ? page.words : api?.words ?? got.answer.body.text.slice(0, 4_000), before: before?.words ?? '',
      ...(form === undefined ? {} : { form }), session: fresh || api?.token !== undefined, failed: api?.failed ?? false, codeSent, ledOn: elsewhere || through !== undefined,
    });
    const [code] = api?.codes ?? [];
    const date = Date.parse(got.answer.headers['date'] ?? '');
    return {
      page, at: got.url,
      course: {
        outcome: 'judged', verdict, by, status: got.answer.status, csrf, codeSent, cookies: this.#cookies, sentCookies,
        landing: through ?? { url: got.url, status: got.answer.status, redirects: got.redirects },
        ...(code === undefined ? {} : { code }), ...(api?.token === undefined ? {} : { token: this.#keep('token', api.token) }),
        ...(Number.isNaN(date) ? {} : { serverTime: new Date(date).toISOString() }),
        ...(got.answer.refusal === undefined ? {} : { refusedBy: got.answer.refusal.by }),
        ...(/^[\w ,:]{1,40}$/.test(got.answer.headers['retry-after'] ?? '') ? { retryAfter: got.answer.headers['retry-after'] ?? '' } : {}),
      },
    };
  }

  /** One request and the redirects after it. A body goes to the host that was named, and along only where a redirect keeps the method. */
  async #follow(request: HttpExchangeInput): Promise<Answered | { readonly how: string; readonly to?: string }> {
    let current = request;
    let first: HttpAnswer | undefined;
    let through: Landing | undefined;
    for (let redirects = 0; ; redirects += 1) {
      if (monotonicMs() > this.#deadline) return { how: 'timed-out' };
      const answer = await this.#ask(current);
      if ('how' in answer) return answer;
      first ??= answer;
      const location = [301, 302, 303, 307, 308].includes(answer.status) ? answer.headers['location'] : undefined;
      if (location === undefined) return { answer, first, url: current.url, redirects, through };
      const next = nextUrl(location, current.url);
      if (next === undefined) return { how: 'invalid-location' };
      if (redirects >= maxRedirects) return { how: 'too-many-redirects' };
      if (!isPrivateName(originOf(request.url).host) && isPrivateName(originOf(next).host)) return { how: 'redirect-into-private-network' };
      concealQuery(next, this.#context);
      if (redirects > 0 && !leadsToLogIn(current.url, request.url)) through = { url: current.url, status: answer.status, redirects };
      const { body: _body, method: _method, headers: _headers, ...rest } = current;
      const again = current.body !== undefined && (answer.status === 307 || answer.status === 308);
      // The same request at another host, or in the clear, would give the password away.
      if (again && (hostOf(next) !== hostOf(request.url) || (next.startsWith('http:') && current.url.startsWith('https:')))) return { how: 'lost-in-redirect', to: hostOf(next) };
      // A log-in that is moved, to https say, arrives there without what was posted (RFC 9110 §15.4.2).
      if (current.body !== undefined && !again && samePath(next, current.url)) return { how: 'lost-in-redirect', to: new URL(next).origin };
      current = again ? { ...current, url: next } : { ...rest, url: next, headers: { Accept: 'text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8' } };
    }
  }

  async #ask(request: HttpExchangeInput): Promise<HttpAnswer | { readonly how: string }> {
    const { input, ask, secrets } = this.#context;
    const sent = cookiesFor(this.#cookies, request.url);
    const cookie = sent.length === 0 ? {} : { Cookie: { $secret: this.#keep('cookies', (await Promise.all(sent.map(async ({ label }) => (await secrets.read({ $secret: label })).reveal()))).join('; ')) } };
    const route = routeTo(request.url, input.url, input.route);
    const exchange = await ask(httpExchange.of({ ...request, headers: { ...request.headers, ...cookie }, whole: true, ...(route === undefined ? {} : { route }) }));
    if (exchange === undefined) return { how: 'not-reached' };
    if (exchange.outcome !== 'answered') return { how: exchange.code ?? exchange.outcome };
    const date = Date.parse(exchange.headers['date'] ?? '');
    this.#cookies = await readCookies(this.#cookies, { url: request.url, setCookies: exchange.setCookies ?? [], at: Number.isNaN(date) ? new Date(exchange.receivedAt) : new Date(date) }, (name, pair) => {
      const value = pair.slice(pair.indexOf('=') + 1);
      const label = this.#keep(`cookie ${name}`, pair);
      this.#cookieToken.set(label, decoded(value));
      if (value.length >= 8) secrets.conceal(`cookie ${name}`, value);
      return label;
    });
    return exchange;
  }

  /** Keeps a value for further questions, and out of the report. */
  #keep(what: string, value: string): string {
    const label = `${this.#prefix}/${this.#count += 1} ${what}`;
    this.#context.secrets.conceal(label, value);
    return label;
  }

  async #read(reference: LogIn['password']): Promise<string> {
    return (await this.#context.secrets.read(reference)).reveal();
  }
}

interface Posted {
  readonly request: HttpExchangeInput;
  readonly codeSent: boolean;
  readonly csrf: CsrfPlace;
}

interface Answered {
  readonly answer: HttpAnswer;
  /** To the request itself, before any redirect. */
  readonly first: HttpAnswer;
  readonly url: string;
  readonly redirects: number;
  /** The last address on the way that was none of the log-in. */
  readonly through: Landing | undefined;
}

const hostOf = (url: string): string => new URL(url).hostname;
const samePath = (a: string, b: string): boolean => new URL(a).pathname === new URL(b).pathname && new URL(a).origin !== new URL(b).origin;
/** Whether an address is the log-in page, or one that tells of a failure, by what it is called. */
const leadsToLogIn = (url: string, logInUrl: string): boolean => new URL(url).pathname === new URL(logInUrl).pathname || /log-?in|sign-?in|logon|error|denied|fail/i.test(new URL(url).pathname + new URL(url).search);
/** A Referer never tells more than browsers do (W3C Referrer Policy). */
export const bare = (url: string): string => `${new URL(url).origin}${new URL(url).pathname}`;

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function nextUrl(location: string, base: string): string | undefined {
  const next = URL.parse(location, base);
  if (next === null || !/^https?:$/.test(next.protocol) || next.username !== '' || next.password !== '') return undefined;
  next.hash = '';
  return next.href;
}

/** What a redirect hands over in its query is a secret (`code`, `ticket`). */
function concealQuery(url: string, { secrets }: Context): void {
  for (const [name, value] of new URL(url).searchParams) if (value.length >= 16) secrets.conceal(`redirect ${name}`.slice(0, 60), value);
}

/** The way to another origin: the same resolver and proxy, but neither the fixed address nor the client's certificate. */
export function routeTo(url: string, from: string, route: Route | undefined): Route | undefined {
  if (route === undefined || new URL(url).origin === new URL(from).origin) return route;
  const { connectTo: _connectTo, clientCertificate: _clientCertificate, ...rest } = route;
  return rest;
}
