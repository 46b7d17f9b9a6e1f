import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { ciphertextSurvey } from '../facts/ciphertext-survey.ts';
import { ciphertextTable } from '../targets/ciphertext-table.ts';

const nameRowBack: Remedy = defineRemedy({
  id: 'credential/name-row-back',
  audience: 'operator',
  text: {
    en: { title: 'Name the row {boundTo} again', steps: ['Nothing is damaged. Rename it back, or delete it and enter the secret under the name {example}.'] },
    'zh-CN': { title: '将该行改回 {boundTo}', steps: ['数据没有损坏。请改回原名，或删除后以 {example} 的名称重新录入。'] },
  },
});

/** A row was renamed after its value had been sealed to its name. */
export const renamedRow: Cause = defineCause({
  id: 'credential/renamed-row',
  owner: 'service',
  layer: 'account',
  order: 35,
  scope: 'account',
  text: {
    en: {
      title: '{example} was sealed under the name {boundTo}',
      unknown: { example: 'a value', boundTo: 'it had before' },
      about: 'The value is bound to the name of its row, as associated data of the cipher. Renaming the row shuts it, with the right key and without damage.',
      confirmed: { 'other-name-opens': 'With the same key it opens under {boundTo} and not under its own name' },
      ruledOut: { 'own-name': 'Every value that opens does so under its own name' },
      open: { 'not-read': 'The values could not be read' },
    },
    'zh-CN': {
      title: '{example} 是以 {boundTo} 的名称加密的',
      unknown: { example: '该值', boundTo: '旧' },
      about: '该值作为密码算法的关联数据与所在行的名称绑定。改名后即使密钥正确、数据完好也打不开。',
      confirmed: { 'other-name-opens': '用同一密钥，以 {boundTo} 可以打开，以自己的名称打不开' },
      ruledOut: { 'own-name': '能打开的值都是以自己的名称打开的' },
      open: { 'not-read': '无法读取这些值' },
    },
  },
  suspectedBy: ['credential/ciphertext-opening#renamed'],
  controls: (suspicion) => ({ survey: ciphertextSurvey.of(suspicion.related(ciphertextTable) ?? {}) }),
  judge: ({ facts: { survey }, confirmed, ruledOut, open }) => {
    if (survey?.outcome !== 'surveyed') return open('not-read', {}, []);
    const found = survey.cells.find((cell) => cell.state === 'opens' && cell.boundTo !== undefined);
    if (found?.state !== 'opens' || found.boundTo === undefined) return ruledOut('own-name', {}, ['survey']);
    return confirmed('other-name-opens', { example: `#${found.row} ${found.name ?? found.column}`, boundTo: found.boundTo === '' ? '""' : found.boundTo }, ['survey']);
  },
  remedies: [nameRowBack],
});
