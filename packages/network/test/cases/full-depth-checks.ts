import type { Conformance } from '@culprit/testkit';
import { addresses } from '../../src/checks/addresses.ts';
import { resolverAgreement } from '../../src/checks/resolver-agreement.ts';
import type { Attempt } from '../../src/connection/dial.ts';
import type { ResolverAnswer } from '../../src/facts/configured-resolution.ts';

const full = { depth: 'full' } as const;
const endpoint = 'service.example.com:443';
const target = { host: 'service.example.com', port: 443 };
const attempt = (address: string, code?: string): Attempt => {
  const family = address.includes(':') ? 6 : 4;
  return code === undefined ? { address, family, outcome: 'connected', tookMs: 5 } : { address, family, outcome: 'failed', code, tookMs: 5 };
};
const swept = (untried: number, ...attempts: readonly Attempt[]) => ({ sweep: { outcome: 'tried', attempts, untried } });

const data = { host: 'service.example.com' };
const found = (resolver: string, ...list: readonly string[]): ResolverAnswer => ({ outcome: 'resolved', resolver, tookMs: 1, canonicalNames: [], answers: 1, addresses: list.map((address) => ({ address, family: 4 })) });
const failed = (resolver: string, outcome: 'nxdomain' | 'no-address' | 'servfail' | 'refused' | 'timed-out'): ResolverAnswer => ({ outcome, resolver, tookMs: 1 });
const opinions = (...answers: readonly ResolverAnswer[]) => ({ resolution: found('system', '198.51.100.1'), reference: { outcome: 'asked', answers }, direct: undefined, canary: undefined, proof: undefined });
const params = { host: data.host, addresses: '198.51.100.1' };

