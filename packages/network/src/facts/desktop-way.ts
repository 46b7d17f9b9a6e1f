import { defineFact, type Fact, type GatherContext, type Request, type Route } from '@culprit/core';
import { hostPort } from '../targets/host-name.ts';
import { pacAnswer, type PacAnswer } from './pac-answer.ts';
import { proxySettings, type ProxySettings } from './proxy-settings.ts';
import { proxyTunnel, type ProxyTunnel } from './proxy-tunnel.ts';

export type DesktopWayInput = { readonly host: string; readonly port: number; readonly scheme?: 'http'; readonly route?: Route };

/** The way that browsers of this machine go to a target, by the settings of the desktop or their own. */
export type DesktopWay =
  | { readonly outcome: 'not-set' }
  | { readonly outcome: 'direct'; readonly source: string }
  | { readonly outcome: 'proxied'; readonly source: string; readonly proxy: string; /** Whether it came of a PAC file. */ readonly automatic: boolean; readonly tunnel: ProxyTunnel['outcome'] | 'not-tried' }
  | { readonly outcome: 'undecided'; readonly source: string; readonly pac: Exclude<PacAnswer['outcome'], 'answered'> | 'no-step' };

type Needs = { readonly settings: Request<ProxySettings> };

/** Follows the first proxy or PAC file that the desktop or a browser names, and tries it. Asks nobody where none is set. */
export const desktopWay: Fact<DesktopWayInput, DesktopWay, never> = defineFact<DesktopWayInput, DesktopWay, Needs, never>({
  id: 'network/desktop-way',
  patienceMs: 10_000,
  needs: () => ({ settings: proxySettings.of({}) }),
  gather: async ({ input: { host, port, scheme, route = {} }, facts: { settings }, ask }: GatherContext<DesktopWayInput, Needs, never>): Promise<DesktopWay> => {
    const own = settings.settings.filter(({ reach }) => reach === 'system' || reach === 'browser');
    const pac = own.find((setting) => setting.kind === 'pac');
    const byTunnel = async (source: string, proxy: string, automatic: boolean): Promise<DesktopWay> => {
      const tunnel = await ask(proxyTunnel.of({ host, port, ...(scheme === undefined ? {} : { scheme }), route: { ...route, proxy } }));
      return { outcome: 'proxied', source, proxy, automatic, tunnel: tunnel?.outcome ?? 'not-tried' };
    };
    if (pac !== undefined) {
      const answer = await ask(pacAnswer.of({ pac: pac.url, url: `${scheme === 'http' || port === 80 ? 'http' : 'https'}://${hostPort(host, port)}/` }));
      if (answer === undefined) return { outcome: 'undecided', source: pac.source, pac: 'unreachable' };
      if (answer.outcome !== 'answered') return { outcome: 'undecided', source: pac.source, pac: answer.outcome };
      const step = answer.steps.find(({ way }) => way !== 'unknown');
      if (step === undefined) return { outcome: 'undecided', source: pac.source, pac: 'no-step' };
      return step.way === 'proxy' ? byTunnel(pac.source, step.proxy, true) : { outcome: 'direct', source: pac.source };
    }
    const named = own.flatMap((setting) => (setting.kind === 'proxy' && 'proxy' in setting ? [setting] : []));
    const wanted = named.find(({ name }) => /^(?:https|ssl|httpsproxy|ProxyServer)$/i.test(name)) ?? named[0];
    return wanted === undefined ? { outcome: 'not-set' } : byTunnel(wanted.source, wanted.proxy, false);
  },
  exhibit: (value) => value,
});
