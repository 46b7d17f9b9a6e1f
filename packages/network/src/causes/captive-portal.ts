import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { exchangeInput } from '../checks/exchange-input.ts';
import { wayTo } from '../connection/way.ts';
import { isLoopbackAddress, isPrivateName } from '../dns/name-scope.ts';
import { httpExchange, type HttpExchange } from '../facts/http-exchange.ts';
import { portalAnnouncement, type PortalAnnouncement } from '../facts/portal-announcement.ts';
import { portalProbe, type PortalProbe } from '../facts/portal-probe.ts';
import { portalOf } from '../http/portal.ts';
import { httpResource, originOf } from '../targets/http-resource.ts';
import { answerOf } from './http-experiments.ts';

type Seen = HttpExchange | PortalProbe | PortalAnnouncement;

/** `announced`; `exchange` where an http-resource is concerned, and `probe0`, `probe1` where there are known answers to ask for. */
type Controls = { readonly [name: string]: Request<Seen> };

/** The network answers in place of everybody until somebody logs in (RFC 8952). */
export const captivePortal: Cause = defineCause({
  id: 'network/captive-portal',
  owner: 'network',
  layer: 'http',
  order: 10,
  scope: 'network',
  text: {
    en: {
      title: 'This network wants a log-in first',
      about: 'A captive portal (RFC 8952) answers plain HTTP requests itself, with its log-in page, and lets nothing through until then. Encrypted connections meet its certificate, a reset, or silence.',
      confirmed: {
        'says-so': 'The answer is 511 Network Authentication Required (RFC 6585), which no service sends',
        'network-says-so': 'The network announces the portal API {api} (RFC 8910), which says that this machine has to log in at {portal}',
        'known-answer-replaced': '{probe}, whose answer is known, got another one ({status}), which leads to {portal}',
        'known-answer-replaced-by-page': '{probe}, whose answer is known, got another one ({status})',
        'redirected-to-portal': 'The request was redirected to {portal}, a log-in page on another site; no known answer could be asked for to compare',
      },
      ruledOut: { 'known-answer-came': '{probe} gets its known answer: the network lets through', 'network-says-open': 'The portal API {api} that the network announces says that this machine is let through', 'no-portal': 'The answer does not lead to a log-in page on another site' },
      open: { 'no-known-answer': 'None of the addresses whose answer is known could be asked; name some in controls.portals' },
    },
    'zh-CN': {
      title: '当前网络要求先登录',
      about: '强制门户（RFC 8952）会用自己的登录页应答明文 HTTP 请求，登录之前不放行任何流量；加密连接则会遇到它的证书、被重置，或没有响应。',
      confirmed: {
        'says-so': '返回 511 Network Authentication Required（RFC 6585），服务本身不会发出这个状态码',
        'network-says-so': '网络公布了强制门户接口 {api}（RFC 8910），该接口表示本机需要在 {portal} 登录',
        'known-answer-replaced': '{probe} 的应答是已知的，得到的却是另一个（{status}），并指向 {portal}',
        'known-answer-replaced-by-page': '{probe} 的应答是已知的，得到的却是另一个（{status}）',
        'redirected-to-portal': '请求被重定向到另一网站的登录页 {portal}；未能请求应答已知的地址作对照',
      },
      ruledOut: { 'known-answer-came': '{probe} 得到了已知的应答：网络已放行', 'network-says-open': '网络公布的强制门户接口 {api} 表示本机已获放行', 'no-portal': '响应没有指向其他网站的登录页' },
      open: { 'no-known-answer': '应答已知的地址都未能请求；请在 controls.portals 中指定' },
    },
  },
  suspectedBy: [
    'network/http-response#portal', 'network/http-response#blocked', 'network/http-response#html-instead-of-data',
    'network/connection#timed-out', 'network/connection#reset', 'network/tls-handshake#reset', 'network/tls-handshake#timed-out',
    'certificate/name#mismatch', 'certificate/trust#unknown-issuer', 'certificate/trust#self-signed',
  ],
  // Nothing lies between this machine and itself.
  concerns: (suspicion) => !isLoopbackAddress(wayTo(suspicion).host) || probesFor(suspicion).length > 0 || suspicion.findings.some(({ check }) => check === 'network/http-response'),
  // Whoever answers in place of everybody shows a certificate of its own, and pages of its own.
  supersedes: ({ layer }) => layer === 'tls' || layer === 'identity' || layer === 'http',
  controls: (suspicion): Controls => {
    const resource = suspicion.related(httpResource);
    return {
      announced: portalAnnouncement.of({}),
      ...(resource === undefined ? {} : { exchange: httpExchange.of(exchangeInput(resource)) }),
      ...Object.fromEntries(probesFor(suspicion).map((url, index) => [`probe${index}`, portalProbe.of({ url })])),
    };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const probes = probesFor(suspicion).map((url, index) => ({ probe: url, name: `probe${index}`, seen: asProbe(facts[`probe${index}`]) }));
    const resource = suspicion.related(httpResource);
    const answer = answerOf(asExchange(facts['exchange']));
    const portal = resource === undefined || answer === undefined ? undefined : portalOf(resource.url, answer);
    if (answer?.status === 511 && portal !== undefined) return confirmed('says-so', { portal }, ['exchange']);
    // One that gets its answer is let through; all that answered must have been replaced.
    const free = probes.find(({ seen }) => seen?.outcome === 'open');
    if (free !== undefined) return ruledOut('known-answer-came', { probe: free.probe }, [free.name]);
    const announced = asAnnouncement(facts['announced']);
    if (announced?.outcome === 'captive') return confirmed('network-says-so', { api: announced.api, portal: announced.portal ?? announced.api }, ['announced']);
    for (const { probe, name, seen } of probes) {
      if (seen?.outcome !== 'replaced') continue;
      const { status, portal: named } = seen;
      return named === undefined ? confirmed('known-answer-replaced-by-page', { probe, status, portal: probe }, [name]) : confirmed('known-answer-replaced', { probe, status, portal: named }, [name]);
    }
    if (announced?.outcome === 'open') return ruledOut('network-says-open', { api: announced.api }, ['announced']);
    if (portal !== undefined) return confirmed('redirected-to-portal', { portal }, ['exchange'], 'likely');
    return answer === undefined ? open('no-known-answer', {}, []) : ruledOut('no-portal', {}, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'network/log-in-to-network',
      audience: 'you',
      text: {
        en: { title: 'Log in to the network', steps: ['Open {portal} in a browser, or any http:// page, log in, and run this again.'] },
        'zh-CN': { title: '登录当前网络', steps: ['在浏览器中打开 {portal} 或任意 http:// 页面，登录后重试。'] },
      },
    }),
  ],
});

/** Two known answers: those of third parties only where the target is a public name, whose way leads out of the network. */
function probesFor({ settings, targets }: Suspicion): readonly string[] {
  const hosts = targets.map(({ data }) => (typeof data['url'] === 'string' ? originOf(data['url']).host : String(data['host'] ?? '')));
  const outward = hosts.some((host) => !isPrivateName(host));
  return settings.controls.portals.filter((url) => URL.canParse(url) && (outward || isPrivateName(originOf(url).host))).slice(0, 2);
}

const asProbe = (value: Seen | undefined): PortalProbe | undefined => (value === undefined || 'tookMs' in value || 'api' in value || value.outcome === 'none' ? undefined : value);

const asExchange = (value: Seen | undefined): HttpExchange | undefined => (value !== undefined && 'tookMs' in value ? value : undefined);

const asAnnouncement = (value: Seen | undefined): Extract<PortalAnnouncement, { readonly api: string }> | undefined => (value !== undefined && 'api' in value ? value : undefined);
