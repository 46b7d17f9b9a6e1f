import { defineCause, type Cause } from '@culprit/core';
import { behindTheName, believed, denialSymptoms, doubts, hadNameResolved, misleadingSymptoms, readDoubt, saying } from '../dns/doubted-answer.ts';
import { useAnotherResolver, useEncryptedResolver } from '../remedies/use-another-resolver.ts';

/** Two answers to one question: somebody on the way sends a forged one, which overtakes the server's (RFC 3833 §2.2). */
export const injectedAnswer: Cause = defineCause({
  id: 'network/injected-answer',
  owner: 'path',
  layer: 'name',
  order: 8,
  scope: 'endpoint',
  suspectedBy: [...denialSymptoms, ...misleadingSymptoms],
  text: {
    en: {
      title: 'Forged answers about {host} are injected on the way to {resolver}',
      about: 'Two answers come to one question, and they contradict each other. A box on the way sees the question and sends its own answer, which arrives before that of the name server and is believed.',
      confirmed: {
        forged: '{resolver} was asked once, and two answers came: {first} after {firstMs} ms, {second} after {secondMs} ms. {others} agree with the second one',
        'without-edns': '{resolver} was asked once, and two answers came: {first} after {firstMs} ms without EDNS, {second} after {secondMs} ms with it. A server that knows EDNS answers with it (RFC 6891): the first one is not its own',
        contradicting: '{resolver} was asked once, and two answers came that contradict each other: {first} after {firstMs} ms, {second} after {secondMs} ms. Name a resolver that is asked by https:// or tls:// in controls.resolvers to tell which is forged',
      },
      ruledOut: { 'one-answer': 'Only one answer came from {resolver} about {host}, or all that came say the same' },
      open: { 'not-listened': 'No name server could be asked over UDP about {host}, or none answered' },
    },
    'zh-CN': {
      title: '通往 {resolver} 的途中，有人注入了关于 {host} 的伪造应答',
      about: '一次查询收到两个互相矛盾的应答。途中的设备看到查询后抢先发出自己的应答，它先于域名服务器的应答到达，因而被采信。',
      confirmed: {
        forged: '向 {resolver} 查询一次，收到两个应答：{firstMs} 毫秒时为 {first}，{secondMs} 毫秒时为 {second}。{others} 与后者一致',
        'without-edns': '向 {resolver} 查询一次，收到两个应答：{firstMs} 毫秒时为 {first}，不带 EDNS；{secondMs} 毫秒时为 {second}，带有 EDNS。支持 EDNS 的服务器应答时会带上它（RFC 6891），可见前者并非该服务器发出',
        contradicting: '向 {resolver} 查询一次，收到两个互相矛盾的应答：{firstMs} 毫秒时为 {first}，{secondMs} 毫秒时为 {second}。请在 controls.resolvers 中指定一个以 https:// 或 tls:// 访问的解析器，以判断哪个是伪造的',
      },
      ruledOut: { 'one-answer': '{resolver} 就 {host} 只给出一个应答，或收到的应答彼此一致' },
      open: { 'not-listened': '没有可以通过 UDP 就 {host} 询问的域名服务器，或都没有应答' },
    },
  },
  concerns: hadNameResolved,
  supersedes: behindTheName,
  controls: doubts,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const doubt = readDoubt(suspicion, facts);
    const { host, race, encrypted } = doubt;
    if (facts.race?.outcome !== 'asked' || facts.race.answers.every(({ heard = [] }) => heard.length === 0)) return open('not-listened', { host }, facts.race === undefined ? [] : ['race']);
    if (race === undefined) return ruledOut('one-answer', { host, resolver: doubt.resolver }, ['race']);
    const { resolver, first, second } = race;
    const agreeing = believed(doubt).found.filter(({ addresses }) => addresses.some(({ address }) => second.addresses.includes(address)) && !addresses.some(({ address }) => first.addresses.includes(address)));
    const other = agreeing.find((answer) => encrypted.found.includes(answer)) ?? agreeing[0];
    const params = { host, resolver, first: saying(first), firstMs: Math.round(first.afterMs), second: saying(second), secondMs: Math.round(second.afterMs), others: agreeing.map((answer) => answer.resolver).join(', '), other: other?.resolver ?? '' };
    if (other !== undefined) return confirmed('forged', params, ['race', 'reference'], encrypted.found.includes(other) ? 'certain' : 'likely');
    return !first.edns && second.edns ? confirmed('without-edns', params, ['race'], 'likely') : confirmed('contradicting', params, ['race'], 'likely');
  },
  remedies: [useEncryptedResolver, useAnotherResolver],
});
