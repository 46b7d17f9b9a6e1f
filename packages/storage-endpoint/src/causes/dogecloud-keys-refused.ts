import { defineCause, type Cause } from '@culprit/core';
import type { DogeCloudAnswer } from '../facts/dogecloud-answer.ts';
import { answersOf } from '../dogecloud/controls.ts';
import { replaceSecret } from '../remedies/ask-dogecloud.ts';

/** The pair of keys is refused, though it is signed with as documented. */
export const dogecloudKeysRefused: Cause = defineCause({
  id: 'storage-endpoint/dogecloud-keys-refused',
  owner: 'account',
  layer: 'account',
  order: 20,
  scope: 'account',
  text: {
    en: {
      title: 'DogeCloud does not accept this pair of keys',
      about: 'A request that was signed as documented is refused: the AccessKey is unknown, deleted or disabled, or the SecretKey is not its own. The API says the same of all of them. The clock can\'t be it: nothing that is signed holds a time.',
      confirmed: {
        'refused-signed': 'Signed as documented: 403 "AccessToken Error"; without a token {without}. So the token arrived and is refused. The clock is ruled out: no time is signed',
        'refused-signed-clock-off': 'Signed as documented: 403 "AccessToken Error"; without a token {without}. So the token arrived and is refused. That this machine\'s clock is {minutes} min off has no part in it: no time is signed',
        'refused-alike': 'Signed as documented and without a token the API says the same, 403 "AccessToken Error"',
      },
      ruledOut: { 'accepted-cleaned': 'Without what stands around them the keys are accepted', 'accepted-swapped': 'With the two exchanged they are accepted', 'accepted-now': 'The keys are accepted' },
      open: { 'not-compared': 'A request without a token was not answered: it would tell a refused token from one that never arrived' },
    },
    'zh-CN': {
      title: '多吉云不接受这对密钥',
      about: '按文档签名的请求被拒绝：AccessKey 不存在、已删除或已停用，或者 SecretKey 与它不是一对。接口对这些情况的答复都一样。不会是时钟问题：签名不含时间。',
      confirmed: {
        'refused-signed': '按文档签名：403“AccessToken Error”；不带令牌：{without}。可见令牌已送达并被拒绝。可以排除时钟：签名不含时间',
        'refused-signed-clock-off': '按文档签名：403“AccessToken Error”；不带令牌：{without}。可见令牌已送达并被拒绝。本机时钟偏差 {minutes} 分钟，但与此无关：签名不含时间',
        'refused-alike': '按文档签名与不带令牌，接口的答复相同：403“AccessToken Error”',
      },
      ruledOut: { 'accepted-cleaned': '去掉首尾多余字符后密钥被接受', 'accepted-swapped': '对调后密钥被接受', 'accepted-now': '密钥被接受' },
      open: { 'not-compared': '不带令牌的请求没有得到应答；它能区分“令牌被拒绝”与“令牌没有送达”' },
    },
  },
  suspectedBy: ['storage-endpoint/dogecloud-account#access-token-refused'],
  controls: answersOf,
  judge: ({ facts: { given, cleaned, swapped, unsigned }, confirmed, ruledOut, open }) => {
    if (given?.outcome === 'accepted') return ruledOut('accepted-now', {}, ['given']);
    if (cleaned?.outcome === 'accepted') return ruledOut('accepted-cleaned', {}, ['cleaned']);
    if (swapped?.outcome === 'accepted') return ruledOut('accepted-swapped', {}, ['swapped']);
    if (given?.outcome !== 'refused' || unsigned?.outcome !== 'refused') return open('not-compared', {}, given === undefined ? [] : ['given']);
    if (unsigned.code === given.code && unsigned.message === given.message) return confirmed('refused-alike', {}, ['given', 'unsigned'], 'likely');
    const minutes = minutesOff(given);
    const without = unsigned.code;
    return minutes === 0 ? confirmed('refused-signed', { without }, ['given', 'unsigned']) : confirmed('refused-signed-clock-off', { without, minutes }, ['given', 'unsigned']);
  },
  remedies: [replaceSecret],
});

/** Below five minutes nobody would think of it. */
function minutesOff({ clockOffsetMs = 0 }: DogeCloudAnswer): number {
  return Math.abs(clockOffsetMs) < 300_000 ? 0 : Math.round(Math.abs(clockOffsetMs) / 60_000);
}
