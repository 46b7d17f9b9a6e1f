import type { Cause } from '@culprit/core';
import { frontRefusal } from './front-refusal.ts';

/** A protection wants a script run or a riddle solved, which no program can. */
export const botChallenge: Cause = frontRefusal({
  id: 'network/bot-challenge',
  kind: 'challenge',
  text: {
    en: {
      title: 'A bot protection takes this client for a robot',
      about: 'A protection before the service answers with a challenge, a page that a browser passes and a program can\'t. Name, connection, encryption and credential are not the matter: the service never saw the request.',
      confirmed: {
        'user-agent': '{mark} answers with a challenge; in the experiment, the same request under a browser\'s User-Agent got {status}',
        credential: '{mark} answers with a challenge; without the credential the answer is {status}',
        path: '{mark} answers with a challenge here, while the root of the service answers {status}',
        everywhere: '{mark} answers with a challenge, whatever the path and the User-Agent',
        mark: 'The answer is a challenge of {mark}; nothing could be asked to compare',
      },
    },
    'zh-CN': {
      title: '机器人防护把当前客户端当成了机器人',
      about: '服务前面的防护返回了验证页面：浏览器可以通过，程序则不行。问题不在域名、连接、加密或凭据，服务根本没有看到该请求。',
      confirmed: {
        'user-agent': '{mark} 返回验证页面；实验中换成浏览器的 User-Agent，同一请求返回 {status}',
        credential: '{mark} 返回验证页面；不带凭据时返回 {status}',
        path: '{mark} 对该路径返回验证页面，而服务的根路径返回 {status}',
        everywhere: '无论路径和 User-Agent 如何，{mark} 都返回验证页面',
        mark: '响应是 {mark} 的验证页面；未能发出其他请求作对照',
      },
    },
  },
  suspectedBy: ['network/http-response#challenged'],
});
