import type { Request, Suspicion } from '@culprit/core';
import { httpExchange, type HttpAnswer, type HttpExchange } from '@culprit/network';
import { probeInput } from '../api/probe.ts';
import { judgeHealth, type Health } from '../profile/judge-health.ts';
import { healthInput } from '../profile/health-input.ts';
import { profileOf } from '../profile/profiles.ts';
import { anthropic } from '../targets/anthropic.ts';
import { gemini } from '../targets/gemini.ts';
import type { ForeignAnswer } from '../facts/foreign-answer.ts';
import { controlInput } from '../hub/requests.ts';
import type { ModelApi } from '../targets/model-api.ts';
import { modelMirror } from '../targets/model-mirror.ts';
import { openaiCompatible } from '../targets/openai-compatible.ts';
import { profiledService } from '../targets/profiled-service.ts';
import { relay } from '../targets/relay.ts';

/** The request that failed, of whichever kind of target. */
function failedInput(suspicion: Suspicion): Parameters<typeof httpExchange.of>[0] {
  const service = suspicion.related(profiledService);
  if (service !== undefined) return healthInput(service);
  const mirror = suspicion.related(modelMirror);
  return mirror === undefined ? probeInput(apiOf(suspicion)) : controlInput(mirror);
}

/** The API that the failure is about. */
export function apiOf(suspicion: Suspicion): ModelApi {
  for (const kind of [openaiCompatible, relay, anthropic, gemini]) {
    const api = suspicion.related(kind);
    if (api !== undefined) return api;
  }
  throw new Error('a cause of answers was suspected without a service');
}

/** The answer that failed. */
export const failedExchange = (suspicion: Suspicion): Request<HttpExchange> => httpExchange.of(failedInput(suspicion));

/** The root of the same origin, asked for as a plain client does: whether all of the service is concerned. */
export function rootExchange(suspicion: Suspicion): Request<HttpExchange> {
  const { url, route } = failedInput(suspicion);
  return httpExchange.of({ url: new URL('/', url).href, ...(route === undefined ? {} : { route }) });
}

/** What the failed answer says of the service's health, by its profile or by what all services have in common. */
export function healthOf(suspicion: Suspicion, answer: HttpAnswer): Health {
  const service = suspicion.related(profiledService);
  return judgeHealth(profileOf(service?.profile, service?.expect), answer);
}

/** The answer, if there was one. */
export const answerOf = (exchange: ForeignAnswer | undefined): HttpAnswer | undefined => (exchange?.outcome === 'answered' ? exchange : undefined);

/** `503 Service Unavailable` */
export const nameOf = ({ status, reason }: Pick<HttpAnswer, 'status' | 'reason'>): string => `${status} ${reason.slice(0, 60)}`.trimEnd();

/** What every cause says that could not look at the answer again. */
export const notAnswered = {
  en: { 'not-observed': 'The answer could not be observed; run again, with more time (--timeout)' },
  'zh-CN': { 'not-observed': '未能观察到响应；请给予更多时间（--timeout）后重试' },
} as const;

/** By what the causes are ruled out that a service names itself. */
export const otherwise = {
  en: { 'answered-otherwise': 'The answer says something else ({answer})' },
  'zh-CN': { 'answered-otherwise': '响应的含义不同（{answer}）' },
} as const;
