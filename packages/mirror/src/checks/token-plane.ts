import { defineCheck, defineRemedy, type Check } from '@culprit/core';
import { hubs, isOwnHost } from '../hub/hub.ts';
import { modelMirror } from '../targets/model-mirror.ts';
import { isPrivateName, originOf } from '@culprit/network';

/** Whose hands a token goes into. Nobody is asked. */
export const tokenPlane: Check = defineCheck({
  id: 'mirror/token-plane',
  layer: 'account',
  target: modelMirror,
  findings: {
    'no-token': { outcome: 'not-applicable' },
    own: { outcome: 'pass' },
    private: { outcome: 'pass' },
    'third-party': {
      outcome: 'fail', severity: 'minor', owner: 'account', remedy: defineRemedy({
        id: 'mirror/use-read-token', audience: 'you',
        text: {
          en: { title: 'Give a mirror no more than it needs', steps: ['Public repositories need no token: leave it out (HF_HUB_DISABLE_IMPLICIT_TOKEN=1 keeps huggingface_hub from sending a stored one).', 'For a private or gated one make a fine-grained token that may read this repository alone, or fetch it from {title} itself.'] },
          'zh-CN': { title: '只给镜像必要的权限', steps: ['公开仓库无需令牌：请不要提供（HF_HUB_DISABLE_IMPLICIT_TOKEN=1 可阻止 huggingface_hub 发送已保存的令牌）。', '私有或受限仓库请使用只能读取该仓库的细粒度令牌，或直接从 {title} 获取。'] },
        },
      }),
    },
  },
  text: {
    en: {
      title: 'Token plane of the mirror',
      why: 'A mirror that gets a token can use it as its owner could.',
      findings: {
        'no-token': 'No token is used',
        own: 'The token of {title} goes to {host}, one of its own hosts',
        private: 'The token of {title} goes to {host}, within the own network',
        'third-party': 'The token of {title} goes to {host}, which is not {title}',
      },
    },
    'zh-CN': {
      title: '镜像的令牌面',
      why: '镜像拿到令牌后，便能像其主人一样使用它。',
      findings: {
        'no-token': '没有使用令牌',
        own: '{title} 的令牌发往其自有主机 {host}',
        private: '{title} 的令牌发往自有网络内的 {host}',
        'third-party': '{title} 的令牌发往 {host}，而它并非 {title}',
      },
    },
  },
  needs: () => ({}),
  evaluate: ({ target: { hub, endpoint, token }, conclude }) => {
    const { host } = originOf(endpoint);
    const params = { host, title: hubs[hub].title };
    if (token === undefined) return conclude('no-token');
    if (isOwnHost(hub, host)) return conclude('own', params);
    return isPrivateName(host) ? conclude('private', params) : conclude('third-party', params);
  },
});
