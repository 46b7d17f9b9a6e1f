import { defineCheck, type Check, type Conclusion } from '@culprit/core';
import { keyDeliveries } from '../facts/key-deliveries.ts';
import { replaceExampleKey, setVariable, showEnvironments } from '../remedies/read-environments.ts';
import { sharedKey } from '../targets/shared-key.ts';

/** Whether all services that need a key get the same one. */
export const sharedKeyCheck: Check = defineCheck({
  id: 'credential/shared-key',
  layer: 'account',
  target: sharedKey,
  findings: {
    same: { outcome: 'pass' },
    'not-passed': { outcome: 'fail', severity: 'critical', owner: 'service' },
    blank: { outcome: 'fail', severity: 'critical', owner: 'service', remedy: setVariable },
    different: { outcome: 'fail', severity: 'critical', owner: 'service' },
    example: { outcome: 'fail', severity: 'major', owner: 'service', remedy: replaceExampleKey },
    unreadable: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: showEnvironments },
    alone: { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Shared key',
      why: 'What one service seals another has to open: with no key, or another one, every secret that is entered fails again.',
      findings: {
        same: '{services} get the same {name}',
        'not-passed': '{service} is never told {name}; {others} is',
        blank: '{service} gets an empty {name} ({from}): {unset} is not set',
        different: '{services} get different keys as {name}',
        example: '{services} get the example key of {publisher} as {name}, which anybody knows',
        unreadable: "{source} can't be read, or is neither a compose file nor an output of docker inspect nor an env file",
        alone: 'Not compared: fewer than two services are known to need {name}; name them with --services',
      },
    },
    'zh-CN': {
      title: '共用密钥',
      why: '一个服务加密的内容要由另一个服务解密：缺少密钥或密钥不同，重新录入多少次都会失败。',
      findings: {
        same: '{services} 拿到的 {name} 相同',
        'not-passed': '{service} 从未收到 {name}，而 {others} 收到了',
        blank: '{service} 收到的 {name} 为空（{from}）：{unset} 未设置',
        different: '{services} 收到的 {name} 不同',
        example: '{services} 收到的 {name} 是 {publisher} 的示例密钥，人人皆知',
        unreadable: '无法读取 {source}，或它既不是 compose 文件，也不是 docker inspect 的输出或 env 文件',
        alone: '未比较：已知需要 {name} 的服务不足两个，请用 --services 指定',
      },
    },
  },
  needs: (target) => ({ delivered: keyDeliveries.of(target) }),
  evaluate: ({ target: { variable: name }, facts: { delivered }, conclude }) => {
    const needed = delivered.deliveries.filter((one) => one.needed);
    const having = needed.filter(({ state }) => state === 'value');
    const list = (services: readonly { readonly service: string }[]): string => [...new Set(services.map(({ service }) => service))].slice(0, 20).join(', ');
    const found: Conclusion[] = delivered.unreadable.slice(0, 5).map((source) => conclude('unreadable', { source, name }));
    for (const one of needed) {
      if (one.state === 'absent') found.push(conclude('not-passed', { service: one.service, name, others: list(having) || '-' }));
      if (one.state === 'blank') found.push(conclude('blank', { service: one.service, name, from: one.from, unset: one.unset ?? name }));
    }
    if (new Set(having.map(({ fingerprint }) => fingerprint)).size > 1) found.push(conclude('different', { services: list(having), name }));
    const published = having.filter((one) => one.published !== undefined);
    if (published.length > 0) found.push(conclude('example', { services: list(published), name, publisher: published[0]?.published ?? '' }));
    if (found.length > 0) return found;
    return having.length < 2 ? conclude('alone', { name }) : conclude('same', { services: list(having), name });
  },
});
