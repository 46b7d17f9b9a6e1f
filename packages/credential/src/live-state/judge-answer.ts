import type { HttpAnswer } from '@culprit/network';
import type { AnswerRule, ProviderProfile } from '../providers/profile.ts';
import { readAnswer, type ProviderAnswer } from './read-answer.ts';
import type { Verdict } from './verdict.ts';

/** What OpenAI-compatible services have in common. Only codes and documented words count: a status alone says nothing. */
const common: readonly AnswerRule[] = [
  { verdict: 'wrong-path', status: [404], text: /Invalid URL|unknown (?:request )?(?:url|path|endpoint)|no route matched|Cannot GET|^404 page not found|^Not Found$/i },
  { verdict: 'region-refused', codes: ['unsupported_country_region_territory'] },
  { verdict: 'quota-exhausted', codes: ['insufficient_quota', 'insufficient_user_quota'] },
  { verdict: 'invalid', status: [401, 403], codes: ['invalid_api_key', 'InvalidApiKey'] },
  { verdict: 'model-not-available', codes: ['model_not_found', 'ModelNotFound'] },
  { verdict: 'rate-limited', status: [429], codes: ['rate_limit_exceeded', 'rate_limit_error', 'too_many_requests'] },
  { verdict: 'overloaded', status: [503, 529], codes: ['overloaded_error', 'overloaded', 'service_unavailable', 'server_error'] },
];

/** What an answer means for the key that was sent: by provider, status, code and documented words together. */
export function judgeAnswer(profile: ProviderProfile, answer: HttpAnswer, model?: string): { readonly verdict: Verdict; readonly read: ProviderAnswer } {
  const read = readAnswer(answer);
  const verdict = ((): Verdict => {
    if (answer.status >= 300 && answer.status < 400) return 'redirected';
    // Who spoke in place of the service says nothing about the key.
    if (answer.refusal !== undefined && !read.json) return answer.refusal.kind === 'region' ? 'region-refused' : 'firewall';
    if (answer.kind === 'html') return answer.status === 404 ? 'wrong-path' : 'not-an-api';
    const rule = [...profile.answers, ...common].find((one) => fits(one, answer.status, read));
    if (read.failed) return rule?.verdict ?? 'unknown-answer';
    if (answer.status >= 300 || !read.json) return 'unknown-answer';
    return model !== undefined && read.models !== undefined && !read.models.includes(model) ? 'model-not-available' : 'accepted';
  })();
  return { verdict, read };
}

function fits({ status, codes, text }: AnswerRule, answered: number, read: ProviderAnswer): boolean {
  return (status === undefined || status.includes(answered))
    && (codes === undefined || codes.some((code) => read.codes.includes(code)))
    && (text === undefined || text.test(read.text))
    && (codes !== undefined || text !== undefined);
}
