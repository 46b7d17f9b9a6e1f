import { defineCheck, type Check } from '@culprit/core';
import { serviceOf } from '../live/store-questions.ts';
import { s3Bucket } from '../targets/s3-bucket.ts';

/** Whether a store answers at all where a client expects one. */
export const storageServiceCheck: Check = defineCheck({
  id: 'storage-endpoint/storage-service',
  layer: 'service',
  target: s3Bucket,
  findings: {
    'object-storage': { outcome: 'pass' },
    'web-page': { outcome: 'fail', severity: 'critical', owner: 'account' },
    'something-else': { outcome: 'fail', severity: 'critical', owner: 'account' },
  },
  text: {
    en: {
      title: 'Object storage at the endpoint',
      why: 'A website, a console or a proxy at the same address answers too, and clients then fail over its pages.',
      findings: {
        'object-storage': 'A store answers: {dialect}',
        'web-page': 'A web page answers ({status}), not a store',
        'something-else': 'What answers ({status}) is no store',
      },
    },
    'zh-CN': {
      title: '端点上的对象存储服务',
      why: '同一地址上的网站、控制台或代理也会应答，客户端解析这些页面时就会出错。',
      findings: {
        'object-storage': '应答者是对象存储：{dialect}',
        'web-page': '应答者是网页（{status}），不是对象存储',
        'something-else': '应答者（{status}）不是对象存储',
      },
    },
  },
  needs: (target) => ({ service: serviceOf(target) }),
  evaluate: ({ facts: { service }, conclude }) => {
    if (service.outcome === 'object-storage') return conclude('object-storage', { dialect: service.dialect ?? service.server ?? 'S3' });
    return conclude(service.outcome === 'web-page' ? 'web-page' : 'something-else', { status: service.status });
  },
});
