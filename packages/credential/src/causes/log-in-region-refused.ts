import { defineCause, type Cause } from '@culprit/core';
import { httpExchange } from '@culprit/network';
import { courseOf, logInOf, useOf, verdictOf } from '../log-in/experiments.ts';
import { regionRefused } from './region-refused.ts';

/** Whoever comes from here is refused, logged in or not. */
export const logInRegionRefused: Cause = defineCause({
  id: 'credential/log-in-region-refused',
  owner: 'network',
  layer: 'account',
  order: 22,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The log-in is refused for the country or region that this network goes out in',
      about: 'It goes by the public address of the network, its proxy or its cloud. Another account or password would be refused too.',
      confirmed: { 'told-to-everybody': 'Without any credential the refusal is the same ({status}): it is not about the account', 'told-at-the-log-in': 'The service names the region as its reason ({status}); without a credential it answers {anonymous}' },
      ruledOut: { 'said-otherwise': 'The service says something else' },
      open: { 'not-observed': 'The same request without a credential could not be made; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '登录因本网络出口所在的国家或地区而被拒绝',
      about: '判断依据是网络、代理或云主机的公网地址；换账户或密码同样会被拒绝。',
      confirmed: { 'told-to-everybody': '不带任何凭据时同样被拒（{status}）：与账户无关', 'told-at-the-log-in': '服务指明原因是地区（{status}）；不带凭据时返回 {anonymous}' },
      ruledOut: { 'said-otherwise': '服务给出的是其他原因' },
      open: { 'not-observed': '未能在不带凭据的情况下发出同一请求；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/log-in#region-refused', 'credential/session#region-refused'],
  controls: (suspicion) => {
    const { url, route } = logInOf(suspicion);
    return { course: courseOf(suspicion), use: useOf(suspicion), anonymous: useOf(suspicion, 'anonymous'), page: httpExchange.of({ url, ...(route === undefined ? {} : { route }) }) };
  },
  judge: ({ facts: { course, use, anonymous, page }, confirmed, ruledOut, open }) => {
    if (course?.outcome === 'judged' && course.verdict === 'region-refused') {
      if (page?.outcome !== 'answered') return open('not-observed', {}, []);
      const same = page.refusal?.kind === 'region' || page.status === 451;
      const params = { status: course.status, anonymous: page.status };
      return same ? confirmed('told-to-everybody', params, ['course', 'page']) : confirmed('told-at-the-log-in', params, ['course', 'page'], 'likely');
    }
    if (use?.outcome !== 'judged') return open('not-observed', {}, []);
    if (use.verdict !== 'region-refused') return ruledOut('said-otherwise', {}, ['use']);
    if (anonymous?.outcome !== 'judged') return open('not-observed', {}, []);
    const params = { status: use.status, anonymous: anonymous.status };
    return verdictOf(anonymous) === 'region-refused' ? confirmed('told-to-everybody', params, ['use', 'anonymous']) : confirmed('told-at-the-log-in', params, ['use', 'anonymous'], 'likely');
  },
  remedies: regionRefused.remedies,
});
