import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer instead of the usual one. */
interface Said {
  readonly status: number;
  readonly body: string | { readonly json: unknown };
}

export interface LogInServiceOptions {
  /** Default: a form at /login that leads to /account. As JSON: a POST to /api/login. */
  readonly as?: 'form' | 'json';
  /** Attributes of the session cookie, and the name before it. Default: `sid`, `; Path=/; HttpOnly; SameSite=Lax`. */
  readonly cookie?: { readonly name?: string; readonly attributes: string };
  /** A token in the form, that has to come back with a cookie of its own; `attributes` of that cookie. */
  readonly csrf?: { readonly attributes: string; readonly inForm?: boolean };
  /** Said to the right user name and password. */
  readonly refuses?: Said;
  /** The one-time code that is wanted after the password. */
  readonly code?: string;
  /** Where a form leads after the log-in. */
  readonly landing?: string;
  /** As JSON: the access token beside the session; the account is then only shown to its bearer. */
  readonly token?: { readonly value: string; readonly accepted: boolean };
  /** Said to whoever asks for the account, logged in (`known`) or not (`strangers`). Default: 200 and 401. */
  readonly account?: { readonly known?: Said; readonly strangers?: Said };
  /** How many servers stand behind it, each of which knows its own sessions alone. */
  readonly servers?: number;
}

/** Who may log in. */
export const logInAccount = { username: 'alice@shop.example', password: 'Correct-Horse-7!' } as const;

const page = (body: string): string => `<!doctype html><html><head><title>Shop</title></head><body>${body}</body></html>`;

/** A web service with a log-in and real sessions, as a handler of node:http. */
export function logInService(options: LogInServiceOptions = {}): (request: IncomingMessage, response: ServerResponse) => void {
  const sessions = new Set<string>();
  const tokens = new Map<string, string>();
  const half = new Set<string>();
  const { name = 'sid', attributes = '; Path=/; HttpOnly; SameSite=Lax' } = options.cookie ?? {};
  let turn = 0;

  const say = (response: ServerResponse, { status, body }: Said, headers: Readonly<Record<string, string | readonly string[]>> = {}): void => {
    const json = typeof body !== 'string';
    response.writeHead(status, { 'Content-Type': json ? 'application/json' : 'text/html; charset=utf-8', ...headers } as Record<string, string>);
    response.end(json ? JSON.stringify(body.json) : page(body));
  };
  const form = (problem = '', token = ''): string => `${problem}<form method="post" action="/login">${token === '' ? '' : `<input type="hidden" name="csrf_token" value="${token}">`}<input name="email" type="email"><input name="secret" type="password"><button name="go" value="1">Log in</button></form>`;
  const codeForm = (problem = ''): string => `${problem}<form method="post" action="/login/code"><label>Enter the verification code</label><input name="otp" autocomplete="one-time-code"></form>`;

  const showForm = (response: ServerResponse, status: number, problem?: string): void => {
    if (options.csrf === undefined) return say(response, { status, body: form(problem) });
    const [id, token] = [randomUUID(), randomUUID()];
    tokens.set(id, token);
    say(response, { status, body: form(problem, options.csrf.inForm === false ? '' : token) }, { 'Set-Cookie': `csrf_id=${id}${options.csrf.attributes}` });
  };
  const welcome = (response: ServerResponse): void => {
    const id = randomUUID();
    sessions.add(id);
    const cookie = `${name}=${id}${attributes}`;
    if (options.as === 'json') return say(response, { status: 200, body: { json: { ok: true, ...(options.token === undefined ? {} : { access_token: options.token.value }) } } }, { 'Set-Cookie': cookie });
    response.writeHead(302, { Location: options.landing ?? '/account', 'Set-Cookie': cookie }).end();
  };
  const logIn = (fields: { readonly [name: string]: unknown }, cookies: ReadonlyMap<string, string>, response: ServerResponse): void => {
    const json = options.as === 'json';
    if (options.csrf !== undefined && tokens.get(cookies.get('csrf_id') ?? '') !== fields['csrf_token']) return say(response, { status: 403, body: '<h1>Forbidden</h1><p>CSRF verification failed. Request aborted.</p>' });
    if (fields[json ? 'username' : 'email'] !== logInAccount.username || fields[json ? 'password' : 'secret'] !== logInAccount.password) {
      return json ? say(response, { status: 401, body: { json: { error: 'invalid_credentials', message: 'Invalid username or password' } } }) : showForm(response, 200, '<p>Invalid e-mail or password.</p>');
    }
    if (options.refuses !== undefined) return say(response, options.refuses);
    if (options.code === undefined) return welcome(response);
    if (!json) {
      const id = randomUUID();
      half.add(id);
      return say(response, { status: 200, body: codeForm() }, { 'Set-Cookie': `half=${id}; Path=/; HttpOnly` });
    }
    if (fields['code'] === undefined) return say(response, { status: 401, body: { json: { error: 'mfa_required' } } });
    return fields['code'] === options.code ? welcome(response) : say(response, { status: 401, body: { json: { error: 'invalid_otp' } } });
  };
  const account = (request: IncomingMessage, cookies: ReadonlyMap<string, string>, response: ServerResponse): void => {
    turn += 1;
    // Whoever is asked first is another than the one that was logged in at.
    const reached = options.servers === undefined || turn % options.servers === 0;
    const bearer = options.token === undefined || (options.token.accepted && request.headers.authorization === `Bearer ${options.token.value}`);
    const known = reached && bearer && sessions.has(cookies.get(name) ?? '');
    if (known) return say(response, options.account?.known ?? { status: 200, body: '<h1>Your account</h1>' });
    say(response, options.account?.strangers ?? { status: 401, body: { json: { error: 'unauthorized' } } });
  };

  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0];
    const cookies = new Map((request.headers.cookie ?? '').split('; ').map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
    if (request.method !== 'POST') {
      if (path === '/login') return showForm(response, 200);
      if (path === '/account' || path?.startsWith('/app/') === true) return account(request, cookies, response);
      return say(response, { status: 404, body: 'Not found' });
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      if (path === '/login/code') {
        const fits = half.has(cookies.get('half') ?? '') && new URLSearchParams(text).get('otp') === options.code;
        return fits ? welcome(response) : say(response, { status: 200, body: codeForm('<p>Invalid verification code.</p>') });
      }
      logIn(options.as === 'json' ? JSON.parse(text) as { readonly [name: string]: unknown } : Object.fromEntries(new URLSearchParams(text)), cookies, response);
    });
  };
}
