import { docsOf } from './check.ts';
import type { Requests, ValuesOf } from './fact.ts';
import type { JsonObject } from './json.ts';
import type { Layer, Owner } from './layer.ts';
import type { Remedy } from './remedy.ts';
import type { Finding } from './report.ts';
import type { Settings } from './settings.ts';
import type { Target, TargetKind } from './target.ts';
import type { Localized, Params, ParamsOf, Template, Translation } from './text.ts';

/** `machine` and `network` causes give one diagnosis a run, `endpoint` and `account` causes one per subject. */
export type Scope = 'machine' | 'network' | 'endpoint' | 'account';

/** The failures that made somebody think of a cause. */
export interface Suspicion {
  readonly findings: readonly Finding[];
  /** The targets of these findings. */
  readonly targets: readonly Target[];
  readonly settings: Settings;
  /**
   * The data of the target of this kind that belongs to the first finding: its own, one that it rests on, or one that
   * rests on it.
   */
  related<Data extends JsonObject>(kind: TargetKind<Data>): Data | undefined;
}

export type CauseText = {
  /** The fault as a short sentence: "The certificate has expired". */
  readonly title: Template;
  /**
   * What `explain` says in the title in place of a parameter that only an examination would know, by its name: "its key". Empty
   * where the sentence needs nothing there: "The bucket {bucket} is missing". Core has words for `host`, `endpoint`, `proxy`
   * and their like.
   */
  readonly unknown?: { readonly [name: string]: string };
  /** What the fault means for whoever meets it, in one or two sentences. */
  readonly about: string;
  /** By what it was confirmed, one template per kind of proof. */
  readonly confirmed: { readonly [reason: string]: Template };
  /** By what it was ruled out. */
  readonly ruledOut: { readonly [reason: string]: Template };
  /** What would settle it. */
  readonly open: { readonly [reason: string]: Template };
};

export type Confidence = 'certain' | 'likely';

/** The verdict of a cause over its controls. A symptom alone never confirms. */
export type Judgement = { readonly reason: string; readonly params: Params; readonly witness: readonly string[] } & (
  | { readonly verdict: 'confirmed'; readonly confidence: Confidence }
  | { readonly verdict: 'ruled-out' }
  | { readonly verdict: 'open' }
);

/** What became of failures that were judged again at the corrected time; those of checks that don't go by the clock are in neither. */
export interface Corrected {
  /** The check finds nothing worse than a warning then: proof that the clock was what made it fail. */
  readonly gone: readonly Finding[];
  /** It fails in the same way. The cause does not explain these, and they are not counted as its own. */
  readonly remains: readonly Finding[];
}

export interface JudgeContext<Facts> {
  readonly suspicion: Suspicion;
  /** The controls; those that could not be asked are `undefined`. */
  readonly facts: Facts;
  readonly now: Date;
  /** Absent where the cause gave no {@link Cause.correction}. */
  readonly corrected?: Corrected | undefined;
}

/** An entry of the closed, documented list of what can be wrong. */
export interface Cause {
  /** `plugin/noun-phrase`, for example `network/connection-refused`. Never renamed. */
  readonly id: string;
  readonly owner: Owner;
  readonly layer: Layer;
  /** Which of several causes of one layer leads: lower first. Inside `identity`, the order of a client's own checks. */
  readonly order: number;
  readonly scope: Scope;
  readonly docs: string;
  readonly text: Localized<CauseText>;
  /** Ids of findings: `network/name-resolution#nxdomain`. */
  readonly suspectedBy: readonly string[];
  /** Whether it can be behind these failures at all, going by what the targets say. */
  concerns(suspicion: Suspicion): boolean;
  /**
   * Pure: what a failure would be the trouble of, where a run can meet several of it: the proxy of a finding. Failures of
   * one subject are judged together. Default: by {@link Scope}.
   */
  readonly subject?: (finding: Finding) => string;
  /**
   * Pure: whether another cause sees no more than the trouble that this one makes: what listens at an address is nothing to
   * mend where a name leads to the wrong one. Where both are confirmed about one subject, or of the same failures, this one
   * stands alone and takes them all, unless the other one is the more certain.
   */
  supersedes(other: Pick<Cause, 'id' | 'layer'>): boolean;
  /** The experiments that would settle it. They cost nothing on a healthy target. */
  controls(suspicion: Suspicion): Requests;
  /**
   * Pure: what was to be added to this machine's clock, in milliseconds, if this were the cause. The failures whose checks
   * go by the clock are then judged again before {@link judge} is asked, so that it knows which of them the clock made.
   */
  correction?(context: JudgeContext<{ readonly [name: string]: unknown }>): number | undefined;
  /** Pure. */
  judge(context: JudgeContext<{ readonly [name: string]: unknown }>): Judgement;
  readonly remedies: readonly Remedy[];
}

