import { causeTable, type Conformance } from '@culprit/testkit';
import { connectionForbidden } from '../../src/causes/connection-forbidden.ts';
import { connectionRefused } from '../../src/causes/connection-refused.ts';
import { connectionReset } from '../../src/causes/connection-reset.ts';
import { connectionTimedOut } from '../../src/causes/connection-timed-out.ts';
import { deadAddress } from '../../src/causes/dead-address.ts';
import { hostUnreachable } from '../../src/causes/host-unreachable.ts';
import { ipv6Broken } from '../../src/causes/ipv6-broken.ts';
import { ipv6NetworkBroken } from '../../src/causes/ipv6-network-broken.ts';
import { localPortsExhausted } from '../../src/causes/local-ports-exhausted.ts';
import { machineOffline } from '../../src/causes/machine-offline.ts';
import { openFileLimit } from '../../src/causes/open-file-limit.ts';
import type { Attempt } from '../../src/connection/dial.ts';
import { tcpEndpoint } from '../../src/targets/tcp-endpoint.ts';
import { attempt, connected, endpoint, failed, refused, silent } from './seen.ts';

const eth0 = { name: 'eth0', families: [4] };
const stoppedBeyond = { outcome: 'traced', tool: 'traceroute', probe: 'tcp', destination: '192.0.2.1', complete: true, hops: [{ ttl: 2, address: '198.51.100.1', sent: 3, received: 3, bestMs: 1, typicalMs: 1, worstMs: 1, refusal: 'N' }] };
const silent6 = failed('timed-out', 'ETIMEDOUT', attempt('timed-out', 'ETIMEDOUT', 6));
const swept = (...attempts: Attempt[]): { readonly outcome: 'tried'; readonly attempts: readonly Attempt[]; readonly untried: 0 } => ({ outcome: 'tried', attempts, untried: 0 });
const at = (address: string, outcome: Attempt['outcome'], code?: string): Attempt => ({ address, family: address.includes(':') ? 6 : 4, outcome, tookMs: 1, ...(code === undefined ? {} : { code }) });
const alive = at('192.0.2.1', 'connected');

