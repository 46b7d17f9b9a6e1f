import type { Conformance } from '@culprit/testkit';
import { headerLostAtProxy } from '../../src/causes/header-lost-at-proxy.ts';
import { httpResource } from '../../src/targets/http-resource.ts';

const proxied = { proxy: 'http://10.0.0.1:3128', from: 'route.proxy', by: 'tunnel', status: 401 } as const;
const targets = [httpResource.of({ url: 'http://service.example/', headers: { 'X-Version': '2' } })];

export const causes: NonNullable<Conformance['causes']> = {
  [headerLostAtProxy.id]: [
    { name: 'in a tunnel it arrives', targets, facts: { passage: { ...proxied, outcome: 'lost', other: 200, fields: ['X-Version'] } }, expects: { verdict: 'confirmed', reason: 'past-it', params: { proxy: proxied.proxy, from: proxied.from, host: 'service.example', status: 401, other: 200, fields: 'X-Version' }, witness: ['passage'] } },
    { name: 'directly it arrives', targets, facts: { passage: { ...proxied, by: 'direct', outcome: 'lost', other: 200, fields: ['X-Version'] } }, expects: { verdict: 'confirmed', reason: 'past-it-directly' } },
    { name: 'past the proxy it is the same', targets, facts: { passage: { ...proxied, outcome: 'alike', lost: [], changed: [] } }, expects: { verdict: 'ruled-out', reason: 'alike' } },
    { name: 'past the proxy it is the same, and the answer has more fields', targets, facts: { passage: { ...proxied, outcome: 'alike', lost: ['www-authenticate'], changed: ['content-type'] } }, expects: { verdict: 'ruled-out', reason: 'answer-altered', params: { status: 401, fields: '-www-authenticate, ~content-type' } } },
    { name: 'the proxy answers itself', targets, facts: { passage: { ...proxied, outcome: 'different', other: 200 } }, expects: { verdict: 'ruled-out', reason: 'not-by-a-field' } },
    { name: 'no proxy', targets, facts: { passage: { outcome: 'not-proxied' } }, expects: { verdict: 'ruled-out', reason: 'not-proxied' } },
    { name: 'no other way', targets, facts: { passage: { outcome: 'not-compared' } }, expects: { verdict: 'open', reason: 'not-compared' } },
  ],
};
