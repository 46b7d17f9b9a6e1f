import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { failedRequest, notObserved, otherAnswer, pointedToBy, saysTheSame, shownAnswer, strangersRequest } from '../live/store-questions.ts';

/** The key id is known, and the secret beside it is another one. */
export const wrongSecretKey: Cause = defineCause({
  id: because.wrongSecret,
  owner: 'account',
  layer: 'account',
  order: 20,
  scope: 'account',
  text: {
    en: {
      title: 'The secret key is not that of the access key',
      about: 'The store knows the key id and computes another signature: the secret is wrong, cut off, stale, or has a space, quote or line end around it.',
      confirmed: {
        'same-text': '{answer}: the store signed exactly what this client signed, so that only the secret can differ',
        'id-known': '{answer}, but {stranger} for a key id that nobody has: the store knows the key id and not the secret',
      },
      ruledOut: { ...otherAnswer.en, 'text-differs': 'The store signed another text than this client: the request was changed on the way' },
      open: { ...notObserved.en, 'store-merges': 'The store says {answer} for key ids that it does not know as well; look in its console whether the key id exists' },
    },
    'zh-CN': {
      title: 'Secret Key 与 Access Key 不匹配',
      about: '存储服务认识该 Key ID，但算出的签名不同：Secret 有误、被截断、已轮换，或首尾带有空格、引号或换行。',
      confirmed: {
        'same-text': '{answer}：存储服务签名的内容与本客户端完全相同，不同的只可能是 Secret',
        'id-known': '返回 {answer}，而对一个不存在的 Key ID 返回 {stranger}：存储服务认识该 Key ID，但 Secret 不符',
      },
      ruledOut: { ...otherAnswer['zh-CN'], 'text-differs': '存储服务签名的内容与本客户端不同：请求在途中被改动' },
      open: { ...notObserved['zh-CN'], 'store-merges': '对于不认识的 Key ID，存储服务同样返回 {answer}；请在控制台确认该 Key ID 是否存在' },
    },
  },
  suspectedBy: ['storage-endpoint/listing#signature-refused'],
  concerns: pointedToBy(because.wrongSecret),
  controls: (suspicion) => ({ answer: failedRequest(suspicion), stranger: strangersRequest(suspicion) }),
  judge: ({ facts: { answer, stranger }, confirmed, ruledOut, open }) => {
    if (answer?.outcome === 'accepted') return ruledOut('other-answer', { answer: shownAnswer(answer) }, ['answer']);
    if (answer?.outcome !== 'refused') return open('not-observed', {}, []);
    const params = { answer: shownAnswer(answer) };
    if (answer.signedText === 'same' && !saysTheSame(answer, stranger)) return confirmed('same-text', params, ['answer']);
    if (answer.signedText !== undefined && answer.signedText !== 'same') return ruledOut('text-differs', {}, ['answer']);
    if (stranger?.outcome !== 'refused') return open('not-observed', {}, []);
    if (saysTheSame(answer, stranger)) return open('store-merges', params, ['answer', 'stranger']);
    return confirmed('id-known', { ...params, stranger: shownAnswer(stranger) }, ['answer', 'stranger'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/replace-secret-key',
      audience: 'you',
      text: {
        en: { title: 'Give the secret that belongs to this key id', steps: ['Copy it from where the key was made, without spaces, quotes or a line end; a secret that is shown only once must be made anew with its key id.', 'Compare lengths: AWS 40, Cloudflare R2 64 hexadecimal digits.'] },
        'zh-CN': { title: '填写与该 Key ID 对应的 Secret', steps: ['从创建密钥处重新复制，不要带空格、引号或换行；若 Secret 只显示一次，则需连同 Key ID 重新创建。', '核对长度：AWS 为 40 个字符，Cloudflare R2 为 64 位十六进制数。'] },
      },
    }),
  ],
});
