import type { Cause, Target } from '@culprit/core';
import { causeCases, type CauseCase } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import { connectionRefused } from '../src/causes/connection-refused.ts';
import { connectionRefusedBehindProxy } from '../src/causes/connection-refused-behind-proxy.ts';
import { connectionReset } from '../src/causes/connection-reset.ts';
import { desktopProxyNotFollowed } from '../src/causes/desktop-proxy-not-followed.ts';
import { blockingEgress } from '../src/causes/blocking-egress.ts';
import { noProxyEntry } from '../src/causes/no-proxy-entry.ts';
import { proxyVariablesConflict } from '../src/causes/proxy-variables-conflict.ts';
import { connectionTimedOut } from '../src/causes/connection-timed-out.ts';
import { connectionForbidden } from '../src/causes/connection-forbidden.ts';
import { deadAddress } from '../src/causes/dead-address.ts';
import { doubledScheme } from '../src/causes/doubled-scheme.ts';
import { hostUnreachable } from '../src/causes/host-unreachable.ts';
import { ipv6Broken } from '../src/causes/ipv6-broken.ts';
import { ipv6NetworkBroken } from '../src/causes/ipv6-network-broken.ts';
import { localPortsExhausted } from '../src/causes/local-ports-exhausted.ts';
import { lyingResolver } from '../src/causes/lying-resolver.ts';
import { machineOffline } from '../src/causes/machine-offline.ts';
import { malformedDnsAnswer } from '../src/causes/malformed-dns-answer.ts';
import { noAddressRecord } from '../src/causes/no-address-record.ts';
import { notAProxy } from '../src/causes/not-a-proxy.ts';
import { nxdomain } from '../src/causes/nxdomain.ts';
import { openFileLimit } from '../src/causes/open-file-limit.ts';
import { proxyAuthenticationRequired } from '../src/causes/proxy-authentication-required.ts';
import { proxyHangUp } from '../src/causes/proxy-hang-up.ts';
import { proxyNameResolution } from '../src/causes/proxy-name-resolution.ts';
import { proxyLoop } from '../src/causes/proxy-loop.ts';
import { proxyRefusal } from '../src/causes/proxy-refusal.ts';
import { proxySettingInvalid } from '../src/causes/proxy-setting-invalid.ts';
import { proxySilence } from '../src/causes/proxy-silence.ts';
import { proxyUnreachable } from '../src/causes/proxy-unreachable.ts';
import { proxyWrongScheme } from '../src/causes/proxy-wrong-scheme.ts';
import { resolverFailure } from '../src/causes/resolver-failure.ts';
import { resolverRefusal } from '../src/causes/resolver-refusal.ts';
import { resolverTimeout } from '../src/causes/resolver-timeout.ts';
import { slowResolution } from '../src/causes/slow-resolution.ts';
import { zoneFailure } from '../src/causes/zone-failure.ts';
import type { Attempt } from '../src/connection/dial.ts';
import type { ResolverAnswer } from '../src/facts/configured-resolution.ts';
import type { ProxyTunnel } from '../src/facts/proxy-tunnel.ts';
import type { TcpConnection } from '../src/facts/tcp-connection.ts';
import { host } from '../src/targets/host.ts';
import { httpResource } from '../src/targets/http-resource.ts';
import { tcpEndpoint } from '../src/targets/tcp-endpoint.ts';

type Short = readonly [verdict: CauseCase['expects']['verdict'], reason: string, facts: CauseCase['facts'], more?: Partial<CauseCase> & { readonly confidence?: 'likely' }];

/** Declares the cases of a cause, each in one line: the verdict that is due and the controls that lead to it. */
function judges(cause: Cause, targets: readonly Target[], cases: readonly Short[]): void {
  const whole = cases.map(([verdict, reason, facts, { confidence, ...more } = {}], index): CauseCase => ({
    name: `${index + 1} ${verdict} ${reason}`, targets, facts, ...more,
    expects: { verdict, reason, ...(confidence === undefined ? {} : { confidence }) },
  }));
  register(causeCases(cause, whole));
}

// What resolvers say.
const own = '192.168.1.1';
const says = (outcome: ResolverAnswer['outcome'], resolver = own, canonicalNames: readonly string[] = []): ResolverAnswer =>
  outcome === 'resolved'
    ? { outcome, resolver, tookMs: 3, addresses: [{ address: '192.0.2.1', family: 4 }], canonicalNames, answers: 1 }
    : { outcome, resolver, tookMs: 3, code: outcome.toUpperCase(), canonicalNames };
