// Written by scripts/manifests.mjs from what stands in this folder.
import type { Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = {
  '~manifest': true,
  name: '@culprit/mirror',
  version,
  api: 1,
  targets: [
    { kind: 'anthropic', schemes: ['anthropic'], bare: false, load: async () => (await import('./targets/anthropic.ts')).anthropic },
    { kind: 'gemini', schemes: ['gemini'], bare: false, load: async () => (await import('./targets/gemini.ts')).gemini },
    { kind: 'model-copy', schemes: ['model-copy'], bare: false, load: async () => (await import('./targets/model-copy.ts')).modelCopy },
    { kind: 'model-mirror', schemes: ['hf', 'modelscope'], bare: false, addresses: /^https?:\/\/(?:[^/]*\.)?(?:huggingface\.co|hf\.co|modelscope\.(?:cn|ai))\/.|^https?:\/\/[^?#]+\/(?:[\w.-]+\/resolve\/[^/]+\/.|api\/(?:v1\/|resolve-cache\/)?models\/[\w.-]+\/[\w.-]+)/i, load: async () => (await import('./targets/model-mirror.ts')).modelMirror },
    { kind: 'openai-compatible', schemes: ['openai-compatible'], bare: false, load: async () => (await import('./targets/openai-compatible.ts')).openaiCompatible },
    { kind: 'profiled-service', schemes: ['profile'], bare: false, load: async () => (await import('./targets/profiled-service.ts')).profiledService },
    { kind: 'relay', schemes: ['relay'], bare: false, load: async () => (await import('./targets/relay.ts')).relay },
  ],
  checks: [
    { id: 'mirror/api', kind: 'openai-compatible', alsoJudges: ['relay', 'anthropic', 'gemini'], depth: 'quick', load: async () => (await import('./checks/api.ts')).api },
    { id: 'mirror/client-settings', kind: 'machine', depth: 'quick', load: async () => (await import('./checks/client-settings.ts')).clientSettingsCheck },
    { id: 'mirror/control-plane', kind: 'model-mirror', depth: 'quick', load: async () => (await import('./checks/control-plane.ts')).controlPlane },
    { id: 'mirror/data-plane', kind: 'model-mirror', depth: 'quick', load: async () => (await import('./checks/data-plane.ts')).dataPlane },
    { id: 'mirror/last-sync', kind: 'model-copy', depth: 'quick', load: async () => (await import('./checks/last-sync.ts')).lastSync },
    { id: 'mirror/service-health', kind: 'profiled-service', depth: 'quick', load: async () => (await import('./checks/service-health.ts')).serviceHealth },
    { id: 'mirror/token-plane', kind: 'model-mirror', depth: 'quick', load: async () => (await import('./checks/token-plane.ts')).tokenPlane },
  ],
  causes: [
    { id: 'mirror/base-path', suspectedBy: ['mirror/api#web-page', 'mirror/api#wrong-path'], load: async () => (await import('./causes/base-path.ts')).basePath },
    { id: 'mirror/gated-repository', suspectedBy: ['mirror/control-plane#gated', 'mirror/data-plane#gated'], load: async () => (await import('./causes/gated-repository.ts')).gatedRepository },
    { id: 'mirror/maintenance', suspectedBy: ['mirror/service-health#maintenance', 'mirror/api#overloaded', 'mirror/control-plane#overloaded'], load: async () => (await import('./causes/maintenance.ts')).maintenance },
    { id: 'mirror/mirror-sends-away', suspectedBy: ['mirror/control-plane#redirected', 'mirror/data-plane#sent-away'], load: async () => (await import('./causes/mirror-sends-away.ts')).mirrorSendsAway },
    { id: 'mirror/not-a-hub', suspectedBy: ['mirror/control-plane#not-a-hub'], load: async () => (await import('./causes/not-a-hub.ts')).notAHub },
    { id: 'mirror/off-mirror-data-plane', suspectedBy: ['mirror/data-plane#unreachable', 'mirror/data-plane#refused'], load: async () => (await import('./causes/off-mirror-data-plane.ts')).offMirrorDataPlane },
    { id: 'mirror/overload', suspectedBy: ['mirror/service-health#overloaded', 'mirror/api#overloaded', 'mirror/control-plane#overloaded'], load: async () => (await import('./causes/overload.ts')).overload },
    { id: 'mirror/profile-not-followed', suspectedBy: ['mirror/service-health#not-served', 'mirror/service-health#missing-headers'], load: async () => (await import('./causes/profile-not-followed.ts')).profileNotFollowed },
    { id: 'mirror/refused-token', suspectedBy: ['mirror/control-plane#token-refused'], load: async () => (await import('./causes/refused-token.ts')).refusedToken },
    { id: 'mirror/region-refusal', suspectedBy: ['mirror/service-health#region-refused', 'mirror/api#region-refused', 'mirror/control-plane#region-refused'], load: async () => (await import('./causes/region-refusal.ts')).regionRefusal },
    { id: 'mirror/repository-not-visible', suspectedBy: ['mirror/control-plane#repository-unknown'], load: async () => (await import('./causes/repository-not-visible.ts')).repositoryNotVisible },
    { id: 'mirror/stripped-headers', suspectedBy: ['mirror/data-plane#stripped'], load: async () => (await import('./causes/stripped-headers.ts')).strippedHeaders },
  ],
  knownErrors: [
    { load: async () => (await import('./known-errors/hugging-face.ts')).errors },
    { load: async () => (await import('./known-errors/model-scope.ts')).errors },
  ],
  commands: [
    { name: 'mirror planes', summary: { en: 'Which host lists a repository, which serves its files, and who gets the token; several endpoints are compared', 'zh-CN': '查看仓库由哪台主机列出、由哪台提供文件、令牌交给谁；可比较多个端点' }, load: async () => (await import('./commands/planes.ts')).mirrorPlanes },
    { name: 'mirror select', summary: { en: 'Print the mirror to use, by order and health: HF_ENDPOINT=$(culprit mirror select …)', 'zh-CN': '按顺序和健康状况选出要使用的镜像并输出：HF_ENDPOINT=$(culprit mirror select …)' }, load: async () => (await import('./commands/select.ts')).mirrorSelect },
    { name: 'mirror sync', summary: { en: 'Keep a repository of models in a folder: verified, resumed where it broke off, fetched again only where it changed', 'zh-CN': '把模型仓库同步到文件夹：校验内容、断点续传、只重新获取有变化的文件' }, load: async () => (await import('./commands/sync.ts')).mirrorSync },
  ],
};

export default manifest;
