import { defineManifest, type Manifest } from '@culprit/core';

/** The lab as a plugin: nothing to examine with, only the command that shows what the others find. */
const manifest: Manifest = defineManifest({
  name: '@culprit/lab',
  version: '0.1.0',
  api: 1,
  targets: [],
  checks: [],
  causes: [],
  knownErrors: [],
  commands: [
    {
      name: 'demo',
      summary: { en: 'Break things on this machine on purpose, and find out why', 'zh-CN': '在本机有意制造故障，再逐一找出原因' },
      load: async () => (await import('./commands/demo.ts')).demo,
    },
  ],
});

export default manifest;
