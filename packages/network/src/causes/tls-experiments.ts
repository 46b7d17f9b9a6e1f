import type { Request, Suspicion } from '@culprit/core';
import { handshakeInput } from '../checks/tls-handshake.ts';
import { paddedRequest, type PaddedRequest } from '../facts/padded-request.ts';
import { plainAnswer, type PlainAnswer } from '../facts/plain-answer.ts';
import { serverHello, type ServerHello } from '../facts/server-hello.ts';
import { tlsHandshake, type TlsHandshake } from '../facts/tls-handshake.ts';
import { tlsLegacyHandshake } from '../facts/tls-legacy-handshake.ts';
import { tlsEndpoint, type TlsEndpoint } from '../targets/tls-endpoint.ts';

export type TlsExperiments = {
  /** The handshake that failed. */
  readonly handshake: Request<TlsHandshake>;
  /** To the same address with another server name, or none. */
  readonly otherName: Request<TlsHandshake>;
  /** With a ClientHello that fits into one packet. */
  readonly classic: Request<TlsHandshake>;
  /** With versions and keys that are refused today. */
  readonly legacy: Request<TlsHandshake>;
  /** The failed one once more, and the small one once more: between them nothing was changed. */
  readonly again: Request<TlsHandshake>;
  readonly classicAgain: Request<TlsHandshake>;
  /** With TLS 1.2 at most. */
  readonly tls12: Request<TlsHandshake>;
  /** By a ClientHello of our own with all that servers ever spoke, and with nothing that any speaks. */
  readonly everySuite: Request<ServerHello>;
  readonly noSuite: Request<ServerHello>;
  /** Requests that fit and do not fit into one packet, over a handshake that does. */
  readonly small: Request<PaddedRequest>;
  readonly large: Request<PaddedRequest>;
  /** Without TLS. */
  readonly plain: Request<PlainAnswer>;
};

/** Some three packets; web servers take fields of 8,192 bytes. */
const paddingBytes = 4_000;

/** The handshake once more with one thing changed at a time: what makes it pass is what it fails for. */
export function tlsExperiments(suspicion: Suspicion): TlsExperiments {
  const { host, port, serverName, startTls, route } = endpointOf(suspicion);
  const way = { host, port, ...(startTls === undefined ? {} : { startTls }), ...(route === undefined ? {} : { route }) };
  const named = { ...way, ...(serverName === undefined ? {} : { serverName }) };
  const other = suspicion.settings.controls.sni.find((name) => name !== (serverName ?? host));
  return {
    handshake: tlsHandshake.of(named),
    otherName: tlsHandshake.of({ ...way, ...(other === undefined ? { sni: 'none' } : { serverName: other }) }),
    classic: tlsHandshake.of({ ...named, groups: 'classic' }),
    legacy: tlsLegacyHandshake.of(named),
    again: tlsHandshake.of({ ...named, attempt: 2 }),
    classicAgain: tlsHandshake.of({ ...named, groups: 'classic', attempt: 2 }),
    tls12: tlsHandshake.of({ ...named, newest: 'TLSv1.2' }),
    everySuite: serverHello.of({ ...named, offer: 'every-suite' }),
    noSuite: serverHello.of({ ...named, offer: 'no-suite' }),
    small: paddedRequest.of({ ...named, paddingBytes: 0 }),
    large: paddedRequest.of({ ...named, paddingBytes }),
    plain: plainAnswer.of(way),
  };
}

/** The endpoint that the failure is about. */
export function endpointOf(suspicion: Suspicion): TlsEndpoint {
  const data = suspicion.related(tlsEndpoint);
  if (data === undefined) throw new Error('a TLS cause was suspected without a tls-endpoint');
  return data;
}

/** The question of the failed handshake alone. */
export function failedHandshake(suspicion: Suspicion): Request<TlsHandshake> {
  return tlsHandshake.of(handshakeInput(endpointOf(suspicion)));
}

type Observed = { readonly [N in keyof TlsExperiments]: (TlsExperiments[N] extends Request<infer Value> ? Value : never) | undefined };

/** What a handshake fails for. `every`: whatever is changed; `unsettled`: too few experiments could be made. */
export type TlsFault = 'plain' | 'protocol-not-offered' | 'filtered-name' | 'unknown-name' | 'packet-size' | 'large-hello' | 'tls13' | 'outdated' | 'intermittent' | 'every' | 'unsettled';

