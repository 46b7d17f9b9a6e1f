/** The plugin, and what a program may use of it on its own. */
export { default } from './manifest.ts';
export type { EffectiveEndpoint, EndpointJudgement, EndpointQuestion, Problem, ProblemId, Repair } from './endpoint/judgement.ts';
export { judgeEndpoint, repairEndpoint } from './endpoint/judge-endpoint.ts';
export type { Flaw, ParsedEndpoint } from './endpoint/parse-endpoint.ts';
export { parseEndpoint } from './endpoint/parse-endpoint.ts';
export type { PredictedTls } from './endpoint/predict-tls.ts';
export type { ObjectUri } from './endpoint/read-uri.ts';
export { readUri } from './endpoint/read-uri.ts';
export { consumerIds } from './consumers/consumers.ts';
export type { EndpointForm, Provider, Style } from './providers/provider.ts';
export { providers } from './providers/providers.ts';
export type { RecognisedHost } from './providers/recognise-host.ts';
export { recogniseHost } from './providers/recognise-host.ts';
