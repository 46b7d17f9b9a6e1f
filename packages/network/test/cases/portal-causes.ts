import type { Conformance } from '@culprit/testkit';
import { captivePortal } from '../../src/causes/captive-portal.ts';
import { httpResource } from '../../src/targets/http-resource.ts';

const targets = [httpResource.of({ url: 'http://service.example/' })];
const settings = { depth: 'quick', offline: false, controls: { resolvers: [], timeSources: [], sni: [], portals: ['http://probe.example/204'], egress: [] } } as const;
const api = 'https://portal.example/api';
const redirected = { outcome: 'answered', status: 302, headers: { location: 'http://portal.example/login' }, tookMs: 1 };
const fine = { outcome: 'answered', status: 200, headers: {}, tookMs: 1 };
const probe = { name: 'probe0', open: { outcome: 'open' }, replaced: { outcome: 'replaced', status: 200, portal: 'http://portal.example/login' }, page: { outcome: 'replaced', status: 200 } };

export const causes: NonNullable<Conformance['causes']> = {
  [captivePortal.id]: [
    { name: 'the network says so', targets, settings, facts: { announced: { outcome: 'captive', api } }, expects: { verdict: 'confirmed', reason: 'network-says-so', params: { api, portal: api }, witness: ['announced'] } },
    { name: 'the network says that it lets through', targets, settings, facts: { announced: { outcome: 'open', api }, exchange: redirected }, expects: { verdict: 'ruled-out', reason: 'network-says-open' } },
    { name: 'a known answer came all the same', targets, settings, facts: { announced: { outcome: 'captive', api }, probe0: probe.open }, expects: { verdict: 'ruled-out', reason: 'known-answer-came' } },
    { name: 'a known answer was replaced', targets, settings, facts: { announced: { outcome: 'none' }, probe0: probe.replaced }, expects: { verdict: 'confirmed', reason: 'known-answer-replaced' } },
    { name: 'it was replaced by a page', targets, settings, facts: { announced: { outcome: 'none' }, probe0: probe.page }, expects: { verdict: 'confirmed', reason: 'known-answer-replaced-by-page' } },
    { name: 'the status says so', targets, settings, facts: { exchange: { ...fine, status: 511 } }, expects: { verdict: 'confirmed', reason: 'says-so' } },
    { name: 'a redirect alone', targets, settings, facts: { announced: { outcome: 'unreachable', api }, exchange: redirected }, expects: { verdict: 'confirmed', reason: 'redirected-to-portal', confidence: 'likely' } },
    { name: 'an ordinary answer', targets, settings, facts: { announced: { outcome: 'none' }, exchange: fine }, expects: { verdict: 'ruled-out', reason: 'no-portal' } },
    { name: 'nothing could be asked', targets, settings, facts: { announced: { outcome: 'none' } }, expects: { verdict: 'open', reason: 'no-known-answer' } },
  ],
};
