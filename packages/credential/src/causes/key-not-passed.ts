import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { keyDeliveries } from '../facts/key-deliveries.ts';
import { sharedKey } from '../targets/shared-key.ts';

const passKey: Remedy = defineRemedy({
  id: 'credential/pass-key-to-service',
  audience: 'operator',
  text: {
    en: {
      title: 'Pass {name} to {service}',
      steps: [
        'In {source}, under services: {service}: environment: add the line {name}: ${{name}}',
        'docker compose up -d --force-recreate {service}; a restart keeps the old environment.',
        'Enter the secrets again that were stored meanwhile.',
      ],
    },
    'zh-CN': {
      title: '把 {name} 传给 {service}',
      steps: [
        '在 {source} 的 services: {service}: environment: 下加一行 {name}: ${{name}}',
        'docker compose up -d --force-recreate {service}；只重启（restart）会保留旧环境。',
        '重新录入此间存储的密钥。',
      ],
    },
  },
});

/** A service that must open what another sealed is never given the key. */
export const keyNotPassed: Cause = defineCause({
  id: 'credential/key-not-passed',
  owner: 'service',
  layer: 'account',
  order: 20,
  scope: 'account',
  subject: (finding) => String(finding.params['service'] ?? ''),
  text: {
    en: {
      title: '{service} never receives {name}',
      unknown: { service: 'a service', name: 'its key' },
      about: 'Setting a variable in .env is not enough: a container sees only what its own part of the compose file passes on.',
      confirmed: { 'others-have-it': '{others} gets it in the same file, and neither environment nor env_file of {service} names it', 'nobody-has-it': 'No service of the file gets it, and {service} needs it' },
      ruledOut: { passed: 'Every service that needs it is told it' },
      open: { unread: 'What the services get could not be read' },
    },
    'zh-CN': {
      title: '{service} 从未收到 {name}',
      unknown: { service: '服务', name: '密钥' },
      about: '只在 .env 中设置变量还不够：容器只能看到 compose 文件中该服务自己的部分所传递的变量。',
      confirmed: { 'others-have-it': '同一文件中 {others} 收到了它，而 {service} 的 environment 和 env_file 都没有写', 'nobody-has-it': '文件中没有服务收到它，而 {service} 需要它' },
      ruledOut: { passed: '所有需要它的服务都收到了' },
      open: { unread: '无法读取各服务得到的内容' },
    },
  },
  suspectedBy: ['credential/shared-key#not-passed'],
  controls: (suspicion) => ({ delivered: keyDeliveries.of(suspicion.related(sharedKey) ?? { variable: '', sources: [] }) }),
  judge: ({ suspicion, facts: { delivered }, confirmed, ruledOut, open }) => {
    if (delivered === undefined) return open('unread', {}, []);
    const about = suspicion.findings[0]?.params['service'];
    const missing = delivered.deliveries.find((one) => one.needed && one.state === 'absent' && (about === undefined || one.service === about));
    if (missing === undefined) return ruledOut('passed', {}, ['delivered']);
    const others = delivered.deliveries.filter((one) => one.state === 'value' && one.source === missing.source).map(({ service }) => service);
    const params = { service: missing.service, name: suspicion.related(sharedKey)?.variable ?? '', source: missing.source, others: others.slice(0, 10).join(', ') };
    return confirmed(others.length > 0 ? 'others-have-it' : 'nobody-has-it', params, ['delivered']);
  },
  remedies: [passKey],
});
