import type { Conformance } from '@culprit/testkit';
import { accountLocked } from '../../src/causes/account-locked.ts';
import { csrfTokenRefused } from '../../src/causes/csrf-token-refused.ts';
import { gatewayKeyMissing } from '../../src/causes/gateway-key-missing.ts';
import { logInRegionRefused } from '../../src/causes/log-in-region-refused.ts';
import { missingRole } from '../../src/causes/missing-role.ts';
import { oneTimeCodeMissing } from '../../src/causes/one-time-code-missing.ts';
import { oneTimeCodeRefused } from '../../src/causes/one-time-code-refused.ts';
import { sessionCookieNotKept } from '../../src/causes/session-cookie-not-kept.ts';
import { sessionLeftBehind } from '../../src/causes/session-left-behind.ts';
import { sessionStripped } from '../../src/causes/session-stripped.ts';
import { sessionTokenInvalid } from '../../src/causes/session-token-invalid.ts';
import { sessionsNotShared } from '../../src/causes/sessions-not-shared.ts';
import { wrongPassword } from '../../src/causes/wrong-password.ts';
import type { SessionUse, SessionVerdict } from '../../src/facts/session-use.ts';
import type { SessionCookie } from '../../src/log-in/cookies.ts';
import type { LogInCourse } from '../../src/log-in/course.ts';
import { logIn } from '../../src/targets/log-in.ts';

const data = { url: 'https://shop.test/login', username: { $secret: 'env:U' }, password: { $secret: 'env:P' } };
const targets = [logIn.of(data)];
const withCode = [logIn.of({ ...data, code: { $secret: 'totp:env:T' } })];

type Judged = LogInCourse & { readonly outcome: 'judged' };

const cookie = (more: Partial<SessionCookie> = {}): SessionCookie => ({ name: 'sid', label: 'session:1/1', setBy: 'shop.test', overTls: true, domain: 'shop.test', hostOnly: true, path: '/', secure: true, ...more });
const course = (verdict: Judged['verdict'], more: Partial<Judged> = {}): LogInCourse => ({
  outcome: 'judged', verdict, by: 'code', status: 401, csrf: 'form', codeSent: false, cookies: [], sentCookies: [], landing: { url: 'https://shop.test/home', status: 200, redirects: 1 }, serverTime: '2026-01-01T00:00:00.000Z', ...more,
});

const silent: LogInCourse = { outcome: 'no-answer', how: 'timed-out', step: 'log-in' };
const use = (verdict: SessionVerdict, more: Partial<SessionUse & { readonly outcome: 'judged' }> = {}): SessionUse => ({ outcome: 'judged', verdict, status: { 'let-in': 200, forbidden: 403, unauthorized: 401 }[verdict as string] ?? 302, address: 'https://shop.test/home', sentCookies: ['sid'], tokenSent: false, ...more });
const same: SessionUse = { outcome: 'not-asked', why: 'same-as-before' };
const lost: SessionUse = { outcome: 'no-answer', how: 'timed-out' };
const compared = (verdict: string, offsetMs: number, count: number) => ({ verdict, offsetMs, count, offsets: [] });
const faults = ['secure-over-http', 'other-domain', 'public-suffix', 'host-prefix', 'secure-prefix', 'same-site-none', 'expired', 'too-large', 'unreadable'] as const;
const gaps = [['other-path', { path: '/app' }], ['other-host', { domain: 'id.test', setBy: 'shop.test' }], ['secure-only', {}]] as const;
const token = (more: object) => use('unauthorized', { tokenSent: true, token: { kind: 'jws', ...more } });
const at = Date.parse('2026-01-01T00:00:00.000Z') / 1_000;
const page = (status: number) => ({ outcome: 'answered', status });

