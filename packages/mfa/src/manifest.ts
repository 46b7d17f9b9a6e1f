// Written by scripts/manifests.mjs from what stands in this folder.
import { defineManifest, type Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = defineManifest({
  name: '@culprit/mfa',
  version,
  api: 1,
  targets: [
    { kind: 'one-time-password', schemes: ['otpauth'], bare: false, load: async () => (await import('./targets/one-time-password.ts')).oneTimePassword },
  ],
  checks: [
    { id: 'mfa/code', kind: 'one-time-password', depth: 'quick', load: async () => (await import('./checks/code.ts')).codeCheck },
    { id: 'mfa/parameters', kind: 'one-time-password', depth: 'quick', load: async () => (await import('./checks/parameters.ts')).parametersCheck },
    { id: 'mfa/secret', kind: 'one-time-password', depth: 'quick', load: async () => (await import('./checks/secret.ts')).secretCheck },
  ],
  causes: [
    { id: 'mfa/authenticator-clock', suspectedBy: ['mfa/code#rejected'], load: async () => (await import('./causes/authenticator-clock.ts')).authenticatorClock },
    { id: 'mfa/counter-out-of-step', suspectedBy: ['mfa/code#rejected'], load: async () => (await import('./causes/counter-out-of-step.ts')).counterOutOfStep },
    { id: 'mfa/parameter-mismatch', suspectedBy: ['mfa/code#rejected'], load: async () => (await import('./causes/parameter-mismatch.ts')).parameterMismatch },
    { id: 'mfa/secret-mismatch', suspectedBy: ['mfa/code#rejected'], load: async () => (await import('./causes/secret-mismatch.ts')).secretMismatch },
    { id: 'mfa/stale-code', suspectedBy: ['mfa/code#rejected'], load: async () => (await import('./causes/stale-code.ts')).staleCode },
    { id: 'mfa/undecrypted-secret', suspectedBy: ['mfa/secret#undecrypted'], load: async () => (await import('./causes/undecrypted-secret.ts')).undecryptedSecret },
  ],
  knownErrors: [],
  commands: [],
  secretSources: [
    { scheme: 'totp', load: async () => (await import('./secret-sources/one-time-code.ts')).codeSource },
  ],
});

export default manifest;
