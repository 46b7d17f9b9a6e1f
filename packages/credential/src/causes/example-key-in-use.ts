import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { ciphertextSurvey } from '../facts/ciphertext-survey.ts';
import { ciphertextTable } from '../targets/ciphertext-table.ts';

const passKeyToWriter: Remedy = defineRemedy({
  id: 'credential/pass-key-to-writer',
  audience: 'operator',
  text: {
    en: { title: 'Give the service that writes them the key, too', steps: ['It seals with the example key of {publisher}, so the variable never reaches it: see culprit shared-key examine docker-compose.yml', 'Enter the secrets again afterwards, and replace them at their providers: anybody could open what was stored.'] },
    'zh-CN': { title: '让写入这些值的服务也拿到密钥', steps: ['它用的是 {publisher} 的示例密钥，说明环境变量没有传到：请运行 culprit shared-key examine docker-compose.yml', '之后重新录入密钥，并在服务商处更换：此前存储的内容任何人都能打开。'] },
  },
});

/** Values were sealed with a key that a public repository shows. */
export const exampleKeyInUse: Cause = defineCause({
  id: 'credential/example-key-in-use',
  owner: 'service',
  layer: 'account',
  order: 30,
  scope: 'account',
  text: {
    en: {
      title: 'Values were sealed with the example key of {publisher}',
      unknown: { publisher: 'the project' },
      about: 'Some service fell back to the key that stands in the public repository, or was never given another. That is no secret.',
      confirmed: { 'example-key-opens': { one: 'One value opens with that key and not with the one that is configured', other: '{count} values open with that key and not with the one that is configured' } },
      ruledOut: { 'no-example-key': 'No example key that is known opens any of them' },
      open: { 'not-surveyed': 'The values could not be read' },
    },
    'zh-CN': {
      title: '存储的值是用 {publisher} 的示例密钥加密的',
      unknown: { publisher: '该项目' },
      about: '某个服务回退到了公开仓库中的密钥，或从未收到其他密钥。那不是秘密。',
      confirmed: { 'example-key-opens': '{count} 个值可用该密钥打开，而用配置的密钥打不开' },
      ruledOut: { 'no-example-key': '已知的示例密钥都打不开这些值' },
      open: { 'not-surveyed': '无法读取这些值' },
    },
  },
  suspectedBy: ['credential/ciphertext-opening#all-closed', 'credential/ciphertext-opening#some-closed'],
  controls: (suspicion) => ({ survey: ciphertextSurvey.of(suspicion.related(ciphertextTable) ?? {}) }),
  judge: ({ facts: { survey }, confirmed, ruledOut, open }) => {
    if (survey?.outcome !== 'surveyed') return open('not-surveyed', {}, []);
    const found = survey.cells.find((cell) => cell.state === 'opens' && cell.role === 'published');
    if (found?.state !== 'opens') return ruledOut('no-example-key', {}, ['survey']);
    return confirmed('example-key-opens', { publisher: found.by, count: survey.population.byPublished }, ['survey']);
  },
  remedies: [passKeyToWriter],
});
