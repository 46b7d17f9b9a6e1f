import type { Cause } from '@culprit/core';
import { frontRefusal } from './front-refusal.ts';

/** A rule of a web application firewall refuses the request before the service sees it. */
export const webApplicationFirewall: Cause = frontRefusal({
  id: 'network/web-application-firewall',
  kind: 'firewall',
  text: {
    en: {
      title: 'A web application firewall refuses the request',
      about: 'The refusal bears the mark of a firewall before the service: a rule about the client, its address or what the request holds. It says nothing about the account.',
      confirmed: {
        'user-agent': '{mark} refuses; in the experiment, the same request under a browser\'s User-Agent got {status}',
        credential: '{mark} refuses the request with its credential; without it the answer is {status}',
        path: '{mark} refuses this path, while the root of the service answers {status}',
        everywhere: '{mark} refuses whatever the path and the User-Agent: the rule is about the address or the client itself',
        mark: 'The answer bears the mark of {mark}; nothing could be asked to compare',
      },
    },
    'zh-CN': {
      title: '请求被 Web 应用防火墙拒绝',
      about: '该拒绝带有服务前置防火墙的标记：规则针对的是客户端、来源地址或请求内容，与账户无关。',
      confirmed: {
        'user-agent': '{mark} 拒绝了请求；实验中换成浏览器的 User-Agent，同一请求返回 {status}',
        credential: '携带凭据时被 {mark} 拒绝；不带凭据时返回 {status}',
        path: '{mark} 拒绝该路径，而服务的根路径返回 {status}',
        everywhere: '无论路径和 User-Agent 如何都被 {mark} 拒绝：规则针对的是来源地址或客户端本身',
        mark: '响应带有 {mark} 的标记；未能发出其他请求作对照',
      },
    },
  },
  suspectedBy: ['network/http-response#firewalled'],
});
