import { members, readDocument } from '../hub/document.ts';
import { hubs, type ListedFile } from '../hub/hub.ts';
import { judgeHubAnswer } from '../hub/judge-hub-answer.ts';
import { below } from '../targets/base-url.ts';
import type { ModelMirror } from '../targets/model-mirror.ts';
import type { HubClient, HubReply } from './hub-client.ts';
import { SyncError } from './sync-error.ts';

/** Without a size nobody knows when a file is whole, or whether it ever ends. */
export type SizedFile = ListedFile & { readonly size: number };

/** The files of a repository at one moment. */
export interface Listing {
  /** The commit that the revision stood for; all files are asked for by it. */
  readonly commit?: string;
  readonly files: readonly SizedFile[];
}

const maxPageBytes = 32 * 1024 * 1024;
const maxPages = 1_000;
const maxFiles = 100_000;

/** Reads the whole listing, page by page, from the endpoint itself. Rejects with a `SyncError` (`hub-refused`). */
export async function listRepository(client: HubClient, target: ModelMirror, signal: AbortSignal): Promise<Listing> {
  const hub = hubs[target.hub];
  const read = async (url: string): Promise<{ readonly document: unknown; readonly headers: HubReply['headers'] }> => {
    const reply = await client.get(url, signal, { accept: 'application/json' });
    const text = await client.text(reply, maxPageBytes);
    const state = judgeHubAnswer(target.hub, { status: reply.status, headers: reply.headers, kind: /^\s*</.test(text) ? 'html' : 'json', body: { text: text.slice(0, 16_384), bytes: text.length, complete: true } }, false);
    const document = reply.status < 300 ? readDocument(text) : undefined;
    if (state === 'found' && document !== undefined) return { document, headers: reply.headers };
    const { host } = new URL(url);
    throw new SyncError('hub-refused', {
      en: `${host} answers ${reply.status} for ${target.repository} (${state === 'found' ? 'not-a-hub' : state}). Why: culprit 'hf://${target.repository}?endpoint=${target.endpoint}'`.replace('hf://', `${target.hub === 'huggingface' ? 'hf' : target.hub}://`),
      'zh-CN': `${host} 对 ${target.repository} 返回 ${reply.status}（${state === 'found' ? 'not-a-hub' : state}）。查明原因：culprit 'hf://${target.repository}?endpoint=${target.endpoint}'`.replace('hf://', `${target.hub === 'huggingface' ? 'hf' : target.hub}://`),
    });
  };
  const { sha } = members((await read(below(target.endpoint, hub.control(target.repository)))).document);
  const revision = target.revision ?? hub.revision;
  const commit = target.revision === undefined && typeof sha === 'string' && /^[0-9a-f]{40}$/.test(sha) ? sha : undefined;
  const files: SizedFile[] = [];
  let next: string | undefined = below(target.endpoint, hub.listing(target.repository, commit ?? revision, true));
  for (let page = 0; next !== undefined; page += 1) {
    const { document, headers }: Awaited<ReturnType<typeof read>> = await read(next);
    const listed = hub.files(document);
    if (listed === undefined || page >= maxPages || files.length + listed.length > maxFiles) {
      throw new SyncError('hub-refused', { en: `The listing of ${target.repository} is none, or longer than ${maxFiles} files.`, 'zh-CN': `${target.repository} 的列表无法识别，或超过 ${maxFiles} 个文件。` });
    }
    for (const file of listed) {
      const { size } = file;
      if (size === undefined || !Number.isSafeInteger(size) || size < 0) throw new SyncError('hub-refused', { en: `The listing of ${target.repository} tells no size of ${JSON.stringify(file.path.slice(0, 120))}.`, 'zh-CN': `${target.repository} 的列表没有给出 ${JSON.stringify(file.path.slice(0, 120))} 的大小。` });
      files.push({ ...file, size });
    }
    next = nextPage(headers['link'], target.endpoint);
  }
  return { files, ...(commit === undefined ? {} : { commit }) };
}

/** The next page at the endpoint itself: mirrors pass on the hub's own absolute address, which would go past them. */
function nextPage(link: string | undefined, endpoint: string): string | undefined {
  const url = /<([^<>]+)>\s*;\s*rel="?next/i.exec(link ?? '')?.[1];
  if (url === undefined || !URL.canParse(url, endpoint)) return undefined;
  const { pathname, search } = new URL(url, endpoint);
  const base = new URL(endpoint).pathname.replace(/\/+$/, '');
  return below(endpoint, `${base !== '' && pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname}${search}`);
}
