import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { failedRequest, notObserved, pointedToBy } from '../live/store-questions.ts';

/** Something between client and store changes what is signed: a proxy that rewrites Host or a field. */
export const requestAlteredInFlight: Cause = defineCause({
  id: because.alteredRequest,
  owner: 'path',
  layer: 'account',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The signed request is changed on the way',
      about: 'The store signs another text than the client did: a reverse proxy or CDN rewrites the Host field, the path or a signed header.',
      confirmed: { 'text-differs': 'The store received another {part}: "{theirs}" where this client signed "{ours}"' },
      ruledOut: { 'same-text': 'The store signed the same text as this client' },
      open: { ...notObserved.en, 'no-echo': 'The store does not say what it signed; try a way without proxy (--proxy direct) or the store\'s own endpoint' },
    },
    'zh-CN': {
      title: '已签名的请求在途中被改动',
      about: '存储服务签名的内容与客户端不同：反向代理或 CDN 改写了 Host、路径或已签名的请求头。',
      confirmed: { 'text-differs': '存储服务收到的 {part} 不同：为“{theirs}”，而本客户端签名的是“{ours}”' },
      ruledOut: { 'same-text': '存储服务签名的内容与本客户端相同' },
      open: { ...notObserved['zh-CN'], 'no-echo': '存储服务没有说明它签名的内容；请改用不经代理的路径（--proxy direct）或存储服务自己的端点再试' },
    },
  },
  suspectedBy: ['storage-endpoint/listing#signature-refused'],
  concerns: pointedToBy(because.alteredRequest),
  controls: (suspicion) => ({ answer: failedRequest(suspicion) }),
  judge: ({ facts: { answer }, confirmed, ruledOut, open }) => {
    if (answer?.outcome !== 'refused') return open('not-observed', {}, []);
    if (answer.signedText === undefined) return open('no-echo', {}, ['answer']);
    if (answer.signedText === 'same') return ruledOut('same-text', {}, ['answer']);
    const { part, ours, theirs } = answer.signedText;
    return confirmed('text-differs', { part, ours, theirs }, ['answer']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/keep-request-unchanged',
      audience: 'operator',
      text: {
        en: { title: 'Let the proxy pass the request on as it is', steps: ['The {part} must arrive as it was sent. nginx: proxy_set_header Host $http_host; and proxy_pass without a path. A CDN: forward the Host field, and add, drop or reorder nothing that is signed.'] },
        'zh-CN': { title: '让代理原样转发请求', steps: ['{part} 必须原样到达。nginx：proxy_set_header Host $http_host;，且 proxy_pass 不带路径。CDN：转发 Host，并且不要增删或改写已签名的内容。'] },
      },
    }),
  ],
});
