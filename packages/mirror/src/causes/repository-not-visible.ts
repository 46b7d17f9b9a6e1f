import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import type { HttpExchange } from '@culprit/network';
import { hubs } from '../hub/hub.ts';
import { answerOf, nameOf, notAnswered } from './answer-experiments.ts';
import { controlExchange, hostOf, knownControl, mirrorOf, stateOf, whoami } from './mirror-experiments.ts';

type Controls = { readonly exchange: Request<HttpExchange>; readonly known: Request<HttpExchange>; readonly owner?: Request<HttpExchange> };

/** A hub says the same of what is missing and of what is private: 401 or 404, RepoNotFound. */
export const repositoryNotVisible: Cause = defineCause({
  id: 'mirror/repository-not-visible',
  owner: 'account',
  layer: 'account',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The repository is private, or does not exist',
      about: 'A hub does not tell the two apart to somebody who may not see it. "Repository Not Found" with 401 is its usual answer to a client without a token.',
      confirmed: {
        'without-token': '{host} shows {known} to everybody, and answers {answer} for {repository}: no token was sent',
        'with-good-token': '{host} knows whose token it is, and answers {answer} for {repository}: it is missing there, or this token may not read it',
        'with-doubtful-token': '{host} shows {known}, and answers {answer} for {repository}; whose token it is could not be told',
      },
      ruledOut: { 'visible': 'The repository is there', 'nothing-visible': '{host} does not even show {known}: it is not about this repository' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '仓库是私有的，或并不存在',
      about: '对无权查看的人，站点不会区分这两种情况。未带令牌时以 401 报“Repository Not Found”是常见的响应。',
      confirmed: {
        'without-token': '{host} 对所有人展示 {known}，却对 {repository} 返回 {answer}：请求没有携带令牌',
        'with-good-token': '{host} 认得该令牌，却对 {repository} 返回 {answer}：仓库不存在，或该令牌无权读取',
        'with-doubtful-token': '{host} 展示 {known}，却对 {repository} 返回 {answer}；令牌的归属未能确认',
      },
      ruledOut: { 'visible': '仓库存在', 'nothing-visible': '{host} 连 {known} 都不展示：与该仓库无关' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/control-plane#repository-unknown'],
  controls: (suspicion): Controls => {
    const { token, hub } = mirrorOf(suspicion);
    return { exchange: controlExchange(suspicion), known: knownControl(suspicion), ...(token === undefined || hub !== 'huggingface' ? {} : { owner: whoami(suspicion) }) };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const answer = answerOf(facts.exchange);
    const { token, repository, hub } = mirrorOf(suspicion);
    const [state, known] = [stateOf(suspicion, facts.exchange), stateOf(suspicion, facts.known)];
    if (answer === undefined || known === undefined) return open('not-observed', {}, []);
    const params = { host: hostOf(suspicion), repository, known: hubs[hub].known, answer: nameOf(answer), token: token !== undefined };
    if (state !== 'repository-unknown') return ruledOut('visible', params, ['exchange']);
    if (known !== 'found') return ruledOut('nothing-visible', params, ['known']);
    if (token === undefined) return confirmed('without-token', params, ['exchange', 'known']);
    return answerOf(facts.owner)?.status === 200 ? confirmed('with-good-token', params, ['exchange', 'owner']) : confirmed('with-doubtful-token', params, ['exchange', 'known'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'mirror/give-token',
      audience: 'you',
      applies: ({ token }) => token === false,
      text: {
        en: { title: 'Check the name, and give a token if it is private', steps: ['Open {repository} in a browser where you are not logged in: is it there?', 'If it is private, make a token that may read it and give it by reference: &token=env:HF_TOKEN. A mirror gets that token too; the hub itself may be the better place.'] },
        'zh-CN': { title: '核对名称；若为私有仓库则提供令牌', steps: ['在未登录的浏览器中打开 {repository}，看它是否存在。', '若为私有仓库，请创建可读取它的令牌并以引用方式提供：&token=env:HF_TOKEN。镜像同样会拿到该令牌，直接使用官方站点可能更稳妥。'] },
      },
    }),
    defineRemedy({
      id: 'mirror/widen-token',
      audience: 'you',
      applies: ({ token }) => token === true,
      text: {
        en: { title: 'Check the name, and what the token may read', steps: ['Compare owner and name letter by letter with the page of the repository.', 'In the settings of the token: a fine-grained one reads only what it lists; add {repository}, or its organisation.'] },
        'zh-CN': { title: '核对名称及令牌的读取范围', steps: ['逐字对照仓库页面上的所有者和名称。', '在令牌设置中查看：细粒度令牌只能读取所列内容，请加入 {repository} 或其组织。'] },
      },
    }),
  ],
});
