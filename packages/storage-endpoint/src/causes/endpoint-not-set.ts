import type { Cause } from '@culprit/core';
import { defineEndpointCause, unresolved } from '../endpoint/endpoint-cause.ts';

export const endpointNotSet: Cause = defineEndpointCause({
  id: 'endpoint-not-set',
  order: 10,
  symptoms: unresolved,
  text: {
    en: {
      title: '{program} has no endpoint for this bucket',
      unknown: { program: 'the program' },
      about: 'Without an endpoint a client of the S3 API goes to Amazon, whatever the scheme of the URI says: the name does not resolve there, or somebody else\'s bucket answers 403 or 404, and the id of the access key is sent to Amazon.',
      confirmed: {
        elsewhere: 'No endpoint is set, so {program} asks {found}',
        empty: 'The endpoint is set and holds nothing: {endpoint}',
        refused: '{program} refuses: {found}',
      },
      absent: 'An endpoint is set: {endpoint}',
    },
    'zh-CN': {
      title: '{program} 没有为该存储桶设置端点',
      unknown: { program: '程序' },
      about: '未设置端点时，S3 客户端一律访问亚马逊，与 URI 的协议无关：域名解析失败，或由他人的存储桶返回 403/404，访问密钥 ID 也会发给亚马逊。',
      confirmed: {
        elsewhere: '未设置端点，{program} 会访问 {found}',
        empty: '端点已设置但没有内容：{endpoint}',
        refused: '{program} 拒绝运行：{found}',
      },
      absent: '已设置端点：{endpoint}',
    },
  },
});
