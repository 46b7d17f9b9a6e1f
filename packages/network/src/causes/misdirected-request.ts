import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, failedExchange, notAnswered, otherStatus, resourceOf } from './http-experiments.ts';

/** 421 (RFC 9110 §15.5.20): the connection goes to a server that does not serve this name. */
export const misdirectedRequest: Cause = defineCause({
  id: 'network/misdirected-request',
  owner: 'service',
  layer: 'http',
  scope: 'endpoint',
  text: {
    en: {
      title: 'The server at this address does not answer for {host}',
      about: 'The server answers 421: it may have a certificate for the name and yet not be the one that serves it.',
      confirmed: {
        'by-connect-to': '421, and the route leads to {connectTo} instead of where the name points',
        'by-address': '421 from the address that the name points to',
      },
      ruledOut: otherStatus.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '该地址上的服务器不负责 {host}',
      about: '服务器返回 421：它可能有该域名的证书，却不是为它提供服务的那台。',
      confirmed: {
        'by-connect-to': '返回 421，而路由指向了 {connectTo}，不是域名解析到的地址',
        'by-address': '域名解析到的地址返回了 421',
      },
      ruledOut: otherStatus['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#misdirected'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion) }),
  judge: ({ suspicion, facts: { exchange }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    if (answer.status !== 421) return ruledOut('other-status', { status: answer.status }, ['exchange']);
    const { url, route } = resourceOf(suspicion);
    const host = new URL(url).hostname;
    return route?.connectTo === undefined ? confirmed('by-address', { host }, ['exchange']) : confirmed('by-connect-to', { host, connectTo: route.connectTo }, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'network/drop-connect-to',
      audience: 'you',
      applies: ({ connectTo }) => connectTo !== undefined,
      text: {
        en: { title: 'Do not send the name to {connectTo}', steps: ['Take connectTo, or the line in the hosts file, out again: the address serves other names.'] },
        'zh-CN': { title: '不要把该域名指向 {connectTo}', steps: ['去掉 connectTo，或 hosts 文件中的对应行：该地址服务的是其他域名。'] },
      },
    }),
    defineRemedy({
      id: 'network/bind-host',
      audience: 'operator',
      applies: ({ connectTo }) => connectTo === undefined,
      text: {
        en: { title: 'Bind {host} to this server', steps: ['Add {host} to the site or listener that this address belongs to, or point DNS at the server that has it.'] },
        'zh-CN': { title: '在该服务器上绑定 {host}', steps: ['在该地址所属的站点或监听器上添加 {host}，或把 DNS 指向真正负责它的服务器。'] },
      },
    }),
  ],
});
