import type { Request, Suspicion } from '@culprit/core';
import { firstHopOf } from '../connection/destination.ts';
import type { LentSocket } from '../connection/lent-socket.ts';
import { wayTo } from '../connection/way.ts';
import { proxyProtocol, type ProxyProtocol } from '../facts/proxy-protocol.ts';
import type { ProxySelection } from '../facts/proxy-selection.ts';
import type { ProxyTunnel } from '../facts/proxy-tunnel.ts';
import type { TcpConnection } from '../facts/tcp-connection.ts';
import { proxyControls } from '../proxy/controls.ts';

/** The tunnel that failed, and the controls: what the proxy's port speaks when nothing is asked of it, and the target without the proxy. */
export type ProxyExperiments = {
  readonly selection: Request<ProxySelection>;
  readonly tunnel: Request<ProxyTunnel, LentSocket>;
  readonly protocol: Request<ProxyProtocol>;
  readonly direct: Request<TcpConnection, LentSocket>;
};

export function proxyExperiments(suspicion: Pick<Suspicion, 'related'>): ProxyExperiments {
  const { selection, tunnel, direct } = proxyControls(suspicion);
  const { host, port } = firstHopOf(wayTo(suspicion));
  return { selection, tunnel, direct, protocol: proxyProtocol.of({ host, port }) };
}

/**
 * Pure: what answers at the address of a proxy. `alive`: what its setting says. `other-scheme`: a proxy of another kind.
 * `other-service`: something that is no proxy. `mute`: nothing, whatever it is asked.
 */
export function proxyState(selection: ProxySelection | undefined, protocol: ProxyProtocol | undefined): 'alive' | 'other-scheme' | 'other-service' | 'mute' | 'unknown' {
  if (selection?.outcome !== 'proxied' || protocol?.outcome !== 'probed') return 'unknown';
  if (protocol.speaks.includes(selection.scheme)) return 'alive';
  if (protocol.speaks.length > 0) return 'other-scheme';
  return protocol.answeredWith === undefined ? 'mute' : 'other-service';
}

/** By what a cause of a proxy that gives no tunnel is ruled out, and why it stays open. */
export const proxyTexts = {
  en: {
    ruledOut: {
      'gives-answer': 'The proxy gives an answer',
      'other-protocol': 'What answers at the address of the proxy speaks another protocol than its setting says',
    },
    open: { 'not-probed': 'What the proxy does could not be seen' },
  },
  'zh-CN': {
    ruledOut: {
      'gives-answer': '代理有应答',
      'other-protocol': '代理地址上使用的协议与其设置不符',
    },
    open: { 'not-probed': '无法得知代理的行为' },
  },
} as const;
