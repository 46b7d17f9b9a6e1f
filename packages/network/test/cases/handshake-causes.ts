import { causeTable, type CauseCase, type CauseRow, type Conformance } from '@culprit/testkit';
import { applicationProtocolRefused } from '../../src/causes/application-protocol-refused.ts';
import { clientCertificateRequired } from '../../src/causes/client-certificate-required.ts';
import { largeClientHelloIntolerance } from '../../src/causes/large-client-hello-intolerance.ts';
import { notTls } from '../../src/causes/not-tls.ts';
import { pathMtu } from '../../src/causes/path-mtu.ts';
import { protocolTooOld } from '../../src/causes/protocol-too-old.ts';
import { serverNameFiltered } from '../../src/causes/server-name-filtered.ts';
import { tlsAlert } from '../../src/causes/tls-alert.ts';
import { tlsClosed } from '../../src/causes/tls-closed.ts';
import type { TlsFault } from '../../src/causes/tls-experiments.ts';
import { tlsReset } from '../../src/causes/tls-reset.ts';
import { tlsSilence } from '../../src/causes/tls-silence.ts';
import { tls13Intolerance } from '../../src/causes/tls13-intolerance.ts';
import { unknownServerName } from '../../src/causes/unknown-server-name.ts';
import type { TlsHandshake } from '../../src/facts/tls-handshake.ts';
import { httpResource } from '../../src/targets/http-resource.ts';
import { tlsEndpoint } from '../../src/targets/tls-endpoint.ts';
import { alerted, answered, completed, connected, shaken, unanswered } from './seen.ts';

const data = { host: 'service.example', port: 443 };
const targets = [tlsEndpoint.of(data)];

/** Every experiment comes to what the handshake did. */
const failing = (handshake: TlsHandshake, more: CauseCase['facts'] = {}): CauseCase['facts'] => {
  const none = { outcome: 'closed' };
  return { handshake, otherName: { ...handshake, serverName: 'www.example.com' }, classic: handshake, legacy: handshake, again: handshake, classicAgain: handshake, tls12: handshake, everySuite: none, noSuite: none, small: none, large: none, plain: none, ...more };
};
const [reset, silent, closed] = [shaken('reset'), shaken('timed-out'), shaken('closed')];
const refused = alerted(40, 'handshake_failure');
const passes = (...names: readonly string[]): CauseCase['facts'] => Object.fromEntries(names.map((name) => [name, completed]));
const sized = { small: { outcome: 'answered' }, large: { outcome: 'silent' } };
const http = { outcome: 'answered', protocol: 'http', excerpt: 'HTTP/1.1 400', first: false };

/** One set of experiments for each fault that they tell apart. */
const faults: { readonly [F in Exclude<TlsFault, 'unsettled'>]: CauseCase['facts'] } = {
  plain: failing(reset, { plain: http }),
  'protocol-not-offered': failing(alerted(120, 'no_application_protocol')),
  'filtered-name': failing(reset, passes('otherName')),
  'unknown-name': failing(refused, passes('otherName')),
  'packet-size': failing(silent, { ...passes('classic', 'classicAgain'), ...sized }),
  'large-hello': failing(reset, passes('classic', 'classicAgain')),
  tls13: failing(reset, passes('tls12')),
  outdated: failing(reset, passes('legacy')),
  intermittent: failing(reset, passes('again')),
  every: failing(reset),
};
/** The faults of other causes rule a cause out, but for those that such a handshake can't have; the handshake alone leaves it open. */
const unless = (...own: readonly TlsFault[]): readonly CauseRow[] => [
  ...Object.entries(faults).filter(([fault]) => !own.some((one) => one === fault)).map(([fault, facts]): CauseRow => ['ruled-out', fault, facts]),
  ['open', 'unsettled', { handshake: reset }],
];
const likely = { confidence: 'likely' } as const;

