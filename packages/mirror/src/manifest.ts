// Written by scripts/manifests.mjs from what stands in this folder.
import { defineManifest, type Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = defineManifest({
  name: '@culprit/mirror',
  version,
  api: 1,
  targets: [],
  checks: [],
  causes: [],
  knownErrors: [],
  commands: [],
});

export default manifest;
