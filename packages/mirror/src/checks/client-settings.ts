import { defineCheck, defineRemedy, type Check } from '@culprit/core';
import { machine } from '@culprit/network';
import { clientSettings } from '../facts/client-settings.ts';

const correct = defineRemedy({
  id: 'mirror/correct-setting',
  audience: 'you',
  text: {
    en: { title: 'Set {setting} to {better}', steps: ['export {setting}={better} before the program starts: clients read it when they are imported or made, and not again.'] },
    'zh-CN': { title: '把 {setting} 设为 {better}', steps: ['在程序启动前 export {setting}={better}：客户端只在导入或创建时读取一次。'] },
  },
});
const agree = defineRemedy({
  id: 'mirror/set-both',
  audience: 'you',
  text: {
    en: { title: 'Give {setting} and {other} one value', steps: ['openai ≥ 1 and its successors read OPENAI_BASE_URL, LangChain and openai 0.x read OPENAI_API_BASE: set both to the same URL, or one alone where one kind is used.'] },
    'zh-CN': { title: '让 {setting} 与 {other} 取值一致', steps: ['openai 1.x 及以后读取 OPENAI_BASE_URL，LangChain 和 openai 0.x 读取 OPENAI_API_BASE：请把两者设为同一网址；若只用其中一类程序，则只设一个。'] },
  },
});
const goOnline = defineRemedy({
  id: 'mirror/go-online',
  audience: 'you',
  text: {
    en: { title: 'Unset HF_HUB_OFFLINE where downloads are wanted', steps: ['unset HF_HUB_OFFLINE (and TRANSFORMERS_OFFLINE) before the program starts.'] },
    'zh-CN': { title: '需要下载时取消 HF_HUB_OFFLINE', steps: ['在程序启动前 unset HF_HUB_OFFLINE（以及 TRANSFORMERS_OFFLINE）。'] },
  },
});

/** Whether the variables that point clients at a mirror or a relay can do what they are meant to. */
export const clientSettingsCheck: Check = defineCheck({
  id: 'mirror/client-settings',
  layer: 'machine',
  target: machine,
  findings: {
    unset: { outcome: 'pass' },
    sound: { outcome: 'pass' },
    'prefix-missing': { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: correct },
    'prefix-too-many': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: correct },
    'whole-path': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: correct },
    'scheme-unwanted': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: correct },
    'read-by-one': { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: agree },
    contradicting: { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: agree },
    offline: { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: goOnline },
  },
  text: {
    en: {
      title: 'Where clients of models are pointed',
      why: 'A variable that only one of two tools reads sends the other one, and its key, somewhere else.',
      findings: {
        unset: 'No variable points clients of models anywhere',
        sound: '{setting}: {value}',
        'prefix-missing': '{setting} has no path: {value}. Clients append /chat/completions to it, and most services want /v1 before that',
        'prefix-too-many': '{setting} ends in a version: {value}. Its clients append /v1/messages, so that it stands there twice',
        'whole-path': '{setting} holds more than a base URL: {value}',
        'scheme-unwanted': '{setting} begins with a scheme: {value}. modelscope puts https:// before it',
        'read-by-one': '{setting} is set, {other} is not: openai ≥ 1 does not read {setting} and goes to OpenAI itself',
        contradicting: '{setting} and {other} lead to different places: which one counts depends on the program',
        offline: 'HF_HUB_OFFLINE is set: huggingface_hub asks nobody, whatever HF_ENDPOINT says',
      },
    },
    'zh-CN': {
      title: '模型客户端的指向',
      why: '若某个变量只有一种工具读取，另一种工具就会带着密钥去往别处。',
      findings: {
        unset: '没有变量指定模型客户端的去向',
        sound: '{setting}：{value}',
        'prefix-missing': '{setting} 没有路径：{value}。客户端会在其后追加 /chat/completions，而多数服务要求前面有 /v1',
        'prefix-too-many': '{setting} 以版本号结尾：{value}。客户端会追加 /v1/messages，版本号于是重复',
        'whole-path': '{setting} 不只是基础网址：{value}',
        'scheme-unwanted': '{setting} 带有协议头：{value}。modelscope 会自行在前面加上 https://',
        'read-by-one': '已设置 {setting}，但没有设置 {other}：openai 1.x 及以后不读取 {setting}，会直接访问 OpenAI',
        contradicting: '{setting} 与 {other} 指向不同的地方：以哪个为准取决于程序',
        offline: '已设置 HF_HUB_OFFLINE：无论 HF_ENDPOINT 如何设置，huggingface_hub 都不会联网',
      },
    },
  },
  needs: () => ({ given: clientSettings.of({}) }),
  evaluate: ({ facts: { given: { settings } }, conclude }) =>
    (settings.length === 0 ? conclude('unset') : settings.map(({ state, setting, value, better = '', other = '' }) => ({ finding: state, params: { setting, value, better, other } }))),
});
