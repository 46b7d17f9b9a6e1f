import { words, type Provider } from './provider.ts';

/* Rows of tests/data/storage-endpoints.json, which names the source of each. */

export const selfHosted: readonly Provider[] = [
  {
    id: 'minio', name: { en: 'MinIO', 'zh-CN': 'MinIO' },
    forms: [
      { host: '{host}:9000', kind: 's3', addressing: ['path', 'virtual'], signatures: ['sigv4', 'sigv2'], regions: words('us-east-1'), regionsOpen: true },
    ],
  },
  {
    id: 'ceph-rgw', name: { en: 'Ceph RGW', 'zh-CN': 'Ceph RGW' },
    forms: [
      { host: '{host}:7480', kind: 's3', addressing: ['path', 'virtual'], signatures: ['sigv4', 'sigv2'], regions: words('default us-east-1'), regionsOpen: true },
    ],
  },
  {
    id: 'openstack-swift', name: { en: 'OpenStack Swift', 'zh-CN': 'OpenStack Swift' },
    forms: [
      { host: '{host}:8080', kind: 's3', addressing: ['path', 'virtual'], signatures: ['sigv4', 'sigv2'], regions: words('us-east-1 RegionOne'), regionsOpen: true },
    ],
  },
];