const asked = (...answers: ResolverAnswer[]) => ({ outcome: 'asked', answers, internal: false });
const notFound = { outcome: 'not-found', resolver: 'system', tookMs: 3, code: 'ENOTFOUND' };
const noneAsked = { outcome: 'withheld', reason: 'nobody-to-ask' };
const opinions = (direct: ResolverAnswer | undefined, ...others: readonly ResolverAnswer['outcome'][]) => ({
  resolution: notFound,
  direct: direct === undefined ? { outcome: 'no-resolver' } : asked(direct),
  reference: others.length === 0 ? noneAsked : asked(...others.map((outcome, index) => says(outcome, `1.1.1.${index + 1}`))),
});
const name = [host.of({ host: 'service.example' })];

judges(nxdomain, name, [
  // Asked over plain UDP, one interception answers for all of them.
  ['confirmed', 'everywhere-in-clear', opinions(says('nxdomain'), 'nxdomain', 'timed-out'), { confidence: 'likely' }],
  ['confirmed', 'everywhere', { resolution: notFound, direct: asked(says('nxdomain')), reference: asked(says('nxdomain', '1.1.1.1'), says('nxdomain', 'https://dns.example/dns-query')) }],
  ['confirmed', 'everywhere', { resolution: notFound, direct: asked(says('nxdomain')), reference: asked(says('nxdomain', '127.0.0.1:5353')) }],
  ['confirmed', 'everywhere-in-clear', { ...opinions(undefined, 'nxdomain'), resolution: says('nxdomain') }, { confidence: 'likely', targets: [host.of({ host: 'service.example', route: { resolver: own } })] }],
  ['confirmed', 'others-only-in-clear', opinions(undefined, 'nxdomain'), { confidence: 'likely' }],
  ['confirmed', 'others-only', { resolution: notFound, direct: { outcome: 'no-resolver' }, reference: asked(says('nxdomain', '[::1]:5353')) }],
  ['confirmed', 'dangling-alias', opinions(says('nxdomain', own, ['gone.example']), 'nxdomain'), { confidence: 'likely' }],
  ['confirmed', 'one-resolver', opinions(says('nxdomain')), { confidence: 'likely' }],
  ['ruled-out', 'exists-elsewhere', opinions(says('nxdomain'), 'resolved', 'nxdomain')],
  ['ruled-out', 'exists', opinions(says('no-address'))],
  ['ruled-out', 'resolves', opinions(says('resolved'), 'nxdomain')],
  ['ruled-out', 'known-elsewhere', opinions(undefined, 'no-address')],
  ['ruled-out', 'scheme-as-host', opinions(says('nxdomain')), { targets: [host.of({ host: 'https' }), httpResource.of({ url: 'https://https//service.example/' })] }],
  ['open', 'disagreement', opinions(says('nxdomain'), 'no-address')],
  ['open', 'nobody-answered', opinions(undefined)],
]);
judges(lyingResolver, name, [
  ['confirmed', 'denied', opinions(says('nxdomain'), 'resolved')],
  ['confirmed', 'some-deny', opinions(says('no-address'), 'resolved', 'nxdomain'), { confidence: 'likely' }],
  ['ruled-out', 'agreed', opinions(says('nxdomain'), 'nxdomain')],
  ['ruled-out', 'scheme-as-host', opinions(says('nxdomain')), { targets: [host.of({ host: 'https' })] }],
  ['ruled-out', 'resolves', opinions(says('resolved'), 'resolved')],
  ['ruled-out', 'injected', { ...opinions(says('nxdomain'), 'resolved'), race: asked({ ...says('nxdomain'), heard: [{ type: 'A', afterMs: 3, says: 'NXDOMAIN', addresses: [], edns: false }, { type: 'A', afterMs: 9, says: 'NOERROR', addresses: ['192.0.2.1'], edns: true }] }) }],
  ['ruled-out', 'intercepted', { ...opinions(says('nxdomain')), reference: asked(says('nxdomain', '8.8.8.8'), says('resolved', 'https://dns.example/dns-query')) }],
  ['open', 'no-control', opinions(says('nxdomain'))],
  ['open', 'nobody-answered', opinions(undefined, 'resolved')],
]);
const ofFamily6 = [host.of({ host: 'service.example', route: { family: 6 } })];
judges(noAddressRecord, name, [
  ['confirmed', 'everywhere-in-clear', opinions(says('no-address'), 'no-address'), { confidence: 'likely' }],
  ['confirmed', 'everywhere', { ...opinions(says('no-address')), reference: asked(says('no-address', 'tls://1.1.1.1')) }],
  ['confirmed', 'dangling-alias', { ...opinions(says('no-address', own, ['gone.example'])), reference: asked(says('no-address', 'tls://1.1.1.1', ['gone.example'])) }],
  ['confirmed', 'dangling-alias', opinions(says('no-address', own, ['gone.example'])), { confidence: 'likely' }],
  ['confirmed', 'one-resolver', opinions(says('no-address'), 'timed-out'), { confidence: 'likely' }],
  ['confirmed', 'other-family-only', { ...opinions(says('no-address')), 'other-family': says('resolved') }, { targets: ofFamily6 }],
  ['ruled-out', 'address-elsewhere', opinions(says('no-address'), 'resolved')],
  ['ruled-out', 'nonexistent', opinions(says('nxdomain'))],
  ['ruled-out', 'scheme-as-host', opinions(says('no-address')), { targets: [host.of({ host: 'http' })] }],
  ['ruled-out', 'resolves', opinions(says('resolved'))],
  ['open', 'nobody-answered', opinions(undefined)],
]);
judges(resolverFailure, name, [
  ['confirmed', 'this-resolver', opinions(says('servfail'), 'resolved')],
  ['confirmed', 'this-resolver', opinions(says('servfail'), 'nxdomain')],
  ['confirmed', 'one-resolver', opinions(says('servfail')), { confidence: 'likely' }],
  ['ruled-out', 'fails-everywhere', opinions(says('servfail'), 'servfail')],
  ['ruled-out', 'answers', opinions(says('resolved'))],
  ['ruled-out', 'other-failure', opinions(says('refused'))],
  ['open', 'nobody-asked', opinions(undefined)],
]);
judges(zoneFailure, name, [
  ['confirmed', 'everywhere-in-clear', opinions(says('servfail'), 'servfail'), { confidence: 'likely' }],
  ['confirmed', 'everywhere', { ...opinions(says('servfail')), reference: asked(says('servfail', '1.1.1.1'), says('servfail', 'https://dns.example/dns-query')) }],
  ['ruled-out', 'answers-elsewhere', opinions(says('servfail'), 'resolved', 'servfail')],
  ['ruled-out', 'answers', opinions(says('refused'), 'servfail')],
  ['open', 'no-control', opinions(says('servfail'))],
]);
judges(resolverRefusal, name, [
  ['confirmed', 'this-resolver', opinions(says('refused'), 'resolved')],
  ['confirmed', 'refused', opinions(says('refused'))],
  ['ruled-out', 'not-refused', opinions(says('servfail'), 'resolved')],
  ['open', 'nobody-asked', opinions(undefined, 'resolved')],
]);
judges(resolverTimeout, name, [
  ['confirmed', 'only-own', opinions(says('timed-out'), 'resolved')],
  ['confirmed', 'only-own', opinions(says('unreachable'), 'nxdomain')],
  ['confirmed', 'nobody', opinions(says('timed-out'), 'timed-out')],
  ['confirmed', 'answered-by-another', { ...opinions(says('timed-out'), 'resolved'), race: asked({ ...says('timed-out'), heard: [{ type: 'A', afterMs: 3, says: 'NOERROR', addresses: ['192.0.2.1'], edns: true, from: '192.168.1.2' }] }) }],
  ['confirmed', 'own', opinions(says('timed-out')), { confidence: 'likely' }],
  ['ruled-out', 'answers', opinions(says('servfail'), 'resolved')],
  ['ruled-out', 'unreadable', opinions(says('malformed'), 'resolved')],
  ['open', 'nobody-asked', opinions(undefined)],
  ['open', 'nobody-asked', { ...opinions(undefined), resolution: { outcome: 'unreachable', resolver: 'dns.example', tookMs: 0, code: 'RESOLVER_INVALID' } }],
]);
judges(malformedDnsAnswer, name, [
  ['confirmed', 'only-own', opinions(says('malformed'), 'nxdomain')],
  ['confirmed', 'all-alike', opinions(says('malformed'), 'malformed'), { confidence: 'likely' }],
  ['confirmed', 'own', opinions(says('malformed'), 'timed-out'), { confidence: 'likely' }],
  ['ruled-out', 'readable', opinions(says('servfail'), 'malformed')],
  ['open', 'nobody-asked', opinions(undefined, 'resolved')],
]);
judges(slowResolution, name, [
  ['confirmed', 'dead-server', { direct: asked(says('timed-out'), says('resolved', '192.168.1.2')) }],
  ['confirmed', 'slow-server', { direct: asked({ ...says('resolved'), tookMs: 2_500 }), reference: asked(says('resolved', '1.1.1.1')) }],
  ['ruled-out', 'all-answer', { direct: asked(says('resolved')) }],
  ['open', 'not-compared', { direct: asked({ ...says('resolved'), tookMs: 2_500 }), reference: asked({ ...says('resolved', '1.1.1.1'), tookMs: 2_600 }) }],
  ['open', 'not-compared', { direct: asked(says('timed-out')) }],
]);
const twice = [host.of({ host: 'https' }), httpResource.of({ url: 'https://https//service.example/v1?a=b' })];
judges(doubledScheme, twice, [
  ['confirmed', 'meant-exists', { resolution: notFound, meant: says('resolved') }],
  ['confirmed', 'meant-read', { resolution: notFound, meant: notFound }, { confidence: 'likely' }],
  ['confirmed', 'host-only', { resolution: notFound, meant: notFound }, { targets: [host.of({ host: 'https' })], confidence: 'likely' }],
  ['ruled-out', 'ordinary-host', { resolution: notFound }, { targets: name }],
  ['open', 'not-asked', { resolution: says('resolved') }],
]);

