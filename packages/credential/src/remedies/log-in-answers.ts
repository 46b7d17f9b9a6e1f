import { defineRemedy, type Remedy } from '@culprit/core';

/** For log-ins that come too often. */
export const waitBeforeLogIn: Remedy = defineRemedy({
  id: 'credential/wait-before-log-in',
  audience: 'you',
  text: {
    en: { title: 'Wait, then log in less often', steps: ['Wait {wait}; each attempt before may start the time anew.', 'Keep a session or a token between requests, and let monitors log in at most every few minutes.'] },
    'zh-CN': { title: '等待后减少登录次数', steps: ['等待 {wait}；期间每次尝试都可能重新计时。', '在多次请求之间复用会话或令牌；监控每隔几分钟登录一次即可。'] },
  },
});

/** For a protection that stands before the service. */
export const admitProgram: Remedy = defineRemedy({
  id: 'credential/admit-program',
  audience: 'operator',
  text: {
    en: { title: 'Let the program through {who}', steps: ['Exempt the address of the log-in for the monitor\'s own address or a header of yours in the rules of {who}. No program may solve its challenge.'] },
    'zh-CN': { title: '在 {who} 中放行该程序', steps: ['在 {who} 的规则中，按监控所用的来源地址或自定义请求头放行登录地址。程序不得代为通过其人机验证。'] },
  },
});

/** For a service that fails by itself. */
export const readServiceLog: Remedy = defineRemedy({
  id: 'credential/read-service-log',
  audience: 'operator',
  text: {
    en: { title: 'Read the log of the service', steps: ['Look there for the moment of this attempt ({status}): a database of users or a directory that can\'t be reached is what fails at log-ins most.'] },
    'zh-CN': { title: '查看服务日志', steps: ['在日志中查找此次尝试的时刻（{status}）：登录时最常见的故障是用户数据库或目录服务无法访问。'] },
  },
});

/** A redirect turns a POST into a GET (RFC 9110 §15.4.2). */
export const useFinalLogInAddress: Remedy = defineRemedy({
  id: 'credential/use-final-log-in-address',
  audience: 'you',
  text: {
    en: { title: 'Post to the final address', steps: ['Use {to} as the address of the log-in, if it is the service\'s own: a redirect turns a POST into a GET and drops what was posted.'] },
    'zh-CN': { title: '直接提交到最终地址', steps: ['若 {to} 属于该服务，请把它作为登录地址：重定向会把 POST 变为 GET，并丢弃提交的内容。'] },
  },
});
