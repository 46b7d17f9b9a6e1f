import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { saysRegion } from '../profile/region-words.ts';
import { answerOf, failedExchange, nameOf, notAnswered, otherwise, rootExchange } from './answer-experiments.ts';

/** Told to a request without a key: the place that the client comes from is refused, whoever asks. */
export const regionRefusal: Cause = defineCause({
  id: 'mirror/region-refusal',
  owner: 'network',
  layer: 'service',
  order: 5,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service refuses the country or region that this network goes out in',
      about: 'It goes by the public address of the network, its proxy or relay, and says so before it looks at any key: another key would be refused too.',
      confirmed: {
        'says-to-everybody': 'Without any key the answer is {answer}, and it names the region as the reason',
        'says-in-words': 'Without any key the answer is {answer}, with words about the region; the root of the service answers {root}',
      },
      ruledOut: otherwise.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务拒绝本网络出口所在的国家或地区',
      about: '判断依据是网络、代理或中转的公网地址，而且发生在校验密钥之前；换密钥也会被拒绝。',
      confirmed: {
        'says-to-everybody': '不带任何密钥时返回 {answer}，并说明原因在于地区',
        'says-in-words': '不带任何密钥时返回 {answer}，其中提到地区；服务根路径返回 {root}',
      },
      ruledOut: otherwise['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/service-health#region-refused', 'mirror/api#region-refused', 'mirror/control-plane#region-refused'],
  // What is told to everybody is no matter of the key.
  supersedes: ({ id }) => id === 'credential/region-refused',
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), root: rootExchange(suspicion) }),
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const [answer, root] = [answerOf(facts.exchange), answerOf(facts.root)];
    if (answer === undefined) return open('not-observed', {}, []);
    const said = { answer: nameOf(answer) };
    if (!saysRegion(answer) && answer.refusal?.kind !== 'region') return ruledOut('answered-otherwise', said, ['exchange']);
    const documented = /unsupported_country_region_territory|User location is not supported/i.test(answer.body.text.slice(0, 4_096)) || answer.refusal !== undefined;
    return documented
      ? confirmed('says-to-everybody', said, ['exchange'])
      : confirmed('says-in-words', { ...said, root: root === undefined ? '–' : nameOf(root) }, ['exchange', 'root'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'mirror/go-out-elsewhere',
      audience: 'you',
      text: {
        en: { title: 'Use a service that is offered where you go out', steps: ['Find out by which country this machine goes out: proxies and clouds change it (controls.egress in the config names a service to ask).', 'Use a site of the provider, a mirror, or another provider that serves that region. Neither retry nor change the key.'] },
        'zh-CN': { title: '使用面向出口所在地区的服务', steps: ['查明本机出口所在的国家或地区：代理和云主机会改变它（可在配置的 controls.egress 中指定查询服务）。', '使用面向该地区的站点、镜像或其他提供方；不要重试，也不要更换密钥。'] },
      },
    }),
  ],
});
