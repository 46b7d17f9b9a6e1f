import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { exchangeInput } from '../checks/exchange-input.ts';
import { httpExchange, type HttpExchange } from '../facts/http-exchange.ts';
import { answerOf, failedExchange, notAnswered, resourceOf } from './http-experiments.ts';

/** The body is not what Content-Encoding says: "incorrect header check", ERR_CONTENT_DECODING_FAILED. */
export const damagedCompression: Cause = defineCause({
  id: 'network/damaged-compression',
  owner: 'service',
  layer: 'http',
  order: 58,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The compressed body is damaged',
      about: 'The body is not what Content-Encoding says: not compressed at all, compressed twice, or cut off or changed by a proxy after it was compressed. Clients fail over it once they have read the head.',
      confirmed: {
        'plain-is-sound': 'As {coding} the body can\'t be decompressed ({code}); asked for without compression it is sound',
        'plain-too': 'The body can\'t be decompressed as {coding} ({code}), nor when it is asked for without compression',
        once: 'The body can\'t be decompressed ({code}); it could not be asked for without compression',
      },
      ruledOut: { sound: 'The body can be decompressed' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '压缩的响应体已损坏',
      about: '响应体与 Content-Encoding 所说的不符：根本没有压缩、压缩了两次，或压缩之后被代理截断、改动。客户端读完响应头后就会报错。',
      confirmed: {
        'plain-is-sound': '按 {coding} 无法解压响应体（{code}）；要求不压缩时则完好',
        'plain-too': '按 {coding} 无法解压响应体（{code}）；要求不压缩时同样如此',
        once: '无法解压响应体（{code}）；未能要求不压缩的响应作对照',
      },
      ruledOut: { sound: '响应体可以解压' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#undecodable'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), plain: uncompressed(suspicion) }),
  judge: ({ facts: { exchange, plain }, confirmed, ruledOut, open }) => {
    if (exchange === undefined) return open('not-observed', {}, []);
    if (exchange.outcome !== 'undecodable') return ruledOut('sound', {}, ['exchange']);
    const { code = '', coding = 'gzip' } = exchange;
    if (plain === undefined) return confirmed('once', { code, coding }, ['exchange'], 'likely');
    return confirmed(answerOf(plain) === undefined ? 'plain-too' : 'plain-is-sound', { code, coding, plain: answerOf(plain) !== undefined }, ['exchange', 'plain']);
  },
  remedies: [
    defineRemedy({
      id: 'network/ask-uncompressed',
      audience: 'you',
      applies: ({ plain }) => plain === true,
      text: {
        en: { title: 'Ask for the body without compression until it is repaired', steps: ['Send Accept-Encoding: identity (curl does by itself; in Python requests: headers={"Accept-Encoding": "identity"}).'] },
        'zh-CN': { title: '在修复之前要求不压缩的响应', steps: ['发送 Accept-Encoding: identity（curl 默认不要求压缩；Python requests：headers={"Accept-Encoding": "identity"}）。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ plain: uncompressed(suspicion) }),
        works: ({ facts: { plain } }) => (plain === undefined ? undefined : answerOf(plain) !== undefined),
      },
    }),
    defineRemedy({
      id: 'network/repair-compression',
      audience: 'operator',
      text: {
        en: { title: 'Compress once, in one place', steps: ['Ask the application and each proxy before it with curl -v --raw <URL>, and find the first whose body is not what its Content-Encoding says.', 'Switch compression off in all but one of them; whatever changes a body after that must unpack it first.'] },
        'zh-CN': { title: '只在一处压缩一次', steps: ['用 curl -v --raw <网址> 分别请求应用及其前面的各级代理，找出最先出现响应体与 Content-Encoding 不符的一级。', '只保留一处压缩；此后若要改动响应体，必须先解压。'] },
      },
    }),
  ],
});

function uncompressed(suspicion: Suspicion): Request<HttpExchange> {
  const input = exchangeInput(resourceOf(suspicion));
  return httpExchange.of({ ...input, headers: { ...input.headers, 'Accept-Encoding': 'identity' } });
}
