import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { placesOf } from '../key-reading/describe-notes.ts';
import { asNamed, notRead } from '../key-reading/form-cause.ts';

/** Something came along with the key when it was copied or stored. */
export const mangledKey: Cause = defineCause({
  id: 'credential/mangled-key',
  owner: 'machine',
  layer: 'account',
  order: 3,
  scope: 'account',
  text: {
    en: {
      title: 'The key is stored with something that does not belong to it',
      about: 'Quotes that docker --env-file keeps, a line break, an invisible character: some runtimes trim it, others refuse it, others send it, and the key is then invalid.',
      confirmed: {
        'ends-with-known-key': 'Of {length} characters, by position, these are none of the key: {places}; the rest is written as keys of {provider} are',
        'at-the-ends': 'Of {length} characters, by position, these are none of the key: {places}; all of it is at the ends, where nothing of the key is lost',
        inside: 'Of {length} characters, by position, no key holds these: {places}; a header field can\'t carry them, so they can\'t be meant',
      },
      ruledOut: { 'nothing-strange': 'Every character of it may belong to a key' },
      open: notRead.en,
    },
    'zh-CN': {
      title: '密钥里混入了不属于它的内容',
      about: '被 docker --env-file 原样保留的引号、换行符、不可见字符：有的运行时会去掉，有的报错，有的照发，于是密钥无效。',
      confirmed: {
        'ends-with-known-key': '共 {length} 个字符，按位置，以下不属于密钥：{places}；去掉后其余部分符合 {provider} 的密钥形式',
        'at-the-ends': '共 {length} 个字符，按位置，以下不属于密钥：{places}；都在首尾，去掉不会损失密钥内容',
        inside: '共 {length} 个字符，按位置，以下不会出现在密钥中：{places}；请求头无法携带，不可能是本意',
      },
      ruledOut: { 'nothing-strange': '每个字符都可能属于密钥' },
      open: notRead['zh-CN'],
    },
  },
  suspectedBy: ['quoted', 'wrapped', 'surrounding-space', 'invisible-character', 'strange-character'].map((finding) => `credential/key-form#${finding}`),
  controls: (suspicion) => ({ reading: asNamed(suspicion) }),
  judge: ({ facts: { reading }, confirmed, ruledOut, open }) => {
    if (reading === undefined) return open('not-read', {}, []);
    const { notes, shape, provider, length } = reading;
    if (notes.length === 0) return ruledOut('nothing-strange', {}, ['reading']);
    const params = { places: placesOf(notes), length, lossless: notes.every(({ lossless }) => lossless) };
    if (!params.lossless) return confirmed('inside', params, ['reading']);
    return shape === 'known' && provider !== undefined ? confirmed('ends-with-known-key', { ...params, provider }, ['reading']) : confirmed('at-the-ends', params, ['reading'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'credential/trim-key',
      audience: 'you',
      applies: ({ lossless }) => lossless === true,
      text: {
        en: { title: 'Store the key alone', steps: ['Remove what was named, at the ends of the value; the key itself stays as it is.', 'docker --env-file: NAME=key without quotes. Files: printf %s, not echo. Line ends: LF, not CRLF. Encoding: UTF-8 without a byte order mark.', 'See that it is gone: culprit key check env:NAME'] },
        'zh-CN': { title: '只保存密钥本身', steps: ['删除首尾处所指出的内容，密钥本身保持不变。', 'docker --env-file：写 NAME=密钥，不加引号。文件：用 printf %s 而不是 echo。换行：LF 而非 CRLF。编码：不带 BOM 的 UTF-8。', '确认已去除：culprit key check env:名称'] },
      },
    }),
    defineRemedy({
      id: 'credential/copy-key-without-editor',
      audience: 'you',
      applies: ({ lossless }) => lossless === false,
      text: {
        en: { title: 'Copy the key again, not by way of a document or chat', steps: ['Word processors and chats replace dashes and quotes and add invisible characters. Copy from the provider\'s console straight into the file.', 'What the inner character stood for can\'t be told for certain: don\'t repair it by hand.'] },
        'zh-CN': { title: '重新复制密钥，不要经过文档或聊天软件', steps: ['文字处理和聊天软件会替换短横线、引号并加入不可见字符。请从提供方控制台直接复制到文件。', '中间的字符原本是什么无法确定，请勿手工修补。'] },
      },
    }),
  ],
});
