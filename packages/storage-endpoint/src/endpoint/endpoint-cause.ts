import { defineCause, type Cause, type CauseText, type Localized, type Request } from '@culprit/core';
import { endpointJudgement } from '../facts/endpoint-judgement.ts';
import { setEndpoint } from '../remedies/set-endpoint.ts';
import { questionOf } from '../targets/place-fields.ts';
import type { EndpointJudgement, ProblemId } from './judgement.ts';
import { problemParams } from './problem-params.ts';
import { suspectedPlace } from './suspected-place.ts';

/** What differs between the causes in an endpoint: the problem, where it shows, and its texts. */
interface EndpointCause {
  readonly id: ProblemId;
  /** What stands first in the text comes first: 1 where nothing is contacted at all. */
  readonly order: number;
  /** Findings of other checks that it brings about. */
  readonly symptoms?: readonly string[];
  /** Causes that the certificate or the answers of a store point to where the same fault was met live: they then are this one. */
  readonly metLiveAs?: readonly string[];
  readonly text: Localized<{ readonly title: string; readonly unknown?: NonNullable<CauseText['unknown']>; readonly about: string; readonly confirmed: { readonly [reason: string]: string }; readonly absent: string }>;
}

/** A name that resolves to nothing. */
export const unresolved: readonly string[] = ['not-found', 'nxdomain', 'no-address'].map((finding) => `network/name-resolution#${finding}`);

/**
 * A cause that stands in the configuration. Its control is not the symptom: it is worked out from the endpoint, the bucket
 * and the rules of the program whether this is so, and of several such causes only those that hold are confirmed.
 */
export function defineEndpointCause({ id, order, symptoms = [], metLiveAs = [], text }: EndpointCause): Cause {
  const words = (locale: 'en' | 'zh-CN', notJudged: string) => {
    const { absent, ...others } = text[locale];
    return { ...others, ruledOut: { absent }, open: { 'not-judged': notJudged } };
  };
  type Needs = { readonly judgement: Request<EndpointJudgement> };
  return defineCause<Needs, ReturnType<typeof words>>({
    id: `storage-endpoint/${id}`,
    owner: 'machine',
    layer: 'machine',
    order,
    scope: 'endpoint',
    text: { en: words('en', 'The endpoint could not be judged'), 'zh-CN': words('zh-CN', '无法判断端点') },
    suspectedBy: [`storage-endpoint/endpoint#${id}`, ...symptoms],
    concerns: (suspicion) => suspectedPlace(suspicion) !== undefined,
    supersedes: (other) => metLiveAs.includes(other.id),
    controls: (suspicion) => {
      const place = suspectedPlace(suspicion);
      // `concerns` lets none through without a place.
      return { judgement: endpointJudgement.of(place === undefined ? { consumer: 'aws-sdk-js' } : questionOf(place)) };
    },
    judge: ({ facts: { judgement }, confirmed, ruledOut, open }) => {
      if (judgement === undefined) return open('not-judged', {}, []);
      const problem = judgement.problems.find((one) => one.id === id && one.effect === 'fails');
      if (problem === undefined) return ruledOut('absent', { program: judgement.consumerName, endpoint: judgement.endpoint ?? '', bucket: judgement.bucket ?? '' }, ['judgement']);
      return confirmed(problem.reason, problemParams(judgement, problem), ['judgement']);
    },
    remedies: [setEndpoint],
  });
}
