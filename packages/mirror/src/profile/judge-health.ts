import type { HttpAnswer } from '@culprit/network';
import { limitResetSeconds, retryAfterSeconds } from '@culprit/network';
import type { Params } from '@culprit/core';
import { saysRegion } from './region-words.ts';
import type { ServiceProfile } from './service-profile.ts';

/** What an answer says of the health of its service. Closed. */
export type HealthState = 'healthy' | 'maintenance' | 'overloaded' | 'region-refused' | 'wants-credential' | 'not-served' | 'unexpected-status' | 'missing-headers' | 'unexpected-header' | 'unexpected-body';

export interface Health {
  readonly state: HealthState;
  /** `status`, `answer` and what the state rests on: `field`, `value`, `wanted`, `retryAfter`, `fields`. */
  readonly params: Params;
  /** The node of a CDN that answered, where the answer names it. */
  readonly node?: string;
}

/** Words by which services say that they are being worked on; the second list is read in bodies of 503 only. */
const maintenanceValue = /maint|drain|suspend|offline|维护|停机/i;
const maintenanceText = /maintenance|be back (?:soon|shortly)|维护|停机|升级中/i;
const overloadValue = /overload|busy|degraded|saturat|过载|繁忙/i;

/** Pure: what an answer means by a profile. The service's own word (maintenance, overload, region) comes before what merely differs. */
export function judgeHealth(profile: ServiceProfile, answer: Pick<HttpAnswer, 'status' | 'headers' | 'reason' | 'body' | 'kind' | 'refusal' | 'receivedAt'>): Health {
  const { status, headers, body, kind } = answer;
  const reason = answer.reason.slice(0, 60);
  const node = profile.nodeHeader === undefined ? undefined : shown(headers[profile.nodeHeader.toLowerCase()]);
  const seconds = retryAfterSeconds(headers['retry-after'], answer.receivedAt) ?? limitResetSeconds(headers, answer.receivedAt);
  const params = { status, answer: reason === '' ? String(status) : `${status} ${reason}`, path: profile.path, ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }) };
  const be = (state: HealthState, more: Params = {}): Health => ({ state, params: { ...params, ...more }, ...(node === undefined ? {} : { node }) });

  const equal = Object.entries(profile.headersEqual ?? {}).map(([field, wanted]) => ({ field, wanted, value: shown(headers[field.toLowerCase()]) }));
  const wrong = equal.filter(({ value, wanted }) => value !== undefined && value.toLowerCase() !== wanted.toLowerCase());
  const said = (words: RegExp): Params | undefined => wrong.find(({ value }) => value !== undefined && words.test(value)) as Params | undefined;

  if (answer.refusal?.kind === 'region' || saysRegion(answer)) return be('region-refused');
  const maintained = said(maintenanceValue);
  if (maintained !== undefined) return be('maintenance', { ...maintained, by: 'field' });
  if (status === 503 && maintenanceText.test(body.text.slice(0, 4_096))) return be('maintenance', { by: 'body' });
  const over = Object.entries(profile.headersBelow ?? {}).map(([field, wanted]) => ({ field, wanted, value: shown(headers[field.toLowerCase()]) }))
    .find(({ value, wanted }) => value !== undefined && Number(value) >= Number(wanted));
  const overloaded = said(overloadValue) ?? over as Params | undefined;
  if (overloaded !== undefined) return be('overloaded', { ...overloaded, by: 'field' });
  if (!profile.status.includes(status)) {
    if (status === 429 || status === 529 || (status === 503 && seconds !== undefined)) return be('overloaded', { by: 'status' });
    if (status === 401 || status === 407) return be('wants-credential');
    if (status === 404 || status === 410 || status === 405) return be('not-served');
    return be('unexpected-status', { wanted: profile.status.join(', ') });
  }
  const wanted = [...Object.keys(profile.headersEqual ?? {}), ...Object.keys(profile.headersBelow ?? {}), ...profile.headersPresent ?? []];
  const missing = wanted.filter((field) => headers[field.toLowerCase()] === undefined);
  // A web page with none of the fields is the front page of something else.
  if (missing.length > 0 && missing.length === wanted.length && kind === 'html') return be('not-served');
  if (missing.length > 0) return be('missing-headers', { fields: missing.join(', '), all: missing.length === wanted.length });
  const [first] = wrong;
  if (first?.value !== undefined) return be('unexpected-header', { field: first.field, value: first.value, wanted: first.wanted });
  const noNumber = Object.keys(profile.headersBelow ?? {}).find((field) => !/^\s*-?\d+(?:\.\d+)?\s*$/.test(headers[field.toLowerCase()] ?? ''));
  if (noNumber !== undefined) return be('unexpected-header', { field: noNumber, value: shown(headers[noNumber.toLowerCase()]) ?? '', wanted: `< ${profile.headersBelow?.[noNumber] ?? ''}` });
  if (profile.bodyContains !== undefined && !body.text.includes(profile.bodyContains)) return be('unexpected-body', { wanted: profile.bodyContains.slice(0, 80) });
  return be('healthy');
}

/** A field of a stranger's answer, short enough to be shown. */
const shown = (value: string | undefined): string | undefined => value?.trim().slice(0, 80);
