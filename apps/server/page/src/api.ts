import type { Locale, Localized, Report } from '@culprit/core';
import type { Static } from 'typebox';
import type * as s from '../../src/api/schemas.ts';

// What the API answers, as its own schemas say it.

export type Me = Static<typeof s.Me>;
export type Target = Static<typeof s.Target>;
export type Result = Static<typeof s.Result>;
export type Rollup = Static<typeof s.Rollup>;
export type Incident = Static<typeof s.Incident>;
export type IncidentDetail = Static<typeof s.IncidentDetail>;
export type SelfFault = Static<typeof s.SelfFault>;
export type Delivery = Static<typeof s.Delivery>;
export type User = Static<typeof s.User>;
export type Token = Static<typeof s.Token>;
export type MadeToken = Static<typeof s.MadeToken>;
export type Session = Static<typeof s.Session>;
export type AuditEntry = Static<typeof s.AuditEntry>;
export type Summary = Static<typeof s.Summary>;
export type ServerSettings = Static<typeof s.ServerSettings>;
export type SecondFactorSecret = Static<typeof s.SecondFactorSecret>;
export type SetUpState = Static<typeof s.SetUpState>;
type Problem = Static<typeof s.Problem>;
export type Look = Omit<Static<typeof s.Look>, 'report'> & { readonly report?: Report };
export type List<T> = { readonly items: readonly T[]; readonly next?: string };

/** An answer other than success: RFC 9457, or nothing where the server could not be reached. */
export class Refused extends Error {
  readonly problem: Problem | undefined;
  constructor(problem: Problem | undefined) {
    super(problem?.code ?? 'unreachable');
    this.problem = problem;
  }
}

/** Asks the API. Throws {@link Refused}. */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, { method, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
  } catch {
    throw new Refused(undefined);
  }
  const text = await response.text();
  const answer: unknown = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
  if (!response.ok) throw new Refused(answer as Problem | undefined);
  return answer as T;
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path);

const notOurs: Localized<string> = {
  en: 'This one stands in the config file, or is what holds where nothing is said. Save another of the same name to change it.', 'zh-CN': '该项来自配置文件或为默认值，无法删除；保存同名设置即可覆盖。',
};

/** Removes what was set here. The API knows nothing else by its name: what the config file says can be covered, and not removed. */
export async function removeSetting(kind: 'rules' | 'channels' | 'maintenance' | 'heartbeats', name: string): Promise<void> {
  try {
    await call('DELETE', `/${kind}/${encodeURIComponent(name)}`);
  } catch (error) {
    throw error instanceof Refused && error.problem?.code === 'not-found' ? new Refused({ ...error.problem, text: notOurs }) : error;
  }
}

const codes: { readonly [code: string]: Localized<string> } = {
  'not-authenticated': { en: 'You are not logged in any more.', 'zh-CN': '登录已失效。' },
  'log-in-refused': { en: 'The name or the password is wrong.', 'zh-CN': '用户名或密码错误。' },
  'set-up-refused': { en: 'This set-up address is not good any more: somebody was set up already, or the server was started again. Take the newest one that it printed.', 'zh-CN': '此设置地址已失效：账户已创建，或服务器已重启。请使用服务器最近一次输出的地址。' },
  'not-permitted': { en: 'Your role does not allow this.', 'zh-CN': '你的角色无权执行此操作。' },
  'cross-origin': { en: 'The server was not opened at its own address. Use the one that it printed, or start it with --public-url.', 'zh-CN': '当前访问地址与服务器地址不一致。请使用服务器输出的地址，或用 --public-url 启动。' },
  'not-found': { en: 'There is no such thing (any more).', 'zh-CN': '不存在或已被删除。' },
  'too-many-requests': { en: 'Too many tries. Wait {seconds} s.', 'zh-CN': '尝试过于频繁，请等待 {seconds} 秒。' },
  'storage-trouble': { en: 'The database can not do it now. What was seen is kept until it can.', 'zh-CN': '数据库暂时不可用，已有结果会保留到恢复。' },
  internal: { en: 'The server met a defect of its own; its log says more.', 'zh-CN': '服务器内部错误，详见其日志。' },
  unreachable: { en: 'The server can not be reached.', 'zh-CN': '无法连接服务器。' },
};

const details: { readonly [detail: string]: Localized<string> } = {
  'in-config-file': { en: 'This target stands in the config file: change it there.', 'zh-CN': '该目标来自配置文件，请在文件中修改。' },
  'last-admin': { en: 'This is the last administrator.', 'zh-CN': '这是最后一位管理员。' },
  'name-taken': { en: 'Somebody has this name already.', 'zh-CN': '该用户名已被使用。' },
  'too-short': { en: 'The password is too short.', 'zh-CN': '密码太短。' },
  'too-long': { en: 'The password is too long.', 'zh-CN': '密码太长。' },
  'holds-name': { en: 'The password holds the name.', 'zh-CN': '密码中包含用户名。' },
  repetitive: { en: 'The password repeats itself too much.', 'zh-CN': '密码重复字符过多。' },
  'wrong-password': { en: 'The present password is wrong.', 'zh-CN': '当前密码错误。' },
  'invalid-name': { en: 'A name has letters, digits, dots, dashes and no spaces.', 'zh-CN': '用户名只能由字母、数字、点和短横线组成，不含空格。' },
  expired: { en: 'This took too long; begin again.', 'zh-CN': '操作超时，请重新开始。' },
  wrong: { en: 'The code is wrong.', 'zh-CN': '验证码错误。' },
  reused: { en: 'This code was used already. Wait for the next one.', 'zh-CN': '该验证码已使用过，请等待下一个。' },
  'clock-set-back': { en: 'The clock of the server was set back. Wait until it has caught up, or use a recovery code.', 'zh-CN': '服务器时钟被回拨。请等待其恢复，或使用恢复码。' },
  'rate-limited': { en: 'Too many wrong codes. Wait a little.', 'zh-CN': '验证码错误次数过多，请稍候。' },
};

/** Why something was refused, as a sentence. */
export function reasonOf(error: unknown, locale: Locale): string {
  if (!(error instanceof Refused)) throw error;
  const { problem } = error;
  const known = details[problem?.detail ?? ''] ?? codes[problem?.code ?? 'unreachable'];
  return problem?.text?.[locale] ?? known?.[locale].replace('{seconds}', String(problem?.retryAfter ?? 60)) ?? problem?.detail ?? problem?.title ?? '';
}