// What connections come to.
const attempt = (outcome: Attempt['outcome'], code: string, family: 4 | 6 = 4, address = family === 4 ? '192.0.2.1' : '2001:db8::1'): Attempt => ({ address, family, outcome, code, tookMs: 3 });
const failed = (outcome: Exclude<TcpConnection['outcome'], 'connected'>, code: string, ...attempts: Attempt[]): TcpConnection =>
  ({ outcome, code, attempts: attempts.length > 0 ? attempts : [attempt(outcome, code)], tookMs: 5 });
const connected: TcpConnection = { outcome: 'connected', address: '192.0.2.1', family: 4, localAddress: '192.168.1.9', tookMs: 5, attempts: [] };
const refused = failed('refused', 'ECONNREFUSED');
const silent = failed('timed-out', 'ETIMEDOUT');
const endpoint = [tcpEndpoint.of({ host: 'service.example', port: 443 })];

judges(connectionRefused, endpoint, [
  ['confirmed', 'refused', { connection: refused }],
  ['confirmed', 'refused-here', { connection: failed('refused', 'ECONNREFUSED', attempt('refused', 'ECONNREFUSED', 4, '127.0.0.1')) }],
  ['confirmed', 'refused-here', { connection: failed('refused', 'ECONNREFUSED', attempt('refused', 'ECONNREFUSED', 4, '127.0.0.2'), attempt('refused', 'ECONNREFUSED', 4, '127.0.0.3')), 'ipv4-only': refused }],
  ['ruled-out', 'family-only', { connection: failed('refused', 'ECONNREFUSED', attempt('refused', 'ECONNREFUSED', 6)), 'ipv4-only': connected }],
  ['ruled-out', 'connected', { connection: connected }],
  ['open', 'not-refused', { connection: silent }],
]);
judges(connectionTimedOut, endpoint, [
  ['confirmed', 'port-only', { connection: silent, 'other-port': refused }],
  ['confirmed', 'whole-host', { connection: silent, 'other-port': silent, 'ipv4-only': silent }],
  ['confirmed', 'silent', { connection: silent }, { confidence: 'likely' }],
  ['confirmed', 'silent', { connection: silent, 'other-port': silent }, { confidence: 'likely', targets: [tcpEndpoint.of({ host: 'service.example', port: 443, route: { connectTo: '192.0.2.1:443', proxy: 'direct' } })] }],
  ['ruled-out', 'connected', { connection: connected }],
  ['ruled-out', 'family-only', { connection: silent, 'ipv4-only': connected }],
  ['open', 'not-timed-out', { connection: refused }],
]);
judges(connectionReset, endpoint, [
  ['confirmed', 'repeated', { connection: failed('reset', 'ECONNRESET'), again: failed('reset', 'ECONNRESET') }],
  ['confirmed', 'once', { connection: failed('reset', 'ECONNRESET') }, { confidence: 'likely' }],
  ['confirmed', 'at-once', { connection: failed('reset', 'ECONNRESET'), again: connected, after: { outcome: 'reset' } }],
  ['ruled-out', 'connected', { connection: failed('reset', 'ECONNRESET'), again: connected, after: { outcome: 'silent' } }],
  ['ruled-out', 'family-only', { connection: failed('reset', 'ECONNRESET', attempt('reset', 'ECONNRESET', 6)), again: connected }],
  ['open', 'not-reset', { connection: refused }],
]);
const eth0 = { name: 'eth0', families: [4] };
const stoppedBeyond = { outcome: 'traced', tool: 'traceroute', probe: 'tcp', destination: '192.0.2.1', complete: true, hops: [{ ttl: 2, address: '198.51.100.1', sent: 3, received: 3, bestMs: 1, typicalMs: 1, worstMs: 1, refusal: 'N' }] };
judges(hostUnreachable, endpoint, [
  ['confirmed', 'no-route', { connection: failed('unreachable', 'ENETUNREACH') }],
  ['confirmed', 'no-family', { connection: failed('unreachable', 'ENETUNREACH', attempt('unreachable', 'ENETUNREACH', 6)) }],
  ['confirmed', 'reported', { connection: failed('unreachable', 'EHOSTUNREACH') }],
  ['ruled-out', 'connected', { connection: connected }],
  ['confirmed', 'no-route', { connection: failed('unreachable', 'ENETUNREACH'), network: { interfaces: [eth0], defaultRoute4: true } }],
  ['ruled-out', 'offline', { connection: failed('unreachable', 'ENETUNREACH'), network: { interfaces: [eth0], defaultRoute4: false } }],
  ['ruled-out', 'family-only', { connection: failed('unreachable', 'ENETUNREACH', attempt('unreachable', 'ENETUNREACH', 6)), 'ipv4-only': connected }],
  ['ruled-out', 'on-the-way', { connection: failed('unreachable', 'EHOSTUNREACH'), trace: stoppedBeyond }],
  ['open', 'not-unreachable', { connection: refused }],
]);
const silent6 = failed('timed-out', 'ETIMEDOUT', attempt('timed-out', 'ETIMEDOUT', 6));
judges(ipv6NetworkBroken, endpoint, [
  ['confirmed', 'everywhere', { ipv6: silent6, reference: { overIpv6: [], overIpv4Only: ['www.example.com'] } }],
  ['ruled-out', 'reaches-others', { ipv6: silent6, reference: { overIpv6: ['www.example.com'], overIpv4Only: ['www.example.org'] } }],
  ['ruled-out', 'works', { ipv6: connected }],
  ['open', 'no-reference', { ipv6: silent6, reference: { overIpv6: [], overIpv4Only: [] } }],
]);
judges(machineOffline, endpoint, [
  ['confirmed', 'no-interface', { network: { interfaces: [], defaultRoute4: false } }],
  ['confirmed', 'no-default-route', { network: { interfaces: [eth0], defaultRoute4: false }, connection: failed('unreachable', 'ENETUNREACH') }],
  ['ruled-out', 'connected', { network: { interfaces: [eth0], defaultRoute4: true }, connection: failed('unreachable', 'ENETUNREACH') }],
  // A machine without IPv6 is connected all the same.
  ['ruled-out', 'connected', { network: { interfaces: [eth0], defaultRoute4: true, defaultRoute6: false }, connection: failed('unreachable', 'ENETUNREACH', attempt('unreachable', 'ENETUNREACH', 6)) }],
  ['ruled-out', 'not-unreachable', { network: { interfaces: [eth0], defaultRoute4: false }, connection: failed('unreachable', 'EHOSTUNREACH') }],
  ['open', 'not-told', { network: { interfaces: [eth0] }, connection: failed('unreachable', 'ENETUNREACH') }],
]);
judges(connectionForbidden, endpoint, [
  ['confirmed', 'this-target', { connection: failed('failed', 'EACCES'), local: { outcome: 'connected' } }],
  ['confirmed', 'all-connections', { connection: failed('failed', 'EPERM'), local: { outcome: 'failed', at: 'listen', code: 'EACCES' } }],
  ['ruled-out', 'other-code', { connection: failed('failed', 'EMFILE'), local: { outcome: 'connected' } }],
  ['open', 'unsettled', { connection: failed('failed', 'EPERM') }],
  ['open', 'unsettled', { connection: failed('failed', 'EPERM'), local: { outcome: 'failed', at: 'listen', code: 'EMFILE' } }],
]);
judges(openFileLimit, endpoint, [
  ['confirmed', 'process', { connection: failed('failed', 'EMFILE'), local: { outcome: 'failed', at: 'listen', code: 'EMFILE' } }],
  ['confirmed', 'system', { connection: failed('failed', 'ENFILE'), local: { outcome: 'failed', at: 'connect', code: 'ENFILE' } }],
  ['ruled-out', 'other-code', { connection: failed('failed', 'EPERM'), local: { outcome: 'failed', at: 'listen', code: 'EMFILE' } }],
  ['ruled-out', 'passed', { connection: failed('failed', 'EMFILE'), local: { outcome: 'connected' } }],
  ['open', 'unsettled', { connection: failed('failed', 'EMFILE') }],
]);
judges(localPortsExhausted, endpoint, [
  ['confirmed', 'counted', { ports: { outcome: 'counted', address: '192.0.2.1', available: 28_232, taken: 28_230 } }],
  ['ruled-out', 'free', { ports: { outcome: 'counted', address: '192.0.2.1', available: 28_232, taken: 12 } }],
  ['ruled-out', 'not-met', { ports: { outcome: 'not-met' } }],
  ['open', 'not-told', { ports: { outcome: 'unavailable' } }],
]);
const swept = (...attempts: Attempt[]): { readonly outcome: 'tried'; readonly attempts: readonly Attempt[]; readonly untried: 0 } => ({ outcome: 'tried', attempts, untried: 0 });
const at = (address: string, outcome: Attempt['outcome'], code?: string): Attempt => ({ address, family: address.includes(':') ? 6 : 4, outcome, tookMs: 1, ...(code === undefined ? {} : { code }) });
const alive = at('192.0.2.1', 'connected');
judges(deadAddress, endpoint, [
  ['confirmed', 'no-service', { sweep: swept(alive, at('192.0.2.2', 'refused', 'ECONNREFUSED')) }],
  ['confirmed', 'filtered', { sweep: swept(alive, at('192.0.2.2', 'timed-out', 'ETIMEDOUT')), otherPort: swept(alive, at('192.0.2.2', 'connected')) }],
  ['confirmed', 'no-machine', { sweep: swept(alive, at('192.0.2.2', 'timed-out', 'ETIMEDOUT')), otherPort: swept(alive, at('192.0.2.2', 'timed-out', 'ETIMEDOUT')) }, { confidence: 'likely' }],
  ['confirmed', 'unreachable', { sweep: swept(alive, at('192.0.2.2', 'unreachable', 'EHOSTUNREACH')) }],
  ['ruled-out', 'all-work', { sweep: swept(alive, at('2001:db8::1', 'unreachable', 'ENETUNREACH')) }],
  ['ruled-out', 'none-works', { sweep: swept(at('192.0.2.2', 'refused', 'ECONNREFUSED')) }],
  ['open', 'not-swept', {}],
]);
judges(ipv6Broken, endpoint, [
  ['confirmed', 'all-fail', { connection: connected, ipv6: failed('timed-out', 'ETIMEDOUT', attempt('timed-out', 'ETIMEDOUT', 6)), ipv4: connected }],
  ['confirmed', 'only-here', { connection: connected, ipv6: silent6, ipv4: connected, reference: { overIpv6: ['www.example.com'], overIpv4Only: [] } }],
  ['ruled-out', 'everywhere', { connection: connected, ipv6: silent6, ipv4: connected, reference: { overIpv6: [], overIpv4Only: ['www.example.com'] } }],
  ['ruled-out', 'works', { connection: connected, ipv6: connected, ipv4: connected }],
  ['ruled-out', 'both-fail', { connection: refused, ipv6: refused, ipv4: refused }],
  ['ruled-out', 'no-ipv6', { connection: refused }],
  ['open', 'not-compared', { ipv6: refused }],
]);

