import { defineFact, type Fact } from '@culprit/core';
import { nodeSwitchesOf, type NodeSwitches } from '../environment/node-switches.ts';

/** The switches by which Node.js programs in this environment reach the network differently. */
export const nodeSwitches: Fact<Record<never, never>, NodeSwitches> = defineFact<Record<never, never>, NodeSwitches>({
  id: 'network/node-switches',
  gather: async (): Promise<NodeSwitches> => nodeSwitchesOf(process.env),
  exhibit: (value) => value,
});
