import type { HttpAnswer } from '@culprit/network';

/** What a service says to a log-in. Closed. */
export type LogInVerdict = 'accepted' | 'refused' | 'locked' | 'code-wanted' | 'code-refused' | 'csrf-refused' | 'captcha-wanted' | 'rate-limited' | 'region-refused' | 'firewall' | 'service-error' | 'unknown-answer';

interface AnswerRule {
  readonly verdict: LogInVerdict;
  readonly status?: readonly number[];
  readonly codes?: readonly string[];
  /** Linear; of a page it must not have said so before. */
  readonly words?: RegExp;
}

/**
 * In order: the first that fits counts. Codes of OAuth 2.0 (RFC 6749 §5.2), Auth0, Cognito, Firebase, Keycloak and what is
 * usual; words of Django, Rails (Devise), Laravel, Spring Security, Keycloak, WordPress and of Chinese services.
 */
const rules: readonly AnswerRule[] = [
  { verdict: 'csrf-refused', status: [400, 401, 403, 419, 422], codes: ['ebadcsrftoken', 'csrf_failed', 'invalid_csrf_token', 'csrf_token_mismatch', 'invalidauthenticitytoken', 'csrf_token_invalid'], words: /\bcsrf\b|\bxsrf\b|page expired|invalid ?authenticity ?token|anti-?forgery|origin checking failed|referer checking failed|页面已过期/i },
  { verdict: 'csrf-refused', status: [419] },
  { verdict: 'captcha-wanted', codes: ['captcha_required', 'requires_verification', 'captcha-required'], words: /\bre?captcha\b|\bhcaptcha\b|turnstile|not a robot|人机验证|图形验证码|滑块验证/i },
  { verdict: 'locked', status: [423] },
  { verdict: 'locked', codes: ['account_locked', 'user_locked', 'account_disabled', 'user_disabled', 'account_suspended', 'user_blocked', 'too_many_attempts', 'account_temporarily_locked', 'passwordattemptsexceeded'], words: /account (?:is |has been |was )?(?:temporarily |currently )?(?:locked|disabled|suspended|blocked|deactivated)|locked out|too many failed [\w-]{0,10} ?attempts|(?:账号|账户|帐号|帐户|用户)(?:已被|已|被)?(?:锁定|冻结|禁用|停用|封禁)/i },
  { verdict: 'code-refused', codes: ['invalid_otp', 'invalid_totp', 'otp_invalid', 'invalid_mfa_code', 'invalid_code', 'codemismatchexception', 'expiredcodeexception', 'invalid_2fa_code', 'incorrect_otp'], words: /(?:invalid|incorrect|wrong|expired) (?:one-time |verification |authentication |authenticator |security |two-factor |2fa |mfa |otp |totp )+(?:code|token|password)|(?:invalid|incorrect|wrong) (?:otp|totp|code)\b|(?:验证码|动态码|动态口令|动态密码)(?:错误|不正确|无效|已过期|有误)/i },
  { verdict: 'code-wanted', codes: ['mfa_required', 'otp_required', 'totp_required', 'two_factor_required', '2fa_required', 'mfa_challenge', 'software_token_mfa', 'sms_mfa', 'second_factor_required'], words: /(?:enter|provide|requires?|required:?) (?:the |a |your )?(?:\d.digit )?(?:one-time|verification|authentication|authenticator|two-factor|2fa|mfa|otp|totp)[ -]?(?:code|token|password)?|two-factor authentication (?:is )?required|请输入(?:\d ?位)?(?:动态|短信|手机|安全)?(?:验证码|口令)/i },
  { verdict: 'rate-limited', status: [429] },
  { verdict: 'rate-limited', codes: ['rate_limited', 'rate_limit_exceeded', 'too_many_requests', 'slow_down', 'throttlingexception', 'toomanyrequestsexception'], words: /too many requests|请求过于频繁|操作过于频繁/i },
  {
    verdict: 'refused',
    codes: ['invalid_credentials', 'invalid_grant', 'bad_credentials', 'incorrect_password', 'wrong_password', 'invalid_password', 'invalid_login_credentials', 'email_not_found', 'user_not_found', 'notauthorizedexception', 'invalid_login', 'incorrect_credentials', 'authentication_failed', 'invalid_user_credentials', 'badcredentials', 'login_failed'],
    words: /(?:invalid|incorrect|wrong|bad|unknown|unrecognized) (?:user ?name|e-?mail|log-?in|account|user)?(?: address| name| id)?(?: or | and |\/)?(?:credentials?|password|user ?name|e-?mail|log-?in|passphrase)|(?:password|credentials?|user ?name|log-?in|authentication) (?:is |are |was |were |you entered )?(?:invalid|incorrect|wrong|not correct|failed|do not match|don't match)|do not match our records|enter a correct (?:user ?name|e-?mail)|(?:密码|用户名|账号|账户|帐号|口令)(?:或密码|和密码|或用户名)?(?:错误|不正确|有误|不匹配|无效|不存在)|登录失败/i,
  },
];

export interface AnswerToLogIn {
  readonly answer: Pick<HttpAnswer, 'status' | 'kind' | 'refusal'>;
  /** What is said in an API's own codes, in lower case. */
  readonly codes: readonly string[];
  /** What a reader of the answer reads, and what of it stood on the log-in page already. */
  readonly words: string;
  readonly before: string;
  /** Whether a form with a password, or with a code alone, came back. */
  readonly form?: 'password' | 'code';
  /** Whether a session came: a cookie that was not there before, or a token. */
  readonly session: boolean;
  /** Whether there were cookies before: some services go on with the session of the page. */
  readonly visited: boolean;
  readonly failed: boolean;
  readonly codeSent: boolean;
  /** Whether it redirected to somewhere that is neither the log-in nor a failure. */
  readonly ledOn: boolean;
}

/** What an answer to a log-in means: by mark, status, code and words together. `by`: what it was known by. */
export function judgeLogIn({ answer: { status, kind, refusal }, codes, words, before, form, session, visited, failed, codeSent, ledOn }: AnswerToLogIn): { readonly verdict: LogInVerdict; readonly by: 'code' | 'words' | 'status' | 'form' } {
  if (refusal !== undefined) return { verdict: refusal.kind === 'region' ? 'region-refused' : 'firewall', by: 'status' };
  if (status === 451) return { verdict: 'region-refused', by: 'status' };
  const well = status < 400 && form === undefined && !failed;
  // Who was let in may read of passwords and codes wherever it led.
  if (well && session) return { verdict: 'accepted', by: 'status' };
  for (const rule of rules) {
    if (rule.status?.includes(status) === false) continue;
    if (rule.codes === undefined && rule.words === undefined) return { verdict: rule.verdict, by: 'status' };
    if (rule.codes?.some((code) => codes.includes(code)) === true) return { verdict: rule.verdict, by: 'code' };
    const said = rule.words?.exec(words)?.[0];
    if (said !== undefined && !before.includes(said)) return { verdict: rule.verdict, by: 'words' };
  }
  if (form === 'code') return { verdict: codeSent ? 'code-refused' : 'code-wanted', by: 'form' };
  // Led on to a refusal without a session of any kind: nobody was let in.
  if ((ledOn && (status < 400 || session || visited)) || (well && kind === 'html' && visited)) return { verdict: 'accepted', by: 'status' };
  if (form === 'password') return { verdict: 'refused', by: 'form' };
  if (status >= 500) return { verdict: 'service-error', by: 'status' };
  return status === 401 ? { verdict: 'refused', by: 'status' } : { verdict: 'unknown-answer', by: 'status' };
}

/** What an API says in JSON, as far as anybody needs it. `token` is a secret. */
export interface ApiAnswer {
  readonly codes: readonly string[];
  readonly failed: boolean;
  readonly words: string;
  readonly token?: string;
}

const codeKeys = /^(?:code|error|errorcode|error_code|err_code|type|__type|reason|status|challengename|mfa)$/i;
const wordKeys = /^(?:message|msg|error_description|errordescription|detail|details|error|title|errmsg)$/i;
const tokenKeys = /^(?:access_?token|token|jwt|id_?token|auth_?token|session_?token|newtoken)$/i;

/** Reads at most three levels of a JSON answer. */
export function readApiAnswer(text: string): ApiAnswer | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const codes: string[] = [];
  const words: string[] = [];
  let token: string | undefined;
  let failed = false;
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 3) return;
    for (const [key, entry] of Object.entries(value).slice(0, 50)) {
      if ((typeof entry === 'string' || typeof entry === 'number') && codeKeys.test(key) && /^[\w.#-]{1,60}$/.test(String(entry))) codes.push(String(entry).toLowerCase());
      if (typeof entry === 'string' && wordKeys.test(key)) words.push(entry.slice(0, 500));
      if (typeof entry === 'string' && tokenKeys.test(key) && entry.length >= 16 && entry.length <= 8_192) token ??= entry;
      if ((key === 'success' || key === 'ok') && entry === false) failed = true;
      if (depth === 0 && key === 'code' && typeof entry === 'number' && ![0, 200, 20_000].includes(entry)) failed = true;
      if (depth === 0 && key === 'error' && entry !== null && entry !== '' && entry !== false) failed = true;
      walk(entry, depth + 1);
    }
  };
  walk(document, 0);
  return { codes: codes.slice(0, 50), words: words.join('\n').slice(0, 20_000), failed, ...(token === undefined ? {} : { token }) };
}