// What proxies answer.
const selection = { outcome: 'proxied', proxy: 'https://127.0.0.1:7890', from: 'HTTPS_PROXY', scheme: 'https' };
const tunnel = (outcome: Exclude<ProxyTunnel['outcome'], 'direct'>, more: Partial<Extract<ProxyTunnel, { readonly proxy: string }>> = {}): ProxyTunnel =>
  ({ proxy: selection.proxy, from: selection.from, outcome, tookMs: 3, credentialSent: false, ...more });
const reached = { ...connected, via: { proxy: selection.proxy, from: selection.from } };
const literal = { outcome: 'literal', addresses: [{ address: '127.0.0.1', family: 4 }] };
// The answer of the proxy is the witness; who was asked follows from the targets and the environment.
judges(proxyUnreachable, endpoint, [
  ['confirmed', 'refused', { selection, resolution: literal, connection: refused }],
  ['confirmed', 'silent', { selection, resolution: literal, connection: silent }],
  ['confirmed', 'no-name', { selection, resolution: notFound }],
  ['ruled-out', 'connected', { selection, resolution: literal, connection: reached }],
  ['open', 'not-seen', { selection: { outcome: 'direct', because: 'route' } }],
]);
judges(proxyAuthenticationRequired, endpoint, [
  ['confirmed', 'missing-challenge', { tunnel: tunnel('authentication-required', { status: 407, headers: { 'proxy-authenticate': 'Basic realm="x, NTLM"' } }) }],
  ['confirmed', 'missing', { tunnel: tunnel('authentication-required', { status: 407 }) }],
  ['confirmed', 'missing-socks', { tunnel: tunnel('authentication-required', { code: 'NO_METHOD' }) }],
  ['confirmed', 'rejected', { tunnel: tunnel('authentication-required', { status: 407, credentialSent: true }) }],
  ['confirmed', 'rejected-challenge', { tunnel: tunnel('authentication-required', { status: 407, credentialSent: true, headers: { 'proxy-authenticate': 'Basic realm="x"' } }) }],
  ['confirmed', 'rejected-socks', { tunnel: tunnel('authentication-required', { code: 'CREDENTIAL_REFUSED', credentialSent: true }) }],
  ['confirmed', 'other-scheme', { tunnel: tunnel('authentication-required', { status: 407, headers: { 'proxy-authenticate': 'NTLM' } }) }],
  ['ruled-out', 'open', { tunnel: tunnel('open') }],
  ['open', 'not-seen', { tunnel: tunnel('refused', { status: 403 }) }],
]);
judges(proxyRefusal, endpoint, [
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
]);
judges(proxyNameResolution, endpoint, [
  ['confirmed', 'address-opens', { tunnel: tunnel('refused', { reply: 4 }), byAddress: { outcome: 'tried', address: '192.0.2.1', tunnel: 'open' } }],
  ['ruled-out', 'address-fails-too', { tunnel: tunnel('refused', { status: 503 }), byAddress: { outcome: 'tried', address: '192.0.2.1', tunnel: 'refused' } }],
  ['ruled-out', 'not-tried', { tunnel: tunnel('refused', { status: 403 }), byAddress: { outcome: 'tried', address: '192.0.2.1', tunnel: 'open' } }],
  ['open', 'not-resolved', { tunnel: tunnel('refused', { status: 503 }), byAddress: { outcome: 'not-resolved' } }],
  ['open', 'not-compared', { tunnel: tunnel('refused', { status: 503 }), byAddress: { outcome: 'not-tried' } }],
]);
judges(proxyLoop, endpoint, [
  ['confirmed', 'says-so', { tunnel: tunnel('refused', { status: 508 }) }],
  ['confirmed', 'via-repeats', { tunnel: tunnel('refused', { status: 502, headers: { via: 'HTTP/1.1 one:3128 (squid/6.6), 1.0 Two, 1.1 ONE:3128' } }) }],
  ['confirmed', 'reason-says-so', { tunnel: tunnel('refused', { status: 502, phrase: 'Maximum number of forwards reached' }) }, { confidence: 'likely' }],
  ['confirmed', 'itself', { tunnel: tunnel('refused', { status: 403, proxy: 'http://service.example:443' }) }, { confidence: 'likely' }],
  ['confirmed', 'reason-says-so', { tunnel: tunnel('refused', { status: 504, phrase: 'Proxy loop detected' }) }, { confidence: 'likely' }],
  ['ruled-out', 'no-loop', { tunnel: tunnel('refused', { status: 502, phrase: 'Bad Gateway', headers: { via: '1.1 one, 1.1 two (one)' } }) }],
  ['ruled-out', 'no-loop', { tunnel: tunnel('refused', { reply: 6 }) }],
  ['open', 'not-refused', { tunnel: tunnel('timed-out') }],
]);
judges(connectionRefusedBehindProxy, endpoint, [
  ['confirmed', 'both-ways', { tunnel: tunnel('refused', { status: 503 }), direct: refused }],
  ['ruled-out', 'not-refused', { tunnel: tunnel('refused', { status: 503 }), direct: connected }],
  ['ruled-out', 'policy', { tunnel: tunnel('refused', { status: 403 }), direct: refused }],
  ['open', 'not-compared', { tunnel: tunnel('refused', { status: 503 }) }],
]);
const mute = { outcome: 'probed', speaks: [] };
const ssh = { ...mute, answeredWith: 'ssh', excerpt: 'SSH-2.0-x' };
const asSet = { outcome: 'probed', speaks: ['https'] };
judges(proxyWrongScheme, endpoint, [
  ['confirmed', 'speaks-other', { selection, protocol: { outcome: 'probed', speaks: ['http'] }, tunnel: tunnel('not-a-proxy') }],
  ['ruled-out', 'speaks-it', { selection, protocol: { outcome: 'probed', speaks: ['https'] }, tunnel: tunnel('timed-out') }],
  ['ruled-out', 'no-proxy', { selection, protocol: ssh }],
  ['open', 'silent', { selection, protocol: mute }],
  ['open', 'not-probed', { selection, protocol: { outcome: 'unreachable', code: 'ECONNREFUSED' } }],
]);
judges(proxySettingInvalid, endpoint, [
  ['confirmed', 'unreadable', { selection: { outcome: 'invalid', from: 'HTTPS_PROXY', reason: 'unreadable', scheme: '' } }],
  ['confirmed', 'scheme-unsupported', { selection: { outcome: 'invalid', from: 'HTTPS_PROXY', reason: 'scheme-unsupported', scheme: 'socks4' } }],
  ...['quoted', 'invisible-character', 'scheme-doubled', 'separator', 'pac-url', 'port-invalid'].map((reason): Short => ['confirmed', reason, { selection: { outcome: 'invalid', from: 'HTTPS_PROXY', reason, scheme: 'http', suggested: 'http://127.0.0.1:3128' } }]),
  ['confirmed', 'credential-not-encoded', { selection: { outcome: 'invalid', from: 'HTTPS_PROXY', reason: 'credential-not-encoded', scheme: 'http', character: '#', encoded: '%23' } }],
  ['ruled-out', 'readable', { selection }],
  ['open', 'not-read', {}],
]);
const otherSelection = { outcome: 'proxied', proxy: 'http://127.0.0.1:1', from: 'https_proxy', scheme: 'http' };
judges(proxyVariablesConflict, endpoint, [
  ['confirmed', 'other-works', { selection, other: otherSelection, tunnel: tunnel('open') }],
  ['ruled-out', 'other-fails', { selection, other: otherSelection, tunnel: tunnel('refused', { status: 403 }) }],
  ['ruled-out', 'same', { selection, other: selection, tunnel: tunnel('open') }],
  ['open', 'not-tried', { selection }],
]);
const reads = (because: string) => ({ set: true, clients: [{ client: 'curl', exempt: false, because, entry: 'x' }] });
judges(noProxyEntry, endpoint, [
  ...['malformed', 'separator', 'range'].map((reason): Short => ['confirmed', reason, { selection: otherSelection, exemption: reads(reason), direct: connected }]),
  ['ruled-out', 'not-meant', { selection: otherSelection, exemption: reads('no-entry'), direct: connected }],
  ['ruled-out', 'no-direct-way', { selection: otherSelection, exemption: reads('malformed'), direct: silent }],
  ['open', 'not-read', { selection: otherSelection }],
]);
judges(desktopProxyNotFollowed, endpoint, [
  ...(['by-setting', 'by-pac'] as const).map((reason): Short => ['confirmed', reason, { desktop: { outcome: 'proxied', source: 'GNOME', proxy: 'http://127.0.0.1:1', automatic: reason === 'by-pac', tunnel: 'open' } }]),
  ['ruled-out', 'fails-too', { desktop: { outcome: 'proxied', source: 'GNOME', proxy: 'http://127.0.0.1:1', automatic: false, tunnel: 'refused' } }],
  ['ruled-out', 'direct', { desktop: { outcome: 'direct', source: 'GNOME' } }],
  ['ruled-out', 'not-set', { desktop: { outcome: 'not-set' } }],
  ['open', 'no-answer', { desktop: { outcome: 'undecided', source: 'GNOME', pac: 'endless' } }],
  ['open', 'not-read', {}],
]);
judges(blockingEgress, endpoint, [
  ['confirmed', 'proxy-only', { direct: silent, tunnel: tunnel('open') }],
  ['confirmed', 'both-closed', { direct: silent, tunnel: tunnel('refused', { status: 403 }) }, { confidence: 'likely' }],
  ['confirmed', 'both-closed', { direct: refused, tunnel: tunnel('refused', { reply: 2 }) }, { confidence: 'likely' }],
  ['ruled-out', 'direct-works', { direct: connected, tunnel: tunnel('open') }],
  ['ruled-out', 'proxy-fails-too', { direct: silent, tunnel: tunnel('refused', { status: 502 }) }],
  ['open', 'no-proxy-known', { direct: silent, tunnel: { outcome: 'direct' } }],
]);
judges(proxySilence, endpoint, [
  ['confirmed', 'mute', { selection, tunnel: tunnel('timed-out'), protocol: mute, direct: connected }, { confidence: 'likely' }],
  ['confirmed', 'this-target', { selection, tunnel: tunnel('timed-out'), protocol: asSet, direct: silent }],
  ['confirmed', 'this-target-only', { selection, tunnel: tunnel('timed-out'), protocol: asSet, direct: connected }],
  ['ruled-out', 'gives-answer', { selection, tunnel: tunnel('refused', { status: 403 }), protocol: asSet }],
  ['ruled-out', 'other-protocol', { selection, tunnel: tunnel('timed-out'), protocol: { outcome: 'probed', speaks: ['socks5'] } }],
  ['ruled-out', 'other-protocol', { selection, tunnel: tunnel('timed-out'), protocol: ssh }],
  ['open', 'not-probed', { selection, tunnel: tunnel('timed-out') }],
]);
judges(proxyHangUp, endpoint, [
  ['confirmed', 'mute', { selection, tunnel: tunnel('closed'), protocol: mute }, { confidence: 'likely' }],
  ['confirmed', 'this-target', { selection, tunnel: tunnel('reset'), protocol: asSet, direct: refused }],
  ['confirmed', 'this-target-only', { selection, tunnel: tunnel('reset'), protocol: asSet, direct: connected }],
  ['ruled-out', 'gives-answer', { selection, tunnel: tunnel('timed-out'), protocol: asSet }],
  ['ruled-out', 'other-protocol', { selection, tunnel: tunnel('closed'), protocol: { outcome: 'probed', speaks: ['http'] } }],
  ['open', 'not-probed', { selection, tunnel: tunnel('closed'), protocol: { outcome: 'unreachable', code: 'ECONNREFUSED' } }],
]);
judges(notAProxy, endpoint, [
  ['confirmed', 'other-service', { selection, tunnel: tunnel('not-a-proxy'), protocol: ssh }],
  ['confirmed', 'no-proxy-protocol', { selection, tunnel: tunnel('not-a-proxy'), protocol: { ...mute, answeredWith: 'other', excerpt: 'HELLO' } }],
  ['ruled-out', 'speaks-as-set', { selection, tunnel: tunnel('timed-out'), protocol: asSet }],
  ['ruled-out', 'speaks-as-proxy', { selection, tunnel: tunnel('not-a-proxy'), protocol: { outcome: 'probed', speaks: ['http'] } }],
  ['ruled-out', 'silent', { selection, tunnel: tunnel('timed-out'), protocol: mute }],
  ['open', 'not-probed', { selection, tunnel: tunnel('closed') }],
]);
