import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { httpExchange, type HttpExchangeInput } from '../facts/http-exchange.ts';
import { exchangeInput } from '../checks/exchange-input.ts';
import { expectsData } from '../checks/judge-response.ts';
import { htmlTitle } from '../http/content.ts';
import { answerOf, failedExchange, notAnswered, resourceOf } from './http-experiments.ts';

/** A web page where a program expects JSON: "Unexpected token '<'". */
export const htmlInsteadOfData: Cause = defineCause({
  id: 'network/html-instead-of-data',
  owner: 'machine',
  layer: 'http',
  order: 60,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The URL leads to a web page, not to the API',
      about: 'Clients then fail over the "<" that pages begin with. Most often the base URL lacks its version prefix, or it is the address of the console.',
      confirmed: {
        'prefix-missing': 'A web page came for {path}, while {better} answers with JSON',
        'titled-page': 'The page "{page}" came, and {better} gives no data either',
        'untitled-page': 'A page without a title came, and {better} gives no data either',
      },
      ruledOut: { 'no-page': 'The answer is no web page', 'page-wanted': 'Nothing says that data were expected here' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '该网址指向网页，而不是接口',
      about: '客户端会在网页开头的“<”处报错。最常见的原因是基础网址少了版本前缀，或填成了控制台的地址。',
      confirmed: {
        'prefix-missing': '{path} 返回的是网页，而 {better} 返回 JSON',
        'titled-page': '返回的是网页“{page}”，{better} 也没有返回数据',
        'untitled-page': '返回的是一个没有标题的网页，{better} 也没有返回数据',
      },
      ruledOut: { 'no-page': '响应不是网页', 'page-wanted': '没有迹象表明此处应当返回数据' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#html-instead-of-data'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), prefixed: httpExchange.of(withPrefix(exchangeInput(resourceOf(suspicion)))) }),
  judge: ({ suspicion, facts: { exchange, prefixed }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    if (answer.kind !== 'html') return ruledOut('no-page', {}, ['exchange']);
    const resource = resourceOf(suspicion);
    if (!expectsData(resource)) return ruledOut('page-wanted', {}, ['exchange']);
    const better = withPrefix(exchangeInput(resource)).url;
    const page = htmlTitle(answer.body.text) || undefined;
    const other = answerOf(prefixed);
    if (other?.kind === 'json' && other.status < 500 && other.status !== 404 && other.status !== 410) {
      return confirmed('prefix-missing', { better, path: new URL(resource.url).pathname, found: true }, ['exchange', 'prefixed']);
    }
    const tried = { better: new URL(better).pathname, found: false };
    return page === undefined ? confirmed('untitled-page', tried, ['exchange', 'prefixed'], 'likely') : confirmed('titled-page', { ...tried, page }, ['exchange', 'prefixed'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/correct-base-url',
      audience: 'you',
      applies: ({ found }) => found === true,
      text: {
        en: { title: 'Put the version prefix into the base URL', steps: ['Use {better} in place of {path}: the base URL needs the prefix that the service documents.'] },
        'zh-CN': { title: '在基础网址中加上版本前缀', steps: ['用 {better} 代替 {path}：基础网址需要带上服务文档规定的前缀。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ prefixed: httpExchange.of(withPrefix(exchangeInput(resourceOf(suspicion)))) }),
        works: ({ facts: { prefixed } }) => {
          const answer = answerOf(prefixed);
          return answer === undefined ? undefined : answer.kind === 'json' && answer.status !== 404;
        },
      },
    }),
    defineRemedy({
      id: 'network/look-up-api-url',
      audience: 'you',
      applies: ({ found }) => found === false,
      text: {
        en: { title: 'Look up the URL of the API', steps: ['Take the base URL from the API\'s documentation rather than from the browser\'s address bar.'] },
        'zh-CN': { title: '查明接口的网址', steps: ['请从接口文档中获取基础网址，而不是从浏览器地址栏复制。'] },
      },
    }),
  ],
});

/** The request with `/v1` before its path or, where it has that, with `/api` before it. */
function withPrefix(input: HttpExchangeInput): HttpExchangeInput {
  const url = new URL(input.url);
  url.pathname = `${/^\/v\d+(?:\/|$)/.test(url.pathname) ? '/api' : '/v1'}${url.pathname}`;
  return { ...input, url: url.href };
}
