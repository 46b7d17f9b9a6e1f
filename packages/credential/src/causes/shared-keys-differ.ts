import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { keyDeliveries } from '../facts/key-deliveries.ts';
import { sharedKey } from '../targets/shared-key.ts';

const useOneKey: Remedy = defineRemedy({
  id: 'credential/use-one-key',
  audience: 'operator',
  text: {
    en: { title: 'Give {first} and {second} the same {name}', steps: ['Which of the two opens what is stored: culprit ciphertext examine rows.json --key env:{name}', 'Write that one once, in .env, and ${{name}} in both services; then docker compose up -d --force-recreate'] },
    'zh-CN': { title: '让 {first} 与 {second} 使用相同的 {name}', steps: ['用哪一个能打开已存储的内容：culprit ciphertext examine rows.json --key env:{name}', '只在 .env 中写一次该密钥，两个服务都写 ${{name}}；然后 docker compose up -d --force-recreate'] },
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
      title: '{first} and {second} have different keys as {name}',
      unknown: { first: 'one service', second: 'another', name: 'the one they share' },
      about: 'What one of them seals the other can not open, however often it is entered again.',
      confirmed: { 'fingerprints-differ': '{first} gets its key by {firstFrom}, {second} by {secondFrom}, and their fingerprints differ' },
      ruledOut: { equal: 'The services that are compared have the same key', 'older-container': 'The difference is between a container and a file that was changed after it was made' },
      open: { 'not-compared': 'Fewer than two keys could be read' },
    },
    'zh-CN': {
      title: '{first} 与 {second} 的 {name} 不同',
      unknown: { first: '一个服务', second: '另一个服务', name: '共用密钥' },
      about: '一方加密的内容另一方打不开，重新录入多少次都一样。',
      confirmed: { 'fingerprints-differ': '{first} 的密钥来自 {firstFrom}，{second} 的来自 {secondFrom}，两者指纹不同' },
      ruledOut: { equal: '所比较的服务密钥相同', 'older-container': '差异在于容器与其创建之后才修改的文件之间' },
      open: { 'not-compared': '可读取的密钥不足两个' },
    },
  },
  suspectedBy: ['credential/shared-key#different'],
  controls: (suspicion) => ({ delivered: keyDeliveries.of(suspicion.related(sharedKey) ?? { variable: '', sources: [] }) }),
  judge: ({ suspicion, facts: { delivered }, confirmed, ruledOut, open }) => {
    const all = (delivered?.deliveries ?? []).filter((one) => one.needed && one.state === 'value');
    const [first] = all;
    if (first === undefined || all.length < 2) return open('not-compared', {}, []);
    if (all.every(({ fingerprint }) => fingerprint === first.fingerprint)) return ruledOut('equal', {}, ['delivered']);
    const second = all.find((another) => another.fingerprint !== first.fingerprint && another.service !== first.service);
    if (second === undefined) return ruledOut('older-container', {}, ['delivered']);
    return confirmed('fingerprints-differ', { first: first.service, second: second.service, firstFrom: first.from, secondFrom: second.from, name: suspicion.related(sharedKey)?.variable ?? '' }, ['delivered']);
  },
  remedies: [useOneKey],
});
