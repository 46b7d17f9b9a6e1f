import { defineFact, type Blocked, type Fact, type GatherContext, type Json, type Request } from '@culprit/core';
import { httpExchange, originOf, proxyTunnel, type HttpAnswer } from '@culprit/network';
import { cookiesFor, everyCookieFor } from '../log-in/cookies.ts';
import { readApiAnswer } from '../log-in/judge-log-in.ts';
import { readLogInPage } from '../log-in/read-form.ts';
import type { LogIn } from '../targets/log-in.ts';
import { readToken, type TokenReading } from '../token/read-token.ts';
import type { LogInCourse } from '../log-in/course.ts';
import { bare, routeTo } from '../log-in/visitor.ts';
import { logInCourse } from './log-in.ts';

export type SessionUseInput = {
  readonly login: LogIn;
  /**
   * An experiment. `anonymous`: with nothing; `every-cookie`: with those too that a browser keeps back; `log-in-host`: the same
   * path where the log-in was; `direct`: past the proxy; `again-…`: the same once more.
   */
  readonly as?: 'anonymous' | 'every-cookie' | 'log-in-host' | 'direct' | 'again-1' | 'again-2' | 'again-3';
};

/** Whether a session lets in. */
export type SessionVerdict = 'let-in' | 'forbidden' | 'unauthorized' | 'sent-to-log-in' | 'key-missing' | 'region-refused' | 'firewall' | 'redirected' | 'other-answer';

export type SessionUse =
  | {
    readonly outcome: 'judged';
    readonly verdict: SessionVerdict;
    readonly status: number;
    /** Without query. */
    readonly address: string;
    readonly sentCookies: readonly string[];
    readonly tokenSent: boolean;
    readonly code?: string;
    readonly refusedBy?: string;
    /** What the access token of the log-in says of itself. */
    readonly token?: TokenReading;
  }
  /** The log-in did not succeed, or the experiment does not differ from what was asked. */
  | { readonly outcome: 'not-asked'; readonly why: 'no-session' | 'same-as-before' }
  | { readonly outcome: 'no-answer'; readonly how: string };

type Needs = { readonly course: Request<LogInCourse> };

/** The first request after a log-in, with what the log-in brought: its cookies and, where one came, its token. */
export const sessionUse: Fact<SessionUseInput, SessionUse> = defineFact<SessionUseInput, SessionUse, Needs>({
  id: 'credential/session-use',
  patienceMs: 8_000,
  needs: ({ login }) => ({ course: logInCourse.of(login) }),
  gather,
  exhibit: (value): Json => value as unknown as Json,
});

