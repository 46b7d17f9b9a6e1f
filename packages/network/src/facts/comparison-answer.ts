import { defineFact, type Blocked, type Fact, type GatherContext } from '@culprit/core';
import { hostPort } from '../targets/host-name.ts';
import { originOf } from '../targets/http-resource.ts';
import { httpExchange, type HttpExchange } from './http-exchange.ts';

export type ComparisonAnswerInput = { readonly url: string };

/** What a site that has nothing to do with the target answers; `unreachable` where nothing could be asked of it. */
export type ComparisonAnswer = HttpExchange | { readonly outcome: 'unreachable' };

/**
 * Asks a third party, to compare. The exchange is asked from within, and not needed: only so is the third party left
 * alone offline.
 */
export const comparisonAnswer: Fact<ComparisonAnswerInput, ComparisonAnswer, never> = defineFact({
  id: 'network/comparison-answer',
  gather: async ({ input, ask }: GatherContext<ComparisonAnswerInput, Record<never, never>, never>): Promise<ComparisonAnswer | Blocked> =>
    await ask(httpExchange.of({ url: new URL(input.url).href })) ?? { outcome: 'unreachable' },
  exhibit: (value) => (value.outcome === 'unreachable' ? value : httpExchange.exhibit(value)),
  thirdParties: ({ url }) => {
    const { host, port } = originOf(url);
    return [hostPort(host, port)];
  },
});
