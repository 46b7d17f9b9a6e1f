import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import { egressAddress, type EgressAddress } from '../facts/egress-address.ts';
import type { HttpExchange } from '../facts/http-exchange.ts';
import { letInFromHere, markOf, noSuchRefusal, refusalControls, refusalParams, weighRefusal } from './refusal-experiments.ts';

/** Those of a refusal, and `egress` where a service was named that tells the address. */
type Controls = { readonly [name: string]: Request<HttpExchange | EgressAddress> };

/** The service is not offered where the client seems to be. */
export const regionBlock: Cause = defineCause({
  id: 'network/region-block',
  owner: 'service',
  layer: 'http',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service refuses the country or region that you seem to come from',
      about: 'The refusal is for the place of the address by which you leave, as the service\'s tables have it; it is the same for every credential. Data centres and VPNs are often placed elsewhere than one thinks.',
      confirmed: {
        'says-so': '{mark} says so, with the status {status}',
        'from-country': '{mark} says so, and you leave by {address}, which {echo} places in {country}',
        'from-address': '{mark} says so, and you leave by {address}, as {echo} sees it',
      },
      ruledOut: { ...noSuchRefusal.en.ruledOut, ...letInFromHere.en },
      open: noSuchRefusal.en.open,
    },
    'zh-CN': {
      title: '服务不向当前国家或地区提供访问',
      about: '服务按其 IP 库判断出口地址所在地而拒绝，换用任何凭据都一样。数据中心和 VPN 的地址常被判定在意想不到的地方。',
      confirmed: {
        'says-so': '{mark} 明确说明了这一点（状态码 {status}）',
        'from-country': '{mark} 明确说明了这一点；当前出口地址为 {address}，{echo} 判断其位于 {country}',
        'from-address': '{mark} 明确说明了这一点；{echo} 看到的出口地址为 {address}',
      },
      ruledOut: { ...noSuchRefusal['zh-CN'].ruledOut, ...letInFromHere['zh-CN'] },
      open: noSuchRefusal['zh-CN'].open,
    },
  },
  suspectedBy: ['network/http-response#region-refused'],
  controls: (suspicion): Controls => {
    const [echo] = suspicion.settings.controls.egress;
    return { ...refusalControls(suspicion), ...(echo === undefined ? {} : { egress: egressAddress.of({ url: echo }) }) };
  },
  judge: ({ suspicion, facts: { egress, ...facts }, confirmed, ruledOut, open }) => {
    const verdict = weighRefusal(Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, asExchange(value)])), 'region');
    if (verdict === undefined) return open('not-observed', {}, []);
    if (verdict === 'other') return ruledOut('no-such-mark', {}, ['exchange']);
    if (verdict.over === 'user-agent') return ruledOut('let-in-from-here', { status: verdict.status }, verdict.witness);
    const params = { ...refusalParams(verdict), mark: markOf(verdict.refusal) };
    // The wording alone is not a code of anybody's.
    const confidence = verdict.refusal.by === 'the service' ? 'likely' : 'certain';
    const [url = ''] = suspicion.settings.controls.egress;
    if (egress?.outcome !== 'told') return confirmed('says-so', params, verdict.witness, confidence);
    const { address, country } = egress;
    const echo = URL.canParse(url) ? new URL(url).hostname : url;
    return country === undefined
      ? confirmed('from-address', { ...params, address, echo }, [...verdict.witness, 'egress'], confidence)
      : confirmed('from-country', { ...params, address, echo, country }, [...verdict.witness, 'egress'], confidence);
  },
  remedies: [
    defineRemedy({
      id: 'network/use-where-offered',
      audience: 'you',
      text: {
        en: { title: 'Use the service where, or by whom, it is offered', steps: ['Look up in its terms where it is offered. A new key or another account changes nothing.', 'If you are in such a place, find out which address you leave by (controls.egress in the config names a service to ask) and ask the operator to correct its place.', 'Otherwise use a provider that offers it in your region.'] },
        'zh-CN': { title: '在服务提供的地区使用，或换用当地的提供方', steps: ['在服务条款中查明提供范围。更换密钥或账户都没有用。', '若你确实位于其中，请查明出口地址（在配置的 controls.egress 中指定查询服务），并请运营方更正其归属地。', '否则请使用在你所在地区提供服务的供应商。'] },
      },
    }),
  ],
});

const asExchange = (value: HttpExchange | EgressAddress | undefined): HttpExchange | undefined =>
  (value === undefined || value.outcome === 'told' || value.outcome === 'untold' ? undefined : value);
