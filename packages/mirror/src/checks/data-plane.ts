import { defineCheck, type Check, type Conclusion } from '@culprit/core';
import { dataWalk, elsewhere } from '../facts/data-walk.ts';
import { pinRevision } from '../remedies/pin-revision.ts';
import { tellOperator } from '../remedies/tell-operator.ts';
import { modelMirror } from '../targets/model-mirror.ts';

/** Where the bytes of a file come from, hop by hop. A mirror that lists everything may serve nothing. */
export const dataPlane: Check = defineCheck({
  id: 'mirror/data-plane',
  layer: 'service',
  target: modelMirror,
  findings: {
    served: { outcome: 'pass' },
    'served-elsewhere': { outcome: 'pass' },
    unreachable: { outcome: 'fail', severity: 'critical', owner: 'path' },
    // Where the host of the data has no plugin that knows certificates.
    untrusted: { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    refused: { outcome: 'fail', severity: 'critical', owner: 'service' },
    stripped: { outcome: 'fail', severity: 'critical', owner: 'path' },
    'sent-away': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'pages-elsewhere': { outcome: 'fail', severity: 'minor', owner: 'service', remedy: tellOperator },
    gated: { outcome: 'fail', severity: 'critical', owner: 'account' },
    'file-refused': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: pinRevision },
    'no-answer': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    'not-followed': { outcome: 'inconclusive', required: false },
    'no-file': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Data plane of the mirror',
      why: 'Listings come from the mirror while large files come from where it redirects to; that host may be out of reach, and no list says so.',
      findings: {
        served: '{file} comes from {data} after {delayMs} ms',
        'served-elsewhere': '{file} comes from {data} after {delayMs} ms, which is not the mirror {host}',
        unreachable: '{host} leads to {data} for {file}, and {data} gives no answer ({how})',
        untrusted: '{host} leads to {data} for {file}, and the certificate of {data} does not verify',
        refused: '{data} answers {status} for {file}',
        stripped: 'The answer for {file} lacks {missing}, which clients need',
        'sent-away': '{host} redirects the request for {file} to {data} instead of answering it',
        'pages-elsewhere': 'The next page of the listing is at {pages}, past the mirror',
        gated: '{file} is gated: its terms must be accepted first',
        'file-refused': '{host} does not give {file} ({state})',
        'no-answer': 'No complete answer about {file}: {how}',
        'not-followed': '{host} leads to {data} for {file}, which was left alone',
        'no-file': 'The listing named no file to follow',
      },
    },
    'zh-CN': {
      title: '镜像的数据面',
      why: '列表由镜像提供，大文件却来自它重定向到的主机；那台主机可能无法访问，而列表里看不出来。',
      findings: {
        served: '{file} 由 {data} 提供，耗时 {delayMs} 毫秒',
        'served-elsewhere': '{file} 由 {data} 提供，耗时 {delayMs} 毫秒；该主机不属于镜像 {host}',
        unreachable: '{host} 把 {file} 指向 {data}，而 {data} 没有应答（{how}）',
        untrusted: '{host} 把 {file} 指向 {data}，而 {data} 的证书未通过验证',
        refused: '{data} 对 {file} 返回 {status}',
        stripped: '{file} 的响应缺少客户端所需的 {missing}',
        'sent-away': '{host} 没有应答对 {file} 的请求，而是把它重定向到 {data}',
        'pages-elsewhere': '列表的下一页位于 {pages}，绕过了镜像',
        gated: '{file} 受限，须先同意其条款',
        'file-refused': '{host} 不提供 {file}（{state}）',
        'no-answer': '没有得到关于 {file} 的完整响应：{how}',
        'not-followed': '{host} 把 {file} 指向 {data}，未予访问',
        'no-file': '列表中没有可供跟踪的文件',
      },
    },
  },
  needs: (target) => ({ walk: dataWalk.of(target) }),
  evaluate: ({ target, facts: { walk }, conclude }) => {
    const last = walk.hops.at(-1);
    const params = {
      host: new URL(target.endpoint).host, file: walk.file ?? '–', data: walk.dataOrigin === undefined ? '–' : new URL(walk.dataOrigin).host, origin: walk.dataOrigin ?? '', delayMs: last?.tookMs ?? 0, how: last?.how ?? String(last?.status ?? '–'),
      status: last?.status ?? 0, missing: walk.missing?.join(', ') ?? '–', state: walk.state ?? '–', ...(last?.node === undefined ? {} : { node: last.node }),
    };
    const main = ((): Conclusion => {
      switch (walk.outcome) {
        case 'served': return walk.leftMirror ? conclude('served-elsewhere', params) : conclude('served', params);
        case 'answered': return walk.state === 'gated' ? conclude('gated', params) : conclude('file-refused', params);
        case 'too-many': return conclude('refused', params);
        // The data host may have troubles of its own, which the plugins that know such troubles find.
        case 'unreachable': case 'untrusted': {
          const there = { kind: 'http-resource', data: { url: `${params.origin}/`, ...elsewhere(target.route) } };
          return { ...conclude(walk.outcome, params), ...(params.origin === '' || params.origin === new URL(target.endpoint).origin ? {} : { leadsTo: there }) };
        }
        default: return { finding: walk.outcome, params };
      }
    })();
    return walk.pagesAt === undefined ? [main] : [main, conclude('pages-elsewhere', { pages: walk.pagesAt })];
  },
});
