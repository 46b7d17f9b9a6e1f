import { defineCause, type Cause } from '@culprit/core';
import { answersOf, signatureOf } from '../dogecloud/controls.ts';
import { exchangeKeys } from '../remedies/ask-dogecloud.ts';

/** AccessKey and SecretKey stand in each other's place. */
export const dogecloudKeysSwapped: Cause = defineCause({
  id: 'storage-endpoint/dogecloud-keys-swapped',
  owner: 'machine',
  layer: 'account',
  order: 11,
  scope: 'account',
  text: {
    en: {
      title: 'AccessKey and SecretKey of DogeCloud are swapped',
      about: 'Both are plain texts without a mark of their own, so nothing tells them apart where they are entered. The API only says "AccessToken Error".',
      confirmed: {
        'accepted-swapped': 'With the two exchanged the keys are accepted',
        'sent-swapped': 'The request bears the SecretKey in the place of the AccessKey',
        'signed-with-access-key': 'The signature was made with the AccessKey in the place of the SecretKey',
      },
      ruledOut: { 'refused-swapped': 'With the two exchanged they are refused as well', 'sent-as-given': 'The request bears the AccessKey and is signed with the other one' },
      open: {
        'not-tried': 'Not tried: as AccessKey the longer key would be sent in clear. Compare both with the DogeCloud console',
        'not-compared': 'The API did not answer to the exchanged keys',
      },
    },
    'zh-CN': {
      title: '多吉云的 AccessKey 与 SecretKey 填反了',
      about: '两者都是没有特征的普通文本，填写时无从分辨，而接口只返回“AccessToken Error”。',
      confirmed: {
        'accepted-swapped': '对调后密钥被接受',
        'sent-swapped': '请求在 AccessKey 的位置携带了 SecretKey',
        'signed-with-access-key': '签名时把 AccessKey 当作了 SecretKey',
      },
      ruledOut: { 'refused-swapped': '对调后仍被拒绝', 'sent-as-given': '请求携带的是 AccessKey，签名用的是另一个密钥' },
      open: {
        'not-tried': '未尝试：对调会把较长的密钥当作 AccessKey 明文发送。请在多吉云控制台核对两者',
        'not-compared': '对调后再问时，接口没有应答',
      },
    },
  },
  suspectedBy: ['storage-endpoint/dogecloud-account#access-token-refused', 'storage-endpoint/dogecloud-signature#mistaken'],
  controls: (suspicion) => {
    const { swapped } = answersOf(suspicion);
    return { ...(swapped === undefined ? {} : { swapped }), ...signatureOf(suspicion) };
  },
  judge: ({ facts: { swapped, signature }, confirmed, ruledOut, open }) => {
    if (signature?.outcome === 'computed') {
      const mistakes: readonly string[] = signature.diagnosis.outcome === 'mistaken' ? signature.diagnosis.mistakes : [];
      if (mistakes.includes('swapped') || mistakes.includes('secret-as-access-key')) return confirmed('sent-swapped', {}, ['signature']);
      return mistakes.includes('access-key-as-secret') ? confirmed('signed-with-access-key', {}, ['signature']) : ruledOut('sent-as-given', {}, ['signature']);
    }
    if (swapped?.outcome === 'not-tried') return open('not-tried', {}, ['swapped']);
    if (swapped?.outcome === 'accepted') return confirmed('accepted-swapped', {}, ['swapped']);
    return swapped?.outcome === 'refused' ? ruledOut('refused-swapped', {}, ['swapped']) : open('not-compared', {}, swapped === undefined ? [] : ['swapped']);
  },
  remedies: [exchangeKeys],
});
