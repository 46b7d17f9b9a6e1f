import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { httpExchange, type HttpExchange } from '@culprit/network';
import { knownControlInput } from '../hub/requests.ts';
import { answerOf, nameOf, notAnswered } from './answer-experiments.ts';
import { controlExchange, hostOf, knownControl, mirrorOf, stateOf } from './mirror-experiments.ts';

type Controls = { readonly exchange: Request<HttpExchange>; readonly known: Request<HttpExchange>; readonly origin?: Request<HttpExchange> };

/** The root of the same host, where the endpoint has a path. */
function atOrigin(suspicion: Suspicion): { readonly origin?: Request<HttpExchange> } {
  const target = mirrorOf(suspicion);
  const { origin, pathname } = new URL(target.endpoint);
  return pathname === '/' ? {} : { origin: httpExchange.of(knownControlInput({ ...target, endpoint: origin })) };
}

/** Something else answers where a hub is expected: a web page, a gateway, another API. */
export const notAHub: Cause = defineCause({
  id: 'mirror/not-a-hub',
  owner: 'machine',
  layer: 'service',
  order: 12,
  scope: 'endpoint',
  text: {
    en: {
      title: 'No hub answers at the endpoint',
      about: 'The endpoint is the root under which /api/models stands. With a path pasted along, or on another host, clients get a web page or 404 and say that the repository does not exist.',
      confirmed: {
        'path-too-many': 'Under {endpoint} nothing answers as a hub; under {base} one does',
        'nothing-there': 'Neither the repository nor one that every mirror has is known at {host} ({answer})',
      },
      ruledOut: { 'hub-there': '{host} shows other repositories' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '该地址上没有模型站点应答',
      about: '端点应是 /api/models 之上的根地址。若多粘贴了路径，或填成其他主机，客户端得到的是网页或 404，却报告仓库不存在。',
      confirmed: {
        'path-too-many': '{endpoint} 下没有模型站点应答，而 {base} 下有',
        'nothing-there': '{host} 既不认识该仓库，也不认识各镜像都有的仓库（{answer}）',
      },
      ruledOut: { 'hub-there': '{host} 能展示其他仓库' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/control-plane#not-a-hub'],
  controls: (suspicion): Controls => ({ exchange: controlExchange(suspicion), known: knownControl(suspicion), ...atOrigin(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const [answer, known] = [answerOf(facts.exchange), stateOf(suspicion, facts.known)];
    if (answer === undefined || known === undefined) return open('not-observed', {}, []);
    const { endpoint } = mirrorOf(suspicion);
    const params = { host: hostOf(suspicion), endpoint, base: new URL(endpoint).origin, answer: nameOf(answer) };
    if (known === 'found') return ruledOut('hub-there', params, ['known']);
    if (stateOf(suspicion, facts.origin) === 'found') return confirmed('path-too-many', { ...params, repaired: true }, ['exchange', 'origin']);
    return confirmed('nothing-there', { ...params, repaired: false }, ['exchange', 'known']);
  },
  remedies: [
    defineRemedy({
      id: 'mirror/correct-endpoint',
      audience: 'you',
      applies: ({ repaired }) => repaired === true,
      text: {
        en: { title: 'Set the endpoint to {base}', steps: ['export HF_ENDPOINT={base} before the program starts: huggingface_hub reads it when it is imported, and appends /api/models itself.'] },
        'zh-CN': { title: '把端点设为 {base}', steps: ['在程序启动前 export HF_ENDPOINT={base}：huggingface_hub 在导入时读取它，并自行追加 /api/models。'] },
      },
      trial: {
        facts: ({ suspicion }) => atOrigin(suspicion),
        works: ({ suspicion, facts: { origin } }) => {
          const state = stateOf(suspicion, origin);
          return state === undefined ? undefined : state === 'found';
        },
      },
    }),
    defineRemedy({
      id: 'mirror/name-hub',
      audience: 'you',
      applies: ({ repaired }) => repaired === false,
      text: {
        en: { title: 'Look the endpoint up', steps: ['Compare {endpoint} with what the mirror\'s own page says; without a mirror unset HF_ENDPOINT.'] },
        'zh-CN': { title: '核对端点', steps: ['把 {endpoint} 与镜像页面上的说明对照；若不使用镜像，请 unset HF_ENDPOINT。'] },
      },
    }),
  ],
});