type Reasons<Text extends CauseText, K extends 'confirmed' | 'ruledOut' | 'open'> = keyof Text[K] & string;
type ParamsFor<Text extends CauseText, K extends 'confirmed' | 'ruledOut' | 'open', R extends keyof Text[K]> =
  K extends 'confirmed' ? ParamsOf<Text[K][R]> & ParamsOf<Text['title']> : ParamsOf<Text[K][R]>;
type Say<Text extends CauseText, K extends 'confirmed' | 'ruledOut' | 'open', Witness extends string, Extra extends readonly unknown[] = []> =
  <R extends Reasons<Text, K>>(reason: R, params: ParamsFor<Text, K, R> & Params, witness: readonly Witness[], ...extra: Extra) => Judgement;

type Observed<Needs extends Requests> = { readonly [N in keyof ValuesOf<Needs>]: ValuesOf<Needs>[N] | undefined };

export interface CauseOptions<Needs extends Requests, Text extends CauseText> {
  readonly id: string;
  readonly owner: Owner;
  readonly layer: Layer;
  readonly order?: number;
  readonly scope: Scope;
  readonly docs?: string;
  readonly text: { readonly en: Text; readonly 'zh-CN': NoInfer<Translation<Text>> };
  readonly suspectedBy: readonly string[];
  /** Default: always. An IP address has no name that somebody could forge; such a cause is then not even ruled out. */
  readonly concerns?: (suspicion: Suspicion) => boolean;
  readonly subject?: (finding: Finding) => string;
  /** Default: none. */
  readonly supersedes?: (other: Pick<Cause, 'id' | 'layer'>) => boolean;
  readonly controls: (suspicion: Suspicion) => Needs;
  readonly correction?: (context: JudgeContext<Observed<Needs>>) => number | undefined;
  readonly judge: (
    context: JudgeContext<Observed<Needs>> & {
      /** `witness` names the controls that prove it; without `confidence` it is certain. */
      readonly confirmed: Say<NoInfer<Text>, 'confirmed', keyof Needs & string, [confidence?: Confidence]>;
      readonly ruledOut: Say<NoInfer<Text>, 'ruledOut', keyof Needs & string>;
      readonly open: Say<NoInfer<Text>, 'open', keyof Needs & string>;
    },
  ) => Judgement;
  readonly remedies: readonly Remedy[];
}

export function defineCause<Needs extends Requests, const Text extends CauseText>(options: CauseOptions<Needs, Text>): Cause {
  const confirmed = (reason: string, params: Params, witness: readonly string[], confidence: Confidence = 'certain'): Judgement =>
    ({ verdict: 'confirmed', reason, params, witness, confidence });
  const ruledOut = (reason: string, params: Params, witness: readonly string[]): Judgement => ({ verdict: 'ruled-out', reason, params, witness });
  const open = (reason: string, params: Params, witness: readonly string[]): Judgement => ({ verdict: 'open', reason, params, witness });
  return {
    id: options.id,
    owner: options.owner,
    layer: options.layer,
    order: options.order ?? 50,
    scope: options.scope,
    docs: options.docs ?? docsOf('causes', options.id),
    text: options.text as unknown as Localized<CauseText>,
    suspectedBy: options.suspectedBy,
    concerns: options.concerns ?? (() => true),
    ...(options.subject === undefined ? {} : { subject: options.subject }),
    supersedes: options.supersedes ?? (() => false),
    controls: options.controls,
    ...(options.correction === undefined ? {} : { correction: options.correction as unknown as NonNullable<Cause['correction']> }),
    judge: (context) => options.judge({ ...context, confirmed, ruledOut, open } as never),
    remedies: options.remedies,
  };
}
