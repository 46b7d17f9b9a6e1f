import type { HttpExchangeInput } from '@culprit/network';
import type { LogIn } from '../targets/log-in.ts';
import { cookiesFor, type SessionCookie } from './cookies.ts';
import type { LogInVerdict } from './judge-log-in.ts';
import { csrfField, readLogInPage, type LogInForm, type LogInPage } from './read-form.ts';
import { bare, hostOf, leadsToLogIn, Visitor, type Landing, type VisitorContext } from './visitor.ts';

/** Where a CSRF token was found. */
type CsrfPlace = 'form' | 'meta' | 'cookie' | 'nowhere';

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

/** One log-in: the page, the credentials, then each redirect by itself. */
export class Course {
  readonly #context: VisitorContext;
  readonly #visitor: Visitor;

  constructor(context: VisitorContext) {
    this.#context = context;
    this.#visitor = new Visitor(context);
  }

  async run(): Promise<LogInCourse> {
    const { input } = this.#context;
    const json = input.as === 'json';
    const pageUrl = json ? input.page : input.url;
    let page: LogInPage | undefined;
    let at = input.url;
    if (pageUrl !== undefined) {
      const got = await this.#visitor.follow({ url: pageUrl, headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, whole: true });
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
    for (const [, value] of form.hidden) if (value.length >= 8) this.#visitor.keep('hidden field', value);
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
    const cookie = cookiesFor(this.#visitor.cookies, this.#context.input.url).find(({ name }) => /^(?:xsrf-token|csrftoken|csrf-token|_csrf)$/i.test(name));
    const meta = page?.metaToken;
    const value = meta ?? (cookie === undefined ? undefined : this.#visitor.valueOf(cookie));
    if (value === undefined) return { headers: {}, place: 'nowhere' };
    const name = meta !== undefined ? 'X-CSRF-TOKEN' : cookie?.name.toLowerCase() === 'csrftoken' ? 'X-CSRFToken' : 'X-XSRF-TOKEN';
    return { headers: { [name]: { $secret: this.#visitor.keep('csrf', value) } }, place: meta === undefined ? 'cookie' : 'meta' };
  }

  #post(url: string, type: string, content: string, headers: NonNullable<HttpExchangeInput['headers']>): HttpExchangeInput {
    return { url, method: 'POST', headers: { ...headers, Origin: new URL(url).origin }, body: { type, content: { $secret: this.#visitor.keep('body', content) } }, whole: true };
  }

  /** Posts, follows, and judges what came of it. */
  async #send(request: HttpExchangeInput, before: LogInPage | undefined, codeSent: boolean, csrf: CsrfPlace): Promise<{ readonly course: LogInCourse; readonly page?: LogInPage; readonly at: string }> {
    const known = this.#visitor.cookies;
    const sentCookies = cookiesFor(known, request.url).map(({ name }) => name);
    const got = await this.#visitor.follow(request);
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
    const fresh = this.#visitor.cookies.some((cookie) => !known.includes(cookie));
    const { verdict, by } = judgeLogIn({
      answer: got.answer, codes: api?.codes ?? [], words: got.answer.kind === 'html' ? page.words : api?.words ?? got.answer.body.text.slice(0, 4_000), before: before?.words ?? '',
      ...(form === undefined ? {} : { form }), session: fresh || api?.token !== undefined, visited: sentCookies.length > 0, failed: api?.failed ?? false, codeSent, ledOn: elsewhere || through !== undefined,
    });
    const [code] = api?.codes ?? [];
    const date = Date.parse(got.answer.headers['date'] ?? '');
    return {
      page, at: got.url,
      course: {
        outcome: 'judged', verdict, by, status: got.answer.status, csrf, codeSent, cookies: this.#visitor.cookies, sentCookies,
        landing: through ?? { url: got.url, status: got.answer.status, redirects: got.redirects },
        ...(code === undefined ? {} : { code }), ...(api?.token === undefined ? {} : { token: this.#visitor.keep('token', api.token) }),
        ...(Number.isNaN(date) ? {} : { serverTime: new Date(date).toISOString() }),
        ...(got.answer.refusal === undefined ? {} : { refusedBy: got.answer.refusal.by }),
        ...(/^[\w ,:]{1,40}$/.test(got.answer.headers['retry-after'] ?? '') ? { retryAfter: got.answer.headers['retry-after'] ?? '' } : {}),
      },
    };
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
