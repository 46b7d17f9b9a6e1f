// Written by scripts/manifests.mjs from what stands in this folder.
import type { Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = {
  '~manifest': true,
  name: '@culprit/testkit',
  version,
  api: 1,
  targets: [],
  checks: [],
  causes: [],
  knownErrors: [],
  commands: [
    { name: 'plugin test', summary: { en: 'Demand of a plugin what every plugin owes, among hostile peers on loopback', 'zh-CN': '按每个插件都应满足的要求检验插件，并让它面对本机回环上的恶意对端' }, load: async () => (await import('./commands/plugin-test.ts')).pluginTest },
  ],
};

export default manifest;
