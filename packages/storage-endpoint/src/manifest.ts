// Written by scripts/manifests.mjs from what stands in this folder.
import { defineManifest, type Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = defineManifest({
  name: '@culprit/storage-endpoint',
  version,
  api: 1,
  targets: [
    { kind: 'bucket', schemes: ['s3', 'tos', 'oss', 'cos', 'obs', 'doge'], bare: false, load: async () => (await import('./targets/bucket.ts')).bucket },
    { kind: 'dogecloud-account', schemes: ['dogecloud'], bare: false, load: async () => (await import('./targets/dogecloud-account.ts')).dogecloudAccount },
    { kind: 'dogecloud-request', schemes: [], bare: false, load: async () => (await import('./targets/dogecloud-request.ts')).dogecloudRequest },
    { kind: 'object-store', schemes: ['s3', 'tos', 'oss', 'cos', 'obs', 'doge'], bare: false, load: async () => (await import('./targets/object-store.ts')).objectStore },
    { kind: 'object', schemes: ['s3', 'tos', 'oss', 'cos', 'obs', 'doge'], bare: false, load: async () => (await import('./targets/object.ts')).object },
  ],
  checks: [
    { id: 'storage-endpoint/dogecloud-account', kind: 'dogecloud-account', depth: 'quick', load: async () => (await import('./checks/dogecloud-account.ts')).dogecloudAccountCheck },
    { id: 'storage-endpoint/dogecloud-signature', kind: 'dogecloud-request', depth: 'quick', load: async () => (await import('./checks/dogecloud-signature.ts')).dogecloudSignatureCheck },
    { id: 'storage-endpoint/endpoint', kind: 'bucket', alsoJudges: ['object-store'], depth: 'quick', load: async () => (await import('./checks/endpoint.ts')).endpointCheck },
  ],
  causes: [
    { id: 'storage-endpoint/bucket-in-endpoint', suspectedBy: ['storage-endpoint/endpoint#bucket-in-endpoint', 'certificate/name#mismatch', 'network/name-resolution#not-found', 'network/name-resolution#nxdomain', 'network/name-resolution#no-address'], load: async () => (await import('./causes/bucket-in-endpoint.ts')).bucketInEndpoint },
    { id: 'storage-endpoint/contradicting-buckets', suspectedBy: ['storage-endpoint/endpoint#contradicting-buckets', 'certificate/name#mismatch', 'network/name-resolution#not-found', 'network/name-resolution#nxdomain', 'network/name-resolution#no-address'], load: async () => (await import('./causes/contradicting-buckets.ts')).contradictingBuckets },
    { id: 'storage-endpoint/dogecloud-key-edges', suspectedBy: ['storage-endpoint/dogecloud-account#access-token-refused', 'storage-endpoint/dogecloud-account#unsendable', 'storage-endpoint/dogecloud-signature#mistaken', 'storage-endpoint/dogecloud-signature#key-edges'], load: async () => (await import('./causes/dogecloud-key-edges.ts')).dogecloudKeyEdges },
    { id: 'storage-endpoint/dogecloud-keys-refused', suspectedBy: ['storage-endpoint/dogecloud-account#access-token-refused'], load: async () => (await import('./causes/dogecloud-keys-refused.ts')).dogecloudKeysRefused },
    { id: 'storage-endpoint/dogecloud-keys-swapped', suspectedBy: ['storage-endpoint/dogecloud-account#access-token-refused', 'storage-endpoint/dogecloud-signature#mistaken'], load: async () => (await import('./causes/dogecloud-keys-swapped.ts')).dogecloudKeysSwapped },
    { id: 'storage-endpoint/dogecloud-signing-mistake', suspectedBy: ['storage-endpoint/dogecloud-signature#mistaken'], load: async () => (await import('./causes/dogecloud-signing-mistake.ts')).dogecloudSigningMistake },
    { id: 'storage-endpoint/dogecloud-token-lost', suspectedBy: ['storage-endpoint/dogecloud-account#unauthorized'], load: async () => (await import('./causes/dogecloud-token-lost.ts')).dogecloudTokenLost },
    { id: 'storage-endpoint/dotted-bucket', suspectedBy: ['storage-endpoint/endpoint#dotted-bucket', 'certificate/name#mismatch'], load: async () => (await import('./causes/dotted-bucket.ts')).dottedBucket },
    { id: 'storage-endpoint/doubled-scheme', suspectedBy: ['storage-endpoint/endpoint#doubled-scheme', 'network/name-resolution#not-found', 'network/name-resolution#nxdomain', 'network/name-resolution#no-address'], load: async () => (await import('./causes/doubled-scheme.ts')).doubledScheme },
    { id: 'storage-endpoint/endpoint-not-set', suspectedBy: ['storage-endpoint/endpoint#endpoint-not-set', 'network/name-resolution#not-found', 'network/name-resolution#nxdomain', 'network/name-resolution#no-address'], load: async () => (await import('./causes/endpoint-not-set.ts')).endpointNotSet },
    { id: 'storage-endpoint/endpoint-with-scheme', suspectedBy: ['storage-endpoint/endpoint#endpoint-with-scheme'], load: async () => (await import('./causes/endpoint-with-scheme.ts')).endpointWithScheme },
    { id: 'storage-endpoint/endpoint-without-scheme', suspectedBy: ['storage-endpoint/endpoint#endpoint-without-scheme'], load: async () => (await import('./causes/endpoint-without-scheme.ts')).endpointWithoutScheme },
    { id: 'storage-endpoint/invalid-bucket-name', suspectedBy: ['storage-endpoint/endpoint#invalid-bucket-name'], load: async () => (await import('./causes/invalid-bucket-name.ts')).invalidBucketName },
    { id: 'storage-endpoint/malformed-endpoint', suspectedBy: ['storage-endpoint/endpoint#malformed-endpoint', 'network/name-resolution#not-found', 'network/name-resolution#nxdomain', 'network/name-resolution#no-address'], load: async () => (await import('./causes/malformed-endpoint.ts')).malformedEndpoint },
    { id: 'storage-endpoint/native-endpoint-for-s3-client', suspectedBy: ['storage-endpoint/endpoint#native-endpoint-for-s3-client'], load: async () => (await import('./causes/native-endpoint-for-s3-client.ts')).nativeEndpointForS3Client },
    { id: 'storage-endpoint/not-a-data-endpoint', suspectedBy: ['storage-endpoint/endpoint#not-a-data-endpoint', 'certificate/name#mismatch'], load: async () => (await import('./causes/not-a-data-endpoint.ts')).notADataEndpoint },
    { id: 'storage-endpoint/path-in-endpoint', suspectedBy: ['storage-endpoint/endpoint#path-in-endpoint'], load: async () => (await import('./causes/path-in-endpoint.ts')).pathInEndpoint },
    { id: 'storage-endpoint/path-style-needed', suspectedBy: ['storage-endpoint/endpoint#path-style-needed', 'certificate/name#mismatch', 'network/name-resolution#not-found', 'network/name-resolution#nxdomain', 'network/name-resolution#no-address'], load: async () => (await import('./causes/path-style-needed.ts')).pathStyleNeeded },
    { id: 'storage-endpoint/region-mismatch', suspectedBy: ['storage-endpoint/endpoint#region-mismatch'], load: async () => (await import('./causes/region-mismatch.ts')).regionMismatch },
    { id: 'storage-endpoint/s3-endpoint-for-native-client', suspectedBy: ['storage-endpoint/endpoint#s3-endpoint-for-native-client'], load: async () => (await import('./causes/s3-endpoint-for-native-client.ts')).s3EndpointForNativeClient },
    { id: 'storage-endpoint/virtual-host-style-needed', suspectedBy: ['storage-endpoint/endpoint#virtual-host-style-needed'], load: async () => (await import('./causes/virtual-host-style-needed.ts')).virtualHostStyleNeeded },
  ],
  knownErrors: [
    { load: async () => (await import('./known-errors/certimate.ts')).errors },
    { load: async () => (await import('./known-errors/dogecloud.ts')).errors },
    { load: async () => (await import('./known-errors/endpoint.ts')).endpointErrors },
  ],
  commands: [
    { name: 'dogecloud certificates', summary: { en: 'List, upload, bind or delete certificates of DogeCloud\'s CDN', 'zh-CN': '列出、上传、绑定或删除多吉云 CDN 的证书' }, load: async () => (await import('./commands/dogecloud-certificates.ts')).dogecloudCertificates },
    { name: 'dogecloud diagnose', summary: { en: 'Name the mistake in the signature of a captured request to DogeCloud, offline', 'zh-CN': '离线查明抓取到的多吉云请求的签名错在哪里' }, load: async () => (await import('./commands/dogecloud-diagnose.ts')).dogecloudDiagnose },
    { name: 'dogecloud domains', summary: { en: 'List the domains of DogeCloud\'s CDN, or refresh URLs', 'zh-CN': '列出多吉云 CDN 的域名，或刷新网址缓存' }, load: async () => (await import('./commands/dogecloud-domains.ts')).dogecloudDomains },
    { name: 'dogecloud sign', summary: { en: 'Show the Authorization field that a request to DogeCloud should have', 'zh-CN': '显示某个多吉云请求应有的 Authorization 头' }, load: async () => (await import('./commands/dogecloud-sign.ts')).dogecloudSign },
    { name: 'dogecloud token', summary: { en: 'Get temporary S3 credentials of DogeCloud, into a file; without --output only what they are for is shown', 'zh-CN': '获取多吉云的临时 S3 凭据并写入文件；不加 --output 则只显示其范围' }, load: async () => (await import('./commands/dogecloud-token.ts')).dogecloudToken },
    { name: 'endpoint check', summary: { en: 'Say, offline, which host a program really contacts for a bucket, and what is wrong with its endpoint', 'zh-CN': '离线判断程序访问存储桶时实际连接的主机，以及端点有何错误' }, load: async () => (await import('./commands/endpoint-check.ts')).endpointCheckCommand },
    { name: 'endpoint fix', summary: { en: 'Print the endpoint that a program should be given instead; nothing is changed', 'zh-CN': '输出应当配置的端点；不改动任何内容' }, load: async () => (await import('./commands/endpoint-fix.ts')).endpointFixCommand },
  ],
});

export default manifest;
