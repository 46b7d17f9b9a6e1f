import type { Conformance } from '@culprit/testkit';
import { ownNetworkRoute } from '../../src/causes/own-network-route.ts';
import { routeDelay } from '../../src/causes/route-delay.ts';
import { routeEnds } from '../../src/causes/route-ends.ts';
import { routeLoop } from '../../src/causes/route-loop.ts';
import { routeLoss } from '../../src/causes/route-loss.ts';
import type { RouteTrace } from '../../src/facts/route-trace.ts';
import type { Hop } from '../../src/route/hop.ts';
import { tcpEndpoint } from '../../src/targets/tcp-endpoint.ts';

/** A hop by address, milliseconds and, of ten packets, how many came back. */
export const hop = (ttl: number, address: string | undefined, ms = 1, received = 10, more: Partial<Hop> = {}): Hop =>
  (address === undefined ? { ttl, sent: 10, received: 0 } : { ttl, address, sent: 10, received, bestMs: ms, typicalMs: ms, worstMs: ms, ...more });
export const end = '203.0.113.10';

const targets = [tcpEndpoint.of({ host: 'api.example.org', port: 443 })];
const traced = (...hops: readonly Hop[]): RouteTrace => ({ outcome: 'traced', tool: 'mtr', probe: 'tcp', destination: end, hops, complete: true });
const [own, isp] = ['192.168.1.1', '198.51.100.1'];
const slow = traced(hop(1, own, 2), hop(2, isp, 400), hop(3, end, 410));
const slowAtHome = traced(hop(1, own, 400), hop(2, isp, 405), hop(3, end, 410));
const lossy = traced(hop(1, own), hop(2, isp, 1, 6), hop(3, end, 1, 6));
const lossyAtHome = traced(hop(1, own, 1, 5), hop(2, isp, 1, 6), hop(3, end, 1, 6));
/** The first router let all but one of ten through by luck, so that the first look blames the next one. */
const lossyByLuck = traced(hop(1, own, 1, 9), hop(2, isp, 1, 6), hop(3, end, 1, 6));
const sound = traced(hop(1, own), hop(2, isp), hop(3, end));
const looping = traced(hop(1, own), hop(2, isp), hop(3, '198.51.100.2'), hop(4, isp), hop(5, '198.51.100.2'));
const refused = traced(hop(1, own), hop(2, isp, 1, 3, { refusal: 'N' }));
const refusedAtHome = traced(hop(1, own, 1, 3, { refusal: 'X' }));
const loopingAtHome = traced(hop(1, own), hop(2, '10.0.0.2'), hop(3, own), hop(4, '10.0.0.2'));
const vanishingAtHome = traced(hop(1, own), hop(2, undefined));
const vanishing = traced(hop(1, own), hop(2, isp), hop(3, undefined));
const connected = (tookMs: number) => ({ outcome: 'connected', address: end, family: 4, localAddress: own, tookMs, attempts: [{ address: end, family: 4, outcome: 'connected', tookMs }] });

const unanswered = ['network/connection#timed-out'];

