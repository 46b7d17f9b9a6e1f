import { constants, createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LabServer, listenOnLoopback } from './loopback-server.ts';
import type { TlsIdentity } from './tls-server.ts';

/** What a server does with a request over HTTP/2 (RFC 9113 §7: error codes). */
export type Http2Behaviour = 'answer' | 'goaway' | 'enhance-your-calm' | 'http-1.1-required' | 'hang' | 'close';

export interface Http2ServerOptions {
  readonly identity: TlsIdentity;
  readonly http2: Http2Behaviour;
  /** Over HTTP/1.1: answers 200, or closes without a byte. Default: answers. */
  readonly http1?: 'answer' | 'close';
}

/** A server that offers HTTP/2 and HTTP/1.1 by ALPN, and treats them apart. */
export function startHttp2Server({ identity, http2, http1 = 'answer' }: Http2ServerOptions): Promise<LabServer> {
  const server = createSecureServer({ cert: identity.chain.join('\n'), key: identity.key, allowHTTP1: true });
  server.on('sessionError', () => {});
  const answer = (response: { end(text: string): unknown }): void => void response.end('{"object":"list"}');
  server.on('request', (request: Http2ServerRequest | IncomingMessage, response: Http2ServerResponse | ServerResponse) => {
    if (!('stream' in request)) {
      if (http1 === 'close') request.socket.destroy();
      else answer(response);
      return;
    }
    request.stream.on('error', () => {});
    switch (http2) {
      case 'answer': return answer(response);
      case 'goaway': return void request.stream.session?.goaway(constants.NGHTTP2_INTERNAL_ERROR, 0);
      case 'enhance-your-calm': return request.stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
      case 'http-1.1-required': return request.stream.close(constants.NGHTTP2_HTTP_1_1_REQUIRED);
      case 'close': return void request.stream.session?.destroy();
      case 'hang': return;
    }
  });
  return listenOnLoopback(server);
}
