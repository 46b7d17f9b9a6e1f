import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, failedExchange, isRoot, notAnswered, otherStatus, rootExchange, serverOf } from './http-experiments.ts';

/** 502 and 504 (RFC 9110 §15.6.3, §15.6.5): the gateway lives, what is behind it does not. */
export const gatewayError: Cause = defineCause({
  id: 'network/gateway-error',
  owner: 'service',
  layer: 'service',
  scope: 'endpoint',
  text: {
    en: {
      title: 'The gateway gets no proper answer from the server behind it',
      about: 'A gateway, balancer or CDN was reached, and it reports that the server behind it is down, refuses, or takes too long. The way to the gateway works.',
      confirmed: {
        'whole-backend': 'The gateway answers {status}, and {rootStatus} for the root of the service',
        'whole-backend-server': 'The gateway ({server}) answers {status}, and {rootStatus} for the root of the service',
        'one-backend': 'The gateway answers {status}, and {rootStatus} for the root of the service: the server behind this path is concerned',
        'one-backend-server': 'The gateway ({server}) answers {status}, and {rootStatus} for the root of the service: the server behind this path is concerned',
        'backend-unknown': 'The gateway answers {status}',
        'backend-unknown-server': 'The gateway ({server}) answers {status}',
      },
      ruledOut: otherStatus.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '网关得不到后端的有效响应',
      about: '已到达网关、负载均衡或 CDN，它报告后端宕机、拒绝连接或响应超时。到网关的路径是通的。',
      confirmed: {
        'whole-backend': '网关返回 {status}，根路径返回 {rootStatus}',
        'whole-backend-server': '网关（{server}）返回 {status}，根路径返回 {rootStatus}',
        'one-backend': '网关返回 {status}，而根路径返回 {rootStatus}：有问题的是该路径对应的后端',
        'one-backend-server': '网关（{server}）返回 {status}，而根路径返回 {rootStatus}：有问题的是该路径对应的后端',
        'backend-unknown': '网关返回 {status}',
        'backend-unknown-server': '网关（{server}）返回 {status}',
      },
      ruledOut: otherStatus['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#gateway-error'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), root: rootExchange(suspicion) }),
  judge: ({ suspicion, facts: { exchange, root }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    const { status } = answer;
    if (status !== 502 && status !== 504) return ruledOut('other-status', { status }, ['exchange']);
    const server = serverOf(answer);
    const rootStatus = answerOf(root)?.status;
    if (isRoot(suspicion) || rootStatus === undefined) {
      return server === undefined ? confirmed('backend-unknown', { status }, ['exchange']) : confirmed('backend-unknown-server', { status, server }, ['exchange']);
    }
    const reason = rootStatus >= 500 ? 'whole-backend' : 'one-backend';
    return server === undefined
      ? confirmed(reason, { status, rootStatus }, ['exchange', 'root'])
      : confirmed(`${reason}-server`, { status, rootStatus, server }, ['exchange', 'root']);
  },
  remedies: [
    defineRemedy({
      id: 'network/examine-backend',
      audience: 'operator',
      text: {
        en: { title: 'Look at the server behind the gateway', steps: ['502: see that it runs, listens where the gateway looks for it, and speaks the protocol that the gateway expects.', '504: see what it waits for, then raise the gateway\'s time limit only if the work is meant to take that long.'] },
        'zh-CN': { title: '检查网关后面的服务器', steps: ['502：确认后端在运行、监听地址与网关配置一致、协议相符。', '504：查明后端在等待什么；只有确实需要这么久时，才调高网关的超时时间。'] },
      },
    }),
  ],
});
