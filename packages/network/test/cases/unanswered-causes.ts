import { defaultControls } from '@culprit/core';
import { causeTable, type Conformance } from '@culprit/testkit';
import { damagedCompression } from '../../src/causes/damaged-compression.ts';
import { emptyReply } from '../../src/causes/empty-reply.ts';
import { hostHeaderFiltered } from '../../src/causes/host-header-filtered.ts';
import { httpReset } from '../../src/causes/http-reset.ts';
import { httpSilence } from '../../src/causes/http-silence.ts';
import { http2Failure } from '../../src/causes/http2-failure.ts';
import { malformedResponse } from '../../src/causes/malformed-response.ts';
import { tlsExpected } from '../../src/causes/tls-expected.ts';
import { truncatedBody } from '../../src/causes/truncated-body.ts';
import type { Http2Exchange } from '../../src/facts/http2-exchange.ts';
import type { HttpAnswer } from '../../src/facts/http-exchange.ts';
import { httpResource } from '../../src/targets/http-resource.ts';
import { answered, completed, shaken, unanswered } from './seen.ts';

const plain = [httpResource.of({ url: 'http://service.example/v1/models' })];
const plainRoot = [httpResource.of({ url: 'http://service.example/' })];
const secure = [httpResource.of({ url: 'https://service.example/v1/models' })];
const [reset, closed, silent, malformed] = (['reset', 'closed', 'timed-out', 'malformed'] as const).map((outcome) => unanswered(outcome, outcome === 'malformed' ? { code: 'status-line' } : {}));
const noTls = shaken('closed');
const ok = answered(200);
const likely = { confidence: 'likely' } as const;

const undecodable = unanswered('undecodable', { code: 'Z_DATA_ERROR', coding: 'gzip' });
const cut = (more: HttpAnswer['headers'] = {}): HttpAnswer => ({ ...answered(200, more), body: { text: 'x', bytes: 1, complete: false, truncated: 'closed-early' } });
const second = (code: string): Http2Exchange => ({ outcome: 'stream-reset', code, tookMs: 5 });
const overH2: Http2Exchange = { outcome: 'answered', status: 200, tookMs: 5 };
const nobody = { controls: { ...defaultControls, sni: [] } };

