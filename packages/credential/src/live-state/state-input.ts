import type { LiveStateInput } from '../facts/live-state.ts';
import { baseUrlOf, type ApiKey } from '../targets/api-key.ts';

/** The question that a target asks; a target without a base URL asks none. */
export function stateInput(target: ApiKey): LiveStateInput {
  const { provider, key, model, route } = target;
  return { provider, key, baseUrl: baseUrlOf(target) ?? '', ...(model === undefined ? {} : { model }), ...(route === undefined ? {} : { route }) };
}
