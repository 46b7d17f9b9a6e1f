import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { nameInQuestion, secondOpinion } from '../dns/second-opinion.ts';
import { useAnotherResolver, useEncryptedResolver } from '../remedies/use-another-resolver.ts';

/** A name server is slow, or the first one is dead and every name waits for it before the next is asked (resolv.conf(5): 5 s). */
export const slowResolution: Cause = defineCause({
  id: 'network/slow-resolution',
  owner: 'network',
  layer: 'name',
  order: 60,
  scope: 'network',
  suspectedBy: ['network/name-resolution#slow'],
  text: {
    en: {
      title: 'Names resolve slowly because of the name server {resolver}',
      about: 'Name servers are asked in turn. While the first ones stay silent or take their time, every resolution waits for them.',
      confirmed: {
        'dead-server': '{resolver} does not answer ({code}), while {working} answers in {tookMs} ms',
        'slow-server': '{resolver} takes {slowTookMs} ms to answer, while {working} answers in {tookMs} ms',
      },
      ruledOut: { 'all-answer': 'Every configured name server answers quickly about {host} when it is asked directly' },
      open: { 'not-compared': 'No other name server answered about {host} to compare with: name one in controls.resolvers' },
    },
    'zh-CN': {
      title: '域名服务器 {resolver} 拖慢了解析',
      about: '域名服务器会被逐一询问。若排在前面的服务器没有应答或应答缓慢，每次解析都要等待它。',
      confirmed: {
        'dead-server': '{resolver} 没有应答（{code}），而 {working} 在 {tookMs} 毫秒内作答',
        'slow-server': '{resolver} 耗时 {slowTookMs} 毫秒才作答，而 {working} 在 {tookMs} 毫秒内作答',
      },
      ruledOut: { 'all-answer': '直接询问时，每台已配置的域名服务器都能就 {host} 迅速作答' },
      open: { 'not-compared': '没有其他域名服务器就 {host} 作答，无从比较：请在 controls.resolvers 中指定一个' },
    },
  },
  controls: (suspicion) => {
    const { direct, reference } = secondOpinion(suspicion);
    return { direct, reference };
  },
  judge: ({ suspicion, facts: { direct, reference }, confirmed, ruledOut, open }) => {
    const host = nameInQuestion(suspicion);
    if (direct?.outcome !== 'asked') return open('not-compared', { host }, []);
    const others = reference?.outcome === 'asked' ? reference.answers : [];
    const witness = others.length > 0 ? ['direct', 'reference'] as const : ['direct'] as const;
    const limit = Number(suspicion.findings[0]?.params['slowMs'] ?? 2_000);
    const dead = direct.answers.find(({ outcome }) => outcome === 'timed-out' || outcome === 'unreachable');
    const slow = direct.answers.find(({ outcome, tookMs }) => outcome === 'resolved' && tookMs > limit);
    const working = [...direct.answers, ...others].find(({ outcome, tookMs }) => outcome === 'resolved' && tookMs <= limit);
    if (dead === undefined && slow === undefined) return ruledOut('all-answer', { host }, ['direct']);
    if (working === undefined) return open('not-compared', { host }, witness);
    const params = { host, working: working.resolver, other: working.resolver, tookMs: Math.round(working.tookMs) };
    if (dead === undefined) return confirmed('slow-server', { ...params, resolver: slow?.resolver ?? '', slowTookMs: Math.round(slow?.tookMs ?? 0) }, witness);
    return confirmed('dead-server', { ...params, resolver: dead.resolver, code: 'code' in dead ? dead.code ?? dead.outcome : dead.outcome }, witness);
  },
  remedies: [
    useAnotherResolver,
    useEncryptedResolver,
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
