// Written by scripts/manifests.mjs from what stands in this folder.
import { defineManifest, type Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = defineManifest({
  name: '@culprit/mirror',
  version,
  api: 1,
  targets: [
    { kind: 'anthropic', schemes: ['anthropic'], bare: false, load: async () => (await import('./targets/anthropic.ts')).anthropic },
    { kind: 'gemini', schemes: ['gemini'], bare: false, load: async () => (await import('./targets/gemini.ts')).gemini },
    { kind: 'openai-compatible', schemes: ['openai-compatible'], bare: false, load: async () => (await import('./targets/openai-compatible.ts')).openaiCompatible },
    { kind: 'profiled-service', schemes: ['profile'], bare: false, load: async () => (await import('./targets/profiled-service.ts')).profiledService },
    { kind: 'relay', schemes: ['relay'], bare: false, load: async () => (await import('./targets/relay.ts')).relay },
  ],
  checks: [
    { id: 'mirror/api', kind: 'openai-compatible', alsoJudges: ['relay', 'anthropic', 'gemini'], depth: 'quick', load: async () => (await import('./checks/api.ts')).api },
    { id: 'mirror/service-health', kind: 'profiled-service', depth: 'quick', load: async () => (await import('./checks/service-health.ts')).serviceHealth },
  ],
  causes: [
    { id: 'mirror/base-path', suspectedBy: ['mirror/api#web-page', 'mirror/api#wrong-path'], load: async () => (await import('./causes/base-path.ts')).basePath },
    { id: 'mirror/maintenance', suspectedBy: ['mirror/service-health#maintenance'], load: async () => (await import('./causes/maintenance.ts')).maintenance },
    { id: 'mirror/overload', suspectedBy: ['mirror/service-health#overloaded', 'mirror/api#overloaded'], load: async () => (await import('./causes/overload.ts')).overload },
    { id: 'mirror/profile-not-followed', suspectedBy: ['mirror/service-health#not-served', 'mirror/service-health#missing-headers'], load: async () => (await import('./causes/profile-not-followed.ts')).profileNotFollowed },
    { id: 'mirror/region-refusal', suspectedBy: ['mirror/service-health#region-refused', 'mirror/api#region-refused'], load: async () => (await import('./causes/region-refusal.ts')).regionRefusal },
  ],
  knownErrors: [],
  commands: [],
});

export default manifest;
