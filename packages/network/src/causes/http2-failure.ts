import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { exchangeInput } from '../checks/exchange-input.ts';
import { http2Exchange } from '../facts/http2-exchange.ts';
import { answerOf, failedExchange, notAnswered, resourceOf, unansweredCauses } from './http-experiments.ts';

/** One of HTTP/1.1 and HTTP/2 works, and the other does not. */
export const http2Failure: Cause = defineCause({
  id: 'network/http2-failure',
  owner: 'service',
  layer: 'http',
  order: 30,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service works over one version of HTTP only',
      about: 'The server offers HTTP/2 (RFC 9113) by ALPN, and answers over one version only. Clients differ in which one they take: hence "works with curl and fails in the browser", or the reverse.',
      confirmed: {
        'second-fails': 'Over HTTP/2 the request ends with {how} ({code}), while over HTTP/1.1 the answer is {status}',
        'first-required': 'Over HTTP/2 the server asks for HTTP/1.1 (HTTP_1_1_REQUIRED); over that the answer is {status}',
        'calm-required': 'Over HTTP/2 the server refuses at once for excessive load (ENHANCE_YOUR_CALM), while over HTTP/1.1 the answer is {status}',
        'first-fails': 'Over HTTP/1.1 the request ends with {how}, while over HTTP/2 the answer is {status}',
      },
      ruledOut: { 'not-offered': 'The server does not offer HTTP/2', 'same-over-both': 'It is the same over both versions' },
      open: { ...notAnswered.en, 'not-compared': 'The versions could not be compared' },
    },
    'zh-CN': {
      title: '服务只能通过某一个 HTTP 版本使用',
      about: '服务器通过 ALPN 提供 HTTP/2（RFC 9113），却只在一个版本上有应答。各客户端选用的版本不同，于是出现“curl 正常而浏览器失败”或相反的情形。',
      confirmed: {
        'second-fails': '通过 HTTP/2 请求以 {how} 告终（{code}），而通过 HTTP/1.1 返回 {status}',
        'first-required': '通过 HTTP/2 时服务器要求改用 HTTP/1.1（HTTP_1_1_REQUIRED）；改用后返回 {status}',
        'calm-required': '通过 HTTP/2 时服务器立即以负载过高为由拒绝（ENHANCE_YOUR_CALM），而通过 HTTP/1.1 返回 {status}',
        'first-fails': '通过 HTTP/1.1 请求以 {how} 告终，而通过 HTTP/2 返回 {status}',
      },
      ruledOut: { 'not-offered': '服务器不提供 HTTP/2', 'same-over-both': '两个版本结果相同' },
      open: { ...notAnswered['zh-CN'], 'not-compared': '未能比较两个版本' },
    },
  },
  suspectedBy: [
    'network/http2#fails', 'network/http-response#empty', 'network/http-response#closed', 'network/http-response#reset', 'network/http-response#timed-out', 'network/http-response#malformed',
  ],
  // HTTP/2 is agreed on by ALPN: nobody speaks it in the clear.
  concerns: (suspicion) => resourceOf(suspicion).url.startsWith('https:'),
  supersedes: ({ id }) => unansweredCauses.has(id) || id === 'network/malformed-response',
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), second: http2Exchange.of(exchangeInput(resourceOf(suspicion))) }),
  judge: ({ facts: { exchange: first, second }, confirmed, ruledOut, open }) => {
    if (first === undefined) return open('not-observed', {}, []);
    if (second === undefined || second.outcome === 'no-handshake') return open('not-compared', {}, ['exchange']);
    if (second.outcome === 'not-offered') return ruledOut('not-offered', {}, ['second']);
    const status = answerOf(first)?.status;
    if (second.outcome === 'answered') {
      return status === undefined ? confirmed('first-fails', { how: first.outcome, status: second.status, better: '2' }, ['exchange', 'second']) : ruledOut('same-over-both', {}, ['exchange', 'second']);
    }
    if (status === undefined) return ruledOut('same-over-both', {}, ['exchange', 'second']);
    const { code, outcome: how } = second;
    const params = { code, how, status, better: '1.1' };
    if (code === 'HTTP_1_1_REQUIRED') return confirmed('first-required', params, ['exchange', 'second']);
    return confirmed(code === 'ENHANCE_YOUR_CALM' ? 'calm-required' : 'second-fails', params, ['exchange', 'second']);
  },
  remedies: [
    defineRemedy({
      id: 'network/use-http1',
      audience: 'you',
      applies: ({ better }) => better === '1.1',
      text: {
        en: { title: 'Use HTTP/1.1 until it is repaired', steps: ['Tell the client to: curl --http1.1; undici: allowH2: false; Go: GODEBUG=http2client=0; httpx: http2=False; Java: HttpClient.Version.HTTP_1_1.'] },
        'zh-CN': { title: '在修复之前使用 HTTP/1.1', steps: ['按所用客户端设置：curl --http1.1；undici：allowH2: false；Go：GODEBUG=http2client=0；httpx：http2=False；Java：HttpClient.Version.HTTP_1_1。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ exchange: failedExchange(suspicion) }),
        works: ({ facts: { exchange } }) => (exchange === undefined ? undefined : answerOf(exchange) !== undefined),
      },
    }),
    defineRemedy({
      id: 'network/use-http2',
      audience: 'you',
      applies: ({ better }) => better === '2',
      text: {
        en: { title: 'Use a client that speaks HTTP/2', steps: ['Tell the client to: curl --http2; undici: allowH2: true; Go and Java do by themselves; httpx: http2=True. Python\'s requests speaks HTTP/1.1 only.'] },
        'zh-CN': { title: '使用支持 HTTP/2 的客户端', steps: ['curl --http2；undici：allowH2: true；Go 和 Java 默认支持；httpx：http2=True。Python 的 requests 只支持 HTTP/1.1。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ second: http2Exchange.of(exchangeInput(resourceOf(suspicion))) }),
        works: ({ facts: { second } }) => (second === undefined ? undefined : second.outcome === 'answered'),
      },
    }),
    defineRemedy({
      id: 'network/repair-http-version',
      audience: 'operator',
      text: {
        en: { title: 'Repair the other version, or stop offering it', steps: ['Look in the log of whatever ends TLS for the error code; where a version can\'t be served, take it out of the ALPN list (nginx: http2 off).'] },
        'zh-CN': { title: '修复另一版本，或不再提供', steps: ['在终止 TLS 的设备日志中查找该错误码；若某个版本无法提供，请将其从 ALPN 列表中去掉（nginx：http2 off）。'] },
      },
    }),
  ],
});
