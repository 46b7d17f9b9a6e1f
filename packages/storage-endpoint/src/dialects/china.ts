import { because } from './causes.ts';
import { rule, type Rule } from './rule.ts';

const tos = ['volcengine-tos', 'byteplus-tos'] as const;
const oss = ['aliyun-oss'] as const;
const cos = ['tencent-cos', 'dogecloud-oss'] as const;
const obs = ['huawei-obs'] as const;

/** What stores of China say in words of their own (docs.volcengine.com/docs/6349/74874, help.aliyun.com/zh/oss/support, cloud.tencent.com/document/product/436/7730, support.huaweicloud.com/api-obs). */
export const chineseRules: readonly Rule[] = [
  // TOS. The EC tells apart what a code merges; JSON is the native interface's, which S3 requests reach by the wrong host.
  rule(because.pathStyle, { dialects: tos, codes: ['InvalidPathAccess'] }),
  rule(because.pathStyle, { dialects: tos, header: ['x-tos-ec', /^0003-00000002$/] }),
  rule(because.nativeEndpoint, { dialects: tos, bodies: ['json'], status: [400], requests: ['front', 'list', 'get', 'put'] }, [because.accessDenied]),
  rule(because.trailer, { dialects: tos, codes: ['XAmzContentSHA256Mismatch', 'ContentSHA256Mismatch'], requests: ['put'] }),

  // OSS merges a wrong region with a refusal, and names the right host beside it.
  rule(because.wrongRegion, { dialects: oss, codes: ['AccessDenied'], element: 'Endpoint' }, [because.accessDenied]),
  rule(because.pathStyle, { dialects: oss, codes: ['SecondLevelDomainForbidden'] }),
  rule(because.tokenExpired, { dialects: oss, codes: ['SecurityTokenExpired', 'InvalidSecurityToken'] }),
  rule(because.suspended, { dialects: oss, codes: ['UserDisable', 'InvalidUserStatus'] }),
  rule(because.trailer, { dialects: oss, codes: ['InvalidArgument'], requests: ['put'], message: /aws-chunked/i }),
  rule(because.wrongRegion, { dialects: oss, codes: ['InvalidArgument', 'AuthorizationHeaderMalformed'], message: /region/i }),
  rule(because.archived, { dialects: oss, codes: ['InvalidObjectState'] }),

  // COS: the bucket's name ends in the APPID, and buckets made since 2024 answer by their own names only.
  rule(because.pathStyle, { dialects: cos, codes: ['PathStyleDomainForbidden'] }),
  rule(because.noBucket, { dialects: cos, codes: ['InvalidBucketName', 'InvalidURI'] }),
  rule(because.suspended, { dialects: cos, status: [451] }),
  rule(because.tokenExpired, { dialects: cos, codes: ['ExpiredToken', 'InvalidToken', 'RequestTimeout'], status: [400, 403] }, [because.clock]),
  rule(because.clock, { dialects: cos, codes: ['RequestIsExpired'] }),
  rule(because.unknownKey, { dialects: ['dogecloud-oss'], codes: ['InvalidAccessKeyId'] }, [because.tokenExpired]),

  // OBS lets a path-style HEAD through, and nothing else (WeKnora#3273).
  rule(because.pathStyle, { dialects: obs, codes: ['VirtualHostDomainRequired'] }),
  rule(because.suspended, { dialects: obs, codes: ['InArrearOrInsufficientBalance', 'DeregisterUserId'] }),
  rule(because.quota, { dialects: obs, codes: ['InsufficientStorageSpace'], requests: ['put'] }),

  // Qiniu's names of buckets are not those of its spaces; Baidu's other host speaks JSON.
  rule(because.noBucket, { dialects: ['qiniu-kodo'], codes: ['NoSuchBucket'] }, [because.wrongRegion]),
  rule(because.nativeEndpoint, { dialects: ['baidu-bos'], bodies: ['json'], status: [400, 403] }, [because.wrongSecret]),
];
