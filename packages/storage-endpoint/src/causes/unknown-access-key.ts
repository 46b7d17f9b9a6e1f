import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { failedRequest, notObserved, pointedToBy, saysTheSame, shownAnswer, strangersRequest, meaningOf } from '../live/store-questions.ts';

/** The store knows no key of this id. */
export const unknownAccessKey: Cause = defineCause({
  id: because.unknownKey,
  owner: 'account',
  layer: 'account',
  order: 30,
  scope: 'account',
  text: {
    en: {
      title: 'The store does not know this access key',
      about: 'The key id is mistyped, deleted or disabled, or belongs to another provider, partition or cluster; a temporary one is also unknown without its session token.',
      confirmed: {
        'as-unknown': '{answer}, as for a key id that nobody has',
        'as-unknown-or-elsewhere': '{answer}, as for a key id that nobody has; this store says the same where the key belongs to another region',
      },
      ruledOut: { 'id-known': 'The store says {stranger} for a key id that nobody has, and {answer} for this one: it knows it' },
      open: { ...notObserved.en, 'store-merges': 'The store says {answer} for unknown key ids and for wrong secrets alike; look in its console whether the key id exists' },
    },
    'zh-CN': {
      title: '存储服务不认识该 Access Key',
      about: 'Key ID 写错、已删除或已停用，或属于其他厂商、分区或集群；临时密钥若缺少会话令牌，也会被视为未知。',
      confirmed: {
        'as-unknown': '返回 {answer}，与一个不存在的 Key ID 的结果相同',
        'as-unknown-or-elsewhere': '返回 {answer}，与一个不存在的 Key ID 的结果相同；密钥属于其他区域时，该存储服务也会这样返回',
      },
      ruledOut: { 'id-known': '对不存在的 Key ID 返回 {stranger}，对该 Key ID 返回 {answer}：存储服务认识它' },
      open: { ...notObserved['zh-CN'], 'store-merges': '无论 Key ID 不存在还是 Secret 错误，存储服务都返回 {answer}；请在控制台确认该 Key ID 是否存在' },
    },
  },
  suspectedBy: ['storage-endpoint/listing#key-unknown', 'storage-endpoint/listing#signature-refused', 'storage-endpoint/listing#region-refused'],
  concerns: pointedToBy(because.unknownKey),
  controls: (suspicion) => ({ answer: failedRequest(suspicion), stranger: strangersRequest(suspicion) }),
  judge: ({ facts: { answer, stranger }, confirmed, ruledOut, open }) => {
    if (answer?.outcome !== 'refused' || stranger?.outcome !== 'refused') return open('not-observed', {}, []);
    const params = { answer: shownAnswer(answer) };
    if (!saysTheSame(answer, stranger)) return ruledOut('id-known', { ...params, stranger: shownAnswer(stranger) }, ['answer', 'stranger']);
    const meaning = meaningOf(answer, 'list');
    if (meaning?.cause !== because.unknownKey) return open('store-merges', params, ['answer', 'stranger']);
    return meaning.alternatives.includes(because.wrongRegion)
      ? confirmed('as-unknown-or-elsewhere', params, ['answer', 'stranger'], 'likely')
      : confirmed('as-unknown', params, ['answer', 'stranger']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/use-existing-key',
      audience: 'you',
      text: {
        en: { title: 'Use a key of this store', steps: ['Look up the key id in the console of the provider whose endpoint this is, and whether it is active there.', 'A temporary key (AWS "ASIA…", Alibaba "STS.…", DogeCloud) needs its session token as well.'] },
        'zh-CN': { title: '使用该存储服务的密钥', steps: ['在该端点所属厂商的控制台中查找此 Key ID，并确认其处于启用状态。', '临时密钥（AWS 的“ASIA…”、阿里云的“STS.…”、多吉云）还需要会话令牌。'] },
      },
    }),
  ],
});