export const causes: NonNullable<Conformance['causes']> = {
  [wrongPassword.id]: [
    { name: 'a code of its own', targets, facts: { course: course('refused') }, expects: { verdict: 'confirmed', reason: 'said-so', confidence: 'likely', params: { status: 401, by: 'code' } } },
    { name: 'the form and no reason', targets, facts: { course: course('refused', { by: 'form', status: 200 }) }, expects: { verdict: 'open', reason: 'form-came-back' } },
    { name: 'locked', targets, facts: { course: course('locked') }, expects: { verdict: 'ruled-out', reason: 'said-otherwise' } },
    { name: 'no answer', targets, facts: { course: silent }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [accountLocked.id]: [
    { name: '423', targets, facts: { course: course('locked', { by: 'status', status: 423 }) }, expects: { verdict: 'confirmed', reason: 'said-by-code' } },
    { name: 'in words', targets, facts: { course: course('locked', { by: 'words', status: 200 }) }, expects: { verdict: 'confirmed', reason: 'said-in-words', confidence: 'likely' } },
    { name: 'a wrong password', targets, facts: { course: course('refused') }, expects: { verdict: 'ruled-out', reason: 'said-otherwise' } },
    { name: 'no answer', targets, facts: { course: silent }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [oneTimeCodeMissing.id]: [
    { name: 'a field for a code', targets, facts: { course: course('code-wanted', { by: 'form' }) }, expects: { verdict: 'confirmed', reason: 'asked-for-one' } },
    { name: 'words alone', targets, facts: { course: course('code-wanted', { by: 'words' }) }, expects: { verdict: 'confirmed', reason: 'asked-for-one', confidence: 'likely' } },
    { name: 'a code was given', targets: withCode, facts: { course: course('code-wanted') }, expects: { verdict: 'open', reason: 'no-field' } },
    { name: 'a wrong password', targets, facts: { course: course('refused') }, expects: { verdict: 'ruled-out', reason: 'said-otherwise' } },
    { name: 'no answer', targets, facts: { course: silent }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [oneTimeCodeRefused.id]: [
    { name: 'the clock is right', targets: withCode, facts: { course: course('code-refused'), clocks: compared('agrees', 200, 2) }, expects: { verdict: 'confirmed', reason: 'clock-is-right', confidence: 'likely' } },
    { name: 'the clock is an hour ahead', targets: withCode, facts: { course: course('code-refused'), clocks: compared('machine', 3_600_000, 2) }, expects: { verdict: 'ruled-out', reason: 'clock-is-wrong', params: { span: 3_600_000 } } },
    { name: 'no clock', targets: withCode, facts: { course: course('code-refused'), clocks: compared('none', 0, 0) }, expects: { verdict: 'open', reason: 'no-clock' } },
    { name: 'a wrong password', targets: withCode, facts: { course: course('refused'), clocks: compared('agrees', 200, 2) }, expects: { verdict: 'ruled-out', reason: 'said-otherwise' } },
    { name: 'no answer', targets: withCode, facts: { course: silent }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [csrfTokenRefused.id]: [
    { name: 'its cookie is Secure on plain http', targets, facts: { course: course('csrf-refused', { cookies: [cookie({ name: 'csrf', fault: 'secure-over-http' })] }) }, expects: { verdict: 'confirmed', reason: 'cookie-not-kept', params: { cookie: 'csrf', fault: 'secure-over-http' } } },
    { name: 'no cookie at all', targets, facts: { course: course('csrf-refused') }, expects: { verdict: 'confirmed', reason: 'no-cookie', confidence: 'likely' } },
    { name: 'no token at all', targets, facts: { course: course('csrf-refused', { csrf: 'nowhere' }) }, expects: { verdict: 'confirmed', reason: 'no-token', confidence: 'likely' } },
    { name: 'both were sent', targets, facts: { course: course('csrf-refused', { cookies: [cookie()], sentCookies: ['sid'] }) }, expects: { verdict: 'confirmed', reason: 'refused-anyway', confidence: 'likely' } },
    { name: 'a wrong password', targets, facts: { course: course('refused') }, expects: { verdict: 'ruled-out', reason: 'said-otherwise' } },
    { name: 'no answer', targets, facts: { course: silent }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [sessionCookieNotKept.id]: [
    ...faults.map((fault) => ({
      name: fault, targets, facts: { course: course('accepted', { cookies: [cookie({ fault })] }), use: use('unauthorized', { sentCookies: [] }), every: use('let-in') },
      expects: { verdict: 'confirmed', reason: fault, params: { cookie: 'sid', domain: 'shop.test', host: 'shop.test', path: '/', address: 'https://shop.test/home' }, witness: ['course', 'use', 'every'] } as const,
    })),
    ...gaps.map(([gap, more]) => ({
      name: gap, targets, facts: { course: course('accepted', { cookies: [cookie(more)] }), use: use('unauthorized', { sentCookies: [] }), every: use('let-in', gap === 'secure-only' ? { address: 'http://shop.test/home' } : {}) },
      expects: { verdict: 'confirmed', reason: gap } as const,
    })),
    { name: 'nothing was kept back', targets, facts: { course: course('accepted', { cookies: [cookie()] }), use: use('forbidden'), every: same }, expects: { verdict: 'ruled-out', reason: 'all-sent' } },
    { name: 'it makes no difference', targets, facts: { course: course('accepted', { cookies: [cookie({ fault: 'expired' })] }), use: use('unauthorized'), every: use('unauthorized') }, expects: { verdict: 'ruled-out', reason: 'no-difference', params: { answer: '401' } } },
    { name: 'the experiment had no answer', targets, facts: { course: course('accepted', { cookies: [cookie()] }), use: use('unauthorized'), every: lost }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [sessionLeftBehind.id]: [
    { name: 'another host', targets, facts: { course: course('accepted'), use: use('unauthorized', { address: 'https://www.shop.test/home' }), there: use('let-in') }, expects: { verdict: 'confirmed', reason: 'other-host', params: { from: 'https://shop.test', to: 'https://www.shop.test', answer: '401' } } },
    { name: 'without encryption', targets, facts: { course: course('accepted'), use: use('unauthorized', { address: 'http://shop.test/home' }), there: use('let-in') }, expects: { verdict: 'confirmed', reason: 'other-scheme' } },
    { name: 'the same address', targets, facts: { course: course('accepted'), use: use('unauthorized'), there: same }, expects: { verdict: 'ruled-out', reason: 'same-address' } },
    { name: 'refused where the log-in was, too', targets, facts: { course: course('accepted'), use: use('forbidden', { address: 'https://www.shop.test/home' }), there: use('forbidden') }, expects: { verdict: 'ruled-out', reason: 'refused-there-too' } },
    { name: 'no answer there', targets, facts: { course: course('accepted'), use: use('unauthorized'), there: lost }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [missingRole.id]: [
    { name: 'strangers are asked to log in', targets, facts: { use: use('forbidden'), anonymous: use('sent-to-log-in'), every: same }, expects: { verdict: 'confirmed', reason: 'known-and-refused', params: { address: 'https://shop.test/home', answer: '403', anonymous: '302' } } },
    { name: 'strangers are told the same', targets, facts: { use: use('forbidden'), anonymous: use('forbidden'), every: same }, expects: { verdict: 'ruled-out', reason: 'as-a-stranger' } },
    { name: 'a cookie that was kept back lets in', targets, facts: { use: use('forbidden'), anonymous: use('unauthorized'), every: use('let-in') }, expects: { verdict: 'ruled-out', reason: 'other-answer' } },
    { name: 'no control', targets, facts: { use: use('forbidden'), anonymous: lost }, expects: { verdict: 'open', reason: 'no-control' } },
  ],
  [sessionTokenInvalid.id]: [
    { name: 'it ended five minutes ago', targets, facts: { course: course('accepted'), use: token({ expires: at - 300 }) }, expects: { verdict: 'confirmed', reason: 'expired', params: { until: '2025-12-31T23:55:00.000Z', serverTime: '2026-01-01T00:00:00.000Z' } } },
    { name: 'it begins in an hour', targets, facts: { course: course('accepted'), use: token({ notBefore: at + 3_600, expires: at + 7_200 }) }, expects: { verdict: 'confirmed', reason: 'early' } },
    { name: 'it is good', targets, facts: { course: course('accepted'), use: token({ expires: at + 3_600 }) }, expects: { verdict: 'ruled-out', reason: 'good' } },
    { name: 'there is none', targets, facts: { course: course('accepted'), use: use('unauthorized') }, expects: { verdict: 'ruled-out', reason: 'no-token' } },
    { name: 'no answer', targets, facts: { course: course('accepted'), use: lost }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [gatewayKeyMissing.id]: [
    { name: 'everybody is told so', targets, facts: { use: use('key-missing'), anonymous: use('key-missing') }, expects: { verdict: 'confirmed', reason: 'told-to-everybody' } },
    { name: 'only the session is', targets, facts: { use: use('key-missing'), anonymous: use('unauthorized') }, expects: { verdict: 'confirmed', reason: 'told-to-the-session', confidence: 'likely' } },
    { name: 'something else', targets, facts: { use: use('forbidden'), anonymous: use('key-missing') }, expects: { verdict: 'ruled-out', reason: 'answered-otherwise' } },
    { name: 'no answer', targets, facts: { use: lost }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [logInRegionRefused.id]: [
    { name: 'at the log-in, as everybody', targets, facts: { course: course('region-refused', { status: 451 }), page: page(451) }, expects: { verdict: 'confirmed', reason: 'told-to-everybody', params: { status: 451, anonymous: 451 } } },
    { name: 'at the log-in alone', targets, facts: { course: course('region-refused', { status: 403 }), page: page(200) }, expects: { verdict: 'confirmed', reason: 'told-at-the-log-in', confidence: 'likely' } },
    { name: 'afterwards, as everybody', targets, facts: { course: course('accepted'), use: use('region-refused'), anonymous: use('region-refused') }, expects: { verdict: 'confirmed', reason: 'told-to-everybody' } },
    { name: 'something else', targets, facts: { course: course('accepted'), use: use('forbidden'), anonymous: use('unauthorized') }, expects: { verdict: 'ruled-out', reason: 'said-otherwise' } },
    { name: 'no control', targets, facts: { course: course('accepted'), use: use('region-refused'), anonymous: lost }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [sessionsNotShared.id]: [
    { name: 'one of three lets in', targets, facts: { use: use('unauthorized'), anonymous: use('unauthorized'), first: use('unauthorized'), second: use('let-in'), third: use('unauthorized') }, expects: { verdict: 'confirmed', reason: 'sometimes', params: { answer: '401', letIn: 1, asked: 4 } } },
    { name: 'never', targets, facts: { use: use('unauthorized'), anonymous: use('unauthorized'), every: same, direct: same, first: use('unauthorized') }, expects: { verdict: 'confirmed', reason: 'never', confidence: 'likely' } },
    { name: 'strangers are told otherwise', targets, facts: { use: use('forbidden'), anonymous: use('unauthorized'), first: use('forbidden') }, expects: { verdict: 'ruled-out', reason: 'recognised' } },
    { name: 'past the proxy it is let in', targets, facts: { use: use('unauthorized'), anonymous: use('unauthorized'), direct: use('let-in'), first: use('unauthorized') }, expects: { verdict: 'ruled-out', reason: 'recognised' } },
    { name: 'nothing was sent', targets, facts: { use: use('unauthorized', { sentCookies: [] }), anonymous: use('unauthorized'), first: use('unauthorized') }, expects: { verdict: 'ruled-out', reason: 'nothing-sent' } },
    { name: 'it could not be repeated', targets, facts: { use: use('unauthorized'), anonymous: use('unauthorized'), first: lost }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [sessionStripped.id]: [
    { name: 'past the proxy it is let in', targets, facts: { use: use('unauthorized'), first: use('unauthorized'), second: use('unauthorized'), direct: use('let-in') }, expects: { verdict: 'confirmed', reason: 'let-in-directly', params: { answer: '401' } } },
    { name: 'past the proxy it is refused', targets, facts: { use: use('unauthorized'), first: use('unauthorized'), second: use('unauthorized'), direct: use('unauthorized') }, expects: { verdict: 'ruled-out', reason: 'refused-directly' } },
    { name: 'let in on the same way', targets, facts: { use: use('unauthorized'), first: use('let-in'), second: use('unauthorized'), direct: use('let-in') }, expects: { verdict: 'ruled-out', reason: 'let-in-again' } },
    { name: 'there is no proxy', targets, facts: { use: use('unauthorized'), first: use('unauthorized'), second: use('unauthorized'), direct: same }, expects: { verdict: 'ruled-out', reason: 'no-proxy' } },
    { name: 'past the proxy nothing answers', targets, facts: { use: use('unauthorized'), first: use('unauthorized'), second: use('unauthorized'), direct: lost }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
};
