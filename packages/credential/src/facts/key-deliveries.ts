import { defineFact, type Fact } from '@culprit/core';
import { deliveriesIn, type Delivery } from '../shared-key/deliveries.ts';
import { needsKey } from '../shared-key/sharers.ts';

export type DeliveriesInput = { readonly variable: string; readonly sources: readonly string[]; readonly services?: readonly string[] };

/** Who gets a key. `needed`: the services that have to have it, as somebody said or as is known of their program. */
export type KeyDeliveries = {
  readonly unreadable: readonly string[];
  readonly deliveries: readonly (Delivery & { readonly source: string; readonly needed: boolean })[];
};

/** Reads from files and running processes what each service gets under the name of a key. */
export const keyDeliveries: Fact<DeliveriesInput, KeyDeliveries> = defineFact({
  id: 'credential/key-deliveries',
  gather: async ({ input: { variable, sources, services } }) => {
    const read = await Promise.all(sources.slice(0, 50).map(async (source) => ({ source, found: await deliveriesIn(source, variable, process.env) })));
    return {
      unreadable: read.flatMap(({ source, found }) => (found === undefined ? [source] : [])),
      deliveries: read.flatMap(({ source, found = [] }) => found.map((one) => ({ ...one, source, needed: services === undefined ? one.state !== 'absent' || needsKey(variable, one) : services.includes(one.service) }))),
    };
  },
  exhibit: ({ unreadable, deliveries }) => ({
    unreadable: unreadable.slice(0, 20),
    // A fingerprint tells equal from different in this one report.
    deliveries: deliveries.filter(({ needed }) => needed).slice(0, 50).map((one) => ({ ...one })),
  }),
});
