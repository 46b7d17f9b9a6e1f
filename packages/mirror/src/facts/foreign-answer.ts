import { isIP } from 'node:net';
import { defineFact, type Fact, type GatherContext, type JsonObject, type Route } from '@culprit/core';
import { httpExchange, nameResolution, originOf, tcpConnection, tlsHandshake, type HttpExchange } from '@culprit/network';

export type ForeignAnswerInput = {
  readonly url: string;
  /** Without credentials: those are for the mirror. */
  readonly headers?: { readonly [name: string]: string };
  readonly route?: Route;
};

/** `unreachable`: no request could be sent, because of the name, the connection or TLS. */
export type ForeignAnswer = HttpExchange | { readonly outcome: 'unreachable'; readonly step: 'name' | 'connection' | 'tls' | 'proxy'; readonly how: string; readonly tookMs: number };

/** What a host answers that a mirror leads to: somebody else than who was asked about, and named as such. */
export const foreignAnswer: Fact<ForeignAnswerInput, ForeignAnswer> = defineFact<ForeignAnswerInput, ForeignAnswer>({
  id: 'mirror/foreign-answer',
  patienceMs: 8_000,
  thirdParties: ({ url }) => [originOf(url).host],
  gather: async (context): Promise<ForeignAnswer> => await context.ask(httpExchange.of(context.input)) ?? failureOf(context),
  exhibit: (answer): JsonObject => ({
    outcome: answer.outcome, tookMs: answer.tookMs, ...('step' in answer ? { step: answer.step, how: answer.how } : {}),
    ...('status' in answer && answer.status !== undefined ? { status: answer.status } : {}), ...('code' in answer && answer.code !== undefined ? { code: answer.code } : {}),
  }),
});

/** Which step failed. All of it was asked for the request already: nothing is asked anew. */
async function failureOf({ input: { url, route }, ask }: GatherContext<ForeignAnswerInput, Record<never, never>, never, ForeignAnswer>): Promise<ForeignAnswer> {
  const { secure, host, port } = originOf(url);
  const way = { host, port, ...(route === undefined ? {} : { route }) };
  const connection = await ask(tcpConnection.of(secure ? way : { ...way, scheme: 'http' }));
  if (connection !== undefined && connection.outcome !== 'connected') return { outcome: 'unreachable', step: 'connection', how: connection.outcome, tookMs: connection.tookMs };
  if (connection === undefined) {
    const { resolver } = route ?? {};
    const resolution = route?.proxy === undefined || route.proxy === 'direct' ? await ask(nameResolution.of({ host, ...(resolver === undefined || isIP(host) > 0 ? {} : { resolver }) })) : undefined;
    return { outcome: 'unreachable', step: 'name', how: resolution?.outcome ?? 'unknown', tookMs: 0 };
  }
  const handshake = secure ? await ask(tlsHandshake.of(way)) : undefined;
  return handshake === undefined ? { outcome: 'unreachable', step: 'proxy', how: 'no tunnel', tookMs: 0 } : { outcome: 'unreachable', step: 'tls', how: handshake.outcome, tookMs: handshake.tookMs };
}
