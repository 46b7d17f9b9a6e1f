import { createHash } from 'node:crypto';
import { canonical, monotonicMs, type GatherContext, type JsonObject, type Requests, type Route } from '@culprit/core';
import { httpExchange, isPrivateName, originOf, type HttpAnswer, type HttpExchangeInput } from '@culprit/network';
import type { LogIn } from '../targets/log-in.ts';
import { cookiesFor, readCookies, type SessionCookie } from './cookies.ts';

/** Where a log-in led. */
export type Landing = { /** The whole address: it may hold what is nobody else's business. */ readonly url: string; readonly status: number; readonly redirects: number };

/** What a visitor needs of the fact that sends it. */
export type VisitorContext = Pick<GatherContext<LogIn & JsonObject, Requests, never>, 'input' | 'secrets' | 'patienceMs' | 'ask'>;

/** RFC 9110 §15.4 names no number; browsers follow 20, and a log-in that needs more than ten is broken. */
const maxRedirects = 10;

/** Where a request led. */
export interface Answered {
  readonly answer: HttpAnswer;
  /** To the request itself, before any redirect. */
  readonly first: HttpAnswer;
  readonly url: string;
  readonly redirects: number;
  /** The last address on the way that was none of the log-in. */
  readonly through: Landing | undefined;
}

/** A browser as far as a log-in needs one: it keeps cookies, and follows redirects one by one. */
export class Visitor {
  readonly #context: VisitorContext;
  readonly #prefix: string;
  readonly #deadline: number;
  /** What a cookie holds, by its label: some hold a CSRF token that has to be sent back. */
  readonly #values = new Map<string, string>();
  #cookies: readonly SessionCookie[] = [];
  #count = 0;

  constructor(context: VisitorContext) {
    this.#context = context;
    this.#deadline = monotonicMs() + context.patienceMs;
    // Two log-ins of one run never share a label.
    this.#prefix = `session:${createHash('sha256').update(canonical(context.input)).digest('hex').slice(0, 8)}`;
  }

  /** All that were set, in order. */
  get cookies(): readonly SessionCookie[] {
    return this.#cookies;
  }

  /** What a cookie holds, decoded. It is a secret. */
  valueOf({ label }: SessionCookie): string | undefined {
    return this.#values.get(label);
  }

  /** One request and the redirects after it. A body goes to the host that was named, and along only where a redirect keeps the method. */
  async follow(request: HttpExchangeInput): Promise<Answered | { readonly how: string; readonly to?: string }> {
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
      concealQuery(next, this.#context.secrets);
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
    const cookie = sent.length === 0 ? {} : { Cookie: { $secret: this.keep('cookies', (await Promise.all(sent.map(async ({ label }) => (await secrets.read({ $secret: label })).reveal()))).join('; ')) } };
    const route = routeTo(request.url, input.url, input.route);
    const exchange = await ask(httpExchange.of({ ...request, headers: { ...request.headers, ...cookie }, whole: true, ...(route === undefined ? {} : { route }) }));
    if (exchange === undefined) return { how: 'not-reached' };
    if (exchange.outcome !== 'answered') return { how: exchange.code ?? exchange.outcome };
    const date = Date.parse(exchange.headers['date'] ?? '');
    this.#cookies = await readCookies(this.#cookies, { url: request.url, setCookies: exchange.setCookies ?? [], at: Number.isNaN(date) ? new Date(exchange.receivedAt) : new Date(date) }, (name, pair) => {
      const value = pair.slice(pair.indexOf('=') + 1);
      const label = this.keep(`cookie ${name}`, pair);
      this.#values.set(label, decoded(value));
      if (value.length >= 8) this.keep(`value of ${name}`, value);
      return label;
    });
    return exchange;
  }

  /** Keeps a value for further questions, and out of the report; returns its label. */
  keep(what: string, value: string): string {
    const label = `${this.#prefix}/${this.#count += 1} ${what}`;
    this.#context.secrets.conceal(label, value);
    return label;
  }
}

/** Cookies and credentials go by the name alone, whatever the port. */
export const hostOf = (url: string): string => new URL(url).hostname;
const samePath = (a: string, b: string): boolean => new URL(a).pathname === new URL(b).pathname && new URL(a).origin !== new URL(b).origin;
/** Whether an address is the log-in page, or one that tells of a failure, by what it is called. */
export const leadsToLogIn = (url: string, logInUrl: string): boolean => new URL(url).pathname === new URL(logInUrl).pathname || /log-?in|sign-?in|logon|error|denied|fail/i.test(new URL(url).pathname + new URL(url).search);
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
function concealQuery(url: string, secrets: VisitorContext['secrets']): void {
  for (const [name, value] of new URL(url).searchParams) if (value.length >= 16) secrets.conceal(`redirect ${name}`.slice(0, 60), value);
}

/** The way to another origin: the same resolver and proxy, but neither the fixed address nor the client's certificate. */
export function routeTo(url: string, from: string, route: Route | undefined): Route | undefined {
  if (route === undefined || new URL(url).origin === new URL(from).origin) return route;
  const { connectTo: _connectTo, clientCertificate: _clientCertificate, ...rest } = route;
  return rest;
}
