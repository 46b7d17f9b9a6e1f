import { defineCause, type Cause } from '@culprit/core';
import { markOf, noSuchRefusal, refusalControls, refusalParams, weighRefusal } from './refusal-experiments.ts';
import { exemptClient } from '../remedies/exempt-client.ts';
import { nameClient } from '../remedies/name-client.ts';

/** A protection wants a script run or a riddle solved, which no program can. */
export const botChallenge: Cause = defineCause({
  id: 'network/bot-challenge',
  owner: 'service',
  layer: 'http',
  order: 20,
  scope: 'endpoint',
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
      ...noSuchRefusal.en,
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
      ...noSuchRefusal['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#challenged'],
  controls: refusalControls,
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const verdict = weighRefusal(facts, 'challenge');
    if (verdict === undefined) return open('not-observed', {}, []);
    if (verdict === 'other') return ruledOut('no-such-mark', {}, ['exchange']);
    const params = { ...refusalParams(verdict), mark: markOf(verdict.refusal) };
    switch (verdict.over) {
      case 'nothing': return confirmed('everywhere', params, verdict.witness);
      case 'untried': return confirmed('mark', params, verdict.witness, 'likely');
      default: return confirmed(verdict.over, params, verdict.witness);
    }
  },
  remedies: [nameClient, exemptClient],
});
