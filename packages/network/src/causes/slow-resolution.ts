import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { nameInQuestion, secondOpinion } from '../dns/second-opinion.ts';

/** The first name server is dead, and every name waits for it before the next one is asked (resolv.conf(5): 5 s). */
export const slowResolution: Cause = defineCause({
  id: 'network/slow-resolution',
  owner: 'network',
  layer: 'name',
  order: 60,
  scope: 'network',
  suspectedBy: ['network/name-resolution#slow'],
  text: {
    en: {
      title: 'Names resolve slowly because {resolver} does not answer',
      about: 'Name servers are asked in turn. While the first ones stay silent, every resolution waits for them before a later one answers.',
      confirmed: { 'dead-server': '{resolver} does not answer ({code}), while {working} answers in {tookMs} ms' },
      ruledOut: { 'all-answer': 'Every configured name server answers about {host} when it is asked directly' },
      open: { 'not-compared': 'No configured name server answered about {host}, or none could be asked directly' },
    },
    'zh-CN': {
      title: '域名服务器 {resolver} 没有应答，导致解析缓慢',
      about: '域名服务器会被逐一询问。若排在前面的服务器没有应答，每次解析都要等它超时后才轮到后面的服务器。',
      confirmed: { 'dead-server': '{resolver} 没有应答（{code}），而 {working} 在 {tookMs} 毫秒内作答' },
      ruledOut: { 'all-answer': '直接询问时，每台已配置的域名服务器都能就 {host} 作答' },
      open: { 'not-compared': '已配置的域名服务器都没有就 {host} 作答，或无法直接询问' },
    },
  },
  controls: (suspicion) => ({ direct: secondOpinion(suspicion).direct }),
  judge: ({ suspicion, facts: { direct }, confirmed, ruledOut, open }) => {
    const host = nameInQuestion(suspicion);
    if (direct?.outcome !== 'asked') return open('not-compared', { host }, []);
    const dead = direct.answers.find(({ outcome }) => outcome === 'timed-out' || outcome === 'unreachable');
    const working = direct.answers.find(({ outcome }) => outcome === 'resolved');
    if (dead === undefined) return ruledOut('all-answer', { host }, ['direct']);
    if (working === undefined) return open('not-compared', { host }, ['direct']);
    return confirmed('dead-server', { host, resolver: dead.resolver, code: 'code' in dead ? dead.code ?? dead.outcome : dead.outcome, working: working.resolver, tookMs: Math.round(working.tookMs) }, ['direct']);
  },
  remedies: [
    defineRemedy({
      id: 'network/remove-dead-resolver',
      audience: 'you',
      text: {
        en: { title: 'Take {resolver} out of the list of name servers', steps: ['Remove the line "nameserver {resolver}" from /etc/resolv.conf, or put {working} before it. Where the network hands the list out, ask whoever runs it.'] },
        'zh-CN': { title: '从域名服务器列表中去掉 {resolver}', steps: ['请从 /etc/resolv.conf 中删除“nameserver {resolver}”，或把 {working} 放在它前面。若列表由网络下发，请联系网络管理员。'] },
      },
    }),
  ],
});
