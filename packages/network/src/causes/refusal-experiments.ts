import type { Locale, Request, Suspicion } from '@culprit/core';
import type { HttpExchange } from '../facts/http-exchange.ts';
import type { Refusal, RefusalKind } from '../http/refusal.ts';
import { mayCarryCredential } from '../http/withheld-headers.ts';
import { answerOf, anonymousExchange, browserExchange, failedExchange, isRoot, letsIn, notAnswered, resourceOf, rootExchange } from './http-experiments.ts';

/** `exchange`, `root` where that is another path, `anonymous` where a credential was given, and `browser`. */
export type RefusalControls = { readonly [name: string]: Request<HttpExchange> };

/** The experiments that tell over what somebody refuses in place of the service. */
export function refusalControls(suspicion: Suspicion): RefusalControls {
  return {
    exchange: failedExchange(suspicion),
    ...(isRoot(suspicion) ? {} : { root: rootExchange(suspicion) }),
    ...(mayCarryCredential(resourceOf(suspicion).headers) ? { anonymous: anonymousExchange(suspicion) } : {}),
    browser: browserExchange(suspicion),
  };
}

type Facts = { readonly [name: string]: HttpExchange | undefined };

/** What the experiments say about a refusal of one kind. */
export type RefusalVerdict = {
  readonly refusal: Refusal;
  /** What makes the difference: the User-Agent, the credential, the path, or nothing that was tried. */
  readonly over: 'user-agent' | 'credential' | 'path' | 'nothing' | 'untried';
  /** The status where it makes the difference. */
  readonly status: number;
  readonly witness: readonly string[];
};

/** Weighs the experiments; `undefined`: nothing was observed, `other`: the answer bears another mark or none. */
export function weighRefusal(facts: Facts, kind: RefusalKind): RefusalVerdict | 'other' | undefined {
  const answer = answerOf(facts['exchange']);
  if (answer === undefined) return undefined;
  const { refusal } = answer;
  if (refusal?.kind !== kind) return 'other';
  const browser = answerOf(facts['browser']);
  if (letsIn(browser)) return { refusal, over: 'user-agent', status: browser.status, witness: ['exchange', 'browser'] };
  const freed = (name: string): number | undefined => {
    const other = answerOf(facts[name]);
    return other !== undefined && other.refusal === undefined ? other.status : undefined;
  };
  const anonymous = freed('anonymous');
  if (anonymous !== undefined) return { refusal, over: 'credential', status: anonymous, witness: ['exchange', 'anonymous'] };
  const root = freed('root');
  if (root !== undefined) return { refusal, over: 'path', status: root, witness: ['exchange', 'root'] };
  const asked = ['browser', 'anonymous', 'root'].filter((name) => answerOf(facts[name])?.refusal?.kind === kind);
  return { refusal, over: asked.length === 0 ? 'untried' : 'nothing', status: answer.status, witness: ['exchange', ...asked] };
}

/** The parameters of a confirmation. */
export const refusalParams = ({ refusal: { by, code }, over, status }: RefusalVerdict): { readonly by: string; readonly over: string; readonly status: number; readonly code?: string } =>
  ({ by, over, status, ...(code === undefined ? {} : { code }) });

/** How a text names the mark. */
export const markOf = ({ by, code }: Refusal): string => (code === undefined ? by : `${by}, ${code}`);

/** By what the causes of refusals are ruled out, and what keeps them open. */
export const noSuchRefusal: NoSuchRefusal = {
  en: { ruledOut: { 'no-such-mark': 'The answer does not bear this mark' }, open: notAnswered.en },
  'zh-CN': { ruledOut: { 'no-such-mark': '响应中没有这种标记' }, open: notAnswered['zh-CN'] },
};

type NoSuchRefusal = { readonly [L in Locale]: { readonly ruledOut: { readonly 'no-such-mark': string }; readonly open: { readonly 'not-observed': string } } };

/** By what a cause of where the client comes from is ruled out besides. */
export const letInFromHere = {
  en: { 'let-in-from-here': 'From the same address, the same request under a browser\'s User-Agent got {status}' },
  'zh-CN': { 'let-in-from-here': '从同一地址换成浏览器的 User-Agent 后，同一请求返回 {status}' },
} as const;
