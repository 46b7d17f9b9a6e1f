import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { failedRequest, notObserved, pointedToBy, saysTheSame, shownAnswer, strangersRequest } from '../live/store-questions.ts';

/** A temporary credential is past its end, or its token is not the one that was issued. */
export const sessionTokenExpired: Cause = defineCause({
  id: because.tokenExpired,
  owner: 'account',
  layer: 'account',
  order: 25,
  scope: 'account',
  text: {
    en: {
      title: 'The temporary credential is no longer valid',
      about: 'Temporary keys last minutes to hours; the store knows this one and refuses its session token.',
      confirmed: { 'token-refused': '{answer}, and {stranger} for a key that nobody has: it is the token that is refused' },
      ruledOut: { 'as-unknown': 'The store says {answer} for a key that nobody has as well' },
      open: notObserved.en,
    },
    'zh-CN': {
      title: '临时凭据已失效',
      about: '临时密钥的有效期为几分钟到几小时；存储服务认识该密钥，但拒绝了它的会话令牌。',
      confirmed: { 'token-refused': '返回 {answer}，而对不存在的密钥返回 {stranger}：被拒绝的是会话令牌' },
      ruledOut: { 'as-unknown': '对不存在的密钥，存储服务同样返回 {answer}' },
      open: notObserved['zh-CN'],
    },
  },
  suspectedBy: ['storage-endpoint/listing#token-refused', 'storage-endpoint/listing#key-unknown'],
  concerns: pointedToBy(because.tokenExpired),
  controls: (suspicion) => ({ answer: failedRequest(suspicion), stranger: strangersRequest(suspicion) }),
  judge: ({ facts: { answer, stranger }, confirmed, ruledOut, open }) => {
    if (answer?.outcome !== 'refused' || stranger?.outcome !== 'refused') return open('not-observed', {}, []);
    const params = { answer: shownAnswer(answer), stranger: shownAnswer(stranger) };
    return saysTheSame(answer, stranger) ? ruledOut('as-unknown', params, ['answer', 'stranger']) : confirmed('token-refused', params, ['answer', 'stranger']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/renew-temporary-credential',
      audience: 'you',
      text: {
        en: { title: 'Fetch a new temporary credential', steps: ['Ask for key id, secret and token anew (AWS: sts get-session-token; DogeCloud: /auth/tmp_token.json) and replace all three together.', 'Let the program renew it before it ends.'] },
        'zh-CN': { title: '重新获取临时凭据', steps: ['重新申请 Key ID、Secret 和令牌（AWS：sts get-session-token；多吉云：/auth/tmp_token.json），并同时替换三者。', '让程序在到期前自动续期。'] },
      },
    }),
  ],
});
