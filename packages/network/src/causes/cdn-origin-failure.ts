import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { failedExchange, isRoot, rootExchange } from './http-experiments.ts';
import { markOf, noSuchRefusal, refusalParams, weighRefusal, type RefusalControls } from './refusal-experiments.ts';

/** A CDN answers in place of a service that it can't reach. */
export const cdnOriginFailure: Cause = defineCause({
  id: 'network/cdn-origin-failure',
  owner: 'service',
  layer: 'service',
  order: 40,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The CDN gets no proper answer from the service behind it',
      about: 'The way to the CDN works. What fails is the way from there to the service\'s own server, which only its operator can mend.',
      confirmed: {
        refused: '{mark}: the server refuses the CDN\'s connections',
        'timed-out': '{mark}: the server does not answer the CDN in time',
        unreachable: '{mark}: the CDN finds no way to the server',
        'unknown-name': '{mark}: the name by which the CDN asks for the server does not resolve',
        'tls-failed': '{mark}: the CDN and the server don\'t agree on encryption, or the server\'s certificate is not valid',
        'bad-answer': '{mark}: what the server answers is empty or not to be understood',
        'one-path': '{mark} for this path, while the root of the service answers {status}',
      },
      ...noSuchRefusal.en,
    },
    'zh-CN': {
      title: 'CDN 没有从后端服务得到有效响应',
      about: '到 CDN 的路径正常，出错的是 CDN 到服务自身服务器的回源，只有运营方能够修复。',
      confirmed: {
        refused: '{mark}：服务器拒绝了 CDN 的连接',
        'timed-out': '{mark}：服务器未及时响应 CDN',
        unreachable: '{mark}：CDN 找不到通往服务器的路径',
        'unknown-name': '{mark}：CDN 回源所用的域名无法解析',
        'tls-failed': '{mark}：CDN 与服务器的加密协商失败，或服务器证书无效',
        'bad-answer': '{mark}：服务器的应答为空或无法识别',
        'one-path': '对该路径报错（{mark}），而服务的根路径返回 {status}',
      },
      ...noSuchRefusal['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#origin-unreachable'],
  controls: (suspicion): RefusalControls => ({ exchange: failedExchange(suspicion), ...(isRoot(suspicion) ? {} : { root: rootExchange(suspicion) }) }),
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const verdict = weighRefusal(facts, 'origin');
    if (verdict === undefined) return open('not-observed', {}, []);
    if (verdict === 'other') return ruledOut('no-such-mark', {}, ['exchange']);
    const params = { ...refusalParams(verdict), mark: markOf(verdict.refusal) };
    if (verdict.over === 'path' && verdict.status < 500) return confirmed('one-path', params, verdict.witness);
    return confirmed(reasons[verdict.refusal.code ?? ''] ?? (verdict.status === 504 ? 'timed-out' : 'bad-answer'), params, verdict.witness);
  },
  remedies: [
    defineRemedy({
      id: 'network/repair-origin',
      audience: 'operator',
      text: {
        en: { title: 'Repair the way from the CDN to the server', steps: ['See that the server runs, that its firewall lets in the addresses of {by}, and that the origin\'s name, port and certificate in the CDN\'s settings are right.', 'Look for the request in the server\'s log: if it is not there, it never arrived.'] },
        'zh-CN': { title: '修复 CDN 的回源', steps: ['确认服务器在运行、其防火墙放行 {by} 的地址，且 CDN 配置中的源站域名、端口和证书正确。', '在服务器日志中查找该请求：若没有记录，说明请求没有到达。'] },
      },
    }),
  ],
});

/** Cloudflare's numbers: developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/ */
const reasons: { readonly [code: string]: 'refused' | 'timed-out' | 'unreachable' | 'unknown-name' | 'tls-failed' | 'bad-answer' } = {
  '520': 'bad-answer', '521': 'refused', '522': 'timed-out', '523': 'unreachable', '524': 'timed-out', '525': 'tls-failed', '526': 'tls-failed',
  '530': 'unknown-name', '1016': 'unknown-name', '1033': 'unreachable',
};
