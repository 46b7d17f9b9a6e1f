import type { Requests, ValuesOf } from './fact.ts';
import type { JsonObject } from './json.ts';
import type { Layer, Owner } from './layer.ts';
import type { Remedy } from './remedy.ts';
import type { Depth, Settings } from './settings.ts';
import type { StandardSchemaV1 } from './standard-schema.ts';
import type { ImpliedTarget, TargetKind } from './target.ts';
import type { Localized, Params, ParamsOf, Template, Translation } from './text.ts';

export type Severity = 'critical' | 'major' | 'minor';

/**
 * What a check may conclude. `inconclusive` is an answer; an exception is a bug.
 * A failure that no cause claims stands as its own cause: `owner` and `remedy` are what it then shows.
 */
export type FindingSpec =
  | { readonly outcome: 'pass' }
  | {
    readonly outcome: 'fail'; readonly severity: Severity; readonly owner: Owner; readonly remedy?: Remedy;
    /** Ids of causes that may be behind it, beside those that name it: a cause knows nothing of the plugins of others. */
    readonly suspects?: readonly string[];
  }
  /** `required`: without this answer the target can't be called healthy. */
  | { readonly outcome: 'inconclusive'; readonly required: boolean }
  | { readonly outcome: 'not-applicable' };

export type CheckText<Names extends string = string> = {
  /** What the check looks at, as a noun phrase: "Validity period of the certificate". */
  readonly title: string;
  /** Why anyone should care. */
  readonly why: string;
  readonly findings: { readonly [N in Names]: Template };
};

/** One conclusion of a check, before the runner adds which check and target it is about. */
export interface Conclusion {
  readonly finding: string;
  readonly params: Params;
  /**
   * With a failure: the target whose trouble it may be, which only an answer named: a host that a redirect leads to. It is
   * then examined too, in the same run; what fails there is the cause, and this failure its symptom.
   */
  readonly leadsTo?: ImpliedTarget;
}

export interface EvaluateContext<Data, Facts, Options> {
  readonly target: Data;
  readonly facts: Facts;
  readonly options: Options;
  /** The moment the run began. A check has no other clock. */
  readonly now: Date;
}

/** A pure, synchronous judgement over facts. It does no I/O, keeps no state and sees no secret. */
export interface Check {
  /** `plugin/noun`, for example `certificate/validity-period`. */
  readonly id: string;
  readonly layer: Layer;
  readonly target: TargetKind;
  /** Other kinds that it judges as well, by name. */
  readonly alsoJudges: readonly string[];
  /** `full`: only a look in that depth loads it and asks for its facts. */
  readonly depth: Depth;
  /**
   * Whether a wrong clock of this machine alone can make it fail: dates, signatures and codes. A cause that holds the clock
   * for wrong then has it judge once more at the corrected time, with `settings.clockCorrectionMs` for `needs`.
   */
  readonly byClock: boolean;
  readonly docs: string;
  readonly text: Localized<CheckText>;
  readonly findings: { readonly [name: string]: FindingSpec };
  readonly options: StandardSchemaV1 | undefined;
  /** The facts to judge by; `undefined` where the check has nothing to say about this target. */
  needs(target: JsonObject, options: unknown, settings: Settings): Requests | undefined;
  evaluate(context: EvaluateContext<JsonObject, { readonly [name: string]: unknown }, unknown>): readonly Conclusion[];
}

type Conclude<Text extends CheckText> = <N extends keyof Text['findings'] & string>(
  finding: N,
  ...params: keyof ParamsOf<Text['findings'][N]> extends never ? [params?: Params] : [params: ParamsOf<Text['findings'][N]> & Params]
) => Conclusion;

export interface CheckOptions<
  Data extends JsonObject,
  Needs extends Requests,
  Specs extends { readonly [name: string]: FindingSpec },
  Text extends CheckText<keyof Specs & string>,
  Options,
> {
  readonly id: string;
  readonly layer: Layer;
  readonly target: TargetKind<Data>;
  /**
   * Other kinds that the same facts are asked about, by name, so that none is loaded for the sake of another: a
   * certificate in a file beside one in a handshake. `needs` and `evaluate` then get the data of those kinds too.
   */
  readonly alsoJudges?: readonly string[];
  /** Default: `quick`. */
  readonly depth?: Depth;
  /** Default: false. */
  readonly byClock?: boolean;
  readonly docs?: string;
  readonly options?: StandardSchemaV1<unknown, Options>;
  readonly findings: Specs;
  readonly text: { readonly en: Text; readonly 'zh-CN': NoInfer<Translation<Text>> };
  readonly needs: (target: Data, options: NoInfer<Options>, settings: Settings) => Needs | undefined;
  readonly evaluate: (
    context: EvaluateContext<Data, ValuesOf<Needs>, Options> & { readonly conclude: Conclude<NoInfer<Text>> },
  ) => Conclusion | readonly Conclusion[];
}

export function defineCheck<
  Data extends JsonObject,
  Needs extends Requests,
  const Specs extends { readonly [name: string]: FindingSpec },
  const Text extends CheckText<keyof Specs & string>,
  Options = undefined,
>(options: CheckOptions<Data, Needs, Specs, Text, Options>): Check {
  const conclude = (finding: string, params: Params = {}): Conclusion => ({ finding, params });
  return {
    id: options.id,
    layer: options.layer,
    target: options.target as unknown as TargetKind,
    alsoJudges: options.alsoJudges ?? [],
    depth: options.depth ?? 'quick',
    byClock: options.byClock ?? false,
    docs: options.docs ?? docsOf('checks', options.id),
    text: options.text as unknown as Localized<CheckText>,
    findings: options.findings,
    options: options.options as StandardSchemaV1 | undefined,
    needs: (target, given, settings) => options.needs(target as Data, given as Options, settings),
    evaluate: (context) => {
      const { target, facts, options: given, now } = context;
      const result = options.evaluate({ target, facts, options: given, now, conclude } as never);
      return Array.isArray(result) ? result : [result as Conclusion];
    },
  };
}

/** Where the documentation of a first-party id stands. */
export function docsOf(section: 'checks' | 'causes', id: string): string {
  return `https://culprit.dev/${section}/${id}`;
}
