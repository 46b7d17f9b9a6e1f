import type { Requests, ValuesOf } from './fact.ts';
import type { Corrected, Suspicion } from './cause.ts';
import type { Localized, Params, Template, Translation } from './text.ts';

/** Title and steps of a remedy. Placeholders are filled from the parameters of the cause's confirmation. */
export type RemedyText = { readonly title: Template; readonly steps: readonly Template[] };

export interface TrialContext<Facts> {
  readonly suspicion: Suspicion;
  readonly params: Params;
  readonly facts: Facts;
  readonly now: Date;
  /** What the cause was judged by, where it holds this machine's clock for wrong. */
  readonly corrected?: Corrected | undefined;
}

/** A remedy tried in process before it is shown. It only observes. */
export interface Trial {
  /** The same facts, asked with another route or input. */
  facts(context: Omit<TrialContext<never>, 'facts'>): Requests;
  /** Pure: whether what was then seen would have let the client in. `undefined`: it can't be told. */
  works(context: TrialContext<{ readonly [name: string]: unknown }>): boolean | undefined;
}

/** What to do about a cause. Advice only: nothing is changed by a diagnosis. */
export interface Remedy {
  /** `plugin/verb-object`, for example `network/use-another-resolver`. */
  readonly id: string;
  /** Who can do it: the reader, or whoever runs the service. */
  readonly audience: 'you' | 'operator';
  readonly docs?: string;
  readonly text: Localized<RemedyText>;
  /** Whether the remedy fits this confirmation. Default: always. */
  readonly applies?: (params: Params) => boolean;
  readonly trial?: Trial;
}

export interface RemedyOptions<Needs extends Requests, Text extends RemedyText> extends Omit<Remedy, 'text' | 'trial'> {
  readonly text: { readonly en: Text; readonly 'zh-CN': NoInfer<{ readonly title: Translation<Text['title']>; readonly steps: readonly Template[] }> };
  readonly trial?: {
    readonly facts: (context: Omit<TrialContext<never>, 'facts'>) => Needs;
    /** Facts that could not be asked are `undefined`. */
    readonly works: (context: TrialContext<{ readonly [N in keyof ValuesOf<Needs>]: ValuesOf<Needs>[N] | undefined }>) => boolean | undefined;
  };
}

export function defineRemedy<Needs extends Requests, const Text extends RemedyText>(options: RemedyOptions<Needs, Text>): Remedy {
  return options as unknown as Remedy;
}
