import type { Request, Suspicion } from '@culprit/core';
import { httpExchange, type HttpExchange } from '@culprit/network';
import { dataWalk, type DataWalk } from '../facts/data-walk.ts';
import type { ForeignAnswer } from '../facts/foreign-answer.ts';
import { judgeHubAnswer, type HubState } from '../hub/judge-hub-answer.ts';
import { anonymousControlInput, controlInput, knownControlInput, toMirror } from '../hub/requests.ts';
import { modelMirror, type ModelMirror } from '../targets/model-mirror.ts';
import { answerOf } from './answer-experiments.ts';

/** The mirror that the failure is about. */
export function mirrorOf(suspicion: Suspicion): ModelMirror {
  const data = suspicion.related(modelMirror);
  if (data === undefined) throw new Error('a cause of mirrors was suspected without a mirror');
  return data;
}

/** The entry of the repository, as it was asked for. */
export const controlExchange = (suspicion: Suspicion): Request<HttpExchange> => httpExchange.of(controlInput(mirrorOf(suspicion)));
/** The same without the token. */
export const anonymousControl = (suspicion: Suspicion): Request<HttpExchange> => httpExchange.of(anonymousControlInput(mirrorOf(suspicion)));
/** A repository that everybody may see. */
export const knownControl = (suspicion: Suspicion): Request<HttpExchange> => httpExchange.of(knownControlInput(mirrorOf(suspicion)));
/** Whose token it is, by the hub's own word. */
export const whoami = (suspicion: Suspicion): Request<HttpExchange> => httpExchange.of(toMirror(mirrorOf(suspicion), '/api/whoami-v2', { Accept: 'application/json' }));
/** The way of a file's bytes. */
export const walkOf = (suspicion: Suspicion): Request<DataWalk> => dataWalk.of(mirrorOf(suspicion));

/** What an entry's answer says; `undefined` where there was none. */
export function stateOf(suspicion: Suspicion, exchange: ForeignAnswer | undefined): HubState | undefined {
  const answer = answerOf(exchange);
  return answer === undefined ? undefined : judgeHubAnswer(mirrorOf(suspicion).hub, answer, true);
}

/** The host that clients were told to go to. */
export const hostOf = (suspicion: Suspicion): string => new URL(mirrorOf(suspicion).endpoint).host;

/** The origin that a finding says the mirror leads to. */
export function leadsTo({ findings }: Suspicion): string | undefined {
  const origin = findings.map(({ params }) => params['origin']).find((value) => typeof value === 'string' && value !== '');
  return typeof origin === 'string' && URL.canParse(origin) ? origin : undefined;
}