export const causes: NonNullable<Conformance['causes']> = {
  [routeDelay.id]: [
    { name: 'seen twice, and by the connection', targets, facts: { trace: slow, again: slow, connection: connected(420) }, expects: { verdict: 'confirmed', reason: 'lasts' } },
    { name: 'gone at the second look', targets, facts: { trace: slow, again: sound, connection: connected(420) }, expects: { verdict: 'ruled-out', reason: 'passed' } },
    { name: 'of probes alone', targets, facts: { trace: slow, again: slow, connection: connected(20) }, expects: { verdict: 'ruled-out', reason: 'probes-only' } },
    { name: 'at home', targets, facts: { trace: slowAtHome, again: slowAtHome, connection: connected(420) }, expects: { verdict: 'ruled-out', reason: 'own-network' } },
    { name: 'without a second look', targets, facts: { trace: slow }, expects: { verdict: 'open', reason: 'no-second-look' } },
  ],
  [routeLoss.id]: [
    { name: 'seen twice', targets, facts: { trace: lossy, again: lossy }, expects: { verdict: 'confirmed', reason: 'lasts' } },
    { name: 'a SYN that was lost is sent again a second later', targets, facts: { trace: lossy, again: traced(hop(1, own), hop(2, isp), hop(3, end, 5, 10, { worstMs: 1_010 })) }, expects: { verdict: 'confirmed', reason: 'lasts' } },
    { name: 'of probes alone', targets, facts: { trace: lossy, again: sound }, expects: { verdict: 'ruled-out', reason: 'probes-only' } },
    { name: 'at home', targets, facts: { trace: lossyAtHome, again: lossyAtHome }, expects: { verdict: 'ruled-out', reason: 'own-network' } },
    { name: 'at home, as both looks show together', targets, facts: { trace: lossyByLuck, again: lossyAtHome }, expects: { verdict: 'ruled-out', reason: 'own-network' } },
    { name: 'without a second look', targets, facts: { trace: lossy }, expects: { verdict: 'open', reason: 'no-second-look' } },
  ],
  [routeLoop.id]: [
    { name: 'two routers in turn', targets, facts: { trace: looping }, expects: { verdict: 'confirmed', reason: 'same-routers' } },
    { name: 'packets that vanish', targets, facts: { trace: vanishing }, expects: { verdict: 'ruled-out', reason: 'no-loop' } },
    { name: 'routers at home', targets, facts: { trace: loopingAtHome }, expects: { verdict: 'ruled-out', reason: 'own-network' } },
    { name: 'no program to look with', targets, facts: { trace: { outcome: 'no-tool', platform: 'linux' } }, expects: { verdict: 'open', reason: 'not-seen' } },
  ],
  [routeEnds.id]: [
    { name: 'a router without a way on', targets, facts: { trace: refused }, expects: { verdict: 'confirmed', reason: 'refused' } },
    { name: 'packets that vanish: a filter, a break or a dead host', targets, facts: { trace: vanishing }, expects: { verdict: 'open', reason: 'last-seen' } },
    { name: 'the host is reached', targets, facts: { trace: sound }, expects: { verdict: 'ruled-out', reason: 'reached' } },
    { name: 'a loop', targets, facts: { trace: looping }, expects: { verdict: 'ruled-out', reason: 'loop' } },
    { name: 'a router at home', targets, facts: { trace: refusedAtHome }, expects: { verdict: 'ruled-out', reason: 'own-network' } },
    { name: 'no program to look with', targets, facts: {}, expects: { verdict: 'open', reason: 'not-seen' } },
  ],
  [ownNetworkRoute.id]: [
    { name: 'delay at home, seen twice', targets, facts: { trace: slowAtHome, again: slowAtHome, connection: connected(420) }, expects: { verdict: 'confirmed', reason: 'delay' } },
    { name: 'loss at home, seen twice', targets, findings: ['network/route#loss'], facts: { trace: lossyAtHome, again: lossyAtHome }, expects: { verdict: 'confirmed', reason: 'loss' } },
    { name: 'loss at home, as both looks show together', targets, findings: ['network/route#loss'], facts: { trace: lossyByLuck, again: lossyAtHome }, expects: { verdict: 'confirmed', reason: 'loss' } },
    { name: 'loss beyond, as both looks show together', targets, findings: ['network/route#loss'], facts: { trace: lossyByLuck, again: lossyByLuck }, expects: { verdict: 'ruled-out', reason: 'elsewhere' } },
    { name: 'a router at home that refuses', targets, findings: unanswered, facts: { trace: refusedAtHome, again: refusedAtHome }, expects: { verdict: 'confirmed', reason: 'refused' } },
    { name: 'routers at home that send packets to each other', targets, findings: unanswered, facts: { trace: loopingAtHome, again: loopingAtHome }, expects: { verdict: 'confirmed', reason: 'loop' } },
    { name: 'delay beyond', targets, facts: { trace: slow, again: slow, connection: connected(420) }, expects: { verdict: 'ruled-out', reason: 'elsewhere' } },
    { name: 'gone at the second look', targets, facts: { trace: slowAtHome, again: sound, connection: connected(420) }, expects: { verdict: 'ruled-out', reason: 'passed' } },
    { name: 'of probes alone', targets, facts: { trace: slowAtHome, again: slowAtHome, connection: connected(20) }, expects: { verdict: 'ruled-out', reason: 'probes-only' } },
    { name: 'the host is reached, however slowly', targets, findings: unanswered, facts: { trace: slowAtHome, again: slowAtHome }, expects: { verdict: 'ruled-out', reason: 'reached' } },
    { name: 'nobody behind the first router answers', targets, findings: unanswered, facts: { trace: vanishingAtHome, again: vanishingAtHome }, expects: { verdict: 'open', reason: 'last-seen' } },
    { name: 'no program to look with', targets, facts: {}, expects: { verdict: 'open', reason: 'not-seen' } },
  ],
};
