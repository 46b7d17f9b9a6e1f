import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import type { HttpExchange } from '@culprit/network';
import type { DataWalk } from '../facts/data-walk.ts';
import { foreignAnswer, type ForeignAnswer } from '../facts/foreign-answer.ts';
import { hubs } from '../hub/hub.ts';
import { answerOf, nameOf, notAnswered } from './answer-experiments.ts';
import { controlExchange, hostOf, leadsTo, mirrorOf, stateOf, walkOf } from './mirror-experiments.ts';

/** `exchange` or `walk`: the redirect itself, of the entry or of a file. `there`: what the host that it leads to answers. */
type Controls = { readonly exchange?: Request<HttpExchange>; readonly walk?: Request<DataWalk>; readonly there?: Request<ForeignAnswer> };

/** The same question, without the token, at the host that the mirror redirects to. */
function atDestination(suspicion: Suspicion): Pick<Controls, 'there'> {
  const origin = leadsTo(suspicion);
  const { hub, repository } = mirrorOf(suspicion);
  return origin === undefined ? {} : { there: foreignAnswer.of({ url: `${origin}${hubs[hub].control(repository)}`, headers: { Accept: 'application/json' } }) };
}

/** hf-mirror redirects addresses from outside of its country to the hub (301, 308); clients follow no redirect to another host on HEAD. */
export const mirrorSendsAway: Cause = defineCause({
  id: 'mirror/mirror-sends-away',
  owner: 'service',
  layer: 'service',
  order: 14,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The mirror does not serve this network: it redirects every request to another host',
      about: 'Some mirrors serve one country and send the rest of the world to the hub. huggingface_hub does not follow a redirect to another host when it asks for a file\'s fields, and then finds none.',
      confirmed: {
        'answers-there': '{host} redirects to {to}, which answers the same question itself ({there})',
        'refuses-there': '{host} redirects to {to}, which answers {there}',
        'not-asked': '{host} redirects the very request to {to}',
      },
      ruledOut: { 'no-redirect': 'No request was redirected to another host' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '镜像不为当前网络提供服务，而是把请求都重定向到另一主机',
      about: '有些镜像只服务某个国家，其他地区一律转到官方站点。huggingface_hub 查询文件字段时不会跟随跨主机的重定向，因此什么也得不到。',
      confirmed: {
        'answers-there': '{host} 重定向到 {to}，而 {to} 自己就能应答同一请求（{there}）',
        'refuses-there': '{host} 重定向到 {to}，后者返回 {there}',
        'not-asked': '{host} 把同一请求重定向到 {to}',
      },
      ruledOut: { 'no-redirect': '没有请求被重定向到其他主机' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/control-plane#redirected', 'mirror/data-plane#sent-away'],
  controls: (suspicion): Controls => ({
    ...(suspicion.findings.some(({ id }) => id === 'mirror/data-plane#sent-away') ? { walk: walkOf(suspicion) } : { exchange: controlExchange(suspicion) }),
    ...atDestination(suspicion),
  }),
  judge: ({ suspicion, facts: { exchange, walk, there }, confirmed, ruledOut, open }) => {
    const seen = exchange === undefined ? 'walk' : 'exchange';
    const redirected = walk === undefined ? stateOf(suspicion, exchange) : walk.outcome;
    if (redirected === undefined) return open('not-observed', {}, []);
    const origin = leadsTo(suspicion);
    if (!/^(?:redirected|sent-away)$/.test(redirected) || origin === undefined || origin === new URL(mirrorOf(suspicion).endpoint).origin) return ruledOut('no-redirect', {}, [seen]);
    const params = { host: hostOf(suspicion), to: new URL(origin).host, origin };
    const answer = answerOf(there);
    if (answer === undefined) return confirmed('not-asked', params, [seen], 'likely');
    return stateOf(suspicion, there) === 'found' ? confirmed('answers-there', { ...params, there: nameOf(answer) }, [seen, 'there']) : confirmed('refuses-there', { ...params, there: nameOf(answer) }, [seen, 'there'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'mirror/use-destination',
      audience: 'you',
      text: {
        en: { title: 'Go to {to} directly', steps: ['unset HF_ENDPOINT, or set it to {origin}, before the program starts: it is read when huggingface_hub is imported.', 'If you meant to use the mirror, go out by an address of the country that it serves.'] },
        'zh-CN': { title: '直接访问 {to}', steps: ['在程序启动前 unset HF_ENDPOINT，或将其设为 {origin}：它在导入 huggingface_hub 时读取。', '若确实要使用该镜像，请从其服务的国家的地址出口。'] },
      },
      trial: {
        facts: ({ suspicion }): Pick<Controls, 'there'> => atDestination(suspicion),
        works: ({ suspicion, facts: { there } }) => {
          const state = stateOf(suspicion, there);
          return state === undefined ? undefined : state === 'found';
        },
      },
    }),
  ],
});
