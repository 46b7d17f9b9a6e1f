import { defineFact, type Blocked, type Fact, type GatherContext, type HeaderValue, type Request, type Route } from '@culprit/core';
import { originOf } from '../targets/http-resource.ts';
import { proxyTunnel, type ProxyTunnel } from './proxy-tunnel.ts';
import type { LentSocket } from './tcp-connection.ts';

/** An https URL. Only fields that hold no credential are sent: this is an experiment. */
export type Http2ExchangeInput = { readonly url: string; readonly method?: string; readonly headers?: { readonly [name: string]: HeaderValue }; readonly route?: Route };

export type Http2Exchange =
  | { readonly outcome: 'answered'; readonly status: number; readonly tookMs: number }
  /** The server chose another protocol by ALPN (RFC 7301), or none. */
  | { readonly outcome: 'not-offered'; readonly alpn: string }
  /** `code`: the name of the error code (RFC 9113 §7) that ended the stream or the session, or a code of Node's. */
  | { readonly outcome: 'stream-reset' | 'goaway' | 'closed' | 'timed-out' | 'failed' | 'no-handshake'; readonly code: string; readonly tookMs: number };

type Http2Needs = { readonly tunnel: Request<ProxyTunnel, LentSocket> };
export type Http2Context = GatherContext<Http2ExchangeInput, Http2Needs, never>;

/** One request over HTTP/2 (RFC 9113), to compare with HTTP/1.1. */
export const http2Exchange: Fact<Http2ExchangeInput, Http2Exchange, never> = defineFact<Http2ExchangeInput, Http2Exchange, Http2Needs, never>({
  id: 'network/http2-exchange',
  patienceMs: 4_000,
  needs: ({ url, route }) => {
    const { host, port } = originOf(url);
    return { tunnel: proxyTunnel.of({ host, port, ...(route === undefined ? {} : { route }) }) };
  },
  // node:http2 is only loaded where it is asked for.
  gather: async (context): Promise<Http2Exchange | Blocked> => (await import('../http/http2-request.ts')).gatherHttp2(context),
  exhibit: (value) => value,
});
