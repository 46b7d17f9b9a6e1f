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
export type { CapturedRequest, KeyEdges, SignatureDiagnosis } from './dogecloud/diagnose-signature.ts';
export { diagnoseDogeCloudSignature } from './dogecloud/diagnose-signature.ts';
export type { DogeCloudKeys, SignedRequest } from './dogecloud/sign.ts';
export { dogeCloudAuthorization, signDogeCloud } from './dogecloud/sign.ts';
export type { KeyEdge } from './dogecloud/signing-keys.ts';
export type { SigningMistake } from './dogecloud/signing-mistakes.ts';
export type {
  DogeCloudBucket, DogeCloudCertificate, DogeCloudClient, DogeCloudClientOptions, DogeCloudDomain, TemporaryCredentials, UploadReply,
} from './dogecloud/client.ts';
export { createDogeCloudClient } from './dogecloud/client.ts';
export type { Upload, UploadFault, UploadJudgement } from './dogecloud/judge-upload.ts';
export type { DogeCloudReply } from './dogecloud/reply.ts';
