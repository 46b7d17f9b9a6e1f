import type { CheckCase, Conformance } from '@culprit/testkit';
import { connection } from '../../src/checks/connection.ts';
import { nameResolutionCheck } from '../../src/checks/name-resolution.ts';
import { proxy } from '../../src/checks/proxy.ts';
import type { Attempt } from '../../src/connection/dial.ts';

const failedNames = ['nxdomain', 'no-address', 'servfail', 'refused', 'timed-out', 'unreachable', 'malformed'] as const;
const host = 'a.example';

const target = { host, port: 443 };
const endpoint = 'a.example:443';
const attempt = (family: 4 | 6, outcome: Attempt['outcome'], tookMs: number, code?: string): Attempt => ({ address: family === 4 ? '192.0.2.1' : '2001:db8::1', family, outcome, tookMs, ...(code === undefined ? {} : { code }) });
const connected = { outcome: 'connected', address: '192.0.2.1', family: 4, localAddress: '192.0.2.9', tookMs: 5 };

const url = 'http://127.0.0.1:3128';
const from = 'HTTPS_PROXY';
const selection = { outcome: 'proxied', proxy: url, from, scheme: 'http' };
const resolution = { outcome: 'literal', addresses: [] };
const reached = { ...connected, attempts: [] };
const asked = { selection, resolution, connection: reached };

export const checks: NonNullable<Conformance['checks']> = {
  [nameResolutionCheck.id]: [
    { name: 'an address needs no resolver', target: { host: '192.0.2.1' }, facts: { resolution: { outcome: 'literal', addresses: [] } }, concludes: { finding: 'literal', params: { host: '192.0.2.1' } } },
    {
      name: 'a name with an address', target: { host }, facts: { resolution: { outcome: 'resolved', addresses: [{ address: '192.0.2.1', family: 4 }], resolver: 'system', tookMs: 2_000, canonicalNames: [], answers: 1 } },
      concludes: { finding: 'resolved', params: { host, addresses: '192.0.2.1' } },
    },
    {
      name: 'a name that takes longer than the limit', target: { host }, facts: { resolution: { outcome: 'resolved', addresses: [], resolver: 'system', tookMs: 2_000.4, canonicalNames: [], answers: 1 } },
      concludes: { finding: 'slow', params: { host, tookMs: 2_000, slowMs: 2_000 } },
    },
    ...failedNames.map((outcome): CheckCase => ({
      name: outcome, target: { host }, facts: { resolution: { outcome, resolver: '192.0.2.53', tookMs: 3, code: 'X' } },
      concludes: { finding: outcome, params: { host, resolver: '192.0.2.53', tookMs: 3, code: 'X' } },
    })),
    ...(['not-found', 'temporary-failure'] as const).map((outcome): CheckCase => ({
      name: outcome, target: { host }, facts: { resolution: { outcome, resolver: 'system', tookMs: 3, code: 'X' } },
      concludes: { finding: outcome, params: { host, resolver: 'system', tookMs: 3, code: 'X' } },
    })),
    {
      name: 'a connection that is directed to an address', target: { host, route: { connectTo: '192.0.2.9:8443' } }, facts: { resolution: { outcome: 'literal', addresses: [] } },
      concludes: { finding: 'directed', params: { host, to: '192.0.2.9:8443' } },
    },
    {
      name: 'a connection that is directed to another name, which is then the one that is looked up', target: { host, route: { connectTo: 'edge.example:8443' } },
      facts: { resolution: { outcome: 'resolved', addresses: [{ address: '192.0.2.1', family: 4 }], resolver: 'system', tookMs: 1, canonicalNames: [], answers: 1 } },
      concludes: { finding: 'resolved', params: { host: 'edge.example', addresses: '192.0.2.1' } },
    },
    { name: 'a name that a proxy looks up', target: { host, route: { proxy: 'http://127.0.0.1:3128' } }, facts: {}, concludes: 'nothing' },
  ],
  [connection.id]: [
    { name: 'an endpoint that accepts', target, facts: { connection: { ...connected, attempts: [attempt(4, 'connected', 5)] } }, concludes: { finding: 'connected', params: { endpoint, address: '192.0.2.1', tookMs: 5 } } },
    {
      name: 'an endpoint that accepts over one family', target, facts: { connection: { ...connected, attempts: [attempt(6, 'timed-out', 900, 'ETIMEDOUT'), attempt(4, 'connected', 5)] } },
      concludes: [
        { finding: 'connected', params: { endpoint, address: '192.0.2.1', tookMs: 5 } },
        { finding: 'one-family-broken', params: { endpoint, broken: 6, working: 4, code: 'ETIMEDOUT', waitedMs: 900 } },
      ],
    },
    ...(['refused', 'timed-out', 'unreachable', 'reset', 'failed', 'not-permitted'] as const).map((outcome): CheckCase => ({
      name: outcome, target, facts: { connection: { outcome, code: 'X', tookMs: 5, attempts: [attempt(4, outcome, 5, 'X')] } },
      concludes: { finding: outcome, params: { endpoint, addresses: '192.0.2.1', tookMs: 5, code: 'X' } },
    })),
    {
      name: 'a connection that a proxy makes', target, facts: { connection: { outcome: 'refused', code: 'X', tookMs: 5, attempts: [], via: { proxy: 'http://127.0.0.1:3128', from: 'route' } } },
      concludes: { finding: 'proxied', params: { proxy: 'http://127.0.0.1:3128', endpoint } },
    },
  ],
  [proxy.id]: [
    { name: 'no proxy', target, facts: { selection: { outcome: 'direct', because: 'no-variable' }, resolution, connection: reached, tunnel: { outcome: 'direct' } }, concludes: { finding: 'direct', params: {} } },
    {
      name: 'a setting that can not be read', target, facts: { selection: { outcome: 'invalid', from, reason: 'unreadable', scheme: '' }, resolution: undefined, connection: undefined, tunnel: undefined },
      concludes: { finding: 'invalid-setting', params: { from, reason: 'unreadable', scheme: '' } },
    },
    {
      name: 'a proxy without an address', target, facts: { selection, resolution: { outcome: 'not-found', resolver: 'system', tookMs: 1, code: 'ENOTFOUND' }, connection: undefined, tunnel: undefined },
      concludes: { finding: 'unreachable', params: { proxy: url, from, code: 'ENOTFOUND' } },
    },
    {
      name: 'a proxy that refuses connections', target, facts: { selection, resolution, connection: { outcome: 'refused', code: 'ECONNREFUSED', tookMs: 1, attempts: [] }, tunnel: undefined },
      concludes: { finding: 'unreachable', params: { proxy: url, from, code: 'ECONNREFUSED' } },
    },
    {
      name: 'a proxy that may not be connected to', target, facts: { selection, resolution, connection: { outcome: 'not-permitted', code: 'NOT_PERMITTED', tookMs: 0, attempts: [] }, tunnel: undefined },
      concludes: { finding: 'not-permitted', params: { proxy: url, from, endpoint } },
    },
    { name: 'a proxy that was not asked in time', target, facts: { ...asked, tunnel: undefined }, concludes: { finding: 'unknown', params: { proxy: url, from } } },
    ...(['open', 'authentication-required', 'refused', 'not-a-proxy', 'untrusted', 'closed', 'reset', 'timed-out'] as const).map((outcome): CheckCase => ({
      name: outcome, target, facts: { ...asked, tunnel: { outcome, proxy: url, from, tookMs: 5, credentialSent: false, status: 299 } },
      concludes: { finding: outcome, params: { proxy: url, from, endpoint, answer: 299, tookMs: 5 } },
    })),
  ],
};