const byLegacy = (protocol: string, handshake: TlsHandshake = reset): CauseCase['facts'] => failing(handshake, { legacy: { ...completed, protocol } });
/** A reset after 20 ms, where a packet takes 100 ms there and back: twice measured, or once and then nothing is told. */
const nearby = { outcome: 'connected', address: '192.0.2.1', family: 4, tookMs: 100 };
const timed = (handshake: CauseCase['facts'], measures = 2): CauseCase['facts'] =>
  ({ ...handshake, connection: { ...connected, attempts: [nearby] }, sweep: { outcome: 'tried', untried: 0, attempts: measures === 1 ? [] : [nearby] } });

const wanted = { clientCertificateRequested: true, acceptableAuthorities: 1 };
const withKey = [tlsEndpoint.of({ ...data, route: { clientCertificate: { certificate: 'client.pem', key: 'client.key' } } })];
const over13 = { ...completed, ...wanted };

export const causes: NonNullable<Conformance['causes']> = {
  [applicationProtocolRefused.id]: causeTable(targets, [
    ['confirmed', 'http2-only', { handshake: alerted(120, 'no_application_protocol'), http2: completed, none: refused }],
    ['confirmed', 'without-offer', { handshake: alerted(120, 'no_application_protocol'), http2: refused, none: completed }],
    ['confirmed', 'neither', { handshake: alerted(120, 'no_application_protocol'), http2: refused, none: refused }, likely],
    ['ruled-out', 'other-refusal', { handshake: refused, http2: completed, none: refused }],
    ['open', 'not-compared', { handshake: alerted(120, 'no_application_protocol') }],
    ['open', 'not-compared', { handshake: completed, http2: completed }],
  ]),
  [clientCertificateRequired.id]: causeTable(targets, [
    ['confirmed', 'none-given', { handshake: alerted(116, 'certificate_required', wanted) }],
    ['confirmed', 'none-given', { handshake: alerted(40, 'handshake_failure', wanted) }, likely],
    ['confirmed', 'none-given-cut-off', { handshake: shaken('closed', wanted) }, likely],
    ['confirmed', 'none-given', { handshake: over13, exchange: unanswered('client-certificate-required', { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }) }],
    ['confirmed', 'not-accepted', { handshake: alerted(42, 'bad_certificate', wanted) }, { targets: withKey }],
    ['confirmed', 'not-accepted-cut-off', { handshake: over13, exchange: unanswered('client-certificate-required') }, { targets: withKey }],
    ['confirmed', 'answer-says-so', { handshake: over13, exchange: answered(400) }, { findings: ['network/http-response#client-certificate-required'], targets: [...targets, httpResource.of({ url: 'https://service.example/' })] }],
    ['ruled-out', 'not-requested', { handshake: completed, exchange: answered(400) }],
    ['open', 'no-handshake', { exchange: answered(400) }],
  ]),
  [largeClientHelloIntolerance.id]: causeTable(targets, [
    ['confirmed', 'alternating', faults['large-hello']],
    ['confirmed', 'alternating', failing(silent, passes('classic', 'classicAgain')), likely],
    ['confirmed', 'only-the-hello', failing(silent, { ...passes('classic', 'classicAgain'), large: { outcome: 'answered' } })],
    // The small one passed once and failed once: it is not the size.
    ['ruled-out', 'intermittent', failing(reset, passes('classic'))],
    ...unless('large-hello'),
  ]),
  [notTls.id]: causeTable(targets, [
    ['confirmed', 'speaks-other-readably', faults.plain],
    ['confirmed', 'speaks-other', failing(shaken('not-tls', { answeredWith: 'http', bytesReceived: 9 }))],
    ['confirmed', 'answers-otherwise', failing(shaken('not-tls', { excerpt: 'HELLO', bytesReceived: 9 }))],
    ['confirmed', 'answers-unreadably', failing(shaken('not-tls', { excerpt: '····', bytesReceived: 9 }))],
    ['confirmed', 'echoes', failing(shaken('not-tls', { answeredWith: 'echo', bytesReceived: 9 }))],
    ['ruled-out', 'other-name-passes', failing(shaken('not-tls', { answeredWith: 'http' }), passes('otherName'))],
    ['ruled-out', 'speaks-tls', failing(shaken('reset', { bytesReceived: 7 }))],
    // A web server answers plain HTTP at its TLS port too.
    ['ruled-out', 'mute', failing(reset, { ...passes('otherName'), plain: { outcome: 'silent' } })],
    ['open', 'unsettled', { handshake: reset }],
    ['open', 'unsettled', { handshake: completed, plain: http }],
  ]),
  [pathMtu.id]: causeTable(targets, [
    ['confirmed', 'outgoing', faults['packet-size']],
    ['confirmed', 'incoming', failing(silent, { noSuite: { outcome: 'alert', alert: { code: 40, name: 'handshake_failure' } }, everySuite: { outcome: 'silent' } }), likely],
    ...unless('packet-size', 'protocol-not-offered'),
  ]),
  [protocolTooOld.id]: causeTable(targets, [
    ['confirmed', 'version', byLegacy('TLSv1.1')],
    ['confirmed', 'weak', byLegacy('TLSv1.2')],
    ['confirmed', 'small-group', byLegacy('TLSv1.2', shaken('failed', { code: 'ERR_SSL_DH_KEY_TOO_SMALL' }))],
    ['confirmed', 'unsafe-renegotiation', byLegacy('TLSv1.2', shaken('failed', { code: 'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED' }))],
    ['confirmed', 'beyond-clients', failing(reset, { everySuite: { outcome: 'answered', version: 'SSLv3', cipher: 'TLS_RSA_WITH_RC4_128_SHA', obsolete: true, chain: [] } })],
    // What a current client speaks as well is no reason to refuse one.
    ['ruled-out', 'every', failing(reset, { everySuite: { outcome: 'answered', version: 'TLSv1.2', cipher: 'TLS_RSA_WITH_AES_128_GCM_SHA256', obsolete: false, chain: [] } })],
    ...unless('outdated', 'packet-size'),
  ]),
  [serverNameFiltered.id]: causeTable(targets, [
    ['confirmed', 'reset', faults['filtered-name']],
    ['confirmed', 'closed', failing(closed, passes('otherName'))],
    ['confirmed', 'swallowed', failing(silent, passes('otherName'))],
    ['confirmed', 'answered-otherwise', failing(shaken('not-tls', { excerpt: '<html>' }), passes('otherName'))],
    ['confirmed', 'reset-nearby', timed(failing(reset, passes('otherName')))],
    ['confirmed', 'reset', timed(failing(reset, passes('otherName')), 1)],
    ...unless('filtered-name', 'protocol-not-offered'),
  ]),
  [tlsAlert.id]: causeTable(targets, [['confirmed', 'refused-always', failing(refused)], ...unless('every', 'plain', 'filtered-name', 'packet-size')]),
  [tlsClosed.id]: causeTable(targets, [['confirmed', 'closes-always', failing(closed), likely], ...unless('every', 'packet-size', 'protocol-not-offered')]),
  [tlsReset.id]: causeTable(targets, [
    ['confirmed', 'always', faults.every, likely],
    ['confirmed', 'always', timed(faults.every, 1), likely],
    ['confirmed', 'nearer', timed(faults.every), likely],
    ['confirmed', 'now-and-then', faults.intermittent, likely],
    ...unless('every', 'intermittent', 'packet-size', 'protocol-not-offered'),
  ]),
  [tlsSilence.id]: causeTable(targets, [['confirmed', 'silent-always', failing(silent), likely], ...unless('every', 'protocol-not-offered')]),
  [tls13Intolerance.id]: causeTable(targets, [['confirmed', 'tls12-passes', faults.tls13], ...unless('tls13')]),
  [unknownServerName.id]: causeTable(targets, [
    ['confirmed', 'says-so', failing(alerted(112, 'unrecognized_name'))],
    ['confirmed', 'other-name-passes', faults['unknown-name'], likely],
    ...unless('unknown-name', 'plain', 'filtered-name', 'packet-size'),
  ]),
};
