import type { Conformance } from '@culprit/testkit';
import { disabledKey } from '../../src/causes/disabled-key.ts';
import { expiredKey } from '../../src/causes/expired-key.ts';
import { invalidKey } from '../../src/causes/invalid-key.ts';
import { keyRateLimited } from '../../src/causes/key-rate-limited.ts';
import { keyRequestFirewalled } from '../../src/causes/key-request-firewalled.ts';
import { missingPermission } from '../../src/causes/missing-permission.ts';
import { providerOverloaded } from '../../src/causes/provider-overloaded.ts';
import { quotaExhausted } from '../../src/causes/quota-exhausted.ts';
import { regionRefused } from '../../src/causes/region-refused.ts';
import { restrictedKey } from '../../src/causes/restricted-key.ts';
import { serviceNotEnabled } from '../../src/causes/service-not-enabled.ts';
import { unpaidAccount } from '../../src/causes/unpaid-account.ts';
import { wrongSite } from '../../src/causes/wrong-site.ts';
import type { LiveState } from '../../src/facts/live-state.ts';
import type { Verdict } from '../../src/live-state/verdict.ts';
import { apiKey } from '../../src/targets/api-key.ts';

const data = { provider: 'moonshot', key: { $secret: 'env:K' }, baseUrl: 'https://api.moonshot.test/v1', siblings: ['https://api.moonshot.example/v1'] };
const targets = [apiKey.of(data)];
const alone = [apiKey.of({ ...data, siblings: [] })];
const sibling = 'at https://api.moonshot.example/v1';
const said = (verdict: Verdict, status = 403): LiveState => ({ outcome: 'judged', verdict, status, limits: {} });
const kept: LiveState = { outcome: 'kept-back', why: 'certificate' };

/** The provider names its reason by a code; the control is the same request without the key. */
const byAnswer = [[expiredKey, 'expired'], [disabledKey, 'disabled'], [missingPermission, 'permission-missing'], [restrictedKey, 'key-restricted'], [quotaExhausted, 'quota-exhausted'], [unpaidAccount, 'billing'], [keyRateLimited, 'rate-limited'], [serviceNotEnabled, 'service-disabled']] as const;

/** It is not about the key at all. */
const ofService = [[providerOverloaded, 'overloaded'], [regionRefused, 'region-refused'], [keyRequestFirewalled, 'firewall']] as const;

export const causes: NonNullable<Conformance['causes']> = {
  ...Object.fromEntries((byAnswer).map(([cause, verdict]) => [cause.id, [
      { name: 'said to this key', targets, facts: { state: said(verdict), anonymous: said('not-received', 401) }, expects: { verdict: 'confirmed', reason: 'told-to-this-key', params: { answer: '403', anonymous: '401' }, witness: ['state', 'anonymous'] } },
      { name: 'said to everybody', targets, facts: { state: said(verdict), anonymous: said(verdict) }, expects: { verdict: 'ruled-out', reason: 'told-to-everybody' } },
      { name: 'something else is said', targets, facts: { state: said('invalid', 401), anonymous: said('not-received', 401) }, expects: { verdict: 'ruled-out', reason: 'answered-otherwise' } },
      { name: 'no answer without the key', targets, facts: { state: said(verdict), anonymous: { outcome: 'no-answer', how: 'timed-out' } }, expects: { verdict: 'open', reason: 'no-control' } },
    ]])),
  ...Object.fromEntries((ofService).map(([cause, verdict]) => [cause.id, [
      { name: 'said to everybody', targets, facts: { state: said(verdict), anonymous: said(verdict) }, expects: { verdict: 'confirmed', reason: 'told-to-everybody', witness: ['state', 'anonymous'] } },
      { name: 'said to those with a key', targets, facts: { state: said(verdict), anonymous: said('not-received', 401) }, expects: { verdict: 'confirmed', reason: 'told-to-key-holders', confidence: 'likely' } },
      { name: 'something else is said', targets, facts: { state: said('invalid', 401), anonymous: said('not-received', 401) }, expects: { verdict: 'ruled-out', reason: 'answered-otherwise' } },
      { name: 'no answer without the key', targets, facts: { state: said(verdict), anonymous: kept }, expects: { verdict: 'open', reason: 'no-control' } },
    ]])),
  [invalidKey.id]: [
    { name: 'no site knows it', targets, facts: { state: said('invalid', 401), anonymous: said('not-received', 401), [sibling]: said('invalid', 401) }, expects: { verdict: 'confirmed', reason: 'refused-everywhere', witness: ['state', sibling] } },
    { name: 'the only site does not know it', targets: alone, facts: { state: said('invalid', 401), anonymous: said('not-received', 401) }, expects: { verdict: 'confirmed', reason: 'refused', witness: ['state', 'anonymous'] } },
    { name: 'the other site takes it', targets, facts: { state: said('invalid', 401), anonymous: said('not-received', 401), [sibling]: said('accepted', 200) }, expects: { verdict: 'ruled-out', reason: 'accepted-elsewhere' } },
    { name: 'it means something else', targets, facts: { state: said('permission-missing', 401), [sibling]: said('invalid', 401) }, expects: { verdict: 'ruled-out', reason: 'answered-otherwise' } },
    { name: 'the other site was not asked', targets, facts: { state: said('invalid', 401), anonymous: said('not-received', 401), [sibling]: { outcome: 'no-answer', how: 'timed-out' } }, expects: { verdict: 'open', reason: 'sibling-not-asked' } },
    { name: 'no answer at all', targets, facts: { state: kept }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [wrongSite.id]: [
    { name: 'the other site takes it', targets, facts: { state: said('invalid', 401), [sibling]: said('accepted', 200) }, expects: { verdict: 'confirmed', reason: 'accepted-elsewhere', params: { answer: '401', site: 'https://api.moonshot.example/v1' }, witness: ['state', sibling] } },
    { name: 'it refuses it too', targets, facts: { state: said('invalid', 401), [sibling]: said('invalid', 401) }, expects: { verdict: 'ruled-out', reason: 'refused-there-too' } },
    { name: 'there is no other', targets: alone, facts: { state: said('invalid', 401) }, expects: { verdict: 'open', reason: 'no-sibling' } },
  ],
};
