import { startHostileNetwork } from '@culprit/lab';
import { conformanceCases } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import manifest from '../src/manifest.ts';
import conformance from './conformance.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

register(await conformanceCases(manifest, { network: startHostileNetwork, conformance, complete: true }));
