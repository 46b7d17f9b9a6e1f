import { causeTable, type CauseRow, type Conformance } from '@culprit/testkit';
import { blockingEgress } from '../../src/causes/blocking-egress.ts';
import { connectionRefusedBehindProxy } from '../../src/causes/connection-refused-behind-proxy.ts';
import { desktopProxyNotFollowed } from '../../src/causes/desktop-proxy-not-followed.ts';
import { noProxyEntry } from '../../src/causes/no-proxy-entry.ts';
import { notAProxy } from '../../src/causes/not-a-proxy.ts';
import { proxyAuthenticationRequired } from '../../src/causes/proxy-authentication-required.ts';
import { proxyHangUp } from '../../src/causes/proxy-hang-up.ts';
import { proxyLoop } from '../../src/causes/proxy-loop.ts';
import { proxyNameResolution } from '../../src/causes/proxy-name-resolution.ts';
import { proxyRefusal } from '../../src/causes/proxy-refusal.ts';
import { proxySettingInvalid } from '../../src/causes/proxy-setting-invalid.ts';
import { proxySilence } from '../../src/causes/proxy-silence.ts';
import { proxyUnreachable } from '../../src/causes/proxy-unreachable.ts';
import { proxyVariablesConflict } from '../../src/causes/proxy-variables-conflict.ts';
import { proxyWrongScheme } from '../../src/causes/proxy-wrong-scheme.ts';
import type { ProxyTunnel } from '../../src/facts/proxy-tunnel.ts';
import { connected, endpoint, notFound, refused, silent } from './seen.ts';

// What proxies answer.
const selection = { outcome: 'proxied', proxy: 'https://127.0.0.1:7890', from: 'HTTPS_PROXY', scheme: 'https' };
const tunnel = (outcome: Exclude<ProxyTunnel['outcome'], 'direct'>, more: Partial<Extract<ProxyTunnel, { readonly proxy: string }>> = {}): ProxyTunnel =>
  ({ proxy: selection.proxy, from: selection.from, outcome, tookMs: 3, credentialSent: false, ...more });
const reached = { ...connected, via: { proxy: selection.proxy, from: selection.from } };
const literal = { outcome: 'literal', addresses: [{ address: '127.0.0.1', family: 4 }] };
// The answer of the proxy is the witness; who was asked follows from the targets and the environment.
const mute = { outcome: 'probed', speaks: [] };
const ssh = { ...mute, answeredWith: 'ssh', excerpt: 'SSH-2.0-x' };
const asSet = { outcome: 'probed', speaks: ['https'] };
const otherSelection = { outcome: 'proxied', proxy: 'http://127.0.0.1:1', from: 'https_proxy', scheme: 'http' };
const reads = (because: string) => ({ set: true, clients: [{ client: 'curl', exempt: false, because, entry: 'x' }] });

