// Written by scripts/manifests.mjs from what stands in this folder.
import { defineManifest, type Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = defineManifest({
  name: '@culprit/storage-endpoint',
  version,
  api: 1,
  targets: [
    { kind: 'dogecloud-account', schemes: ['dogecloud'], bare: false, load: async () => (await import('./targets/dogecloud-account.ts')).dogecloudAccount },
    { kind: 'dogecloud-request', schemes: [], bare: false, load: async () => (await import('./targets/dogecloud-request.ts')).dogecloudRequest },
  ],
  checks: [
    { id: 'storage-endpoint/dogecloud-account', kind: 'dogecloud-account', depth: 'quick', load: async () => (await import('./checks/dogecloud-account.ts')).dogecloudAccountCheck },
    { id: 'storage-endpoint/dogecloud-signature', kind: 'dogecloud-request', depth: 'quick', load: async () => (await import('./checks/dogecloud-signature.ts')).dogecloudSignatureCheck },
  ],
  causes: [
    { id: 'storage-endpoint/dogecloud-key-edges', suspectedBy: ['storage-endpoint/dogecloud-account#access-token-refused', 'storage-endpoint/dogecloud-account#unsendable', 'storage-endpoint/dogecloud-signature#mistaken', 'storage-endpoint/dogecloud-signature#key-edges'], load: async () => (await import('./causes/dogecloud-key-edges.ts')).dogecloudKeyEdges },
    { id: 'storage-endpoint/dogecloud-keys-refused', suspectedBy: ['storage-endpoint/dogecloud-account#access-token-refused'], load: async () => (await import('./causes/dogecloud-keys-refused.ts')).dogecloudKeysRefused },
    { id: 'storage-endpoint/dogecloud-keys-swapped', suspectedBy: ['storage-endpoint/dogecloud-account#access-token-refused', 'storage-endpoint/dogecloud-signature#mistaken'], load: async () => (await import('./causes/dogecloud-keys-swapped.ts')).dogecloudKeysSwapped },
    { id: 'storage-endpoint/dogecloud-signing-mistake', suspectedBy: ['storage-endpoint/dogecloud-signature#mistaken'], load: async () => (await import('./causes/dogecloud-signing-mistake.ts')).dogecloudSigningMistake },
    { id: 'storage-endpoint/dogecloud-token-lost', suspectedBy: ['storage-endpoint/dogecloud-account#unauthorized'], load: async () => (await import('./causes/dogecloud-token-lost.ts')).dogecloudTokenLost },
  ],
  knownErrors: [
    { load: async () => (await import('./known-errors/certimate.ts')).errors },
    { load: async () => (await import('./known-errors/dogecloud.ts')).errors },
  ],
  commands: [],
});

export default manifest;
