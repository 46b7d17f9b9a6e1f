import { awsConsumers } from './aws-consumers.ts';
import type { Consumer } from './consumer.ts';
import { toolConsumers } from './tool-consumers.ts';
import { tosConsumers } from './tos-consumers.ts';

/** Every program whose rules are known. */
const consumers: readonly Consumer[] = [...awsConsumers, ...toolConsumers, ...tosConsumers];

export const consumerIds: readonly string[] = consumers.map(({ id }) => id);

/** A program by its id. Ids are checked where they come in: an unknown one is a bug. */
export function consumerOf(id: string): Consumer {
  const consumer = consumers.find((candidate) => candidate.id === id);
  if (consumer === undefined) throw new Error(`no consumer ${id}`);
  return consumer;
}
