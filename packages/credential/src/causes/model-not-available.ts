import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { liveState } from '../facts/live-state.ts';
import { answerOf, failedState, keyOf, verdictOf } from '../live-state/experiments.ts';
import { stateInput } from '../live-state/state-input.ts';

/** The key is good; the model is not among those that it may use. */
export const modelNotAvailable: Cause = defineCause({
  id: 'credential/model-not-available',
  owner: 'account',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The key can\'t use the model',
      about: 'The name is written otherwise at this provider, the model has to be opened in the account first, or the relay has no channel for it.',
      confirmed: {
        'not-in-list': 'The provider takes the key, and {model} is not in the list of its models; the nearest: {nearest}',
        'said-so': 'The provider says so ({answer})',
      },
      ruledOut: { 'key-refused': 'The provider does not take the key at all ({answer})' },
      open: { 'not-observed': 'The list of models could not be read' },
    },
    'zh-CN': {
      title: '该密钥无法使用此模型',
      about: '模型在此提供方的名称不同、账户尚未开通该模型，或中转没有对应渠道。',
      confirmed: {
        'not-in-list': '提供方接受该密钥，但其模型列表中没有 {model}；最接近的是：{nearest}',
        'said-so': '提供方如此答复（{answer}）',
      },
      ruledOut: { 'key-refused': '提供方根本不接受该密钥（{answer}）' },
      open: { 'not-observed': '未能读取模型列表' },
    },
  },
  suspectedBy: ['credential/live-state#model-not-available'],
  controls: (suspicion) => {
    const { model: _, ...input } = stateInput(keyOf(suspicion));
    return { state: failedState(suspicion), bare: liveState.of(input) };
  },
  judge: ({ suspicion, facts: { state, bare }, confirmed, ruledOut, open }) => {
    if (state?.outcome !== 'judged' || verdictOf(bare) === undefined) return open('not-observed', {}, []);
    if (verdictOf(bare) === 'model-not-available') return confirmed('said-so', { answer: answerOf(state) }, ['state']);
    if (verdictOf(bare) !== 'accepted') return ruledOut('key-refused', { answer: answerOf(bare) }, ['bare']);
    return confirmed('not-in-list', { model: keyOf(suspicion).model ?? '?', nearest: state.nearestModels?.join(', ') ?? '–', answer: answerOf(state) }, ['state', 'bare']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/choose-listed-model',
      audience: 'you',
      text: {
        en: { title: 'Use a model that the key may use', steps: ['Take the name from the provider\'s list of models, to the letter (Ark: the endpoint id ep-…; Azure: the name of the deployment), or open the model in the console.'] },
        'zh-CN': { title: '使用密钥可用的模型', steps: ['从提供方的模型列表中原样复制名称（方舟：接入点 ID ep-…；Azure：部署名称），或在控制台开通该模型。'] },
      },
    }),
  ],
});
