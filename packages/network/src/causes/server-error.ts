import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, failedExchange, isRoot, notAnswered, otherStatus, rootExchange, serverOf } from './http-experiments.ts';

/** 500, 501, 503 without a time to come back, and what else begins with 5. */
export const serverError: Cause = defineCause({
  id: 'network/server-error',
  owner: 'service',
  layer: 'service',
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service fails with {status}',
      unknown: { status: 'a 5xx status' },
      about: 'The request arrived and the service failed over it. Nothing on this side needs to change.',
      confirmed: {
        everywhere: 'The root of the service fails as well, with {rootStatus}',
        'this-path': 'The root of the service answers {rootStatus}: only this path fails',
        'path-unknown': 'The service itself answers {status}',
        'path-unknown-server': '{server} answers {status}',
      },
      ruledOut: otherStatus.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务出错，返回 {status}',
      unknown: { status: '5xx 状态码' },
      about: '请求已送达，是服务处理时出错。客户端这边无需改动。',
      confirmed: {
        everywhere: '服务的根路径同样出错，返回 {rootStatus}',
        'this-path': '服务的根路径返回 {rootStatus}：只有该路径出错',
        'path-unknown': '服务自己返回 {status}',
        'path-unknown-server': '{server} 返回 {status}',
      },
      ruledOut: otherStatus['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#server-error'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), root: rootExchange(suspicion) }),
  judge: ({ suspicion, facts: { exchange, root }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    const { status } = answer;
    if (status < 500) return ruledOut('other-status', { status }, ['exchange']);
    const server = serverOf(answer);
    const named = server === undefined ? {} : { server };
    const rootStatus = answerOf(root)?.status;
    if (!isRoot(suspicion) && rootStatus !== undefined) {
      return confirmed(rootStatus >= 500 ? 'everywhere' : 'this-path', { status, rootStatus, ...named }, ['exchange', 'root']);
    }
    return server === undefined ? confirmed('path-unknown', { status }, ['exchange']) : confirmed('path-unknown-server', { status, server }, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'network/report-to-operator',
      audience: 'operator',
      text: {
        en: { title: 'Look into the service\'s log', steps: ['Look for this request\'s time and its x-request-id in the log of the service: the failure is recorded there.'] },
        'zh-CN': { title: '查看服务日志', steps: ['按本次请求的时间和 x-request-id 在服务日志中查找，出错原因记录在那里。'] },
      },
    }),
  ],
});
