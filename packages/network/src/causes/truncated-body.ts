import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { exchangeInput } from '../checks/exchange-input.ts';
import { httpExchange } from '../facts/http-exchange.ts';
import { answerOf, failedExchange, notAnswered, resourceOf } from './http-experiments.ts';

/** The body is shorter than its own framing says. */
export const truncatedBody: Cause = defineCause({
  id: 'network/truncated-body',
  owner: 'service',
  layer: 'http',
  order: 60,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The answer breaks off',
      about: 'The connection ended before the body that the head announced: a proxy with a full disk or a time limit, or an application that fails while it writes.',
      confirmed: {
        'every-time': 'It broke off after {bytes} bytes, and a second request broke off too',
        'this-time': 'It broke off after {bytes} bytes, while a second request was complete: it happens at times',
        once: 'It broke off after {bytes} bytes; a second request could not be made',
      },
      ruledOut: { whole: 'The body is complete' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '响应中途断开',
      about: '响应头所声明的内容还没传完，连接就结束了：代理磁盘已满或触发时限，或应用在写出时出错。',
      confirmed: {
        'every-time': '收到 {bytes} 字节后中断；第二次请求同样中断',
        'this-time': '收到 {bytes} 字节后中断；第二次请求则完整：属于偶发',
        once: '收到 {bytes} 字节后中断；未能再次请求',
      },
      ruledOut: { whole: '响应体是完整的' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#truncated'],
  controls: (suspicion) => {
    const input = exchangeInput(resourceOf(suspicion));
    return { exchange: failedExchange(suspicion), again: httpExchange.of({ ...input, headers: { ...input.headers, 'cache-control': 'no-cache' } }) };
  },
  judge: ({ facts: { exchange, again }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    if (answer.body.truncated !== 'closed-early') return ruledOut('whole', {}, ['exchange']);
    const announced = answer.headers['content-length'];
    const params = { bytes: answer.body.bytes, ...(announced === undefined ? {} : { announced }) };
    const second = answerOf(again);
    if (second === undefined) return confirmed('once', params, ['exchange'], 'likely');
    return second.body.truncated === 'closed-early' ? confirmed('every-time', params, ['exchange', 'again']) : confirmed('this-time', params, ['exchange', 'again'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/find-what-cuts-body',
      audience: 'operator',
      text: {
        en: { title: 'Find what cuts the body off', steps: ['Compare the answer of the application itself with that of each proxy before it; look for time limits and full temporary directories (nginx: proxy_max_temp_file_size, proxy_temp_path).'] },
        'zh-CN': { title: '查明响应体在哪里被截断', steps: ['分别对比应用本身与各级代理的响应；检查超时设置和已满的临时目录（nginx：proxy_max_temp_file_size、proxy_temp_path）。'] },
      },
    }),
  ],
});
