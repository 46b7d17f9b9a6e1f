import { manifestOf } from '@culprit/core';
import { startHostileNetwork } from '@culprit/lab';
import { conformanceCases } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import plugin from '../src/index.ts';
import conformance from './conformance.ts';

register(await conformanceCases(manifestOf(plugin), { network: startHostileNetwork, conformance, complete: true }));
