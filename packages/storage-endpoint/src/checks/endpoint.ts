import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { problemParams } from '../endpoint/problem-params.ts';
import { endpointJudgement } from '../facts/endpoint-judgement.ts';
import { bucket } from '../targets/bucket.ts';
import { questionOf } from '../targets/place-fields.ts';

const reviewEndpoint: Remedy = defineRemedy({
  id: 'storage-endpoint/review-endpoint',
  audience: 'you',
  text: {
    en: { title: 'Compare the endpoint with what the provider documents', steps: ['culprit endpoint check shows what {program} makes of it: endpoint, region, bucket and the host that is contacted.'] },
    'zh-CN': { title: '请与服务商文档中的端点核对', steps: ['culprit endpoint check 会显示 {program} 如何理解它：端点、区域、存储桶以及实际访问的主机。'] },
  },
});

const broken = { outcome: 'fail', severity: 'critical', owner: 'machine' } as const;
const doubtful = { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: reviewEndpoint } as const;

/** Whether a program reaches the bucket with the endpoint that it was given, as far as that shows without asking anybody. */
export const endpointCheck: Check = defineCheck({
  id: 'storage-endpoint/endpoint',
  layer: 'machine',
  target: bucket,
  alsoJudges: ['object-store'],
  findings: {
    sound: { outcome: 'pass' },
    'unknown-provider': { outcome: 'pass' },
    'endpoint-not-set': broken,
    'endpoint-without-scheme': broken,
    'endpoint-with-scheme': broken,
    'doubled-scheme': broken,
    'malformed-endpoint': broken,
    'bucket-in-endpoint': broken,
    'contradicting-buckets': broken,
    'path-in-endpoint': broken,
    'not-a-data-endpoint': broken,
    'native-endpoint-for-s3-client': broken,
    's3-endpoint-for-native-client': broken,
    'malformed-region': broken,
    'region-mismatch': broken,
    'path-style-needed': broken,
    'virtual-host-style-needed': broken,
    'dotted-bucket': broken,
    'invalid-bucket-name': broken,
    'region-differs': doubtful,
    'region-not-set': doubtful,
    'unknown-region': doubtful,
    'internal-endpoint': doubtful,
    'plain-http': doubtful,
    'user-info': doubtful,
  },
  text: {
    en: {
      title: 'Endpoint',
      why: 'Every program makes its own host of endpoint and bucket. What is wrong there fails later, as a name, a certificate or a signature.',
      findings: {
        sound: '{program} asks {host}',
        'unknown-provider': '{program} asks {host}, whose provider is not known',
        'endpoint-not-set': '{program} has no endpoint for this bucket',
        'endpoint-without-scheme': 'The endpoint {endpoint} has no scheme',
        'endpoint-with-scheme': '{program} wants the endpoint {endpoint} without its scheme',
        'doubled-scheme': 'The endpoint {endpoint} has its scheme twice',
        'malformed-endpoint': '{program} can\'t read the endpoint {endpoint}',
        'bucket-in-endpoint': 'The bucket {found} is written into the endpoint {endpoint}',
        'contradicting-buckets': 'Two buckets are named: {found} and {expected}',
        'path-in-endpoint': 'The endpoint {endpoint} has a path',
        'not-a-data-endpoint': '{found} is no endpoint for data',
        'native-endpoint-for-s3-client': '{found} is the native endpoint, and {program} speaks the S3 API',
        's3-endpoint-for-native-client': '{program} can\'t use {found}',
        'malformed-region': '{program} refuses the region {found}',
        'region-mismatch': 'The region is set to {found}, and the endpoint is in {expected}',
        'path-style-needed': '{found} wants the bucket in the path',
        'virtual-host-style-needed': '{found} wants the bucket before the host',
        'dotted-bucket': 'The name of the bucket {found} has a dot in it',
        'invalid-bucket-name': '{found} is no name of a bucket',
        'region-differs': 'The region is set to {found}, and the endpoint says {expected}; not every store minds',
        'region-not-set': 'No region is set: {program} signs for {found}, and the endpoint is in {expected}',
        'unknown-region': '{found} is a region that is not known here',
        'internal-endpoint': '{found} is reached from inside the provider\'s network only',
        'plain-http': '{found} is asked over plain HTTP: what is read and written can be seen on the way',
        'user-info': 'The endpoint holds a user name or password, which no store reads there',
      },
    },
    'zh-CN': {
      title: '端点',
      why: '各程序由端点和存储桶名得出的主机并不相同。这里的错误往往到后面才以域名、证书或签名问题的形式暴露。',
      findings: {
        sound: '{program} 访问 {host}',
        'unknown-provider': '{program} 访问 {host}，其服务商未知',
        'endpoint-not-set': '{program} 没有为该存储桶设置端点',
        'endpoint-without-scheme': '端点 {endpoint} 没有写协议',
        'endpoint-with-scheme': '{program} 的端点 {endpoint} 不应带协议',
        'doubled-scheme': '端点 {endpoint} 的协议写了两遍',
        'malformed-endpoint': '{program} 无法识别端点 {endpoint}',
        'bucket-in-endpoint': '存储桶 {found} 被写进了端点 {endpoint}',
        'contradicting-buckets': '出现了两个存储桶：{found} 和 {expected}',
        'path-in-endpoint': '端点 {endpoint} 带有路径',
        'not-a-data-endpoint': '{found} 不是访问数据的端点',
        'native-endpoint-for-s3-client': '{found} 是原生端点，而 {program} 使用 S3 API',
        's3-endpoint-for-native-client': '{program} 无法使用 {found}',
        'malformed-region': '{program} 拒绝区域 {found}',
        'region-mismatch': '区域设为 {found}，而端点位于 {expected}',
        'path-style-needed': '{found} 要求存储桶名位于路径中',
        'virtual-host-style-needed': '{found} 要求存储桶名位于主机名之前',
        'dotted-bucket': '存储桶名 {found} 中含有点号',
        'invalid-bucket-name': '{found} 不是有效的存储桶名',
        'region-differs': '区域设为 {found}，而端点中是 {expected}；并非所有存储都会检查',
        'region-not-set': '未设置区域：{program} 按 {found} 签名，而端点位于 {expected}',
        'unknown-region': '{found} 不在已知区域之列',
        'internal-endpoint': '{found} 只能在服务商内网访问',
        'plain-http': '以明文 HTTP 访问 {found}：读写的内容可能在途中被看到',
        'user-info': '端点中含有用户名或密码，而存储不会读取它们',
      },
    },
  },
  needs: (target) => ({ judgement: endpointJudgement.of(questionOf(target)) }),
  evaluate: ({ facts: { judgement }, conclude }) => {
    const { problems, verdict, consumerName: program, effective } = judgement;
    if (problems.length === 0) return conclude(verdict === 'unjudged' ? 'unknown-provider' : 'sound', { program, host: effective?.host ?? '' });
    return problems.map((problem) => {
      const { program: name, endpoint, found, expected } = problemParams(judgement, problem);
      return conclude(problem.id === 'region-mismatch' && problem.effect === 'warns' ? 'region-differs' : problem.id, { program: name ?? '', endpoint: endpoint ?? '', found: found ?? '', expected: expected ?? '' });
    });
  },
});
