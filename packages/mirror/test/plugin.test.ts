import { startHostileNetwork } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { conformanceCases } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import manifest from '../src/manifest.ts';

register(await conformanceCases(manifest, { network: startHostileNetwork, conformance: { others: [network] } }));
