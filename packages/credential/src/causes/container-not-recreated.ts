import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { keyDeliveries } from '../facts/key-deliveries.ts';
import { sharedKey } from '../targets/shared-key.ts';

const recreateContainer: Remedy = defineRemedy({
  id: 'credential/recreate-container',
  audience: 'operator',
  text: {
    en: { title: 'Recreate {service}', steps: ['docker compose up -d --force-recreate {service}. A restart keeps the environment that the container was made with.'] },
    'zh-CN': { title: '重建 {service}', steps: ['docker compose up -d --force-recreate {service}。restart 会保留容器创建时的环境。'] },
  },
});

/** A container goes on with the environment that it was made with, while the file has another key by now. */
export const containerNotRecreated: Cause = defineCause({
  id: 'credential/container-not-recreated',
  owner: 'service',
  layer: 'account',
  order: 22,
  scope: 'account',
  text: {
    en: {
      title: 'The container {service} still has the key of before {changed}',
      about: 'A container keeps the environment that it was made with; restarting it does not read the files again.',
      confirmed: { 'older-than-file': 'It was made at {created}, the file that names the key was changed at {changed}, and the two keys differ' },
      ruledOut: { 'as-the-files-say': 'Every container that was inspected has what the files say, or is younger than they are' },
      open: { 'no-container': 'Only files were given; the output of docker inspect would show what the containers really have' },
    },
    'zh-CN': {
      title: '容器 {service} 仍在使用 {changed} 之前的密钥',
      about: '容器保持创建时的环境变量；重启不会重新读取文件。',
      confirmed: { 'older-than-file': '容器创建于 {created}，而写有密钥的文件修改于 {changed}，两者的密钥不同' },
      ruledOut: { 'as-the-files-say': '所检查的容器都与文件一致，或比文件更新' },
      open: { 'no-container': '只给出了文件；docker inspect 的输出可显示容器实际得到的内容' },
    },
  },
  suspectedBy: ['credential/shared-key#different', 'credential/shared-key#not-passed', 'credential/shared-key#blank'],
  controls: (suspicion) => ({ delivered: keyDeliveries.of(suspicion.related(sharedKey) ?? { variable: '', sources: [] }) }),
  judge: ({ facts: { delivered }, confirmed, ruledOut, open }) => {
    const all = delivered?.deliveries ?? [];
    const containers = all.filter(({ created }) => created !== undefined);
    if (containers.length === 0) return open('no-container', {}, []);
    for (const { service, created = '', fingerprint } of containers) {
      const file = all.find((one) => one.service === service && one.created === undefined && one.changed !== undefined && one.changed > created && one.state === 'value' && one.fingerprint !== fingerprint);
      if (file?.changed !== undefined) return confirmed('older-than-file', { service, created, changed: file.changed }, ['delivered']);
    }
    return ruledOut('as-the-files-say', {}, ['delivered']);
  },
  remedies: [recreateContainer],
});
