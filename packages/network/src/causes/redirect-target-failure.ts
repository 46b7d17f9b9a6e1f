import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { chainOf, notAnswered } from './http-experiments.ts';

/** The redirect itself is sound; what it leads to is not. */
export const redirectTargetFailure: Cause = defineCause({
  id: 'network/redirect-target-failure',
  owner: 'service',
  layer: 'http',
  order: 45,
  scope: 'endpoint',
  text: {
    en: {
      title: 'What the service redirects to does not answer',
      about: 'The service itself answers, and sends its clients elsewhere: to a log-in host, a CDN, a storage. That other place is what fails.',
      confirmed: {
        name: '{from} redirects to {last}, whose name does not resolve ({how})',
        connection: '{from} redirects to {last}, where no connection can be made ({how})',
        tunnel: '{from} redirects to {last}, to where the proxy opens no way ({how})',
        tls: '{from} redirects to {last}, where no encryption can be agreed on ({how})',
        http: '{from} redirects to {last}, which takes the request and does not answer it ({how})',
        unanswered: '{from} redirects to {last}, from where no answer came in time',
        'error-status': '{from} redirects to {last}, which answers {status}',
        refused: '{from} redirects to {last}, where {by} refuses ({status})',
        'private-address': '{from} redirects to {last}, an address of a private network that no outside client can reach; it was not asked',
      },
      ruledOut: { arrives: 'What the redirects lead to answers' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务重定向到的地址没有应答',
      about: '服务本身有应答，但把客户端引向了别处：登录站点、CDN 或存储。出错的是那个地方。',
      confirmed: {
        name: '{from} 重定向到 {last}，其域名无法解析（{how}）',
        connection: '{from} 重定向到 {last}，无法与其建立连接（{how}）',
        tunnel: '{from} 重定向到 {last}，代理没有打通到那里的路径（{how}）',
        tls: '{from} 重定向到 {last}，与其协商加密失败（{how}）',
        http: '{from} 重定向到 {last}，对方收下请求却没有应答（{how}）',
        unanswered: '{from} 重定向到 {last}，未能及时等到应答',
        'error-status': '{from} 重定向到 {last}，返回 {status}',
        refused: '{from} 重定向到 {last}，在那里被 {by} 拒绝（{status}）',
        'private-address': '{from} 重定向到 {last}，那是外部客户端无法访问的私有网络地址，因此没有访问',
      },
      ruledOut: { arrives: '重定向所指的地址有应答' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/redirects#target-fails'],
  controls: (suspicion) => ({ chain: chainOf(suspicion) }),
  judge: ({ facts: { chain }, confirmed, ruledOut, open }) => {
    if (chain === undefined) return open('not-observed', {}, []);
    const { last, hops, failure } = chain;
    const { status = 0, refusedBy, url = '' } = hops.at(-1) ?? {};
    const ended = chain.outcome === 'ended';
    const params = { last, from: ended ? hops.at(-2)?.url ?? url : url };
    if (chain.outcome === 'private') return confirmed('private-address', params, ['chain']);
    if (chain.outcome === 'failed') return failure === undefined ? confirmed('unanswered', params, ['chain'], 'likely') : confirmed(failure.step, { ...params, how: failure.how }, ['chain']);
    if (ended && refusedBy !== undefined) return confirmed('refused', { ...params, by: refusedBy, status }, ['chain']);
    return ended && status >= 500 ? confirmed('error-status', { ...params, status }, ['chain']) : ruledOut('arrives', {}, ['chain']);
  },
  remedies: [
    defineRemedy({
      id: 'network/examine-redirect-target',
      audience: 'you',
      text: {
        en: { title: 'Examine what it leads to', steps: ['Run: culprit "{last}". The cause stands there, layer by layer; signatures and tokens of the query are left out here.'] },
        'zh-CN': { title: '检查重定向所指的地址', steps: ['运行：culprit "{last}"，即可逐层查明原因；此处已略去查询参数中的签名和令牌。'] },
      },
    }),
    defineRemedy({
      id: 'network/repair-redirect-target',
      audience: 'operator',
      text: {
        en: { title: 'Repair {last}, or redirect elsewhere', steps: ['See that {last} is what clients should be sent to, and that it can be reached from outside.'] },
        'zh-CN': { title: '修复 {last}，或改变重定向目标', steps: ['确认 {last} 确实是客户端应去的地方，并且从外部可以访问。'] },
      },
    }),
  ],
});