export const causes: NonNullable<Conformance['causes']> = {
  [proxyUnreachable.id]: causeTable(endpoint, [
    ['confirmed', 'refused', { selection, resolution: literal, connection: refused }],
    ['confirmed', 'silent', { selection, resolution: literal, connection: silent }],
    ['confirmed', 'no-name', { selection, resolution: notFound }],
    ['ruled-out', 'connected', { selection, resolution: literal, connection: reached }],
    ['open', 'not-seen', { selection: { outcome: 'direct', because: 'route' } }],
  ]),
  [proxyAuthenticationRequired.id]: causeTable(endpoint, [
    ['confirmed', 'missing-challenge', { tunnel: tunnel('authentication-required', { status: 407, headers: { 'proxy-authenticate': 'Basic realm="x, NTLM"' } }) }],
    ['confirmed', 'missing', { tunnel: tunnel('authentication-required', { status: 407 }) }],
    ['confirmed', 'missing-socks', { tunnel: tunnel('authentication-required', { code: 'NO_METHOD' }) }],
    ['confirmed', 'rejected', { tunnel: tunnel('authentication-required', { status: 407, credentialSent: true }) }],
    ['confirmed', 'rejected-challenge', { tunnel: tunnel('authentication-required', { status: 407, credentialSent: true, headers: { 'proxy-authenticate': 'Basic realm="x"' } }) }],
    ['confirmed', 'rejected-socks', { tunnel: tunnel('authentication-required', { code: 'CREDENTIAL_REFUSED', credentialSent: true }) }],
    ['confirmed', 'other-scheme', { tunnel: tunnel('authentication-required', { status: 407, headers: { 'proxy-authenticate': 'NTLM' } }) }],
    ['ruled-out', 'open', { tunnel: tunnel('open') }],
    ['open', 'not-seen', { tunnel: tunnel('refused', { status: 403 }) }],
  ]),
  [proxyRefusal.id]: causeTable(endpoint, [
    ['confirmed', 'policy-detail', { tunnel: tunnel('refused', { status: 403, headers: { 'x-squid-error': 'ERR_ACCESS_DENIED 0' } }) }],
    ['confirmed', 'policy', { tunnel: tunnel('refused', { reply: 2 }) }],
    ['confirmed', 'cannot-reach-detail', { tunnel: tunnel('refused', { status: 503, headers: { 'x-squid-error': 'ERR_DNS_FAIL 0' } }) }],
    ['confirmed', 'cannot-reach', { tunnel: tunnel('refused', { reply: 5 }) }],
    ['confirmed', 'refused', { tunnel: tunnel('refused', { status: 400 }) }, { confidence: 'likely' }],
    ['confirmed', 'refused-detail', { tunnel: tunnel('refused', { status: 400, headers: { server: 'proxy/1' } }) }, { confidence: 'likely' }],
    ['confirmed', 'cannot-reach', { tunnel: tunnel('refused', { reply: 5 }), direct: silent }],
    ['ruled-out', 'refused-directly-too', { tunnel: tunnel('refused', { status: 502 }), direct: refused }],
    ['ruled-out', 'open', { tunnel: tunnel('open') }],
    ['open', 'not-refused', { tunnel: tunnel('timed-out') }],
  ]),
  [proxyNameResolution.id]: causeTable(endpoint, [
    ['confirmed', 'address-opens', { tunnel: tunnel('refused', { reply: 4 }), byAddress: { outcome: 'tried', address: '192.0.2.1', tunnel: 'open' } }],
    ['ruled-out', 'address-fails-too', { tunnel: tunnel('refused', { status: 503 }), byAddress: { outcome: 'tried', address: '192.0.2.1', tunnel: 'refused' } }],
    ['ruled-out', 'not-tried', { tunnel: tunnel('refused', { status: 403 }), byAddress: { outcome: 'tried', address: '192.0.2.1', tunnel: 'open' } }],
    ['open', 'not-resolved', { tunnel: tunnel('refused', { status: 503 }), byAddress: { outcome: 'not-resolved' } }],
    ['open', 'not-compared', { tunnel: tunnel('refused', { status: 503 }), byAddress: { outcome: 'not-tried' } }],
  ]),
  [proxyLoop.id]: causeTable(endpoint, [
    ['confirmed', 'says-so', { tunnel: tunnel('refused', { status: 508 }) }],
    ['confirmed', 'via-repeats', { tunnel: tunnel('refused', { status: 502, headers: { via: 'HTTP/1.1 one:3128 (squid/6.6), 1.0 Two, 1.1 ONE:3128' } }) }],
    ['confirmed', 'reason-says-so', { tunnel: tunnel('refused', { status: 502, phrase: 'Maximum number of forwards reached' }) }, { confidence: 'likely' }],
    ['confirmed', 'itself', { tunnel: tunnel('refused', { status: 403, proxy: 'http://service.example:443' }) }, { confidence: 'likely' }],
    ['confirmed', 'reason-says-so', { tunnel: tunnel('refused', { status: 504, phrase: 'Proxy loop detected' }) }, { confidence: 'likely' }],
    ['ruled-out', 'no-loop', { tunnel: tunnel('refused', { status: 502, phrase: 'Bad Gateway', headers: { via: '1.1 one, 1.1 two (one)' } }) }],
    ['ruled-out', 'no-loop', { tunnel: tunnel('refused', { reply: 6 }) }],
    ['open', 'not-refused', { tunnel: tunnel('timed-out') }],
  ]),
  [connectionRefusedBehindProxy.id]: causeTable(endpoint, [
    ['confirmed', 'both-ways', { tunnel: tunnel('refused', { status: 503 }), direct: refused }],
    ['ruled-out', 'not-refused', { tunnel: tunnel('refused', { status: 503 }), direct: connected }],
    ['ruled-out', 'policy', { tunnel: tunnel('refused', { status: 403 }), direct: refused }],
    ['open', 'not-compared', { tunnel: tunnel('refused', { status: 503 }) }],
  ]),
  [proxyWrongScheme.id]: causeTable(endpoint, [
    ['confirmed', 'speaks-other', { selection, protocol: { outcome: 'probed', speaks: ['http'] }, tunnel: tunnel('not-a-proxy') }],
    ['ruled-out', 'speaks-it', { selection, protocol: { outcome: 'probed', speaks: ['https'] }, tunnel: tunnel('timed-out') }],
    ['ruled-out', 'no-proxy', { selection, protocol: ssh }],
    ['open', 'silent', { selection, protocol: mute }],
    ['open', 'not-probed', { selection, protocol: { outcome: 'unreachable', code: 'ECONNREFUSED' } }],
  ]),
  [proxySettingInvalid.id]: causeTable(endpoint, [
    ['confirmed', 'unreadable', { selection: { outcome: 'invalid', from: 'HTTPS_PROXY', reason: 'unreadable', scheme: '' } }],
    ['confirmed', 'scheme-unsupported', { selection: { outcome: 'invalid', from: 'HTTPS_PROXY', reason: 'scheme-unsupported', scheme: 'socks4' } }],
    ...['quoted', 'invisible-character', 'scheme-doubled', 'separator', 'pac-url', 'port-invalid'].map((reason): CauseRow => ['confirmed', reason, { selection: { outcome: 'invalid', from: 'HTTPS_PROXY', reason, scheme: 'http', suggested: 'http://127.0.0.1:3128' } }]),
    ['confirmed', 'credential-not-encoded', { selection: { outcome: 'invalid', from: 'HTTPS_PROXY', reason: 'credential-not-encoded', scheme: 'http', character: '#', encoded: '%23' } }],
    ['ruled-out', 'readable', { selection }],
    ['open', 'not-read', {}],
  ]),
  [proxyVariablesConflict.id]: causeTable(endpoint, [
    ['confirmed', 'other-works', { selection, other: otherSelection, tunnel: tunnel('open') }],
    ['ruled-out', 'other-fails', { selection, other: otherSelection, tunnel: tunnel('refused', { status: 403 }) }],
    ['ruled-out', 'same', { selection, other: selection, tunnel: tunnel('open') }],
    ['open', 'not-tried', { selection }],
  ]),
  [noProxyEntry.id]: causeTable(endpoint, [
    ...['malformed', 'separator', 'range'].map((reason): CauseRow => ['confirmed', reason, { selection: otherSelection, exemption: reads(reason), direct: connected }]),
    ['ruled-out', 'not-meant', { selection: otherSelection, exemption: reads('no-entry'), direct: connected }],
    ['ruled-out', 'no-direct-way', { selection: otherSelection, exemption: reads('malformed'), direct: silent }],
    ['open', 'not-read', { selection: otherSelection }],
  ]),
  [desktopProxyNotFollowed.id]: causeTable(endpoint, [
    ...(['by-setting', 'by-pac'] as const).map((reason): CauseRow => ['confirmed', reason, { desktop: { outcome: 'proxied', source: 'GNOME', proxy: 'http://127.0.0.1:1', automatic: reason === 'by-pac', tunnel: 'open' } }]),
    ['ruled-out', 'fails-too', { desktop: { outcome: 'proxied', source: 'GNOME', proxy: 'http://127.0.0.1:1', automatic: false, tunnel: 'refused' } }],
    ['ruled-out', 'direct', { desktop: { outcome: 'direct', source: 'GNOME' } }],
    ['ruled-out', 'not-set', { desktop: { outcome: 'not-set' } }],
    ['open', 'no-answer', { desktop: { outcome: 'undecided', source: 'GNOME', pac: 'endless' } }],
    ['open', 'not-read', {}],
  ]),
  [blockingEgress.id]: causeTable(endpoint, [
    ['confirmed', 'proxy-only', { direct: silent, tunnel: tunnel('open') }],
    ['confirmed', 'both-closed', { direct: silent, tunnel: tunnel('refused', { status: 403 }) }, { confidence: 'likely' }],
    ['confirmed', 'both-closed', { direct: refused, tunnel: tunnel('refused', { reply: 2 }) }, { confidence: 'likely' }],
    ['ruled-out', 'direct-works', { direct: connected, tunnel: tunnel('open') }],
    ['ruled-out', 'proxy-fails-too', { direct: silent, tunnel: tunnel('refused', { status: 502 }) }],
    ['open', 'no-proxy-known', { direct: silent, tunnel: { outcome: 'direct' } }],
  ]),
  [proxySilence.id]: causeTable(endpoint, [
    ['confirmed', 'mute', { selection, tunnel: tunnel('timed-out'), protocol: mute, direct: connected }, { confidence: 'likely' }],
    ['confirmed', 'this-target', { selection, tunnel: tunnel('timed-out'), protocol: asSet, direct: silent }],
    ['confirmed', 'this-target-only', { selection, tunnel: tunnel('timed-out'), protocol: asSet, direct: connected }],
    ['ruled-out', 'gives-answer', { selection, tunnel: tunnel('refused', { status: 403 }), protocol: asSet }],
    ['ruled-out', 'other-protocol', { selection, tunnel: tunnel('timed-out'), protocol: { outcome: 'probed', speaks: ['socks5'] } }],
    ['ruled-out', 'other-protocol', { selection, tunnel: tunnel('timed-out'), protocol: ssh }],
    ['open', 'not-probed', { selection, tunnel: tunnel('timed-out') }],
  ]),
  [proxyHangUp.id]: causeTable(endpoint, [
    ['confirmed', 'mute', { selection, tunnel: tunnel('closed'), protocol: mute }, { confidence: 'likely' }],
    ['confirmed', 'this-target', { selection, tunnel: tunnel('reset'), protocol: asSet, direct: refused }],
    ['confirmed', 'this-target-only', { selection, tunnel: tunnel('reset'), protocol: asSet, direct: connected }],
    ['ruled-out', 'gives-answer', { selection, tunnel: tunnel('timed-out'), protocol: asSet }],
    ['ruled-out', 'other-protocol', { selection, tunnel: tunnel('closed'), protocol: { outcome: 'probed', speaks: ['http'] } }],
    ['open', 'not-probed', { selection, tunnel: tunnel('closed'), protocol: { outcome: 'unreachable', code: 'ECONNREFUSED' } }],
  ]),
  [notAProxy.id]: causeTable(endpoint, [
    ['confirmed', 'other-service', { selection, tunnel: tunnel('not-a-proxy'), protocol: ssh }],
    ['confirmed', 'no-proxy-protocol', { selection, tunnel: tunnel('not-a-proxy'), protocol: { ...mute, answeredWith: 'other', excerpt: 'HELLO' } }],
    ['ruled-out', 'speaks-as-set', { selection, tunnel: tunnel('timed-out'), protocol: asSet }],
    ['ruled-out', 'speaks-as-proxy', { selection, tunnel: tunnel('not-a-proxy'), protocol: { outcome: 'probed', speaks: ['http'] } }],
    ['ruled-out', 'silent', { selection, tunnel: tunnel('timed-out'), protocol: mute }],
    ['open', 'not-probed', { selection, tunnel: tunnel('closed') }],
  ]),
};
