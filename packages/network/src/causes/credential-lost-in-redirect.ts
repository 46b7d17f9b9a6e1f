import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { chainOf, notAnswered } from './http-experiments.ts';

/** Clients drop a credential at the border of an origin (fetch §4.4, curl, requests); what comes after wants it. */
export const credentialLostInRedirect: Cause = defineCause({
  id: 'network/credential-lost-in-redirect',
  owner: 'machine',
  layer: 'http',
  order: 44,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The credential is lost on the way: a redirect leads to another origin',
      about: 'Another scheme, host or port is another origin, and clients send no credential there, as Culprit does not. The service that it leads to then says that the credential is missing.',
      confirmed: {
        'other-scheme': '{from} redirects to {last} by another scheme, and {last} answers {status} without the credential',
        'other-host': '{from} redirects to another host, and {last} answers {status} without the credential',
      },
      ruledOut: { 'same-origin': 'No redirect leaves the origin', 'let-in': 'What the redirects lead to wants no credential' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '凭据在途中丢失：重定向到了另一个源',
      about: '协议、主机或端口不同即为不同的源，客户端不会把凭据带过去，Culprit 也不会。重定向所到的服务于是报告缺少凭据。',
      confirmed: {
        'other-scheme': '{from} 换了协议重定向到 {last}，而 {last} 在未带凭据时返回 {status}',
        'other-host': '{from} 重定向到另一主机，而 {last} 在未带凭据时返回 {status}',
      },
      ruledOut: { 'same-origin': '重定向没有离开原来的源', 'let-in': '重定向所到之处不要求凭据' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/redirects#credential-lost'],
  controls: (suspicion) => ({ chain: chainOf(suspicion) }),
  judge: ({ facts: { chain }, confirmed, ruledOut, open }) => {
    if (chain === undefined) return open('not-observed', {}, []);
    const { hops, last } = chain;
    if (!chain.credentialLeft) return ruledOut('same-origin', {}, ['chain']);
    const status = hops.at(-1)?.status ?? 0;
    const from = hops[0]?.url ?? '';
    if (status !== 401 && status !== 403) return ruledOut('let-in', {}, ['chain']);
    const sameHost = URL.canParse(from) && URL.canParse(last) && new URL(from).hostname === new URL(last).hostname;
    // The credential itself is not tried there: it was given for another origin.
    return confirmed(sameHost ? 'other-scheme' : 'other-host', { from, last, status }, ['chain'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/use-final-address',
      audience: 'you',
      text: {
        en: { title: 'Use the final address from the start', steps: ['If {last} is where the service documents its API, put it in place of {from}: then no redirect is in the way, and the credential arrives.', 'If you don\'t know that host, don\'t send it the credential; ask the service which address its clients should use.'] },
        'zh-CN': { title: '一开始就使用最终地址', steps: ['如果 {last} 就是服务文档中的接口地址，请用它代替 {from}：没有重定向，凭据即可送达。', '如果不认识该主机，请不要把凭据发给它，并向服务方询问客户端应使用的地址。'] },
      },
    }),
  ],
});
