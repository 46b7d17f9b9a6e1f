import type { OptionFields } from '@culprit/core';

/** The plain members of a config; `plugins`, `targets`, `checks`, `profiles` and `secrets` take several shapes and are read in validate.ts. */
export const plainFields: OptionFields = {
  allow: {
    type: 'list', items: { type: 'enum', values: ['observe', 'modify'] },
    text: { en: 'What facts may do; default: observe only', 'zh-CN': '允许事实采集做什么；默认只允许观察（observe）' },
  },
  controls: {
    type: 'object',
    text: { en: 'Third parties that may be asked to settle a suspicion', 'zh-CN': '出现疑点时可以询问的第三方' },
    fields: {
      resolvers: { type: 'list', items: { type: 'string' }, text: { en: 'Name servers to compare with', 'zh-CN': '用于对比的域名服务器' } },
      timeSources: { type: 'list', items: { type: 'string', pattern: '^(?:https?|ntp)://' }, text: { en: 'Origins whose Date header tells the time, and NTP servers: ntp://host', 'zh-CN': '通过 Date 响应头获取时间的站点，以及 NTP 服务器：ntp://主机' } },
      sni: { type: 'list', items: { type: 'string' }, text: { en: 'Server names to try in TLS experiments', 'zh-CN': 'TLS 对照实验中使用的服务器名称' } },
      portals: { type: 'list', items: { type: 'string', pattern: '^http://' }, text: { en: 'Plain HTTP addresses whose answer is known, to find a network that wants a log-in', 'zh-CN': '应答内容已知的明文 HTTP 地址，用于发现要求登录的网络' } },
      egress: { type: 'list', items: { type: 'string', pattern: '^https?://' }, text: { en: 'Services that tell the address and country that you come from; default: none', 'zh-CN': '返回出口地址和国家的服务；默认不使用' } },
    },
  },
  concurrency: {
    type: 'integer', min: 1, max: 1024,
    text: { en: 'How many facts are gathered at the same time; default 64', 'zh-CN': '同时采集的事实数量，默认 64' },
  },
};

/** What stands beside the data of a target. */
export const targetFields: OptionFields = {
  kind: { type: 'string', required: true, text: { en: 'The kind of target, as "culprit list targets" shows it', 'zh-CN': '目标类型，见 culprit list targets' } },
  name: { type: 'string', text: { en: 'What you call it', 'zh-CN': '为目标取的名称' } },
  tags: { type: 'list', items: { type: 'string' }, text: { en: 'Words to select it by', 'zh-CN': '用于筛选的标签' } },
  interval: { type: 'duration', min: 1_000, text: { en: 'How often the server examines it', 'zh-CN': '服务端检查的间隔' } },
  jitter: { type: 'duration', text: { en: 'By how much a look of the server may come later', 'zh-CN': '服务端每次检查最多可以推迟多久' } },
  timeout: { type: 'duration', min: 1, text: { en: 'How long a look of the server may take', 'zh-CN': '服务端单次检查的时限' } },
  retries: { type: 'integer', min: 0, max: 10, text: { en: 'How often the server looks again before a failure counts', 'zh-CN': '服务端在判定失败前的重试次数' } },
  retryDelay: { type: 'duration', text: { en: 'How long the server waits before it looks again', 'zh-CN': '服务端重试前等待的时间' } },
  paused: { type: 'boolean', text: { en: 'Whether the server leaves it alone', 'zh-CN': '服务端是否暂停检查' } },
};
