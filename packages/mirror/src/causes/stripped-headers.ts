import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import { httpExchange, type HttpExchange } from '@culprit/network';
import type { DataWalk } from '../facts/data-walk.ts';
import { hubs } from '../hub/hub.ts';
import { filePath, toMirror } from '../hub/requests.ts';
import { answerOf, notAnswered } from './answer-experiments.ts';
import { hostOf, mirrorOf, walkOf } from './mirror-experiments.ts';
import type { Suspicion } from '@culprit/core';

/** `walk`; `get`: the same file asked for by GET; `direct`: the same HEAD past whatever proxy the settings name. */
type Controls = { readonly walk: Request<DataWalk>; readonly get?: Request<HttpExchange>; readonly direct?: Request<HttpExchange> };

function controls(suspicion: Suspicion): Controls {
  const target = mirrorOf(suspicion);
  const file = suspicion.findings.map(({ params }) => params['file']).find((value) => typeof value === 'string' && value !== '–');
  if (typeof file !== 'string') return { walk: walkOf(suspicion) };
  const path = filePath(target, target.file ?? file);
  const { route } = target;
  return {
    walk: walkOf(suspicion),
    get: httpExchange.of(toMirror(target, path, { Range: 'bytes=0-0' })),
    ...(route?.proxy === 'direct' ? {} : { direct: httpExchange.of(toMirror({ ...target, route: { ...route, proxy: 'direct' } }, path, { 'Accept-Encoding': 'identity' }, 'HEAD')) }),
  };
}

/** Somebody takes away what clients know a file by: `X-Repo-Commit`, `ETag`, its length. */
export const strippedHeaders: Cause = defineCause({
  id: 'mirror/stripped-headers',
  owner: 'service',
  layer: 'service',
  order: 16,
  scope: 'endpoint',
  text: {
    en: {
      title: 'Header fields that clients need are taken away from the mirror\'s answers',
      about: 'huggingface_hub knows a file by X-Repo-Commit, ETag (or X-Linked-Etag) and its length. Without them it says "Distant resource does not seem to be on huggingface.co" or that there is no ETag.',
      confirmed: {
        'lost-in-proxy': 'Past the proxy the answer for {file} has {missing}; through it they are gone',
        'lost-on-head': 'A GET of {file} brings {missing}, a HEAD does not',
        'lost-everywhere': '{host} answers for {file} without {missing}, to HEAD and to GET',
        'lost-for-head': '{host} answers for {file} without {missing}',
      },
      ruledOut: { complete: 'The answer has all that clients need' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '镜像的响应被去掉了客户端所需的字段',
      about: 'huggingface_hub 依靠 X-Repo-Commit、ETag（或 X-Linked-Etag）和长度识别文件。缺少它们时会报“Distant resource does not seem to be on huggingface.co”或缺少 ETag。',
      confirmed: {
        'lost-in-proxy': '绕过代理时 {file} 的响应带有 {missing}，经过代理后消失',
        'lost-on-head': '用 GET 请求 {file} 能得到 {missing}，用 HEAD 则没有',
        'lost-everywhere': '{host} 对 {file} 的 HEAD 和 GET 响应都缺少 {missing}',
        'lost-for-head': '{host} 对 {file} 的响应缺少 {missing}',
      },
      ruledOut: { complete: '响应带有客户端所需的全部字段' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/data-plane#stripped'],
  controls,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const { walk } = facts;
    if (walk === undefined) return open('not-observed', {}, []);
    if (walk.outcome !== 'stripped') return ruledOut('complete', {}, ['walk']);
    const [get, direct] = [answerOf(facts.get), answerOf(facts.direct)];
    const params = { host: hostOf(suspicion), file: walk.file ?? '–', missing: walk.missing?.join(', ') ?? '–' };
    // A GET of a range always has a length of its own.
    const lost = hubs[mirrorOf(suspicion).hub].needed.filter((group) => walk.missing?.includes(group[0] ?? '') === true && group[0] !== 'content-length');
    const has = (answer: typeof get): boolean => answer !== undefined && answer.status < 400 && lost.length > 0 && lost.every((group) => group.some((name) => answer.headers[name] !== undefined));
    if (has(direct)) return confirmed('lost-in-proxy', params, ['walk', 'direct']);
    if (has(get)) return confirmed('lost-on-head', params, ['walk', 'get']);
    return get === undefined ? confirmed('lost-for-head', params, ['walk'], 'likely') : confirmed('lost-everywhere', params, ['walk', 'get']);
  },
  remedies: [
    defineRemedy({
      id: 'mirror/pass-headers',
      audience: 'operator',
      text: {
        en: { title: 'Let {missing} through', steps: ['In the mirror or the gateway before it, pass X-Repo-Commit, X-Linked-Etag, X-Linked-Size, ETag, Content-Length and Location on, for HEAD as for GET.', 'nginx: no proxy_hide_header for these, no gzip on such answers (it takes ETag and Content-Length away); a cache must keep the fields of a HEAD.'] },
        'zh-CN': { title: '放行 {missing}', steps: ['在镜像或其前面的网关上，对 HEAD 和 GET 都要放行 X-Repo-Commit、X-Linked-Etag、X-Linked-Size、ETag、Content-Length 和 Location。', 'nginx：不要用 proxy_hide_header 去掉它们，不要对此类响应启用 gzip（会去掉 ETag 和 Content-Length）；缓存须保留 HEAD 的响应头。'] },
      },
    }),
    defineRemedy({
      id: 'mirror/use-whole-mirror',
      audience: 'you',
      text: {
        en: { title: 'Go past what takes them away, or use another mirror', steps: ['If a proxy is in between, exempt {host} from it (NO_PROXY).', 'Otherwise use another mirror, or the hub itself.'] },
        'zh-CN': { title: '绕开去掉字段的一方，或改用其他镜像', steps: ['若中间有代理，请让 {host} 不经过它（NO_PROXY）。', '否则请改用其他镜像，或直接使用官方站点。'] },
      },
    }),
  ],
});
