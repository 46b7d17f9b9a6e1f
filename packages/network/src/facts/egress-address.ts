import { defineFact, type Fact, type GatherContext } from '@culprit/core';
import { readEgress } from '../http/egress-reply.ts';
import { hostPort } from '../targets/host-name.ts';
import { originOf } from '../targets/http-resource.ts';
import { httpExchange } from './http-exchange.ts';

export type EgressAddressInput = { readonly url: string };

/** `country`: ISO 3166-1 alpha-2, where the service tells it. */
export type EgressAddress = { readonly outcome: 'told'; readonly address: string; readonly country?: string } | { readonly outcome: 'untold' };

/** By which address, and from which country, this machine is seen by a service that was chosen for it. */
export const egressAddress: Fact<EgressAddressInput, EgressAddress, never> = defineFact({
  id: 'network/egress-address',
  gather: async ({ input, ask }: GatherContext<EgressAddressInput, Record<never, never>, never>): Promise<EgressAddress> => {
    const answer = await ask(httpExchange.of({ url: new URL(input.url).href }));
    const told = answer?.outcome === 'answered' && answer.status === 200 ? readEgress(answer.body.text) : undefined;
    return told === undefined ? { outcome: 'untold' } : { outcome: 'told', ...told };
  },
  exhibit: (value) => value,
  thirdParties: ({ url }) => {
    const { host, port } = originOf(url);
    return [hostPort(host, port)];
  },
});
