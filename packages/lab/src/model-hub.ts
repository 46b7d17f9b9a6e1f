import { createHash } from 'node:crypto';
import type { HttpBehaviour } from './http-behaviour.ts';
import type { HttpHandlerOptions } from './http-handler.ts';

/** The repository that a hub of the lab has: `lab/tiny`, with a small file and a large one. */
export const tinyWeights: string = 'culprit'.repeat(9_000);
const tinyConfig = '{"model_type":"tiny"}';
const commit = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface ModelHubOptions {
  /** Where the large file is redirected to. Absent: the hub serves it itself. */
  readonly dataUrl?: string;
  /** Header fields, in lower case, that somebody takes away from answers about files. */
  readonly stripped?: readonly string[];
  /** Only for HEAD. */
  readonly strippedOnHead?: boolean;
  /** The one token that is taken; others are refused, as a hub does even for public repositories. */
  readonly token?: string;
  /** `lab/tiny` is shown to that token alone. */
  readonly private?: boolean;
  /** The files of `lab/tiny` are gated. */
  readonly gated?: boolean;
  /** Every request is redirected here, path kept. */
  readonly sendsAwayTo?: string;
  /** Where the pages of the listing are said to go on. */
  readonly nextPage?: string;
  /** The path that the hub stands under; default: none. */
  readonly root?: string;
}

const refused = (status: number, code: string | undefined, message: string): HttpBehaviour =>
  ({ status, headers: { ...(code === undefined ? {} : { 'X-Error-Code': code }), 'X-Error-Message': message }, body: { json: { error: message } } });

/** A hub as huggingface_hub knows it: entries, listings, files with the fields that clients need, and whoami. For {@link startHttpServer}. */
export function modelHub(options: ModelHubOptions = {}): HttpHandlerOptions {
  const { dataUrl, stripped = [], strippedOnHead = false, token, gated = false, sendsAwayTo, nextPage, root = '' } = options;
  if (sendsAwayTo !== undefined) return { fallback: (request, response) => void response.writeHead(308, { Location: `${sendsAwayTo}${request.url ?? '/'}` }).end() };
  const guarded = (then: HttpBehaviour, hidden: boolean): HttpBehaviour => {
    const otherwise = hidden ? refused(401, 'RepoNotFound', 'Repository not found') : then;
    if (token === undefined) return otherwise;
    return { ifHeader: { name: 'authorization', value: `Bearer ${token}` }, then, otherwise: { ifHeader: { name: 'authorization' }, then: refused(401, undefined, 'Invalid credentials in Authorization header'), otherwise } };
  };
  const file = (text: string, large: boolean): HttpBehaviour => (request, response) => {
    const etag = large ? sha256(text) : createHash('sha1').update(text).digest('hex');
    const away = large && dataUrl !== undefined;
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const [first, last] = [Number(range?.[1] ?? 0), range?.[2] === undefined || range[2] === '' ? text.length - 1 : Number(range[2])];
    const partial = range !== null && !away;
    const part = text.slice(first, last + 1);
    const fields: Record<string, string> = {
      'X-Repo-Commit': commit, 'Accept-Ranges': 'bytes',
      ...(away ? { Location: `${dataUrl}/xet/${etag}?X-Amz-Signature=${etag}`, 'X-Linked-Etag': `"${etag}"`, 'X-Linked-Size': String(text.length) } : { ETag: `"${etag}"`, 'Content-Length': String(part.length) }),
      ...(partial ? { 'Content-Range': `bytes ${first}-${last}/${text.length}` } : {}),
    };
    const head = request.method === 'HEAD';
    const sent = Object.fromEntries(Object.entries(fields).filter(([name]) => !stripped.includes(name.toLowerCase()) || (strippedOnHead && !head)));
    response.writeHead(away ? 302 : partial ? 206 : 200, sent);
    response.end(head || away ? undefined : part);
  };
  const listing: HttpBehaviour = {
    ...(nextPage === undefined ? {} : { headers: { Link: `<${nextPage}/api/models/lab/tiny/tree/main?cursor=2>; rel="next"` } }),
    body: { json: [
      { type: 'file', path: 'config.json', size: tinyConfig.length, oid: createHash('sha1').update(`blob ${tinyConfig.length}\0${tinyConfig}`).digest('hex') },
      { type: 'directory', path: 'onnx' },
      { type: 'file', path: 'model.safetensors', size: tinyWeights.length, oid: commit, lfs: { oid: sha256(tinyWeights), size: tinyWeights.length } },
    ] },
  };
  const hidden = options.private ?? false;
  const files = (behaviour: HttpBehaviour): HttpBehaviour => guarded(gated ? refused(403, 'GatedRepo', 'Access to model lab/tiny is restricted') : behaviour, hidden);
  return {
    routes: {
      [`${root}/api/models/lab/tiny`]: guarded({ body: { json: { id: 'lab/tiny', sha: commit, siblings: [] } } }, hidden),
      [`${root}/api/models/lab/tiny/tree/main`]: guarded(listing, hidden),
      [`${root}/api/models/openai-community/gpt2`]: guarded({ body: { json: { id: 'openai-community/gpt2', sha: commit } } }, false),
      [`${root}/api/whoami-v2`]: guarded({ body: { json: { name: 'lab' } } }, true),
      [`${root}/lab/tiny/resolve/main/config.json`]: files(file(tinyConfig, false)),
      [`${root}/lab/tiny/resolve/main/model.safetensors`]: files(file(tinyWeights, true)),
    },
    fallback: refused(401, 'RepoNotFound', 'Repository not found'),
  };
}
