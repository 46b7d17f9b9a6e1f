import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { signatureOf } from '../dogecloud/controls.ts';
import { mistakesOf, signingMistakes } from '../dogecloud/signing-mistakes.ts';

const inEnglish: { readonly [mistake: string]: string } = Object.fromEntries(Object.entries(signingMistakes).filter(([, { part }]) => part === 'request').map(([mistake, { en }]) => [mistake, `Recomputed: ${en} ({mistakes})`]));
const inChinese: { readonly [mistake: string]: string } = Object.fromEntries(Object.entries(signingMistakes).filter(([, { part }]) => part === 'request').map(([mistake, { zh }]) => [mistake, `重新计算得知：${zh}（{mistakes}）`]));

/** A client signs something else than what it sends, or in another way than documented. */
export const dogecloudSigningMistake: Cause = defineCause({
  id: 'storage-endpoint/dogecloud-signing-mistake',
  owner: 'machine',
  layer: 'account',
  order: 15,
  scope: 'account',
  text: {
    en: {
      title: 'The client signs DogeCloud requests in another way than documented',
      about: 'The signature covers the address exactly as in the request line, one line feed, and the body byte for byte. The client signs something else. No time is signed: the clock is ruled out.',
      confirmed: inEnglish,
      ruledOut: { 'keys-only': 'The way of signing is right: it is the keys' },
      open: { 'not-recomputed': 'The request was not recomputed: capture it, and run culprit dogecloud diagnose <file>' },
    },
    'zh-CN': {
      title: '客户端对多吉云请求的签名方式与文档不符',
      about: '签名覆盖请求行中的地址原文、一个换行和请求体的每个字节，而客户端签的是别的内容。签名不含时间：可以排除时钟。',
      confirmed: inChinese,
      ruledOut: { 'keys-only': '签名方式正确，问题在密钥' },
      open: { 'not-recomputed': '没有重新计算：请抓取该请求，并运行 culprit dogecloud diagnose <文件>' },
    },
  },
  suspectedBy: ['storage-endpoint/dogecloud-signature#mistaken'],
  controls: signatureOf,
  judge: ({ facts: { signature }, confirmed, ruledOut, open }) => {
    if (signature?.outcome !== 'computed' || signature.diagnosis.outcome !== 'mistaken') return open('not-recomputed', {}, []);
    const { mistakes } = signature.diagnosis;
    const [first] = mistakesOf('request', mistakes);
    return first === undefined ? ruledOut('keys-only', {}, ['signature']) : confirmed(first, { mistakes: mistakes.join(' + ') }, ['signature']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/sign-what-is-sent',
      audience: 'you',
      text: {
        en: {
          title: 'Sign exactly what is sent',
          steps: [
            'Build address and body once, as the bytes that go out; sign these: hex(HMAC-SHA1(SecretKey, "/path?query" + "\\n" + body)), lower case. In JavaScript sign u.pathname + u.search of the URL object that is sent.',
            'Certimate up to v0.2.14 signed the path without its slash: v0.2.15 and later do it right.',
            'See the right value for a request: culprit dogecloud sign <path> --body <file> --access-key env:NAME --secret-key env:NAME',
          ],
        },
        'zh-CN': {
          title: '签名内容必须与发送内容完全一致',
          steps: [
            '地址和请求体只生成一次，并对最终发出的字节签名：hex(HMAC-SHA1(SecretKey, "/path?query" + "\\n" + body))，小写。JavaScript 中请对实际发送的 URL 对象的 u.pathname + u.search 签名。',
            'Certimate v0.2.14 及更早版本签名时漏了路径开头的斜杠，请升级到 v0.2.15 或更高版本。',
            '查看某个请求应有的值：culprit dogecloud sign <路径> --body <文件> --access-key env:名称 --secret-key env:名称',
          ],
        },
      },
    }),
  ],
});
