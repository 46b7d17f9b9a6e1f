import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { vaultState } from '../facts/vault-state.ts';
import { vault } from '../targets/vault.ts';

const bringBackOldKey: Remedy = defineRemedy({
  id: 'credential/bring-back-old-key',
  audience: 'you',
  applies: ({ retired }) => retired === false,
  text: {
    en: {
      title: 'Nothing is damaged: bring back key {sealedWith}',
      steps: [
        'Put the old key back into {source}, or keep the new one there and the old one in CULPRIT_MASTER_KEY_PREVIOUS.',
        'To go on with the new key: culprit vault rotate start, culprit vault rotate promote, culprit vault rotate finish.',
        'If the old key is lost, what is in the vault is lost: enter these anew: {names}',
      ],
    },
    'zh-CN': {
      title: '数据没有损坏：请找回密钥 {sealedWith}',
      steps: [
        '把旧密钥放回 {source}；或保留新密钥，并把旧密钥放入 CULPRIT_MASTER_KEY_PREVIOUS。',
        '若要继续使用新密钥：依次运行 culprit vault rotate start、culprit vault rotate promote、culprit vault rotate finish。',
        '如果旧密钥已丢失，保险库内容无法恢复，请重新录入：{names}',
      ],
    },
  },
});

const deployNewKey: Remedy = defineRemedy({
  id: 'credential/deploy-new-key',
  audience: 'you',
  applies: ({ retired }) => retired === true,
  text: {
    en: { title: 'Give this service the new key {sealedWith}', steps: ['The rotation was finished without it: put the key that is now primary into its environment and start it anew (a container: recreate it, docker compose up -d).'] },
    'zh-CN': { title: '为该服务换上新密钥 {sealedWith}', steps: ['密钥轮换已完成，但该服务没有更新：请把当前的主密钥放入其环境并重新启动（容器须重建：docker compose up -d）。'] },
  },
});

/** The key at hand is another one than the vault was sealed with. */
export const masterKeyChanged: Cause = defineCause({
  id: 'credential/master-key-changed',
  owner: 'machine',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The master key is another one: the vault takes {sealedWith}, here is {given}',
      about: 'A vault opens only with the keys whose ids stand in it. The file itself is whole, so nothing in it is damaged.',
      confirmed: {
        'other-id': 'The file is byte by byte as it was written, and the id of the key here, {given}, is none of its keys',
        'retired-id': 'The id of the key here, {given}, opened the vault until its last write: it was rotated out, and {sealedWith} took its place',
      },
      ruledOut: { opens: 'The key at hand opens the vault' },
      open: { 'file-damaged': 'The file is damaged, so the ids in it prove nothing', 'not-compared': 'There was no key or no vault to compare' },
    },
    'zh-CN': {
      title: '主密钥不是原来那一个：保险库需要 {sealedWith}，此处是 {given}',
      about: '保险库只能用其中登记了标识的密钥打开。文件本身完好，内容没有损坏。',
      confirmed: {
        'other-id': '文件与写入时逐字节一致，而此处密钥的标识 {given} 不在其密钥之列',
        'retired-id': '此处密钥的标识 {given} 在最后一次写入之前还能打开保险库：它已被轮换，由 {sealedWith} 取代',
      },
      ruledOut: { opens: '现有密钥可以打开保险库' },
      open: { 'file-damaged': '文件已损坏，其中的密钥标识不足为据', 'not-compared': '没有可供比对的密钥或保险库' },
    },
  },
  suspectedBy: ['credential/master-key#changed'],
  controls: (suspicion) => ({ state: vaultState.of(suspicion.related(vault) ?? {}) }),
  judge: ({ facts: { state }, confirmed, ruledOut, open }) => {
    if (state?.outcome === 'open') return ruledOut('opens', {}, ['state']);
    if (state?.outcome === 'corrupt') return open('file-damaged', {}, ['state']);
    if (state?.outcome !== 'other-key') return open('not-compared', {}, []);
    const primary = state.slots.find((slot) => slot.state === 'primary') ?? state.slots[0];
    const given = state.offered.map(({ kid, source }) => `${kid} (${source})`).join(', ');
    const names = `${state.names.slice(0, 30).join(', ')}${state.names.length > 30 ? ', …' : ''}`;
    const params = { sealedWith: `${primary?.kid ?? ''} (${primary?.source ?? ''}, ${primary?.created.slice(0, 10) ?? ''})`, given, source: primary?.source ?? '', names, retired: state.retired.length > 0 };
    return confirmed(state.retired.length > 0 ? 'retired-id' : 'other-id', params, ['state']);
  },
  remedies: [bringBackOldKey, deployNewKey],
});