export const causes: NonNullable<Conformance['causes']> = {
  [damagedCompression.id]: causeTable(secure, [
    ['confirmed', 'plain-is-sound', { exchange: undecodable, plain: ok }],
    ['confirmed', 'plain-too', { exchange: undecodable, plain: undecodable }],
    ['confirmed', 'once', { exchange: undecodable }, likely],
    ['ruled-out', 'sound', { exchange: ok, plain: ok }],
    ['open', 'not-observed', { plain: ok }],
  ]),
  [emptyReply.id]: causeTable(plain, [
    ['confirmed', 'path-closes', { exchange: closed, root: ok, handshake: noTls }],
    ['confirmed', 'always-closes', { exchange: closed, root: closed, handshake: noTls }, likely],
    ['confirmed', 'closes-over-tls', { exchange: closed, root: closed, handshake: completed }, { targets: secure }],
    ['ruled-out', 'tls-port', { exchange: closed, root: closed, handshake: completed }],
    ['ruled-out', 'has-answer', { exchange: ok, root: ok }],
    ['open', 'not-observed', { exchange: closed }],
    ['open', 'not-observed', { exchange: closed, root: closed }],
  ]),
  [hostHeaderFiltered.id]: causeTable(plain, [
    ['confirmed', 'reset', { exchange: reset, root: reset, otherHost: ok }],
    ['confirmed', 'closed', { exchange: closed, root: closed, otherHost: ok }],
    ['confirmed', 'timed-out', { exchange: silent, root: silent, otherHost: ok }],
    ['ruled-out', 'encrypted', { exchange: reset, root: reset }, { targets: secure }],
    ['ruled-out', 'path-only', { exchange: reset, root: answered(404), otherHost: ok }],
    ['ruled-out', 'every-name', { exchange: reset, root: reset, otherHost: reset }],
    ['ruled-out', 'answered', { exchange: malformed, root: malformed, otherHost: ok }],
    ['open', 'no-other-name', { exchange: reset, root: reset }, { settings: nobody }],
    ['open', 'not-observed', { exchange: reset, root: reset }],
    ['open', 'not-observed', { exchange: reset, otherHost: ok }],
  ]),
  [httpReset.id]: causeTable(plain, [
    ['confirmed', 'path-reset', { exchange: reset, root: ok, handshake: noTls }],
    ['confirmed', 'answer-cut', { exchange: unanswered('reset', { phase: 'body', status: 200 }), root: ok, handshake: noTls }],
    ['confirmed', 'always', { exchange: reset, root: reset, handshake: noTls }, likely],
    ['confirmed', 'once', { exchange: reset, root: reset, handshake: noTls }, { ...likely, targets: plainRoot }],
    ['confirmed', 'once', { exchange: reset }, { ...likely, targets: secure }],
    ['ruled-out', 'tls-port', { exchange: reset, root: reset, handshake: completed }],
    ['ruled-out', 'not-reset', { exchange: closed, root: reset }],
    ['open', 'not-observed', { root: ok }],
  ]),
  [httpSilence.id]: causeTable(secure, [
    ['confirmed', 'path-silent', { exchange: silent, root: ok }],
    ['confirmed', 'service-silent', { exchange: silent, root: silent }],
    ['confirmed', 'only-asked', { exchange: silent }, likely],
    ['confirmed', 'only-asked', { exchange: silent, root: silent }, { ...likely, targets: plainRoot }],
    ['confirmed', 'body-stalls', { exchange: unanswered('timed-out', { phase: 'body', status: 200 }), root: ok }],
    ['ruled-out', 'answered', { exchange: closed, root: ok }],
    ['open', 'not-observed', { root: ok }],
  ]),
  [http2Failure.id]: causeTable(secure, [
    ['confirmed', 'second-fails', { exchange: ok, second: second('PROTOCOL_ERROR') }],
    ['confirmed', 'first-required', { exchange: ok, second: second('HTTP_1_1_REQUIRED') }],
    ['confirmed', 'calm-required', { exchange: ok, second: second('ENHANCE_YOUR_CALM') }],
    ['confirmed', 'first-fails', { exchange: reset, second: overH2 }, { findings: ['network/http-response#reset'] }],
    ['ruled-out', 'not-offered', { exchange: reset, second: { outcome: 'not-offered', alpn: 'http/1.1' } }],
    ['ruled-out', 'same-over-both', { exchange: ok, second: overH2 }],
    ['ruled-out', 'same-over-both', { exchange: reset, second: second('PROTOCOL_ERROR') }],
    ['open', 'not-observed', { second: overH2 }],
    ['open', 'not-compared', { exchange: reset, second: { outcome: 'no-handshake', code: 'ECONNRESET', tookMs: 5 } }],
  ]),
  [malformedResponse.id]: causeTable(plain, [
    ['confirmed', 'other-protocol', { exchange: unanswered('malformed', { code: 'not-http' }), handshake: noTls }],
    ['confirmed', 'wrong-head', { exchange: malformed, handshake: noTls }],
    ['confirmed', 'wrong-framing', { exchange: unanswered('malformed', { phase: 'body', status: 200, code: 'chunk-size' }), handshake: noTls }],
    ['confirmed', 'wrong-framing', { exchange: unanswered('malformed', { phase: 'body', status: 200, code: 'chunk-size' }), handshake: completed }, { targets: secure }],
    ['confirmed', 'head-too-large', { exchange: unanswered('headers-too-large'), handshake: noTls }],
    ['ruled-out', 'tls-wanted', { exchange: unanswered('malformed', { code: 'tls-record' }), handshake: completed }],
    ['ruled-out', 'well-formed', { exchange: ok, handshake: noTls }],
    ['open', 'not-observed', { handshake: completed }],
  ]),
  [tlsExpected.id]: causeTable(plain, [
    ['confirmed', 'handshake-passes', { handshake: completed }],
    ['ruled-out', 'no-tls', { handshake: noTls }],
    ['ruled-out', 'https', { handshake: completed }, { targets: secure }],
    ['open', 'no-attempt', {}],
  ]),
  [truncatedBody.id]: causeTable(secure, [
    ['confirmed', 'every-time', { exchange: cut({ 'content-length': '9' }), again: cut() }],
    ['confirmed', 'this-time', { exchange: cut(), again: ok }, likely],
    ['confirmed', 'once', { exchange: cut(), again: reset }, likely],
    ['ruled-out', 'whole', { exchange: ok, again: cut() }],
    ['open', 'not-observed', { exchange: reset, again: cut() }],
  ]),
};
