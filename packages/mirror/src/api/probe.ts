import type { HttpExchangeInput } from '@culprit/network';
import { below } from '../targets/base-url.ts';
import type { ModelApi } from '../targets/model-api.ts';
import { dialects } from './dialects.ts';

/** The request that tells whether an API is there: no key goes with it. */
export function probeInput({ dialect, baseUrl, route }: Pick<ModelApi, 'dialect' | 'baseUrl' | 'route'>): HttpExchangeInput {
  const { probe, headers } = dialects[dialect];
  return { url: below(baseUrl, probe), headers: { Accept: 'application/json', ...headers }, ...(route === undefined ? {} : { route }) };
}
