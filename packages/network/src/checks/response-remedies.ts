import { defineRemedy, type Remedy } from '@culprit/core';

/** For a status that was not expected: one of the two is wrong. */
export const compareStatus: Remedy = defineRemedy({
  id: 'network/compare-status',
  audience: 'you',
  text: {
    en: {
      title: 'Compare {status} with what the service documents',
      steps: [
        'If {status} is what the service is meant to answer here, expect it: --expect-status {status}, or expectStatus in the config.',
        'If {expected} is right, the service is not in the state that it should be in: ask whoever runs it.',
      ],
    },
    'zh-CN': {
      title: '将 {status} 与服务文档核对',
      steps: [
        '若服务在此处本就应返回 {status}，请把它列为预期：--expect-status {status}，或配置中的 expectStatus。',
        '若 {expected} 才是正确的，说明服务未处于应有的状态：请联系其运维人员。',
      ],
    },
  },
});

/** For a 4xx without a cause of its own: the service says in the body what it misses. */
export const correctRequest: Remedy = defineRemedy({
  id: 'network/correct-request',
  audience: 'you',
  text: {
    en: {
      title: 'Correct the request',
      steps: [
        'Read what the service says about it: curl -i with the same URL shows the body of the answer.',
        'Compare method, query and header fields with its documentation: 405 wants another method, 406 another Accept, 411 a Content-Length, 415 another Content-Type.',
      ],
    },
    'zh-CN': {
      title: '更正请求',
      steps: [
        '查看服务给出的说明：用 curl -i 请求同一网址即可看到响应体。',
        '将方法、查询参数和请求头与服务文档核对：405 表示应换用其他方法，406 对应 Accept，411 对应 Content-Length，415 对应 Content-Type。',
      ],
    },
  },
});

/** For a request that HTTP has no form for (RFC 9110 §5.5, RFC 9112 §3). */
export const correctHeaderField: Remedy = defineRemedy({
  id: 'network/correct-header-field',
  audience: 'you',
  text: {
    en: {
      title: 'Correct the header fields of the request',
      steps: [
        'Look for a line break, a control character or a letter beyond ASCII in a name or value: copied keys often end in a line break.',
        'Leave out Host, Content-Length, Transfer-Encoding and Connection: they are set for you.',
      ],
    },
    'zh-CN': {
      title: '更正请求头',
      steps: [
        '检查名称和值中是否有换行、控制字符或非 ASCII 字符：复制来的密钥末尾常带有换行。',
        '不要自行填写 Host、Content-Length、Transfer-Encoding 和 Connection：它们会自动设置。',
      ],
    },
  },
});
