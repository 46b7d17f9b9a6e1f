import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, failedExchange, healthOf, nameOf, notAnswered, otherwise, rootExchange } from './answer-experiments.ts';

/** The profile is not this service's: a health path or header fields that nobody there ever heard of. */
export const profileNotFollowed: Cause = defineCause({
  id: 'mirror/profile-not-followed',
  owner: 'machine',
  layer: 'service',
  order: 40,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service does not follow the profile that it was examined by',
      about: 'There is no common health path, nor common health fields. The service itself answers; what is expected of it was written for another one.',
      confirmed: {
        'nothing-served': '{path} answers {answer}, while the root of the service answers {root}',
        'no-field': '{path} answers {answer} with none of the fields of the profile',
      },
      ruledOut: { ...otherwise.en, 'service-down': 'The rest of the service fails as well ({root})' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务并不遵循所用的规格',
      about: '健康检查的路径和字段并没有统一的约定。服务本身有应答，只是所用的规格是为别的服务写的。',
      confirmed: {
        'nothing-served': '{path} 返回 {answer}，而服务根路径返回 {root}',
        'no-field': '{path} 返回 {answer}，不含规格中的任何字段',
      },
      ruledOut: { ...otherwise['zh-CN'], 'service-down': '服务的其他部分同样失败（{root}）' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/service-health#not-served', 'mirror/service-health#missing-headers'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), root: rootExchange(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const [answer, root] = [answerOf(facts.exchange), answerOf(facts.root)];
    if (answer === undefined || root === undefined) return open('not-observed', {}, []);
    const { state, params } = healthOf(suspicion, answer);
    const said = { ...params, answer: nameOf(answer), root: nameOf(root), path: String(params['path']) };
    if (state === 'missing-headers' && params['all'] === true) return confirmed('no-field', said, ['exchange'], 'likely');
    if (state !== 'not-served') return ruledOut('answered-otherwise', said, ['exchange']);
    // Where the root is as absent as the path, it may as well be the wrong server.
    return root.status >= 500 ? ruledOut('service-down', said, ['root']) : confirmed('nothing-served', said, ['exchange', 'root'], root.status < 400 ? 'certain' : 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'mirror/describe-service',
      audience: 'you',
      text: {
        en: { title: 'Describe the service as it is', steps: ['Write a profile of its own in the config (kind: profiled-service, expect: …) from the operator\'s documentation.', 'For hubs and APIs no profile is needed: examine hf://owner/model, modelscope://owner/model or openai-compatible://host/v1.'] },
        'zh-CN': { title: '按服务的实际情况描述它', steps: ['依据运营方的文档，在配置中为它编写规格（kind: profiled-service，expect: …）。', '模型仓库和 API 无需规格：请检查 hf://所有者/模型、modelscope://所有者/模型 或 openai-compatible://主机/v1。'] },
      },
    }),
  ],
});
