import { checkTable, type CheckCase, type CheckRow, type Conformance } from '@culprit/testkit';
import { proxyExemptionCheck } from '../../src/checks/proxy-exemption.ts';
import { route } from '../../src/checks/route.ts';
import { starttls } from '../../src/checks/starttls.ts';
import { tlsHandshakeCheck } from '../../src/checks/tls-handshake.ts';
import type { RouteTrace } from '../../src/facts/route-trace.ts';
import type { NoProxyVerdict } from '../../src/proxy/no-proxy-verdicts.ts';
import type { Hop } from '../../src/route/hop.ts';
import type { StartTls } from '../../src/starttls/outcome.ts';
import { end, hop } from './route-causes.ts';
import { alerted, completed, connected, refused, shaken } from './seen.ts';

const target = { host: 'service.example', port: 443 };

const full = { settings: { depth: 'full' } } as const;
const looked = (trace: RouteTrace, connection: CheckCase['facts'][string] = connected): CheckCase['facts'] => ({ trace, connection });
const traced = (...hops: readonly Hop[]): RouteTrace => ({ outcome: 'traced', tool: 'mtr', probe: 'tcp', destination: end, hops, complete: true });
const unfollowed = traced(hop(1, '192.168.1.1'), hop(2, undefined));

const said = '250 ok';
const spoken = (seen: StartTls extends infer S ? (S extends StartTls ? Omit<S, 'tookMs'> : never) : never): CheckCase['facts'] => ({ startTls: { tookMs: 20.4, ...seen } });

const selection = { outcome: 'proxied', proxy: 'http://127.0.0.1:3128', from: 'HTTPS_PROXY', scheme: 'http' };
const read = (...clients: readonly NoProxyVerdict[]): CheckCase['facts'] => ({ selection, exemption: { set: true, clients } });
const curl: NoProxyVerdict = { client: 'curl', exempt: true, because: 'entry', entry: '.example' };
const lacks = ['everything', 'separator', 'cidr', 'range', 'port', 'brackets', 'no-brackets', 'star', 'parent-only', 'exact-only', 'upper-case', 'malformed'] as const;

export const checks: NonNullable<Conformance['checks']> = {
  [proxyExemptionCheck.id]: [
    ...checkTable(target, [
      ['no proxy', 'not-set', { selection: { outcome: 'direct', because: 'no-variable' }, exemption: { set: false, clients: [] } }],
      ['no exemption', 'not-set', { selection, exemption: { set: false, clients: [] } }],
      ['all alike', 'agreed', read(curl, { client: 'Go', exempt: true, because: 'entry', entry: '.example' })],
      ['all through the proxy', 'agreed', read({ client: 'curl', exempt: false, because: 'no-entry' })],
      ...lacks.map((because): CheckRow => [because, because, read(curl, { client: 'wget', exempt: false, because, entry: 'x' })]),
    ]),
    ...checkTable({ host: '127.0.0.1', port: 8_080 }, [
      ['this machine itself', 'loopback-proxied', { selection, exemption: { set: false, clients: [{ client: 'Go', exempt: true, because: 'loopback' }, { client: 'wget', exempt: false, because: 'no-entry' }] } }],
    ]),
    { name: 'a proxy of the route is asked of no variable', target: { ...target, route: { proxy: 'direct' } }, facts: {}, concludes: 'nothing' },
  ],
  [route.id]: checkTable(target, [
    ['sound', 'fine', looked(traced(hop(1, '192.168.1.1'), hop(2, end, 20))), full],
    ['routers that keep silent', 'unfollowed', looked(unfollowed), full],
    ['slow from the second hop on', 'delay', looked(traced(hop(1, '192.168.1.1'), hop(2, '198.51.100.1', 400), hop(3, end, 410))), full],
    ['not slow for whoever says so', 'fine', looked(traced(hop(1, '192.168.1.1'), hop(2, '198.51.100.1', 400), hop(3, end, 411))), { ...full, options: { delay: '1s' } }],
    ['four of ten are lost', 'loss', looked(traced(hop(1, '192.168.1.1'), hop(2, '198.51.100.1', 1, 6), hop(3, end, 1, 6))), full],
    ['no connection', 'unreached', looked(unfollowed, refused), full],
    ['nobody saw a connection', 'unreached', { trace: unfollowed, connection: undefined }, full],
    ['nobody shows', 'unreached', looked(traced(hop(1, undefined))), full],
    ['this machine', 'no-route-to-see', looked({ outcome: 'loopback' }), full],
    ['a proxy', 'no-route-to-see', looked({ outcome: 'proxied' }), full],
    ['nothing to look with', 'no-tool', looked({ outcome: 'no-tool', platform: 'linux' }), full],
    ['no right to', 'no-right', looked({ outcome: 'refused', tool: 'traceroute', why: 'Operation not permitted', platform: 'linux' }), full],
  ]),
  [starttls.id]: checkTable({ host: 'mail.example', port: 25, startTls: 'smtp' }, [
    ['agreed', 'agreed', spoken({ outcome: 'agreed', offered: true })],
    ['not offered', 'not-offered', spoken({ outcome: 'not-offered', masked: false, said })],
    ['refused', 'refused', spoken({ outcome: 'refused', said })],
    ['turned away', 'turned-away', spoken({ outcome: 'turned-away', said })],
    ['another protocol', 'other-protocol', spoken({ outcome: 'other-protocol', protocol: 'http', said })],
    ['more than was agreed', 'early-bytes', spoken({ outcome: 'early-bytes', bytes: 12, said })],
    ['closed', 'closed', spoken({ outcome: 'closed', awaiting: 'greeting', code: 'EOF' })],
    ['reset', 'reset', spoken({ outcome: 'reset', awaiting: 'answer', code: 'ECONNRESET' })],
    ['silence', 'timed-out', spoken({ outcome: 'timed-out', awaiting: 'greeting', code: 'ETIMEDOUT' })],
  ]),
  [tlsHandshakeCheck.id]: [
    ...checkTable(target, [
      ['it passes', 'completed', { handshake: completed }],
      ...(['reset', 'closed', 'timed-out', 'not-tls', 'protocol-version', 'failed'] as const).map((outcome): CheckRow => [outcome, outcome, { handshake: shaken(outcome) }]),
      ['an alert', 'alert', { handshake: alerted(40, 'handshake_failure') }],
      ['an alert about the name', 'unrecognized-name', { handshake: alerted(112, 'unrecognized_name') }],
      ['a certificate is wanted', 'client-certificate-required', { handshake: alerted(116, 'certificate_required', { clientCertificateRequested: true }) }],
      ['a certificate is wanted, and silence follows', 'timed-out', { handshake: shaken('timed-out', { clientCertificateRequested: true, bytesReceived: 3_000 }) }],
    ]),
    ...checkTable({ ...target, attempt: true }, [
      ['a plain port that was only tried', 'plain', { handshake: shaken('not-tls', { bytesReceived: 8 }) }],
      ['a silent port that was only tried', 'plain', { handshake: shaken('timed-out') }],
      ['a port that was only tried, and speaks TLS', 'timed-out', { handshake: shaken('timed-out', { bytesReceived: 7 }) }],
    ]),
  ],
};