/** Pure: compares the experiments. One decision for all TLS causes, so that they can't contradict each other. */
export function tlsFault(facts: Observed): TlsFault {
  const { handshake, otherName, classic, legacy, again, classicAgain, tls12, everySuite, noSuite, small, large, plain } = facts;
  if (handshake === undefined || handshake.outcome === 'completed') return 'unsettled';
  if (handshake.outcome === 'not-tls') {
    // A port that speaks TLS to whoever names another host is no plain one: a filter answers in its place.
    if (otherName === undefined || otherName.address !== handshake.address || !speaksTls(otherName)) return 'plain';
    return again?.outcome === 'completed' ? 'intermittent' : 'filtered-name';
  }
  const mute = handshake.bytesReceived === 0;
  // Web servers answer plain HTTP at their TLS port too: one that speaks TLS at all is no plain one.
  const speaks = noSuite?.outcome === 'alert' || noSuite?.outcome === 'answered' || [otherName, classic, legacy, tls12].some((other) => other !== undefined && speaksTls(other));
  if (mute && !speaks && plain?.outcome === 'answered' && plain.protocol !== 'tls') return 'plain';
  if (handshake.alert?.code === 112) return 'unknown-name';
  if (handshake.alert?.code === 120) return 'protocol-not-offered';
  if (otherName === undefined || classic === undefined || legacy === undefined || tls12 === undefined) return 'unsettled';
  if ([otherName, classic, legacy, tls12].some(({ address }) => address !== handshake.address)) return 'unsettled';
  if (again?.outcome === 'completed') return 'intermittent';
  const otherPasses = mute ? speaksTls(otherName) : otherName.outcome === 'completed';
  if (classic.outcome === 'completed') {
    if (otherPasses || classicAgain?.outcome !== 'completed') return 'intermittent';
    return handshake.outcome === 'timed-out' && mute && small?.outcome === 'answered' && large?.outcome === 'silent' ? 'packet-size' : 'large-hello';
  }
  if (tls12.outcome === 'completed') return 'tls13';
  if (legacy.outcome === 'completed' || (everySuite?.outcome === 'answered' && everySuite.obsolete)) return 'outdated';
  if (otherPasses) return mute ? 'filtered-name' : 'unknown-name';
  // Seven bytes come back, and flights of some thousand do not.
  const silent = [handshake, classic, legacy, tls12].every(({ outcome, bytesReceived }) => outcome === 'timed-out' && bytesReceived === 0);
  return silent && noSuite?.outcome === 'alert' && everySuite?.outcome === 'silent' ? 'packet-size' : 'every';
}

const speaksTls = ({ outcome, bytesReceived }: TlsHandshake): boolean => outcome === 'completed' || ((outcome === 'alert' || outcome === 'protocol-version') && bytesReceived > 0);

/** By what a TLS cause is ruled out, in the words that all of them share. */
export const ruledOutBy = {
  en: {
    plain: 'The port answers without TLS',
    'filtered-name': 'The same address answers the handshake when it asks for another server name',
    'unknown-name': 'The handshake passes with another server name',
    'protocol-not-offered': 'The peer refuses the protocol that was offered by ALPN (alert 120)',
    'packet-size': 'Small packets get through at the same address, large ones do not',
    tls13: 'The handshake passes with TLS 1.2',
    'large-hello': 'The handshake passes with a ClientHello that fits into one packet',
    outdated: 'The handshake passes with outdated versions or keys',
    intermittent: 'Further handshakes passed: it fails at times only',
    every: 'The handshake fails with every server name, size and version alike',
  },
  'zh-CN': {
    plain: '该端口的应答不是 TLS',
    'filtered-name': '换一个服务器名称后，同一地址会正常回应握手',
    'unknown-name': '换一个服务器名称后握手成功',
    'protocol-not-offered': '对端不接受通过 ALPN 提供的协议（告警 120）',
    'packet-size': '同一地址上小数据包能通过，大数据包不能',
    tls13: '改用 TLS 1.2 时握手成功',
    'large-hello': '把 ClientHello 缩小到一个数据包内，握手即成功',
    outdated: '使用过时的版本或密钥时握手成功',
    intermittent: '再次握手成功：故障只是偶发',
    every: '无论服务器名称、报文大小还是版本，握手都失败',
  },
} as const;

/** Why a TLS cause stays open. */
export const openBy = {
  en: { unsettled: 'No comparing handshakes could be made at the same address; run again with connectTo set to one address, and with more time (--timeout)' },
  'zh-CN': { unsettled: '未能在同一地址上完成对照握手；请用 connectTo 固定一个地址，并给予更多时间（--timeout）后重试' },
} as const;
