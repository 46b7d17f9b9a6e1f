import { pluginCases, pluginOf } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import manifest from '../src/manifest.ts';

register(pluginCases(await pluginOf(manifest), manifest));
