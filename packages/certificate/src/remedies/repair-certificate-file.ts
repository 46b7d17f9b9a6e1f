import { defineRemedy, type Remedy } from '@culprit/core';

/** For a path that leads to nothing. */
export const giveCertificateFile: Remedy = defineRemedy({
  id: 'certificate/give-certificate-file',
  audience: 'you',
  text: {
    en: { title: 'Give the file of the certificate itself', steps: [
      'A certificate begins with -----BEGIN CERTIFICATE----- or is a binary .der, .p7b or .p12 file. Certbot: /etc/letsencrypt/live/NAME/fullchain.pem; acme.sh: ~/.acme.sh/NAME/fullchain.cer.',
      'See what a file is: culprit certificate inspect FILE',
    ] },
    'zh-CN': { title: '请给出证书文件本身', steps: [
      '证书以 -----BEGIN CERTIFICATE----- 开头，或者是二进制的 .der、.p7b、.p12 文件。Certbot：/etc/letsencrypt/live/名称/fullchain.pem；acme.sh：~/.acme.sh/名称/fullchain.cer。',
      '查看文件是什么：culprit certificate inspect 文件',
    ] },
  },
});

/** For text that Culprit reads and others do not, and for blocks that nobody can read. */
export const rewriteFile: Remedy = defineRemedy({
  id: 'certificate/rewrite-certificate-file',
  audience: 'you',
  text: {
    en: { title: 'Have the file written anew', steps: [
      'culprit certificate convert FILE --to pem --output clean.pem writes every certificate that can be read, as all programs read it.',
      'What is damaged can only be exported or downloaded again; never through a mail body or a word processor.',
    ] },
    'zh-CN': { title: '重新生成该文件', steps: [
      'culprit certificate convert 文件 --to pem --output clean.pem 会把可读的证书按所有程序都能读取的格式写出。',
      '已损坏的内容只能重新导出或下载，不要经过邮件正文或文字处理软件。',
    ] },
  },
});

/** For a file that begins with an authority. */
export const orderFile: Remedy = defineRemedy({
  id: 'certificate/put-server-certificate-first',
  audience: 'you',
  text: {
    en: { title: 'Put the certificate of {leaf} first', steps: ['culprit certificate chain FILE --for nginx --output fullchain.pem writes the chain in the order in which a server sends it.'] },
    'zh-CN': { title: '把 {leaf} 的证书放在最前', steps: ['culprit certificate chain 文件 --for nginx --output fullchain.pem 会按服务器发送的顺序写出证书链。'] },
  },
});

/** For a PKCS #12 file or a key that stays shut. */
export const givePassword: Remedy = defineRemedy({
  id: 'certificate/give-file-password',
  audience: 'you',
  text: {
    en: { title: 'Give the password by reference', steps: ['--password env:NAME or --password file:PATH, with the password that was set when the file was exported; never the password itself.'] },
    'zh-CN': { title: '以引用方式给出密码', steps: ['--password env:名称 或 --password file:路径，密码为导出该文件时所设；切勿直接写密码。'] },
  },
});
