import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { letInFromHere, markOf, noSuchRefusal, refusalControls, refusalParams, weighRefusal } from './refusal-experiments.ts';
import { exemptClient } from '../remedies/exempt-client.ts';

/** The address that the client comes from, or its network, is banned. */
export const addressBlock: Cause = defineCause({
  id: 'network/address-block',
  owner: 'service',
  layer: 'http',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service has banned the address that you come from',
      about: 'The protection before the service says that the address, or the network that it belongs to, is banned. Data centres, VPNs and shared proxies often are. It says nothing about the account.',
      confirmed: {
        'by-number': '{mark} says so',
        'for-this-path': '{mark} says so for this path; the root of the service answers {status}',
      },
      ruledOut: { ...noSuchRefusal.en.ruledOut, ...letInFromHere.en },
      open: noSuchRefusal.en.open,
    },
    'zh-CN': {
      title: '当前的出口 IP 地址被服务封禁',
      about: '服务前面的防护表示该地址或其所属网络已被封禁。数据中心、VPN 和共享代理的地址常常如此，与账户无关。',
      confirmed: {
        'by-number': '{mark} 明确说明了这一点',
        'for-this-path': '{mark} 对该路径明确说明了这一点；服务的根路径返回 {status}',
      },
      ruledOut: { ...noSuchRefusal['zh-CN'].ruledOut, ...letInFromHere['zh-CN'] },
      open: noSuchRefusal['zh-CN'].open,
    },
  },
  suspectedBy: ['network/http-response#address-refused'],
  controls: refusalControls,
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const verdict = weighRefusal(facts, 'address');
    if (verdict === undefined) return open('not-observed', {}, []);
    if (verdict === 'other') return ruledOut('no-such-mark', {}, ['exchange']);
    if (verdict.over === 'user-agent') return ruledOut('let-in-from-here', { status: verdict.status }, verdict.witness);
    const params = { ...refusalParams(verdict), mark: markOf(verdict.refusal) };
    return confirmed(verdict.over === 'path' ? 'for-this-path' : 'by-number', params, verdict.witness);
  },
  remedies: [
    defineRemedy({
      id: 'network/leave-by-another-address',
      audience: 'you',
      text: {
        en: { title: 'Come from an address that is let in', steps: ['Ask for the service from the network that it is meant to be used from, without the VPN or proxy that you leave by (route: proxy: direct).', 'Otherwise give its operator the time and the number of the refusal, and ask for your address to be let in.'] },
        'zh-CN': { title: '从允许的地址访问', steps: ['请在约定的网络中访问该服务，不要经由当前的 VPN 或代理（route: proxy: direct）。', '否则请把拒绝的时间和编号告知运营方，申请放行你的地址。'] },
      },
    }),
    exemptClient,
  ],
});