export const checks: NonNullable<Conformance['checks']> = {
  [addresses.id]: [
    { name: 'one address', target, settings: full, facts: swept(0, attempt('192.0.2.1')), concludes: { finding: 'one-address', params: { endpoint, addresses: '192.0.2.1' } } },
    { name: 'two that answer', target, settings: full, facts: swept(0, attempt('192.0.2.1'), attempt('2001:db8::1')), concludes: { finding: 'every-address-answers', params: { endpoint, addresses: '192.0.2.1, 2001:db8::1', count: 2 } } },
    { name: 'one that times out', target, settings: full, facts: swept(0, attempt('192.0.2.1'), attempt('192.0.2.2', 'ETIMEDOUT')), concludes: { finding: 'some-addresses-fail', params: { host: target.host, port: 443, endpoint, failing: '192.0.2.2 (ETIMEDOUT)', count: 1, total: 2 } } },
    { name: 'one of each family', target, settings: full, facts: swept(0, attempt('192.0.2.1'), attempt('192.0.2.2', 'ETIMEDOUT'), attempt('2001:db8::1', 'EHOSTUNREACH')), concludes: { finding: 'some-addresses-fail', params: { host: target.host, port: 443, endpoint, failing: '192.0.2.2 (ETIMEDOUT), 2001:db8::1 (EHOSTUNREACH)', count: 2, total: 3 } } },
    { name: 'a whole family', target, settings: full, facts: swept(0, attempt('192.0.2.1'), attempt('2001:db8::1', 'ETIMEDOUT')), concludes: { finding: 'one-family-fails', params: { host: target.host, port: 443, endpoint, failing: '2001:db8::1 (ETIMEDOUT)', broken: 6, working: 4 } } },
    { name: 'a family that the machine does not have', target, settings: full, facts: swept(0, attempt('192.0.2.1'), attempt('2001:db8::1', 'ENETUNREACH')), concludes: [{ finding: 'one-address', params: { endpoint, addresses: '192.0.2.1' } }, { finding: 'family-absent', params: { family: 6, addresses: '2001:db8::1' } }] },
    { name: 'a family that the machine does not have beside a dead address', target: { ...target, route: { connectTo: 'origin.example.net:8443' } }, settings: full, facts: swept(0, attempt('192.0.2.1'), attempt('192.0.2.2', 'ECONNREFUSED'), attempt('2001:db8::1', 'ENETUNREACH')), concludes: [{ finding: 'some-addresses-fail', params: { host: 'origin.example.net', port: 8443, endpoint, failing: '192.0.2.2 (ECONNREFUSED)', count: 1, total: 2 } }, { finding: 'family-absent', params: { family: 6, addresses: '2001:db8::1' } }] },
    { name: 'more than are tried', target, settings: full, facts: swept(3, attempt('192.0.2.1'), attempt('192.0.2.2')), concludes: [{ finding: 'every-address-answers', params: { endpoint, addresses: '192.0.2.1, 192.0.2.2', count: 2 } }, { finding: 'not-all-tried', params: { endpoint, count: 3 } }] },
    { name: 'none that answers', target, settings: full, facts: swept(0, attempt('192.0.2.1', 'ECONNREFUSED')), concludes: { finding: 'none-answers', params: { endpoint } } },
    { name: 'a proxy', target, settings: full, facts: { sweep: { outcome: 'proxied', proxy: 'http://192.0.2.9:3128' } }, concludes: { finding: 'proxied', params: { proxy: 'http://192.0.2.9:3128', endpoint } } },
  ],
  [resolverAgreement.id]: [
    { name: 'an address', target: { host: '192.0.2.1' }, settings: full, facts: {}, concludes: 'nothing' },
    { name: 'a connection that is directed to an address', target: { ...data, route: { connectTo: '192.0.2.1:443' } }, settings: full, facts: {}, concludes: 'nothing' },
    { name: 'a proxy that looks the name up', target: { ...data, route: { proxy: 'http://192.0.2.9:3128' } }, settings: full, facts: {}, concludes: 'nothing' },
    { name: 'all agree', target: data, settings: full, facts: opinions(found('192.0.2.53', '198.51.100.1'), failed('192.0.2.54', 'timed-out')), concludes: { finding: 'agree', params: { ...params, others: '192.0.2.53' } } },
    { name: 'other addresses', target: data, settings: full, facts: opinions(found('192.0.2.53', '198.51.100.1'), found('192.0.2.54', '203.0.113.1', '203.0.113.2')), concludes: { finding: 'differ-by-address', params: { ...params, seen: '192.0.2.53: 198.51.100.1; 192.0.2.54: 203.0.113.1, 203.0.113.2' } } },
    { name: 'private here', target: data, settings: full, facts: { ...opinions(found('192.0.2.53', '203.0.113.1')), resolution: found('system', '10.0.0.1') }, concludes: { finding: 'private-here', params: { host: data.host, addresses: '10.0.0.1', seen: '192.0.2.53: 203.0.113.1' } } },
    { name: 'private here, and proved to be right', target: data, settings: full, facts: { ...opinions(found('192.0.2.53', '203.0.113.1')), resolution: found('system', '10.0.0.1'), proof: { outcome: 'tried', here: [{ address: '10.0.0.1', outcome: 'verified' }], elsewhere: [] } }, concludes: { finding: 'split-horizon', params: { host: data.host, addresses: '10.0.0.1', seen: '192.0.2.53: 203.0.113.1', proved: '10.0.0.1' } } },
    { name: 'made up by a proxy', target: data, settings: full, facts: { ...opinions(found('192.0.2.53', '203.0.113.1')), resolution: found('system', '198.18.0.1'), canary: { answers: [{ name: 'canary.invalid', addresses: ['198.18.0.2'] }] } }, concludes: { finding: 'made-up', params: { host: data.host, addresses: '198.18.0.1', range: '198.18.0.0/15', canary: 'canary.invalid' } } },
    { name: 'one of two denies it', target: data, settings: full, facts: opinions(failed('192.0.2.53', 'no-address'), found('192.0.2.54', '198.51.100.1')), concludes: { finding: 'denied-elsewhere', params: { ...params, denying: '192.0.2.53 (NODATA)', others: '192.0.2.54' } } },
    { name: 'all deny it', target: data, settings: full, facts: opinions(failed('192.0.2.53', 'nxdomain'), failed('192.0.2.54', 'servfail')), concludes: { finding: 'found-only-here', params: { ...params, denying: '192.0.2.53 (NXDOMAIN), 192.0.2.54 (SERVFAIL)' } } },
    { name: 'all deny it but the own one', target: data, settings: full, facts: { ...opinions(failed('192.0.2.53', 'nxdomain')), direct: { outcome: 'asked', answers: [found('192.0.2.1', '198.51.100.1')], internal: false } }, concludes: { finding: 'found-only-here', params: { ...params, denying: '192.0.2.53 (NXDOMAIN)' } } },
    { name: 'all deny it, the own one too', target: data, settings: full, facts: { ...opinions(failed('192.0.2.53', 'nxdomain')), direct: { outcome: 'asked', answers: [failed('192.0.2.1', 'nxdomain'), failed('192.0.2.2', 'timed-out')], internal: false } }, concludes: { finding: 'found-only-on-this-machine', params: { ...params, denying: '192.0.2.53 (NXDOMAIN)', own: '192.0.2.1 (NXDOMAIN)' } } },
    { name: 'all deny it, the own one is silent', target: data, settings: full, facts: { ...opinions(failed('192.0.2.53', 'nxdomain')), direct: { outcome: 'asked', answers: [failed('192.0.2.1', 'timed-out')], internal: false } }, concludes: { finding: 'found-only-here', params: { ...params, denying: '192.0.2.53 (NXDOMAIN)' } } },
    { name: 'nobody answers', target: data, settings: full, facts: opinions(failed('192.0.2.53', 'refused'), failed('192.0.2.54', 'timed-out')), concludes: { finding: 'nobody-answered', params: { host: data.host, others: '192.0.2.53, 192.0.2.54' } } },
    { name: 'nobody to ask', target: data, settings: full, facts: { ...opinions(), reference: { outcome: 'withheld', reason: 'nobody-to-ask' } }, concludes: { finding: 'not-compared', params: { host: data.host } } },
    { name: 'a search domain', target: data, settings: full, facts: { ...opinions(), reference: { outcome: 'withheld', reason: 'search-domain' } }, concludes: { finding: 'internal-name', params: { host: data.host } } },
    { name: 'a private name', target: { host: 'nas.local' }, settings: full, facts: { ...opinions(), reference: { outcome: 'withheld', reason: 'nobody-to-ask' } }, concludes: { finding: 'internal-name', params: { host: 'nas.local' } } },
    { name: 'it does not resolve here', target: data, settings: full, facts: { ...opinions(found('192.0.2.53', '203.0.113.1')), resolution: failed('system', 'nxdomain') }, concludes: { finding: 'not-resolved', params: { host: data.host } } },
  ],
};
