import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import { exchangeInput } from '../checks/exchange-input.ts';
import { httpExchange, type HttpExchange } from '../facts/http-exchange.ts';
import { failedExchange, isRoot, notAnswered, resourceOf, rootExchange } from './http-experiments.ts';

/** `exchange`, `again`, and `root` where that is another path. */
type Controls = { readonly [name: string]: Request<HttpExchange> };

/** How long an answer took while this program was there to see it. */
const attended = ({ tookMs, stalledMs = 0 }: HttpExchange): number => Math.max(0, Math.round(tookMs - stalledMs));

/** The way is quick and the service takes its time. */
export const slowAnswer: Cause = defineCause({
  id: 'network/slow-answer',
  owner: 'service',
  layer: 'service',
  order: 90,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service is slow to answer',
      about: 'Name, connection and encryption take little of the time; the service, or a proxy before it, takes the rest. Clients with a short time limit give up.',
      confirmed: {
        'this-path': 'It took {ms} ms, and {againMs} ms the second time; the root of the service takes {rootMs} ms',
        'whole-service': 'It took {ms} ms, and {againMs} ms the second time; the root of the service takes {rootMs} ms as well',
        'every-time': 'It took {ms} ms, and {againMs} ms the second time',
        'first-time': 'It took {ms} ms, and only {againMs} ms the second time: something had to wake up, or a cache to fill',
      },
      ruledOut: {
        'not-answered': 'There is no answer that could be slow',
        'busy-machine': 'Of {ms} ms this program stood still for {stalledMs} ms, too busy to see an answer; the second one took {againMs} ms',
      },
      open: { ...notAnswered.en, 'not-repeated': 'The request could not be repeated to see whether it is slow every time' },
    },
    'zh-CN': {
      title: '服务响应缓慢',
      about: '解析、连接和加密只占少量时间，其余都花在服务或其前置代理上。超时设置较短的客户端会放弃等待。',
      confirmed: {
        'this-path': '用时 {ms} 毫秒，第二次 {againMs} 毫秒；而服务的根路径用时 {rootMs} 毫秒',
        'whole-service': '用时 {ms} 毫秒，第二次 {againMs} 毫秒；服务的根路径同样用时 {rootMs} 毫秒',
        'every-time': '用时 {ms} 毫秒，第二次 {againMs} 毫秒',
        'first-time': '用时 {ms} 毫秒，而第二次只用了 {againMs} 毫秒：可能是冷启动或缓存未命中',
      },
      ruledOut: {
        'not-answered': '没有得到响应，谈不上缓慢',
        'busy-machine': '在 {ms} 毫秒中，本程序有 {stalledMs} 毫秒忙得停顿，看不到响应；第二次用时 {againMs} 毫秒',
      },
      open: { ...notAnswered['zh-CN'], 'not-repeated': '未能重复请求以确认是否每次都慢' },
    },
  },
  suspectedBy: ['network/response-time#slow-answer'],
  controls: (suspicion): Controls => {
    const input = exchangeInput(resourceOf(suspicion));
    return {
      exchange: failedExchange(suspicion),
      again: httpExchange.of({ ...input, headers: { ...input.headers, 'cache-control': 'no-cache' } }),
      ...(isRoot(suspicion) ? {} : { root: rootExchange(suspicion) }),
    };
  },
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const { exchange, again, root } = facts;
    if (exchange === undefined) return open('not-observed', {}, []);
    if (exchange.outcome !== 'answered') return ruledOut('not-answered', {}, ['exchange']);
    if (again?.outcome !== 'answered') return open('not-repeated', {}, ['exchange']);
    const { stalledMs = 0 } = exchange;
    const [ms, againMs] = [attended(exchange), attended(again)];
    if (againMs * 3 < ms + stalledMs && stalledMs > ms) return ruledOut('busy-machine', { ms: ms + stalledMs, stalledMs, againMs }, ['exchange', 'again']);
    if (againMs * 3 < ms) return confirmed('first-time', { ms, againMs }, ['exchange', 'again'], 'likely');
    if (root?.outcome !== 'answered') return confirmed('every-time', { ms, againMs }, ['exchange', 'again']);
    const rootMs = attended(root);
    return confirmed(rootMs * 3 < ms ? 'this-path' : 'whole-service', { ms, againMs, rootMs }, ['exchange', 'again', 'root']);
  },
  remedies: [
    defineRemedy({
      id: 'network/find-slow-part',
      audience: 'operator',
      text: {
        en: { title: 'Find what the service waits for', steps: ['Look for this request in the log or the traces of the service; a Server-Timing field in the answer names the parts (culprit -v shows it).'] },
        'zh-CN': { title: '查明服务在等待什么', steps: ['在服务的日志或链路追踪中查找该请求；响应中的 Server-Timing 会列出各部分耗时（culprit -v 可以看到）。'] },
      },
    }),
    defineRemedy({
      id: 'network/wait-longer',
      audience: 'you',
      text: {
        en: { title: 'Give the client more time', steps: ['Set its time limit well above {ms} ms, and keep the connection open between requests.'] },
        'zh-CN': { title: '给客户端更多时间', steps: ['把超时设置得明显高于 {ms} 毫秒，并在多次请求之间保持连接。'] },
      },
    }),
  ],
});
