import { defineOptions, defineTarget, ToolError, type ImpliedTarget, type Route, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';
import { httpResource, routeField } from '@culprit/network';
import { hubs, type HubName } from '../hub/hub.ts';
import { hubPath, readHubUrl } from '../hub/read-hub-url.ts';
import { connectionOf, decoded, readBaseUrl, readSchemed, routeOf } from './base-url.ts';

export type ModelMirror = {
  readonly hub: HubName;
  /** Where clients are told to go: the hub itself, or a mirror of it. */
  readonly endpoint: string;
  /** `owner/name`, or `name` alone. */
  readonly repository: string;
  readonly revision?: string;
  /** The file to follow; default: the first large one. */
  readonly file?: string;
  readonly token?: SecretRef;
  readonly route?: Route;
};

const schemes: { readonly [scheme: string]: HubName } = { hf: 'huggingface', modelscope: 'modelscope' };
const schemeOf = (hub: HubName): string => (hub === 'huggingface' ? 'hf' : hub);
const named: ReadonlySet<string> = new Set(['endpoint', 'token']);

/**
 * A repository of models behind a hub or a mirror of it. Reads `hf://owner/model`, `hf://owner/model@revision/file` and
 * `modelscope://owner/model`, with `?endpoint=https://…` in place of HF_ENDPOINT (or MODELSCOPE_DOMAIN) and
 * `&token=env:HF_TOKEN`.
 */
export const modelMirror: TargetKind<ModelMirror> = defineTarget({
  kind: 'model-mirror',
  text: { en: 'A repository of models behind a hub or its mirror', 'zh-CN': '模型仓库（通过官方站点或其镜像访问）' },
  schema: defineOptions({
    hub: { type: 'enum', values: Object.values(schemes), required: true, text: { en: 'The hub, or the one that is mirrored', 'zh-CN': '官方站点，或被镜像的站点' } },
    endpoint: { type: 'string', required: true, pattern: '^https?://[^\\s?#]+$', text: { en: 'Where clients are told to go', 'zh-CN': '客户端访问的地址' } },
    repository: { type: 'string', required: true, pattern: '^[\\w.-]+(/[\\w.-]+)?$', text: { en: 'owner/name', 'zh-CN': '所有者/名称' } },
    revision: { type: 'string', pattern: '^[^\\s?#]{1,200}$', text: { en: 'Branch, tag or commit', 'zh-CN': '分支、标签或提交' } },
    file: { type: 'string', pattern: '^[^?#\\u0000-\\u001f]{1,500}$', text: { en: 'File to follow; default: the first large one', 'zh-CN': '要跟踪的文件，默认为第一个大文件' } },
    token: { type: 'secret', text: { en: 'Token, by reference: env:HF_TOKEN', 'zh-CN': '令牌引用：env:HF_TOKEN' } },
    ...routeField,
  }) as unknown as StandardSchemaV1<unknown, ModelMirror>,
  schemes: Object.keys(schemes),
  address: (url) => readHubUrl(url) ?? { endpoint: readBaseUrl(url) },
  inTexts: {
    addresses: hubPath,
    write: (url) => {
      const { hub, endpoint, repository, revision, file } = readHubUrl(url) ?? {};
      if (hub === undefined || repository === undefined) return undefined;
      const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
      return `${schemeOf(hub)}://${repository}${revision === undefined ? '' : `@${encodeURIComponent(revision)}`}${file === undefined ? '' : `/${encoded(file)}`}?endpoint=${endpoint}`;
    },
  },
  rows: 'checks',
  label: ({ hub, endpoint, repository }) => `${schemeOf(hub)}://${repository} (${new URL(endpoint).host})`,
  endpoint: ({ endpoint }) => httpResource.endpoint({ url: endpoint }),
  account: ({ hub, endpoint, token }) => (token === undefined ? httpResource.endpoint({ url: endpoint }) : `${hub} ${token.$secret}`),
  implies: ({ hub, endpoint, token, route }): readonly ImpliedTarget[] => {
    const way = route === undefined ? {} : { route };
    const connection = connectionOf({ baseUrl: endpoint, ...way });
    // ModelScope exchanges its token by a log-in, which is no read: nobody asks that unbidden.
    return token === undefined || hub === 'modelscope' ? connection : [...connection, { kind: 'api-key', data: { provider: hub, key: token, baseUrl: endpoint, ...way } }];
  },
  read: (text, given) => {
    const scheme = Object.keys(schemes).find((name) => text.toLowerCase().startsWith(`${name}://`));
    const read = scheme === undefined ? undefined : readSchemed(text, scheme);
    const hub = schemes[scheme ?? ''];
    if (read === undefined || hub === undefined) return undefined;
    const { rest, asked } = read;
    const [, repository, revision, file] = /^([\w.-]+(?:\/[\w.-]+)?)(?:@([^/]+))?(?:\/(.+))?$/.exec(rest.replace(/\/+$/, '')) ?? [];
    const token = asked.get('token');
    if (repository === undefined || [...asked.keys()].some((name) => !named.has(name)) || (token !== null && !/^[a-z][a-z0-9+.-]*:./.test(token))) {
      throw new ToolError('TARGET_INVALID', {
        en: `Such a target is written ${scheme}://owner/model, with @revision, /file and ?endpoint=https://mirror&token=env:${hubs[hub].tokenVariable} where they are wanted.`,
        'zh-CN': `此类目标写作 ${scheme}://所有者/模型，可加 @版本、/文件，以及 ?endpoint=https://镜像&token=env:${hubs[hub].tokenVariable}。`,
      });
    }
    return {
      hub, endpoint: readBaseUrl(asked.get('endpoint') ?? endpointInEnvironment(hub)), repository,
      ...(revision === undefined ? {} : { revision: decoded(revision) }), ...(file === undefined ? {} : { file: decoded(file) }),
      ...(token === null ? {} : { token: { $secret: token } }), ...routeOf(given),
    };
  },
});

/** As the hub's own client reads it: HF_ENDPOINT is a URL, MODELSCOPE_DOMAIN a host without a scheme. */
function endpointInEnvironment(hub: HubName): string {
  const value = (hub === 'huggingface' ? process.env['HF_ENDPOINT'] : process.env['MODELSCOPE_DOMAIN'])?.trim() ?? '';
  if (value === '') return hubs[hub].endpoint;
  return value;
}
