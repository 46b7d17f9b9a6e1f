import { decoded } from '../targets/base-url.ts';
import { isOwnHost, type HubName } from './hub.ts';

/** What a URL of a hub or of a mirror of it says. */
export type HubUrl = { readonly hub: HubName; readonly endpoint: string; readonly repository?: string; readonly revision?: string; readonly file?: string };

/** Repositories of other types are listed elsewhere, and spoken to alike. */
const notModels = /\/(?:datasets|spaces|studios)$/;
const repository = '(?<repository>[\\w.-]+\\/[\\w.-]+)';

/**
 * The paths of the hubs' own clients and pages. What stands before them is the base path of a mirror. A repository whose
 * name alone is its whole name is only told from a base path where nothing else stands before it.
 */
const shapes: readonly (readonly [hub: HubName, path: RegExp])[] = [
  ['modelscope', new RegExp(`^(?<base>.*?)\\/api\\/v1\\/models\\/${repository}(?:\\/.*)?$`)],
  ['modelscope', new RegExp(`^(?<base>)\\/models\\/${repository}(?:\\/(?:resolve|file\\/view)\\/(?<revision>[^/]+)\\/(?<file>.+)|\\/(?:files|summary)?)?$`)],
  ['huggingface', new RegExp(`^(?<base>.*?)\\/api\\/resolve-cache\\/models\\/${repository}\\/(?<revision>[^/]+)\\/(?<file>.+)$`)],
  ['huggingface', new RegExp(`^(?<base>.*?)\\/api\\/models\\/${repository}(?:\\/(?:revision|tree)\\/(?<revision>[^/]+).*|\\/.*)?$`)],
  ['huggingface', new RegExp(`^(?<base>.*?)\\/${repository}\\/(?:resolve|blob|raw)\\/(?<revision>[^/]+)\\/(?<file>.+)$`)],
  ['huggingface', /^(?<base>)\/(?<repository>[\w.-]+)\/(?:resolve|blob|raw)\/(?<revision>[^/]+)\/(?<file>.+)$/],
];

/** Of addresses that say by their path whose they are; pages of code hosts have `blob` and `raw` too. */
export const hubPath: RegExp = /^https?:\/\/(?:[^/]*\.)?(?:huggingface\.co|hf\.co|modelscope\.(?:cn|ai))\/.|^https?:\/\/[^?#]+\/(?:[\w.-]+\/resolve\/[^/]+\/.|api\/(?:v1\/|resolve-cache\/)?models\/[\w.-]+\/[\w.-]+)/i;

/** Pure: what an address says of a repository of models and of where it was asked for; `undefined`: nothing. */
export function readHubUrl(text: string): HubUrl | undefined {
  const { origin, hostname, pathname } = new URL(text);
  const own = (['huggingface', 'modelscope'] as const).find((hub) => isOwnHost(hub, hostname));
  for (const [hub, path] of shapes) {
    const { base = '', repository: name, revision, file } = path.exec(pathname)?.groups ?? {};
    if (name === undefined || (own !== undefined && own !== hub) || notModels.test(base) || /^(?:datasets|spaces)\//.test(name)) continue;
    return { hub, endpoint: `${origin}${base}`, repository: name, ...(revision === undefined ? {} : { revision: decoded(revision) }), ...(file === undefined ? {} : { file: decoded(file) }) };
  }
  const page = /^\/([\w.-]+\/[\w.-]+)(?:\/tree\/([^/]+))?\/?$/.exec(pathname);
  if (own === 'huggingface' && page !== null && !/^(?:api|datasets|spaces|docs|models|collections|papers)\//.test(page[1] ?? '')) {
    return { hub: own, endpoint: origin, repository: page[1] ?? '', ...(page[2] === undefined ? {} : { revision: decoded(page[2]) }) };
  }
  return pathname === '/' && own !== undefined ? { hub: own, endpoint: origin } : undefined;
}
