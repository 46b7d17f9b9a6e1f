import { words, type Provider } from './provider.ts';

/* Rows of tests/data/storage-endpoints.json, which names the source of each. */

export const volcengine: readonly Provider[] = [
  {
    id: 'volcengine-tos', name: { en: 'Volcengine TOS', 'zh-CN': '火山引擎 TOS' }, checksRegion: true,
    forms: [
      { host: 'tos-{region}.volces.com', kind: 'native', addressing: ['virtual'], signatures: ['tos4-hmac-sha256'], regions: words('ap-southeast-1 ap-southeast-3 cn-beijing cn-beijing2 cn-guangzhou cn-hongkong cn-shanghai'), regionsOpen: true, names: ['*.tos-{region}.volces.com', '*.tos-s3-{region}.volces.com'], observed: true },
      { host: 'tos-s3-{region}.volces.com', kind: 's3', addressing: ['virtual'], signatures: ['sigv4'], regions: words('ap-southeast-1 ap-southeast-3 cn-beijing cn-beijing2 cn-guangzhou cn-hongkong cn-shanghai'), regionsOpen: true, names: ['*.tos-{region}.volces.com', '*.tos-s3-{region}.volces.com'], observed: true },
      { host: 'tos-{region}.ivolces.com', kind: 'native', internal: true, addressing: ['virtual'], signatures: ['tos4-hmac-sha256'], regions: words('ap-southeast-1 ap-southeast-3 cn-beijing cn-beijing2 cn-guangzhou cn-hongkong cn-shanghai'), regionsOpen: true, names: ['*.tos-{region}.ivolces.com'] },
      { host: 'tos-s3-{region}.ivolces.com', kind: 's3', internal: true, addressing: ['virtual'], signatures: ['sigv4'], regions: words('ap-southeast-1 ap-southeast-3 cn-beijing cn-beijing2 cn-guangzhou cn-hongkong cn-shanghai'), regionsOpen: true, names: ['*.tos-s3-{region}.ivolces.com'] },
      { host: 'tos-control-{region}.volces.com', kind: 'control', addressing: ['virtual'], signatures: ['tos4-hmac-sha256'], regions: words('cn-beijing cn-beijing2 cn-guangzhou cn-shanghai ap-southeast-1') },
      { host: 'mrap.accesspoint.tos-global.volces.com', kind: 'accesspoint', addressing: ['virtual'], signatures: ['tos4-hmac-sha256'], regionsOpen: true },
      { host: 'tos-accelerate.volces.com', kind: 'accelerate', addressing: ['virtual'], signatures: ['tos4-hmac-sha256'], regionsOpen: true },
    ],
  },
  {
    id: 'byteplus-tos', name: { en: 'BytePlus TOS', 'zh-CN': 'BytePlus TOS' }, checksRegion: true,
    forms: [
      { host: 'tos-{region}.bytepluses.com', kind: 'native', addressing: ['virtual'], signatures: ['tos4-hmac-sha256'], regions: words('ap-southeast-1 ap-southeast-3 cn-hongkong'), regionsOpen: true, names: ['*.tos-{region}.bytepluses.com'] },
      { host: 'tos-{region}.ibytepluses.com', kind: 'native', internal: true, addressing: ['virtual'], signatures: ['tos4-hmac-sha256'], regions: words('ap-southeast-1 ap-southeast-3 cn-hongkong'), regionsOpen: true },
      // Documented by BytePlus ("TOS compatibility with Amazon S3"); its certificate was not seen.
      { host: 'tos-s3-{region}.bytepluses.com', kind: 's3', addressing: ['virtual'], signatures: ['sigv4'], regions: words('ap-southeast-1 ap-southeast-3 cn-hongkong'), regionsOpen: true },
    ],
  },
];
