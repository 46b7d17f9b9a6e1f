import { retryAfterSeconds, isPrivateName, originOf } from '@culprit/network';
import type { Dispatcher } from 'undici';
import type { OpenedBytes } from './transfer.ts';

/** An answer whose body has not been read. */
export interface HubReply {
  /** The URL that answered. */
  readonly url: string;
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Dispatcher.ResponseData['body'];
}

/** Asks a hub, and follows where it leads. The token goes to the hub's own origin alone, and a redirect never from a public name into a private network. */
export interface HubClient extends AsyncDisposable {
  get(url: string, signal: AbortSignal, headers?: { readonly [name: string]: string }): Promise<HubReply>;
  /** The text of an answer, at most `maxBytes` of it. */
  text(reply: HubReply, maxBytes: number): Promise<string>;
  /** Where a file is, past all redirects, with the fields to ask for it with. */
  locate(url: string, signal: AbortSignal): Promise<{ readonly url: string; readonly headers: { readonly [name: string]: string } }>;
  /** A file from a byte on. */
  bytes(url: string, from: number, signal: AbortSignal): Promise<OpenedBytes>;
}

const maxRedirects = 6;
const quietMs = 30_000;

/** By way of undici, with the proxy variables of the environment; what listens on this machine needs no proxy. */
export async function openHubClient({ endpoint, token, noProxy }: { readonly endpoint: string; readonly token?: string; readonly noProxy?: string }): Promise<HubClient> {
  const { EnvHttpProxyAgent, request } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({ headersTimeout: quietMs, bodyTimeout: quietMs, noProxy: [noProxy, 'localhost,127.0.0.1,[::1]'].filter((part) => part !== undefined && part !== '').join(',') });
  const home = new URL(endpoint).origin;

  const credentialFor = (url: string): Record<string, string> => (token !== undefined && new URL(url).origin === home ? { authorization: `Bearer ${token}` } : {});

  const get: HubClient['get'] = async (first, signal, headers = {}) => {
    let url = first;
    for (let count = 0; count <= maxRedirects; count += 1) {
      const { statusCode: status, headers: fields, body } = await request(url, { dispatcher, signal, headers: { accept: '*/*', 'accept-encoding': 'identity', ...headers, ...credentialFor(url) } });
      const flat = Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));
      const location = flat['location'];
      if (status < 300 || status >= 400 || location === undefined) return { url, status, headers: flat, body };
      await body.dump({ limit: 65_536, signal });
      const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
      if (next === undefined || !/^https?:$/.test(next.protocol) || (url.startsWith('https:') && next.protocol === 'http:')) throw final('a redirect leads nowhere that may be followed');
      if (!isPrivateName(originOf(home).host) && isPrivateName(originOf(next.href).host)) throw final('a redirect leads from a public name into a private network');
      url = next.href;
    }
    throw final('too many redirects');
  };

  return {
    get,
    async text({ body }, maxBytes) {
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const part of body) {
        length += part.length;
        if (length > maxBytes) throw final(`an answer of more than ${maxBytes} bytes`);
        parts.push(part);
      }
      return Buffer.concat(parts).toString('utf8');
    },
    async locate(from, signal) {
      const { url, body, status } = await get(from, signal, { range: 'bytes=0-0' });
      // A server that knows no ranges sends everything: one byte was enough.
      body.once('error', () => undefined).destroy();
      if (status >= 400) throw Object.assign(new Error(`the answer is ${status}`), { final: status < 500 && status !== 429 && status !== 408 });
      return { url, headers: credentialFor(url) };
    },
    async bytes(url, from, signal) {
      const reply = await get(url, signal, from === 0 ? {} : { range: `bytes=${from}-` });
      const { status, headers, body } = reply;
      if (status === 200) return { from: 0, chunks: body };
      const start = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1];
      if (status === 206 && start !== undefined) return { from: Number(start), chunks: body };
      await body.dump({ limit: 65_536, signal });
      const seconds = retryAfterSeconds(headers['retry-after'], new Date().toISOString());
      // Too many requests and failures of the moment pass; a refusal stays one.
      throw Object.assign(new Error(`the answer is ${status}`), { final: status < 500 && status !== 429 && status !== 408, ...(seconds === undefined ? {} : { afterMs: seconds * 1_000 }) });
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

const final = (message: string): Error => Object.assign(new Error(message), { final: true });
