import { startHostileNetwork } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { conformanceCases } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import manifest from '../src/manifest.ts';

register(await conformanceCases(manifest, {
  network: startHostileNetwork,
  conformance: {
    others: [network],
    targets: ({ host, port }) => [`api-key://openai/env:OPENAI_API_KEY?base=http://${host}:${port}/v1`, 'token://env:TOKEN?audience=peer', 'vault://peer', 'ciphertext://peer.csv', 'shared-key://peer'],
  },
}));
