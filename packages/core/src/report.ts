import type { Confidence, Scope } from './cause.ts';
import type { Severity } from './check.ts';
import type { Json, JsonObject } from './json.ts';
import type { Layer, Owner } from './layer.ts';
import type { Depth } from './settings.ts';
import type { Table } from './table.ts';
import type { Localized, Params, Template } from './text.ts';

export type Outcome = 'pass' | 'fail' | 'inconclusive' | 'not-applicable' | 'skipped';

export interface Finding {
  /** `check#finding`, for example `certificate/validity-period#expired`; also the key of its template in {@link Report.texts}. */
  readonly id: string;
  readonly check: string;
  readonly layer: Layer;
  /** The `id` in {@link Report.targets}. */
  readonly target: string;
  readonly outcome: Outcome;
  readonly severity?: Severity;
  /** Only on inconclusive findings: whether the target can't be called healthy without it. */
  readonly required?: boolean;
  readonly params: Params;
  /** Ids of {@link Report.evidence}. */
  readonly evidence: readonly string[];
  /** The `id` of the target whose trouble it may be, which was examined because of it. */
  readonly leadsTo?: string;
}

/** What came of a question. */
export type Evidence = {
  /** `e1`, `e2`, … */
  readonly id: string;
  readonly fact: string;
  readonly input: JsonObject;
  readonly tookMs: number;
} & (
  | { readonly status: 'observed'; readonly exhibit: Json; readonly table?: Table }
  /** It could not be asked because of `by`, another evidence. */
  | { readonly status: 'blocked'; readonly by: string }
  /** `deadline` and `aborted`: cut off by the runner. `crashed`: a bug in the fact. */
  | { readonly status: 'failed'; readonly reason: 'deadline' | 'aborted' | 'crashed'; readonly detail?: string }
  /** Not asked because it was not allowed to. */
  | { readonly status: 'withheld'; readonly reason: 'offline' | 'not-allowed' }
);

export type TriedRemedy = {
  readonly id: string;
  readonly audience: 'you' | 'operator';
  readonly params: Params;
  readonly trial: 'works' | 'does-not-help' | 'not-tested';
  readonly evidence: readonly string[];
  readonly docs?: string;
};

/** A cause that was considered beside the confirmed one. `text` keys into {@link Report.texts}. */
export type Alternative = { readonly cause: string; readonly text: string; readonly params: Params; readonly witness: readonly string[] };

/** One cause to deal with. */
export interface Diagnosis {
  /** Cause and subject: equal in every run that finds the same. */
  readonly key: string;
  /** The id of a cause or, where no cause claims a failure, of the finding itself. */
  readonly cause: string;
  readonly claimed: boolean;
  readonly owner: Owner;
  readonly layer: Layer;
  readonly scope: Scope;
  /** `host:port`, an account, what the cause takes for it (a proxy), or empty for causes of the machine and its network. */
  readonly subject: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly params: Params;
  /** The text that says by what it was confirmed: keys into {@link Report.texts}. */
  readonly text: string;
  /** Ids of evidence. */
  readonly witness: readonly string[];
  /** Findings, as `finding@target`. */
  readonly explains: readonly string[];
  /** Checks that could not be judged because of it, as `finding@target`. */
  readonly prevents: readonly string[];
  /** Keys of other diagnoses about the same object, which its remedy does not end. */
  readonly also: readonly string[];
  readonly ruledOut: readonly Alternative[];
  readonly open: readonly Alternative[];
  readonly remedies: readonly TriedRemedy[];
  readonly docs: string;
}

export interface ReportTarget {
  /** `t1`, `t2`, … */
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly data: JsonObject;
  readonly name?: string;
  readonly tags?: readonly string[];
  /** A reader sees a line of each check instead of each layer. */
  readonly rows?: 'checks';
  /** The targets that brought this one along; absent on those that were asked for. */
  readonly impliedBy?: readonly string[];
}

/** Something the reader should know about the run itself. */
export type Note = { readonly text: string; readonly params: Params };

/** The whole result, as JSON. It carries the texts that it uses, so it can be read without the plugins. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'culprit'; readonly version: string };
  readonly plugins: readonly { readonly name: string; readonly version: string }[];
  /** Who looked and from where: platform, runtime, proxies. Given by whoever runs it. */
  readonly context: JsonObject;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly settings: { readonly depth: Depth; readonly offline: boolean };
  readonly targets: readonly ReportTarget[];
  readonly evidence: readonly Evidence[];
  readonly findings: readonly Finding[];
  /** The first one is the answer. */
  readonly diagnoses: readonly Diagnosis[];
  readonly notes: readonly Note[];
  /** Every third party that was contacted, as `host` or `host:port`. */
  readonly thirdParties: readonly string[];
  readonly interrupted: boolean;
  /** Defects of the tool that the run met and survived. */
  readonly bugs: readonly { readonly where: string; readonly message: string }[];
  /** Templates of findings, causes (`cause`, `cause#reason`), remedies (`remedy`, `remedy/step/n`) and notes. */
  readonly texts: { readonly [key: string]: Localized<Template> };
  readonly exitCode: number;
}
