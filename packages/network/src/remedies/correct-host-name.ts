import { defineRemedy, type Remedy } from '@culprit/core';

/** For a name that does not exist. */
export const correctHostName: Remedy = defineRemedy({
  id: 'network/correct-host-name',
  audience: 'you',
  applies: ({ alias }) => alias === undefined,
  text: {
    en: {
      title: 'Correct the name {host}',
      steps: [
        'Compare it letter by letter with what the service documents.',
        'If it belongs to a company or cloud network, connect to that network (VPN) or use the public name of the service.',
        'If it used to work, ask its owner: the domain may have lapsed.',
      ],
    },
    'zh-CN': {
      title: '更正域名 {host}',
      steps: [
        '请与服务文档中的写法逐字核对。',
        '若它属于企业或云内网，请接入该网络（VPN），或改用该服务的公网域名。',
        '若以前可用，请询问其所有者：域名可能已过期。',
      ],
    },
  },
});
