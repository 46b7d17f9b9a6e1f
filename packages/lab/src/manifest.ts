// Written by scripts/manifests.mjs from what stands in this folder.
import type { Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = {
  '~manifest': true,
  name: '@culprit/lab',
  version,
  api: 1,
  targets: [],
  checks: [],
  causes: [],
  knownErrors: [],
  commands: [
    { name: 'demo', summary: { en: 'Break things on this machine on purpose, and find out why', 'zh-CN': '在本机有意制造故障，再逐一找出原因' }, load: async () => (await import('./commands/demo.ts')).demo },
  ],
};

export default manifest;
