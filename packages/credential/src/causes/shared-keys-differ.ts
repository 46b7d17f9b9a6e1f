import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { keyDeliveries } from '../facts/key-deliveries.ts';
import { sharedKey } from '../targets/shared-key.ts';

const useOneKey: Remedy = defineRemedy({
  id: 'credential/use-one-key',
  audience: 'operator',
  text: {
    en: { title: 'Give {one} and {other} the same {name}', steps: ['Which of the two opens what is stored: culprit ciphertext examine rows.json --key env:{name}', 'Write that one once, in .env, and ${{name}} in both services; then docker compose up -d --force-recreate'] },
    'zh-CN': { title: '让 {one} 与 {other} 使用相同的 {name}', steps: ['用哪一个能打开已存储的内容：culprit ciphertext examine rows.json --key env:{name}', '只在 .env 中写一次该密钥，两个服务都写 ${{name}}；然后 docker compose up -d --force-recreate'] },
  },
});

/** Services that must share a key were given different ones. */
export const sharedKeysDiffer: Cause = defineCause({
  id: 'credential/shared-keys-differ',
  owner: 'service',
  layer: 'account',
  order: 24,
  scope: 'account',
  text: {
    en: {
      title: '{one} and {other} have different keys as {name}',
      about: 'What one of them seals the other can not open, however often it is entered again.',
      confirmed: { 'fingerprints-differ': '{one} gets its key by {oneFrom}, {other} by {otherFrom}, and their fingerprints differ' },
      ruledOut: { equal: 'The services that are compared have the same key', 'older-container': 'The difference is between a container and a file that was changed after it was made' },
      open: { 'not-compared': 'Fewer than two keys could be read' },
    },
    'zh-CN': {
      title: '{one} 与 {other} 的 {name} 不同',
      about: '一方加密的内容另一方打不开，重新录入多少次都一样。',
      confirmed: { 'fingerprints-differ': '{one} 的密钥来自 {oneFrom}，{other} 的来自 {otherFrom}，两者指纹不同' },
      ruledOut: { equal: '所比较的服务密钥相同', 'older-container': '差异在于容器与其创建之后才修改的文件之间' },
      open: { 'not-compared': '可读取的密钥不足两个' },
    },
  },
  suspectedBy: ['credential/shared-key#different'],
  controls: (suspicion) => ({ delivered: keyDeliveries.of(suspicion.related(sharedKey) ?? { variable: '', sources: [] }) }),
  judge: ({ suspicion, facts: { delivered }, confirmed, ruledOut, open }) => {
    const all = (delivered?.deliveries ?? []).filter((one) => one.needed && one.state === 'value');
    const [one] = all;
    if (one === undefined || all.length < 2) return open('not-compared', {}, []);
    if (all.every(({ fingerprint }) => fingerprint === one.fingerprint)) return ruledOut('equal', {}, ['delivered']);
    const other = all.find((another) => another.fingerprint !== one.fingerprint && another.service !== one.service);
    if (other === undefined) return ruledOut('older-container', {}, ['delivered']);
    return confirmed('fingerprints-differ', { one: one.service, other: other.service, oneFrom: one.from, otherFrom: other.from, name: suspicion.related(sharedKey)?.variable ?? '' }, ['delivered']);
  },
  remedies: [useOneKey],
});
