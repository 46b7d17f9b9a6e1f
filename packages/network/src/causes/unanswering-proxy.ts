import { defineCause, type Cause, type Locale, type Localized, type Remedy } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import type { ProxyTunnel } from '../facts/proxy-tunnel.ts';
import { bypassProxy, dropRouteProxy } from '../remedies/bypass-proxy.ts';
import { proxyExperiments, proxyState, proxyTexts } from './proxy-experiments.ts';

interface UnansweringProxy {
  readonly id: string;
  /** How the wish for a tunnel ends. */
  readonly outcomes: readonly (ProxyTunnel['outcome'] & ('closed' | 'reset' | 'timed-out'))[];
  readonly text: Localized<{ readonly title: string; readonly about: string; readonly confirmed: { readonly [Reason in 'mute' | 'this-target' | 'this-target-only']: string } }>;
  readonly remedy: Remedy;
}

/** A cause of a proxy that takes the wish for a tunnel and gives no answer to it: to anybody, or for this target. */
export function unansweringProxy({ id, outcomes, text, remedy }: UnansweringProxy): Cause {
  const words = (locale: Locale) => ({ ...text[locale], ...proxyTexts[locale] });
  return defineCause<ReturnType<typeof proxyExperiments>, ReturnType<typeof words>>({
    id, owner: 'network', layer: 'proxy', order: 40, scope: 'endpoint',
    suspectedBy: outcomes.map((outcome) => `network/proxy#${outcome}`),
    text: { en: words('en'), 'zh-CN': words('zh-CN') },
    controls: proxyExperiments,
    judge: ({ suspicion, facts: { selection, tunnel, protocol, direct }, confirmed, ruledOut, open }) => {
      const way = wayTo(suspicion);
      const state = proxyState(selection, protocol);
      if (tunnel === undefined || tunnel.outcome === 'direct') return open('not-probed', {}, []);
      if (!outcomes.some((outcome) => outcome === tunnel.outcome)) return ruledOut('gives-answer', {}, ['tunnel']);
      if (state === 'unknown') return open('not-probed', {}, ['tunnel']);
      if (state === 'other-scheme' || state === 'other-service') return ruledOut('other-protocol', {}, ['protocol']);
      const { proxy, from } = tunnel;
      const params = { proxy, from, endpoint: endpointOf(way), host: way.host, port: way.port, waitedMs: Math.round(tunnel.tookMs) };
      if (state === 'mute') return confirmed('mute', params, ['tunnel', 'protocol'], 'likely');
      return direct?.outcome === 'connected'
        ? confirmed('this-target-only', params, ['tunnel', 'protocol', 'direct'])
        : confirmed('this-target', params, ['tunnel', 'protocol']);
    },
    remedies: [bypassProxy, dropRouteProxy, remedy],
  });
}
