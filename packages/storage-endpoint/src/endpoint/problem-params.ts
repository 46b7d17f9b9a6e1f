import type { Params } from '@culprit/core';
import type { EndpointJudgement, Problem } from './judgement.ts';

/** What texts about a problem of an endpoint may name. Invisible characters are written out. */
export function problemParams({ consumerName, bucket, effective, endpoint, refusal, repair }: EndpointJudgement, { found, expected, reason }: Problem): Params {
  return {
    program: consumerName, reason,
    found: visible(found), expected: visible(expected),
    endpoint: visible(endpoint ?? ''), bucket: bucket ?? '',
    host: effective?.host ?? '', refusal: visible(refusal ?? ''),
    ...(repair === undefined ? {} : {
      repaired: repair.endpoint, repairedHost: repair.effective.host, repairedPort: repair.effective.port, repairedScheme: repair.effective.scheme,
      setting: repair.settings[0] ?? '', alternative: repair.settings[1] ?? '', exact: repair.exact,
    }),
  };
}

/** Bounded, with what nobody sees as its code point: `U+200B`. */
const visible = (text: string): string =>
  text.slice(0, 300).replaceAll(/[\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]|^ +| +$/gu, (hidden) => [...hidden].map((character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`).join(''));
