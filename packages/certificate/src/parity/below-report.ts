import type { Locale, Target } from '@culprit/core';
import type { Appendix } from '@culprit/core/examination';
import { chosenClients } from './chosen-clients.ts';
import { examineClients, type ComparedClient, type ComparedRequest } from './examine-clients.ts';
import { parityPage } from './page.ts';

/**
 * What `--as` adds to a report: each target that has an address, under the rules of the clients that `named` names.
 * @throws ToolError (`USAGE_INVALID`) where a client is unknown
 */
export function parityBelow(named: string, locale: Locale, verbose: boolean): Appendix {
  const chosen = chosenClients(named);
  const pages: (readonly [url: string, compared: readonly ComparedClient[]])[] = [];
  return {
    ask: async (ask, targets) => {
      const requests = targets.flatMap((target) => requestOf(target) ?? []);
      for (const request of requests) pages.push([request.url, await examineClients(request, chosen, ask, false)]);
    },
    text: () => (pages.length > 0 ? pages.map(([url, compared]) => parityPage(url, compared, locale, verbose)).join('\n') : none[locale]),
  };
}

const none = {
  en: 'Clients are compared by http and https addresses, and no target is one.\n',
  'zh-CN': '只能比较客户端对 http 或 https 地址的访问，而目标中没有这样的地址。\n',
} as const;

/** The request that a target stands for: its own or, of a port that speaks TLS, the first page. */
function requestOf({ kind, data }: Target): ComparedRequest | undefined {
  const { url, host, port, route, method, headers, startTls } = data as Partial<ComparedRequest> & { readonly host?: string; readonly port?: number; readonly startTls?: string };
  const address = kind === 'http-resource' ? url : kind === 'tls-endpoint' && startTls === undefined ? `https://${host?.includes(':') === true ? `[${host}]` : host}:${port}/` : undefined;
  if (address === undefined) return undefined;
  return { url: new URL(address).href, ...(method === undefined ? {} : { method }), ...(headers === undefined ? {} : { headers }), ...(route === undefined ? {} : { route }) };
}