async function gather({ input: { login, as }, facts: { course }, ask, secrets }: GatherContext<SessionUseInput, Needs, never, SessionUse>): Promise<SessionUse | Blocked> {
  if (course.outcome !== 'judged' || course.verdict !== 'accepted') return { outcome: 'not-asked', why: 'no-session' };
  const wanted = login.resource ?? course.landing.url;
  const url = as === 'log-in-host' ? atOrigin(wanted, login.url) : wanted;
  if (as === 'log-in-host' && url === wanted) return { outcome: 'not-asked', why: 'same-as-before' };
  const base = routeTo(url, login.url, login.route);
  const usual = cookiesFor(course.cookies, url);
  const cookies = as === 'anonymous' ? [] : as === 'every-cookie' ? everyCookieFor(course.cookies, url) : usual;
  if (as === 'every-cookie' && cookies.length === usual.length) return { outcome: 'not-asked', why: 'same-as-before' };
  if (as === 'direct') {
    const { secure, host, port } = originOf(url);
    const way = await ask(proxyTunnel.of({ host, port, ...(secure ? {} : { scheme: 'http' as const }), ...(base === undefined ? {} : { route: base }) }));
    if (way?.outcome === 'direct') return { outcome: 'not-asked', why: 'same-as-before' };
  }
  // A token goes to the host of the log-in, and to the one that the user named.
  const withToken = course.token !== undefined && as !== 'anonymous' && (login.resource !== undefined || new URL(url).hostname === new URL(login.url).hostname);
  const pairs = await Promise.all(cookies.map(async ({ label }) => (await secrets.read({ $secret: label })).reveal()));
  const label = `${course.cookies[0]?.label.split('/')[0] ?? 'session:0'}/use ${as ?? ''} ${login.resource === undefined ? 'landing' : 'resource'}`;
  if (pairs.length > 0) secrets.conceal(label, pairs.join('; '));
  const route = as === 'direct' ? { ...base, proxy: 'direct' } : base;
  const exchange = await ask(httpExchange.of({
    url, whole: true,
    headers: {
      Accept: login.as === 'json' ? 'application/json' : 'text/html,application/json;q=0.9,*/*;q=0.8',
      ...(pairs.length === 0 ? {} : { Cookie: { $secret: label } }), ...(withToken ? { Authorization: { $secret: course.token, scheme: 'Bearer' } } : {}),
    },
    ...(route === undefined ? {} : { route }),
  }));
  if (exchange?.outcome !== 'answered') return { outcome: 'no-answer', how: exchange === undefined ? 'not-reached' : exchange.code ?? exchange.outcome };
  if (exchange.withheldHeaders !== undefined) return { outcome: 'no-answer', how: 'certificate' };
  const { verdict, code } = await judge(exchange, url, login.url);
  return {
    outcome: 'judged', verdict, status: exchange.status, address: bare(url), sentCookies: cookies.map(({ name }) => name), tokenSent: withToken,
    ...(code === undefined ? {} : { code }), ...(exchange.refusal === undefined ? {} : { refusedBy: exchange.refusal.by }),
    ...(withToken ? { token: await readToken((await secrets.read({ $secret: course.token })).reveal()) } : {}),
  };
}

async function judge(answer: HttpAnswer, url: string, logInUrl: string): Promise<{ readonly verdict: SessionVerdict; readonly code?: string }> {
  const { status, kind, refusal } = answer;
  const api = kind === 'json' ? readApiAnswer(answer.body.text) : undefined;
  const code = api?.codes[0];
  const about = (verdict: SessionVerdict) => ({ verdict, ...(code === undefined ? {} : { code }) });
  if (refusal !== undefined) return about(refusal.kind === 'region' ? 'region-refused' : 'firewall');
  if (status === 451) return about('region-refused');
  if (status >= 300 && status < 400) {
    const to = URL.parse(answer.headers['location'] ?? '', url);
    if (to === null) return about('other-answer');
    return about(to.pathname === new URL(logInUrl).pathname || /log-?in|sign-?in|logon|\/auth\b|\/sso\b|\/session\/new/i.test(to.pathname) ? 'sent-to-log-in' : 'redirected');
  }
  if (status === 401 || status === 403) {
    const words = api?.words ?? answer.body.text.slice(0, 2_000);
    if (/(?:missing|no|without|requires?) (?:an? |the )?(?:valid )?(?:api|subscription|application|app|client)[ -]?key|x-api-key|缺少.{0,4}(?:API ?key|密钥)/i.test(words)) return about('key-missing');
    if (/unsupported_country|country, region|not (?:available|supported) in your (?:country|region|location)|所在(?:国家|地区)/i.test(words) || code === 'unsupported_country_region_territory') return about('region-refused');
    return about(status === 401 ? 'unauthorized' : 'forbidden');
  }
  if (status >= 400) return about('other-answer');
  const form = kind === 'html' ? (await readLogInPage(answer.body.text, url)).form : undefined;
  return about(form?.password === undefined ? 'let-in' : 'sent-to-log-in');
}

function atOrigin(url: string, other: string): string {
  const { pathname, search } = new URL(url);
  return new URL(`${pathname}${search}`, new URL(other).origin).href;
}
