// Written by scripts/manifests.mjs from what stands in this folder.
import { defineManifest, type Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = defineManifest({
  name: '@culprit/certificate',
  version,
  api: 1,
  targets: [],
  checks: [
    { id: 'certificate/hsts', kind: 'http-resource', depth: 'full', load: async () => (await import('./checks/hsts.ts')).hstsCheck },
    { id: 'certificate/name', kind: 'tls-endpoint', depth: 'quick', load: async () => (await import('./checks/name.ts')).nameCheck },
    { id: 'certificate/revocation', kind: 'tls-endpoint', depth: 'full', load: async () => (await import('./checks/revocation.ts')).revocationCheck },
    { id: 'certificate/stapled-ocsp', kind: 'tls-endpoint', depth: 'quick', load: async () => (await import('./checks/stapled-ocsp.ts')).stapledOcspCheck },
    { id: 'certificate/strength', kind: 'tls-endpoint', depth: 'quick', load: async () => (await import('./checks/strength.ts')).strengthCheck },
    { id: 'certificate/trust-stores', kind: 'tls-endpoint', depth: 'full', load: async () => (await import('./checks/trust-stores.ts')).trustStoresCheck },
    { id: 'certificate/trust', kind: 'tls-endpoint', depth: 'quick', load: async () => (await import('./checks/trust.ts')).trustCheck },
    { id: 'certificate/usage', kind: 'tls-endpoint', depth: 'quick', load: async () => (await import('./checks/usage.ts')).usageCheck },
    { id: 'certificate/validity-period', kind: 'tls-endpoint', depth: 'quick', load: async () => (await import('./checks/validity-period.ts')).validityPeriodCheck },
  ],
  causes: [
    { id: 'certificate/common-name-only', suspectedBy: ['certificate/name#common-name-only'], load: async () => (await import('./causes/common-name-only.ts')).commonNameOnly },
    { id: 'certificate/doubled-label', suspectedBy: ['certificate/name#mismatch'], load: async () => (await import('./causes/doubled-label.ts')).doubledLabel },
    { id: 'certificate/expired', suspectedBy: ['certificate/validity-period#expired'], load: async () => (await import('./causes/expired.ts')).expired },
    { id: 'certificate/incomplete-chain', suspectedBy: ['certificate/trust#unknown-issuer'], load: async () => (await import('./causes/incomplete-chain.ts')).incompleteChain },
    { id: 'certificate/interception', suspectedBy: ['certificate/trust#unknown-issuer', 'certificate/trust#self-signed', 'certificate/trust#system-store-only'], load: async () => (await import('./causes/interception.ts')).interception },
    { id: 'certificate/must-staple-missing', suspectedBy: ['certificate/stapled-ocsp#missing'], load: async () => (await import('./causes/must-staple-missing.ts')).mustStapleMissing },
    { id: 'certificate/name-mismatch', suspectedBy: ['certificate/name#mismatch'], load: async () => (await import('./causes/name-mismatch.ts')).nameMismatch },
    { id: 'certificate/not-yet-valid', suspectedBy: ['certificate/validity-period#not-yet-valid'], load: async () => (await import('./causes/not-yet-valid.ts')).notYetValid },
    { id: 'certificate/ocsp-staple-invalid', suspectedBy: ['certificate/stapled-ocsp#stale', 'certificate/stapled-ocsp#stale-demanded', 'certificate/stapled-ocsp#invalid'], load: async () => (await import('./causes/ocsp-staple-invalid.ts')).ocspStapleInvalid },
    { id: 'certificate/revoked', suspectedBy: ['certificate/stapled-ocsp#revoked', 'certificate/revocation#revoked'], load: async () => (await import('./causes/revoked.ts')).revoked },
    { id: 'certificate/self-signed', suspectedBy: ['certificate/trust#self-signed', 'certificate/trust#unknown-issuer'], load: async () => (await import('./causes/self-signed.ts')).selfSigned },
    { id: 'certificate/system-store-not-used', suspectedBy: ['certificate/trust#system-store-only'], load: async () => (await import('./causes/system-store-not-used.ts')).systemStoreNotUsed },
    { id: 'certificate/unknown-root', suspectedBy: ['certificate/trust#unknown-issuer'], load: async () => (await import('./causes/unknown-root.ts')).unknownRoot },
    { id: 'certificate/weak-key', suspectedBy: ['certificate/strength#weak-key'], load: async () => (await import('./causes/weak-key.ts')).weakKey },
    { id: 'certificate/weak-signature', suspectedBy: ['certificate/strength#weak-signature'], load: async () => (await import('./causes/weak-signature.ts')).weakSignature },
    { id: 'certificate/wildcard-too-shallow', suspectedBy: ['certificate/name#mismatch'], load: async () => (await import('./causes/wildcard-too-shallow.ts')).wildcardTooShallow },
    { id: 'certificate/wrong-usage', suspectedBy: ['certificate/usage#wrong-purpose', 'certificate/usage#not-an-authority', 'certificate/trust#invalid-path'], load: async () => (await import('./causes/wrong-usage.ts')).wrongUsage },
  ],
  knownErrors: [
    { load: async () => (await import('./known-errors/chrome.ts')).errors },
    { load: async () => (await import('./known-errors/curl.ts')).errors },
    { load: async () => (await import('./known-errors/firefox.ts')).errors },
    { load: async () => (await import('./known-errors/git.ts')).errors },
    { load: async () => (await import('./known-errors/go.ts')).errors },
    { load: async () => (await import('./known-errors/java.ts')).errors },
    { load: async () => (await import('./known-errors/node.ts')).errors },
    { load: async () => (await import('./known-errors/python.ts')).errors },
    { load: async () => (await import('./known-errors/safari.ts')).errors },
  ],
  commands: [],
});

export default manifest;
