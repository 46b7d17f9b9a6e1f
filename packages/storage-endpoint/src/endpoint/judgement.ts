import type { Style } from '../providers/provider.ts';
import type { PredictedTls } from './predict-tls.ts';

/** What a client was told about where a bucket is. Plain data. */
export type EndpointQuestion = {
  /** Id of the program that reads it. */
  readonly consumer: string;
  /** As it is configured. Absent: not at all. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly bucket?: string;
  /** `tos://bucket/key`. */
  readonly uri?: string;
  /** Absent: the program's own choice. */
  readonly style?: Style | 'auto';
};

/** What can be wrong with it. Those that make a client fail are causes of the same name. */
export type ProblemId =
  | 'endpoint-not-set' | 'endpoint-without-scheme' | 'endpoint-with-scheme' | 'doubled-scheme' | 'malformed-endpoint'
  | 'bucket-in-endpoint' | 'contradicting-buckets' | 'path-in-endpoint' | 'not-a-data-endpoint'
  | 'native-endpoint-for-s3-client' | 's3-endpoint-for-native-client'
  | 'malformed-region' | 'region-mismatch' | 'region-not-set' | 'unknown-region'
  | 'path-style-needed' | 'virtual-host-style-needed' | 'dotted-bucket' | 'invalid-bucket-name'
  | 'internal-endpoint' | 'plain-http' | 'user-info';

/** One thing that is wrong, or doubtful. */
export type Problem = {
  readonly id: ProblemId;
  readonly effect: 'fails' | 'warns';
  /** Which form of it: a template of the cause. */
  readonly reason: string;
  /** What stands wrong, and what it contradicts. */
  readonly found: string;
  readonly expected: string;
};

/** Where the requests of a client go. */
export type EffectiveEndpoint = {
  readonly scheme: 'https' | 'http';
  readonly host: string;
  readonly port: number;
  readonly style: Style;
  /** The path that every request begins with, the bucket included: `/`, `/bucket`. */
  readonly path: string;
  readonly tls: PredictedTls;
};

/** What to configure instead. */
export type Repair = {
  /** In the form in which the program wants it. */
  readonly endpoint: string;
  readonly region?: string;
  readonly style?: Style;
  /** False: a part stands in angle brackets, to be filled in. */
  readonly exact: boolean;
  readonly effective: EffectiveEndpoint;
  /** In the program's own words, the usual way first. */
  readonly settings: readonly string[];
};

export type EndpointJudgement = {
  readonly consumer: string;
  readonly consumerName: string;
  /** As configured, without a user name and password. Absent: not at all. */
  readonly endpoint?: string;
  readonly bucket?: string;
  /** `unjudged`: nothing speaks against it, and whose endpoint it is is not known. */
  readonly verdict: 'works' | 'warns' | 'fails' | 'unjudged';
  readonly problems: readonly Problem[];
  /** What the program says before it contacts anybody. */
  readonly refusal?: string;
  /** Absent where the program refuses. */
  readonly effective?: EffectiveEndpoint;
  /** Id and kind of the provider's endpoint that it is. */
  readonly provider?: { readonly id: string; readonly kind: string; readonly region?: string };
  /** Absent: nothing to repair, or nothing that could be told without guessing. */
  readonly repair?: Repair;
};
