import { defineRemedy, type Cause } from '@culprit/core';
import { serviceCause } from '../live-state/service-cause.ts';

/** The provider does not serve the country that the request seems to come from. */
export const regionRefused: Cause = serviceCause({
  id: 'credential/region-refused',
  owner: 'network',
  verdict: 'region-refused',
  en: { title: 'The provider refuses the country or region that this network goes out in', about: 'It goes by the public address of the network, its proxy or relay. Another key would be refused too.' },
  zh: { title: '提供方拒绝本网络出口所在的国家或地区', about: '判断依据是网络、代理或中转的公网地址；换密钥也会被拒绝。' },
  remedies: [
    defineRemedy({
      id: 'credential/use-allowed-region',
      audience: 'you',
      text: {
        en: { title: 'Go out where the provider serves', steps: ['Find out by which country this machine goes out: proxies and clouds change it.', 'Use a site of the provider, or a provider, that serves your region. Neither retry nor change the key.'] },
        'zh-CN': { title: '从提供方支持的地区访问', steps: ['查明本机出口所在的国家或地区：代理和云主机会改变它。', '使用面向所在地区的站点或提供方；不要重试，也不要更换密钥。'] },
      },
    }),
  ],
});
