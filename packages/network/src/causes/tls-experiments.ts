import type { Request, Suspicion } from '@culprit/core';
import { handshakeInput } from '../checks/tls-handshake.ts';
import { plainAnswer, type PlainAnswer } from '../facts/plain-answer.ts';
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
  /** Without TLS. */
  readonly plain: Request<PlainAnswer>;
};

/** The handshake once more with one thing changed at a time: what makes it pass is what it fails for. */
export function tlsExperiments(suspicion: Suspicion): TlsExperiments {
  const { host, port, serverName, route } = endpointOf(suspicion);
  const way = { host, port, ...(route === undefined ? {} : { route }) };
  const named = { ...way, ...(serverName === undefined ? {} : { serverName }) };
  const other = suspicion.settings.controls.sni.find((name) => name !== (serverName ?? host));
  return {
    handshake: tlsHandshake.of(named),
    otherName: tlsHandshake.of({ ...way, ...(other === undefined ? { sni: 'none' } : { serverName: other }) }),
    classic: tlsHandshake.of({ ...named, groups: 'classic' }),
    legacy: tlsLegacyHandshake.of(named),
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
export type TlsFault = 'plain' | 'filtered-name' | 'unknown-name' | 'large-hello' | 'outdated' | 'intermittent' | 'every' | 'unsettled';

/** Pure: compares the experiments. One decision for all TLS causes, so that they can't contradict each other. */
export function tlsFault({ handshake, otherName, classic, legacy, plain }: Observed): TlsFault {
  if (handshake === undefined || handshake.outcome === 'completed') return 'unsettled';
  if (handshake.outcome === 'not-tls') return 'plain';
  const mute = handshake.bytesReceived === 0;
  if (mute && plain?.outcome === 'answered' && plain.protocol !== 'tls') return 'plain';
  if (handshake.alert?.code === 112) return 'unknown-name';
  if (otherName === undefined || classic === undefined || legacy === undefined) return 'unsettled';
  if ([otherName, classic, legacy].some(({ address }) => address !== handshake.address)) return 'unsettled';
  const passes = { otherName: mute ? speaksTls(otherName) : otherName.outcome === 'completed', classic: classic.outcome === 'completed', legacy: legacy.outcome === 'completed' };
  if (passes.otherName && (passes.classic || passes.legacy)) return passes.classic ? 'intermittent' : 'outdated';
  if (passes.otherName) return mute ? 'filtered-name' : 'unknown-name';
  if (passes.classic) return 'large-hello';
  return passes.legacy ? 'outdated' : 'every';
}

const speaksTls = ({ outcome, bytesReceived }: TlsHandshake): boolean => outcome === 'completed' || ((outcome === 'alert' || outcome === 'protocol-version') && bytesReceived > 0);

/** By what a TLS cause is ruled out, in the words that all of them share. */
export const ruledOutBy = {
  en: {
    plain: 'The port answers without TLS',
    'filtered-name': 'The same address answers the handshake when it asks for another server name',
    'unknown-name': 'The handshake passes with another server name',
    'large-hello': 'The handshake passes with a ClientHello that fits into one packet',
    outdated: 'The handshake passes with outdated versions or keys',
    intermittent: 'Further handshakes passed: it fails at times only',
    every: 'The handshake fails with every server name, size and version alike',
  },
  'zh-CN': {
    plain: '该端口的应答不是 TLS',
    'filtered-name': '换一个服务器名称后，同一地址会正常回应握手',
    'unknown-name': '换一个服务器名称后握手成功',
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
