import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, failedExchange, healthOf, nameOf, notAnswered, otherwise } from './answer-experiments.ts';

/** The service has too much to do, by its own word: a load above the limit of its profile, or 429, 503, 529. */
export const overload: Cause = defineCause({
  id: 'mirror/overload',
  owner: 'service',
  layer: 'service',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The mirror says that it is overloaded',
      about: 'It answers and says that it has too much to do. The same request may go through a little later; many retries at once make it worse.',
      confirmed: {
        'says-its-load': 'Its health answer ({answer}) says {field}: {value}, where {wanted} is the limit',
        'come-back': 'It answers {answer} and says to come back in {retryAfterSeconds} s',
        'says-so': 'It answers {answer}, to a request without a key',
      },
      ruledOut: otherwise.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '镜像服务报告自身过载',
      about: '服务有应答，并表示负载过高。稍后重试同一请求可能成功；集中重试只会更糟。',
      confirmed: {
        'says-its-load': '健康响应（{answer}）中 {field} 为 {value}，上限为 {wanted}',
        'come-back': '返回 {answer}，要求 {retryAfterSeconds} 秒后再来',
        'says-so': '对不带密钥的请求返回 {answer}',
      },
      ruledOut: otherwise['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/service-health#overloaded', 'mirror/api#overloaded', 'mirror/control-plane#overloaded'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion) }),
  judge: ({ suspicion, facts: { exchange }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    const { state, params } = healthOf(suspicion, answer);
    const said = { ...params, answer: nameOf(answer) };
    // An API says it by its status alone, where a profile wants more.
    const busy = state === 'overloaded' || (state === 'unexpected-status' && (answer.status === 429 || answer.status === 503));
    if (!busy) return ruledOut('answered-otherwise', said, ['exchange']);
    const { field, value, wanted, retryAfterSeconds } = params;
    if (field !== undefined && value !== undefined && wanted !== undefined) return confirmed('says-its-load', { ...said, field, value, wanted }, ['exchange']);
    return retryAfterSeconds === undefined ? confirmed('says-so', said, ['exchange'], 'likely') : confirmed('come-back', { ...said, retryAfterSeconds }, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'mirror/spread-requests',
      audience: 'you',
      text: {
        en: { title: 'Wait, or use another mirror', steps: ['Wait as long as the service says, with growing pauses between retries.', 'With several mirrors let a healthy one be chosen: culprit mirror select https://mirror-a https://mirror-b'] },
        'zh-CN': { title: '等待，或改用其他镜像', steps: ['按服务的要求等待，并逐次拉长重试间隔。', '若有多个镜像，请选出健康的那一个：culprit mirror select https://镜像甲 https://镜像乙'] },
      },
    }),
  ],
});
