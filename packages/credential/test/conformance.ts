import network from '@culprit/network/manifest';
import type { Conformance } from '@culprit/testkit';
import { checks } from './cases/checks.ts';
import * as ofLogIn from './cases/log-in-causes.ts';
import * as ofProviders from './cases/provider-causes.ts';
import * as ofReading from './cases/reading-causes.ts';

const conformance: Conformance = {
  others: [network],
  targets: ({ host, port }) => [`api-key://openai/env:OPENAI_API_KEY?base=http://${host}:${port}/v1`, 'token://env:TOKEN?audience=peer', 'vault://peer', 'ciphertext://peer.csv', 'shared-key://peer'],
  checks,
  causes: { ...ofReading.causes, ...ofProviders.causes, ...ofLogIn.causes },
};

export default conformance;
