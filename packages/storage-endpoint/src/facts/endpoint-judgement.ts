import { defineFact, type Fact } from '@culprit/core';
import { judgeEndpoint } from '../endpoint/judge-endpoint.ts';
import type { EndpointJudgement, EndpointQuestion } from '../endpoint/judgement.ts';

/** What a program makes of its endpoint: worked out, nobody is asked. */
export const endpointJudgement: Fact<EndpointQuestion, EndpointJudgement> = defineFact<EndpointQuestion, EndpointJudgement>({
  id: 'storage-endpoint/endpoint-judgement',
  gather: async ({ input }) => judgeEndpoint(input),
  exhibit: ({ consumer, consumerName: _name, problems, endpoint, refusal, repair, ...rest }) => ({
    ...rest, consumer,
    ...(endpoint === undefined ? {} : { endpoint: endpoint.slice(0, 300) }),
    ...(refusal === undefined ? {} : { refusal: refusal.slice(0, 400) }),
    problems: problems.map(({ id, effect, reason, found, expected }) => ({ id, effect, reason, found: found.slice(0, 300), expected: expected.slice(0, 300) })),
    ...(repair === undefined ? {} : { repair }),
  }),
});
