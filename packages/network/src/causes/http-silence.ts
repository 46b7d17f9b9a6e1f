import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { failedExchange, isRoot, notAnswered, rootExchange } from './http-experiments.ts';

/** The connection stands, the request is out, and no answer comes. */
export const httpSilence: Cause = defineCause({
  id: 'network/http-silence',
  owner: 'service',
  layer: 'http',
  order: 70,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service takes the request and does not answer in time',
      about: 'Connection and encryption work. The application hangs, waits for something behind it, or is slower than the time that was given.',
      confirmed: {
        'path-silent': 'No answer within {waitedMs} ms, while the root of the service answers: only this path hangs',
        'service-silent': 'No answer within {waitedMs} ms, and the root of the service does not answer either',
        'only-asked': 'No answer within {waitedMs} ms',
        'body-stalls': 'The head of the answer came ({status}), the rest of the body did not within {waitedMs} ms',
      },
      ruledOut: { answered: 'The request was answered or cut off, not left waiting' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务收到请求后迟迟没有应答',
      about: '连接和加密都正常。应用卡住了、在等待后端，或比给定的时间更慢。',
      confirmed: {
        'path-silent': '{waitedMs} 毫秒内没有应答，而服务的根路径有应答：只有该路径卡住',
        'service-silent': '{waitedMs} 毫秒内没有应答，服务的根路径同样没有应答',
        'only-asked': '{waitedMs} 毫秒内没有应答',
        'body-stalls': '响应头已到达（{status}），但响应体在 {waitedMs} 毫秒内没有传完',
      },
      ruledOut: { answered: '请求得到了应答或被切断，并非一直等待' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#timed-out'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), root: rootExchange(suspicion) }),
  judge: ({ suspicion, facts: { exchange, root }, confirmed, ruledOut, open }) => {
    if (exchange === undefined) return open('not-observed', {}, []);
    if (exchange.outcome !== 'timed-out') return ruledOut('answered', {}, ['exchange']);
    const waitedMs = Math.round(exchange.tookMs);
    if (exchange.phase === 'body') return confirmed('body-stalls', { waitedMs, status: exchange.status ?? 0 }, ['exchange']);
    if (isRoot(suspicion) || root === undefined) return confirmed('only-asked', { waitedMs }, ['exchange'], 'likely');
    return root.outcome === 'answered' ? confirmed('path-silent', { waitedMs }, ['exchange', 'root']) : confirmed('service-silent', { waitedMs }, ['exchange', 'root']);
  },
  remedies: [
    defineRemedy({
      id: 'network/find-what-hangs',
      audience: 'operator',
      text: {
        en: { title: 'Find out what the application waits for', steps: ['Look for the request in the application\'s log and for what it calls: database, other services, locks, a full worker pool.'] },
        'zh-CN': { title: '查明应用在等待什么', steps: ['在应用日志中找到该请求，检查它依赖的数据库、其他服务、锁，以及工作线程是否已满。'] },
      },
    }),
  ],
});
