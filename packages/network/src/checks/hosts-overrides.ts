import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { isWellKnown } from '../environment/well-known-names.ts';
import { resolverSettings } from '../facts/resolver-settings.ts';
import { machine } from '../targets/machine.ts';

const removeOverride: Remedy = defineRemedy({
  id: 'network/remove-hosts-entry',
  audience: 'you',
  text: {
    en: { title: 'Remove {name} from {file}, line {line}', steps: ['Put a # before the line, then look whether the name still works: culprit https://{name}/'] },
    'zh-CN': { title: '从 {file} 第 {line} 行删除 {name}', steps: ['在该行前加 #，再检查该域名能否访问：culprit https://{name}/'] },
  },
});

/** Whether the hosts file fixes names whose addresses change. */
export const hostsOverridesCheck: Check = defineCheck({
  id: 'network/hosts-overrides',
  layer: 'machine',
  target: machine,
  findings: {
    none: { outcome: 'pass' },
    overridden: { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: removeOverride },
  },
  text: {
    en: {
      title: 'Hosts file',
      why: 'An address in the hosts file wins over every name server, and goes on doing so when the service has moved.',
      findings: {
        none: '{file} fixes no well-known name',
        overridden: '{name} is fixed to {address} by line {line} of {file}',
      },
    },
    'zh-CN': {
      title: 'hosts 文件',
      why: 'hosts 文件中的地址优先于所有域名服务器，服务搬家之后也依然如此。',
      findings: {
        none: '{file} 中没有固定任何常用域名',
        overridden: '{file} 第 {line} 行把 {name} 固定为 {address}',
      },
    },
  },
  needs: () => ({ settings: resolverSettings.of({}) }),
  evaluate: ({ facts: { settings: { hosts, hostsFile: file } }, conclude }) => {
    const overridden = hosts.filter(({ name }) => isWellKnown(name));
    return overridden.length === 0 ? conclude('none', { file }) : overridden.slice(0, 20).map((entry) => conclude('overridden', { ...entry, file }));
  },
});
