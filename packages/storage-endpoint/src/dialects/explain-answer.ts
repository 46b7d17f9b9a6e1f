import { chineseRules } from './china.ts';
import { amazonRules } from './amazon.ts';
import { otherRules } from './others.ts';
import type { Meaning, RefusedRequest, Rule } from './rule.ts';

const rules: readonly Rule[] = [...chineseRules, ...otherRules, ...amazonRules];

/**
 * What a store means by an answer. Rests on the store, the status, the code, header fields, the kind of request and the
 * shape of the key id; `undefined` where no dialect knows it. Pure.
 */
export function explainAnswer(answer: RefusedRequest): Meaning | undefined {
  const found = rules.find((rule) => fits(rule, answer));
  return found === undefined ? undefined : { cause: found.cause, alternatives: found.alternatives };
}

function fits(rule: Rule, answer: RefusedRequest): boolean {
  const { dialects, codes, status, requests, style, keyShapes, bodies, element, header, message } = rule;
  return oneOf(dialects, answer.dialect) && oneOf(codes, answer.code) && oneOf(status, answer.status) && oneOf(requests, answer.request)
    && (style === undefined || style === answer.style) && oneOf(keyShapes, answer.keyShape) && oneOf(bodies, answer.body)
    && (element === undefined || (answer.elements[element] ?? '') !== '')
    && (header === undefined || header[1].test(answer.headers[header[0]] ?? ''))
    && (message === undefined || message.test(answer.message ?? ''));
}

const oneOf = <T>(known: readonly T[] | undefined, value: T | undefined): boolean => known === undefined || (value !== undefined && known.includes(value));
