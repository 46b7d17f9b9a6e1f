import { causeTable, type CauseCase, type CauseRow, type Conformance } from '@culprit/testkit';
import { implicitTlsExpected } from '../../src/causes/implicit-tls-expected.ts';
import { starttlsNotOffered } from '../../src/causes/starttls-not-offered.ts';
import { starttlsPlaintext } from '../../src/causes/starttls-plaintext.ts';
import { starttlsRefused } from '../../src/causes/starttls-refused.ts';
import { starttlsSilence } from '../../src/causes/starttls-silence.ts';
import { starttlsStripped } from '../../src/causes/starttls-stripped.ts';
import { starttlsWrongProtocol } from '../../src/causes/starttls-wrong-protocol.ts';
import type { StartTls } from '../../src/starttls/outcome.ts';
import { tlsEndpoint } from '../../src/targets/tls-endpoint.ts';
import { completed, shaken } from './seen.ts';

const targets = [tlsEndpoint.of({ host: 'mail.example', port: 25, startTls: 'smtp' })];

const tookMs = 20;
const agreed: StartTls = { outcome: 'agreed', offered: true, tookMs };
const said = (outcome: 'refused'): StartTls => ({ outcome, said: '454 not now', tookMs });
const notOffered = (masked: boolean): StartTls => ({ outcome: 'not-offered', masked, said: '250-XXXXXXXA', tookMs });
const other = (protocol: 'http' | 'other'): StartTls => ({ outcome: 'other-protocol', protocol, said: 'HTTP/1.1 400', tookMs });
const without = (outcome: 'closed' | 'reset' | 'timed-out'): StartTls => ({ outcome, awaiting: 'greeting', code: '', tookMs });
const early: StartTls = { outcome: 'early-bytes', bytes: 12, said: '250 injected', tookMs };

/** The same twice, refused when asked for all the same, and no TLS from the first byte on. */
const twice = (seen: StartTls, more: CauseCase['facts'] = {}): CauseCase['facts'] => ({ startTls: seen, again: seen, insisted: said('refused'), implicit: shaken('closed'), ...more });
/** What the same failure may turn out to be beside the cause: once seen and once more otherwise leaves it open. */
const unless = (seen: StartTls): readonly CauseRow[] => [
  ['ruled-out', 'implicit-tls', twice(seen, { implicit: completed })],
  ['ruled-out', 'intermittent', twice(seen, { again: agreed })],
  ['open', 'unsettled', { startTls: seen, again: without('reset') }],
  ['open', 'unsettled', { startTls: seen }],
];
const inClear = shaken('not-tls', { excerpt: '454 not now', bytesReceived: 11 });

export const causes: NonNullable<Conformance['causes']> = {
  [implicitTlsExpected.id]: causeTable(targets, [
    ['confirmed', 'handshake-passes', twice(without('timed-out'), { implicit: completed })],
    ['ruled-out', 'intermittent', twice(without('reset'), { again: agreed })],
    ['ruled-out', 'other-protocol', twice(other('http'))],
    ['ruled-out', 'silence', twice(without('timed-out'))],
    ['ruled-out', 'cut-off', twice(without('closed'))],
    ['open', 'unsettled', { startTls: without('closed'), again: without('reset') }],
  ]),
  [starttlsNotOffered.id]: causeTable(targets, [
    ['confirmed', 'not-taken', twice(notOffered(false))],
    ['ruled-out', 'hidden', twice(notOffered(false), { insisted: agreed })],
    ...unless(notOffered(false)),
  ]),
  [starttlsPlaintext.id]: causeTable(targets, [
    ['confirmed', 'with-the-agreement', { startTls: early, again: early }],
    ['confirmed', 'in-place-of-tls', { startTls: agreed, again: agreed, handshake: inClear, handshakeAgain: inClear }, { findings: ['network/tls-handshake#not-tls'] }],
    ['ruled-out', 'intermittent', { startTls: early, again: agreed }],
    ['ruled-out', 'intermittent', { startTls: agreed, handshake: inClear, handshakeAgain: completed }],
    ['open', 'unsettled', { startTls: early, again: without('reset') }],
    ['open', 'unsettled', { startTls: agreed, handshake: inClear }],
  ]),
  [starttlsRefused.id]: causeTable(targets, [['confirmed', 'twice', twice(said('refused'))], ...unless(said('refused'))]),
  [starttlsSilence.id]: causeTable(targets, [['confirmed', 'twice', twice(without('timed-out'))], ...unless(without('timed-out'))]),
  [starttlsStripped.id]: causeTable(targets, [
    ['confirmed', 'masked', twice(notOffered(true), { insisted: agreed })],
    ['confirmed', 'unannounced', twice(notOffered(false), { insisted: agreed }), { confidence: 'likely' }],
    ['ruled-out', 'not-offered', twice(notOffered(false))],
    ...unless(notOffered(false)),
  ]),
  [starttlsWrongProtocol.id]: causeTable(targets, [
    ['confirmed', 'speaks', twice(other('http'))],
    ['confirmed', 'unknown', twice(other('other'))],
    ...unless(other('http')),
  ]),
};