export const causes: NonNullable<Conformance['causes']> = {
  [connectionRefused.id]: causeTable(endpoint, [
    ['confirmed', 'refused', { connection: refused }],
    ['confirmed', 'refused-here', { connection: failed('refused', 'ECONNREFUSED', attempt('refused', 'ECONNREFUSED', 4, '127.0.0.1')) }],
    ['confirmed', 'refused-here', { connection: failed('refused', 'ECONNREFUSED', attempt('refused', 'ECONNREFUSED', 4, '127.0.0.2'), attempt('refused', 'ECONNREFUSED', 4, '127.0.0.3')), 'ipv4-only': refused }],
    ['ruled-out', 'family-only', { connection: failed('refused', 'ECONNREFUSED', attempt('refused', 'ECONNREFUSED', 6)), 'ipv4-only': connected }],
    ['ruled-out', 'connected', { connection: connected }],
    ['open', 'not-refused', { connection: silent }],
  ]),
  [connectionTimedOut.id]: causeTable(endpoint, [
    ['confirmed', 'port-only', { connection: silent, 'other-port': refused }],
    ['confirmed', 'whole-host', { connection: silent, 'other-port': silent, 'ipv4-only': silent }],
    ['confirmed', 'silent', { connection: silent }, { confidence: 'likely' }],
    ['confirmed', 'silent', { connection: silent, 'other-port': silent }, { confidence: 'likely', targets: [tcpEndpoint.of({ host: 'service.example', port: 443, route: { connectTo: '192.0.2.1:443', proxy: 'direct' } })] }],
    ['ruled-out', 'connected', { connection: connected }],
    ['ruled-out', 'family-only', { connection: silent, 'ipv4-only': connected }],
    ['open', 'not-timed-out', { connection: refused }],
  ]),
  [connectionReset.id]: causeTable(endpoint, [
    ['confirmed', 'repeated', { connection: failed('reset', 'ECONNRESET'), again: failed('reset', 'ECONNRESET') }],
    ['confirmed', 'once', { connection: failed('reset', 'ECONNRESET') }, { confidence: 'likely' }],
    ['confirmed', 'at-once', { connection: failed('reset', 'ECONNRESET'), again: connected, after: { outcome: 'reset' } }],
    ['ruled-out', 'connected', { connection: failed('reset', 'ECONNRESET'), again: connected, after: { outcome: 'silent' } }],
    ['ruled-out', 'family-only', { connection: failed('reset', 'ECONNRESET', attempt('reset', 'ECONNRESET', 6)), again: connected }],
    ['open', 'not-reset', { connection: refused }],
  ]),
  [hostUnreachable.id]: causeTable(endpoint, [
    ['confirmed', 'no-route', { connection: failed('unreachable', 'ENETUNREACH') }],
    ['confirmed', 'no-family', { connection: failed('unreachable', 'ENETUNREACH', attempt('unreachable', 'ENETUNREACH', 6)) }],
    ['confirmed', 'reported', { connection: failed('unreachable', 'EHOSTUNREACH') }],
    ['ruled-out', 'connected', { connection: connected }],
    ['confirmed', 'no-route', { connection: failed('unreachable', 'ENETUNREACH'), network: { interfaces: [eth0], defaultRoute4: true } }],
    ['ruled-out', 'offline', { connection: failed('unreachable', 'ENETUNREACH'), network: { interfaces: [eth0], defaultRoute4: false } }],
    ['ruled-out', 'family-only', { connection: failed('unreachable', 'ENETUNREACH', attempt('unreachable', 'ENETUNREACH', 6)), 'ipv4-only': connected }],
    ['ruled-out', 'on-the-way', { connection: failed('unreachable', 'EHOSTUNREACH'), trace: stoppedBeyond }],
    ['open', 'not-unreachable', { connection: refused }],
  ]),
  [ipv6NetworkBroken.id]: causeTable(endpoint, [
    ['confirmed', 'everywhere', { ipv6: silent6, reference: { overIpv6: [], overIpv4Only: ['www.example.com'] } }],
    ['ruled-out', 'reaches-others', { ipv6: silent6, reference: { overIpv6: ['www.example.com'], overIpv4Only: ['www.example.org'] } }],
    ['ruled-out', 'works', { ipv6: connected }],
    ['open', 'no-reference', { ipv6: silent6, reference: { overIpv6: [], overIpv4Only: [] } }],
  ]),
  [machineOffline.id]: causeTable(endpoint, [
    ['confirmed', 'no-interface', { network: { interfaces: [], defaultRoute4: false } }],
    ['confirmed', 'no-default-route', { network: { interfaces: [eth0], defaultRoute4: false }, connection: failed('unreachable', 'ENETUNREACH') }],
    ['ruled-out', 'connected', { network: { interfaces: [eth0], defaultRoute4: true }, connection: failed('unreachable', 'ENETUNREACH') }],
    // A machine without IPv6 is connected all the same.
    ['ruled-out', 'connected', { network: { interfaces: [eth0], defaultRoute4: true, defaultRoute6: false }, connection: failed('unreachable', 'ENETUNREACH', attempt('unreachable', 'ENETUNREACH', 6)) }],
    ['ruled-out', 'not-unreachable', { network: { interfaces: [eth0], defaultRoute4: false }, connection: failed('unreachable', 'EHOSTUNREACH') }],
    ['open', 'not-told', { network: { interfaces: [eth0] }, connection: failed('unreachable', 'ENETUNREACH') }],
  ]),
  [connectionForbidden.id]: causeTable(endpoint, [
    ['confirmed', 'this-target', { connection: failed('failed', 'EACCES'), local: { outcome: 'connected' } }],
    ['confirmed', 'all-connections', { connection: failed('failed', 'EPERM'), local: { outcome: 'failed', at: 'listen', code: 'EACCES' } }],
    ['ruled-out', 'other-code', { connection: failed('failed', 'EMFILE'), local: { outcome: 'connected' } }],
    ['open', 'unsettled', { connection: failed('failed', 'EPERM') }],
    ['open', 'unsettled', { connection: failed('failed', 'EPERM'), local: { outcome: 'failed', at: 'listen', code: 'EMFILE' } }],
  ]),
  [openFileLimit.id]: causeTable(endpoint, [
    ['confirmed', 'process', { connection: failed('failed', 'EMFILE'), local: { outcome: 'failed', at: 'listen', code: 'EMFILE' } }],
    ['confirmed', 'system', { connection: failed('failed', 'ENFILE'), local: { outcome: 'failed', at: 'connect', code: 'ENFILE' } }],
    ['ruled-out', 'other-code', { connection: failed('failed', 'EPERM'), local: { outcome: 'failed', at: 'listen', code: 'EMFILE' } }],
    ['ruled-out', 'passed', { connection: failed('failed', 'EMFILE'), local: { outcome: 'connected' } }],
    ['open', 'unsettled', { connection: failed('failed', 'EMFILE') }],
  ]),
  [localPortsExhausted.id]: causeTable(endpoint, [
    ['confirmed', 'counted', { ports: { outcome: 'counted', address: '192.0.2.1', available: 28_232, taken: 28_230 } }],
    ['ruled-out', 'free', { ports: { outcome: 'counted', address: '192.0.2.1', available: 28_232, taken: 12 } }],
    ['ruled-out', 'not-met', { ports: { outcome: 'not-met' } }],
    ['open', 'not-told', { ports: { outcome: 'unavailable' } }],
  ]),
  [deadAddress.id]: causeTable(endpoint, [
    ['confirmed', 'no-service', { sweep: swept(alive, at('192.0.2.2', 'refused', 'ECONNREFUSED')) }],
    ['confirmed', 'filtered', { sweep: swept(alive, at('192.0.2.2', 'timed-out', 'ETIMEDOUT')), otherPort: swept(alive, at('192.0.2.2', 'connected')) }],
    ['confirmed', 'no-machine', { sweep: swept(alive, at('192.0.2.2', 'timed-out', 'ETIMEDOUT')), otherPort: swept(alive, at('192.0.2.2', 'timed-out', 'ETIMEDOUT')) }, { confidence: 'likely' }],
    ['confirmed', 'unreachable', { sweep: swept(alive, at('192.0.2.2', 'unreachable', 'EHOSTUNREACH')) }],
    ['ruled-out', 'all-work', { sweep: swept(alive, at('2001:db8::1', 'unreachable', 'ENETUNREACH')) }],
    ['ruled-out', 'none-works', { sweep: swept(at('192.0.2.2', 'refused', 'ECONNREFUSED')) }],
    ['open', 'not-swept', {}],
  ]),
  [ipv6Broken.id]: causeTable(endpoint, [
    ['confirmed', 'all-fail', { connection: connected, ipv6: failed('timed-out', 'ETIMEDOUT', attempt('timed-out', 'ETIMEDOUT', 6)), ipv4: connected }],
    ['confirmed', 'only-here', { connection: connected, ipv6: silent6, ipv4: connected, reference: { overIpv6: ['www.example.com'], overIpv4Only: [] } }],
    ['ruled-out', 'everywhere', { connection: connected, ipv6: silent6, ipv4: connected, reference: { overIpv6: [], overIpv4Only: ['www.example.com'] } }],
    ['ruled-out', 'works', { connection: connected, ipv6: connected, ipv4: connected }],
    ['ruled-out', 'both-fail', { connection: refused, ipv6: refused, ipv4: refused }],
    ['ruled-out', 'no-ipv6', { connection: refused }],
    ['open', 'not-compared', { ipv6: refused }],
  ]),
};
