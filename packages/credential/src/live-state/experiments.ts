import type { Request, Suspicion } from '@culprit/core';
import { liveState, type LiveState } from '../facts/live-state.ts';
import { profileOf } from '../providers/profiles.ts';
import { shownAnswer } from '../shown-answer.ts';
import { apiKey, baseUrlOf, type ApiKey } from '../targets/api-key.ts';
import { stateInput } from './state-input.ts';
import type { Verdict } from './verdict.ts';

/** The key that the failure is about. */
export function keyOf(suspicion: Suspicion): ApiKey {
  const data = suspicion.related(apiKey);
  if (data === undefined) throw new Error('a cause of keys was suspected without a key');
  return data;
}

/** The answer that failed. */
export const failedState = (suspicion: Suspicion): Request<LiveState> => liveState.of(stateInput(keyOf(suspicion)));

/** The same question without the key: what everybody is told. */
export const anonymousState = (suspicion: Suspicion): Request<LiveState> => liveState.of({ ...stateInput(keyOf(suspicion)), anonymous: true });

/** The other sites of the same provider. A relay has none. */
export function siblingStates(suspicion: Suspicion): { readonly [name: string]: Request<LiveState> } {
  const target = keyOf(suspicion);
  const own = profileOf(target.provider)?.sites ?? [];
  const base = baseUrlOf(target);
  const others = target.siblings ?? (base !== undefined && own.includes(base) ? own.filter((site) => site !== base) : []);
  const { route: way, ...input } = stateInput(target);
  // The same way, but not to the same address.
  const route = way === undefined ? {} : { route: Object.fromEntries(Object.entries(way).filter(([name]) => name !== 'connectTo')) };
  return Object.fromEntries(others.slice(0, 3).map((baseUrl) => [`at ${baseUrl}`, liveState.of({ ...input, ...route, baseUrl, sibling: true })]));
}

/** The base URL with `/v1` where it lacks, and once where it stands twice. */
export function repairedBases(baseUrl: string): readonly string[] {
  const plain = baseUrl.replace(/\/+$/, '').replace(/\/(?:chat\/completions|completions|responses|embeddings|messages|models)$/, '');
  const once = plain.replace(/(\/v\d+(?:beta)?)\1+$/, '$1');
  const repaired = [plain, once, /\/v\d+(?:beta)?$/.test(once) ? once.replace(/\/v\d+(?:beta)?$/, '') : `${once}/v1`];
  return [...new Set(repaired)].filter((base) => base !== baseUrl);
}

/** The verdict; `undefined` where there was no answer to judge. */
export const verdictOf = (state: LiveState | undefined): Verdict | undefined => (state?.outcome === 'judged' ? state.verdict : undefined);

/** `401 invalid_api_key` */
export function answerOf(state: LiveState | undefined): string {
  return state?.outcome === 'judged' ? shownAnswer(state) : '';
}
