import type { HttpAnswer } from '@culprit/network';
import { saysRegion } from '../profile/region-words.ts';
import { members, readDocument } from './document.ts';
import { hubs, type HubName } from './hub.ts';

/** What a hub, or whoever answers in its place, says of a repository or a file. Closed. */
export type HubState =
  | 'found' | 'repository-unknown' | 'gated' | 'token-refused' | 'disabled' | 'revision-unknown' | 'entry-unknown' | 'redirected' | 'region-refused'
  | 'overloaded' | 'server-error' | 'refused-by-other' | 'not-a-hub' | 'unknown-answer';

/** The codes of `X-Error-Code` (huggingface_hub/utils/_http.py). */
const errorCodes: { readonly [code: string]: HubState } = { RepoNotFound: 'repository-unknown', GatedRepo: 'gated', RevisionNotFound: 'revision-unknown', EntryNotFound: 'entry-unknown', DisabledRepo: 'disabled' };

/** Pure. `entry`: the body should be an entry of the hub rather than a file. */
export function judgeHubAnswer(hub: HubName, answer: Pick<HttpAnswer, 'status' | 'headers' | 'body' | 'kind' | 'refusal'>, entry: boolean): HubState {
  const { status, headers, body, kind, refusal } = answer;
  const message = headers['x-error-message'] ?? '';
  if (/Invalid credentials/i.test(message)) return 'token-refused';
  if (/Access to this resource is disabled/i.test(message)) return 'disabled';
  const coded = errorCodes[headers['x-error-code'] ?? ''];
  if (coded !== undefined && status >= 400) return coded;
  if (status >= 300 && status < 400) return 'redirected';
  if (saysRegion({ status, body }) || refusal?.kind === 'region') return 'region-refused';
  if (refusal !== undefined) return 'refused-by-other';
  if (status === 429 || status === 503) return 'overloaded';
  if (status >= 500) return 'server-error';
  const document = entry || status >= 400 ? readDocument(body.text) : undefined;
  const told = hub === 'modelscope' ? envelope(status, document) : undefined;
  if (told !== undefined) return told;
  if (status === 401) return hub === 'huggingface' && kind !== 'html' ? 'repository-unknown' : 'unknown-answer';
  if (status >= 400) return kind === 'html' || status === 404 || status === 405 ? 'not-a-hub' : 'unknown-answer';
  if (!entry) return 'found';
  return hubs[hub].isEntry(document) ? 'found' : 'not-a-hub';
}

/** ModelScope's own words, of whichever status. */
function envelope(status: number, document: unknown): HubState | undefined {
  const { Code: code, Success: success, Message: message } = members(document);
  if (code === undefined || success === true) return undefined;
  const text = typeof message === 'string' ? message : '';
  if (/authentication token is invalid/i.test(text)) return 'token-refused';
  if (/token does not exist|login first/i.test(text)) return 'repository-unknown';
  if (/revision|branch/i.test(text) && (status === 404 || code === 404)) return 'revision-unknown';
  return status === 404 || code === 404 || code === 10010205001 ? 'repository-unknown' : 'unknown-answer';
}
