import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, failedExchange, healthOf, nameOf, notAnswered, otherwise, rootExchange } from './answer-experiments.ts';

/** The service is being worked on, by its own word: nothing on the client's side mends it. */
export const maintenance: Cause = defineCause({
  id: 'mirror/maintenance',
  owner: 'service',
  layer: 'service',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The mirror says that it is in maintenance',
      about: 'It says so itself. Keys, names and the network are not the reason.',
      confirmed: {
        'says-its-status': 'Its health answer ({answer}) says {field}: {value}',
        'says-everywhere': 'Its health answer and its root say so, both with 503',
        'says-its-page': 'Its health answer says so with 503; its root answers {root}',
      },
      ruledOut: otherwise.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '镜像服务报告正在维护',
      about: '这是服务自己说明的；问题不在密钥、域名或网络。',
      confirmed: {
        'says-its-status': '健康响应（{answer}）中 {field} 为 {value}',
        'says-everywhere': '健康响应和根路径都以 503 说明了这一点',
        'says-its-page': '健康响应以 503 说明了这一点；根路径返回 {root}',
      },
      ruledOut: otherwise['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/service-health#maintenance', 'mirror/api#overloaded', 'mirror/control-plane#overloaded'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), root: rootExchange(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const [answer, root] = [answerOf(facts.exchange), answerOf(facts.root)];
    if (answer === undefined) return open('not-observed', {}, []);
    const { state, params } = healthOf(suspicion, answer);
    const said = { ...params, answer: nameOf(answer) };
    if (state !== 'maintenance') return ruledOut('answered-otherwise', said, ['exchange']);
    if (params['by'] === 'field') return confirmed('says-its-status', { ...said, field: params['field'] ?? '', value: params['value'] ?? '' }, ['exchange']);
    if (root?.status === 503) return confirmed('says-everywhere', said, ['exchange', 'root']);
    return confirmed('says-its-page', { ...said, root: root === undefined ? '–' : nameOf(root) }, ['exchange', 'root'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'mirror/use-another-mirror',
      audience: 'you',
      text: {
        en: { title: 'Use another mirror meanwhile', steps: ['List the mirrors that you may use and let the healthy one be chosen: culprit mirror select https://mirror-a https://mirror-b', 'Otherwise come back later; the operator\'s status page says when.'] },
        'zh-CN': { title: '暂时改用其他镜像', steps: ['列出可用的镜像，选出健康的那一个：culprit mirror select https://镜像甲 https://镜像乙', '否则请稍后再试；恢复时间见运营方的状态页。'] },
      },
    }),
  ],
});
