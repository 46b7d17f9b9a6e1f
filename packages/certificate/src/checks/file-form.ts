import { defineCheck, type Check, type Conclusion } from '@culprit/core';
import { certificateFileContents } from '../facts/certificate-file-contents.ts';
import { giveCertificateFile, givePassword, orderFile, rewriteFile } from '../remedies/repair-certificate-file.ts';
import { certificateFile } from '../targets/certificate-file.ts';

/** Whether a file holds certificates, and in a form that every program reads. */
export const fileFormCheck: Check = defineCheck({
  id: 'certificate/file-form',
  layer: 'identity',
  target: certificateFile,
  findings: {
    readable: { outcome: 'pass' },
    'no-file': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveCertificateFile },
    'too-large': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveCertificateFile },
    empty: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveCertificateFile },
    'private-key': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveCertificateFile },
    request: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveCertificateFile },
    'web-page': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveCertificateFile },
    'something-else': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveCertificateFile },
    'no-certificate': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveCertificateFile },
    'damaged-block': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: rewriteFile },
    'unseen-by-others': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: rewriteFile },
    'unusual-label': { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: rewriteFile },
    'authority-first': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: orderFile },
    'wrong-password': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: givePassword },
    'password-needed': { outcome: 'inconclusive', required: true },
    'not-opened': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Form of the file',
      why: 'Servers and clients each read only some forms, and a block that one of them overlooks is a certificate that is missing.',
      findings: {
        readable: { one: '{file} holds one certificate ({encoding})', other: '{file} holds {count} certificates ({encoding})' },
        'no-file': "{file} can't be read: {reason}",
        'too-large': '{file} is larger than 4 MiB: no file of certificates is',
        empty: '{file} is empty',
        'private-key': '{file} holds a private key (line {line}) and no certificate',
        request: '{file} holds a request for a certificate (CSR, line {line}): what the authority sent back is needed',
        'web-page': '{file} is a web page and no certificate: a download that ended at a log-in or error page',
        'something-else': '{file} holds no certificate but something else: {form}',
        'no-certificate': '{file} holds no certificate that can be found',
        'damaged-block': '{file}, line {line}: a block that nobody can read ({fault})',
        'unseen-by-others': '{file}, line {line}: OpenSSL, and what is built on it, does not see a block here ({fault})',
        'unusual-label': '{file}, line {line}: the label {label} instead of CERTIFICATE, which many programs skip',
        'authority-first': 'The certificate of {leaf} is number {position} in {file}: a server sends the first one as its own',
        'wrong-password': 'The password does not open {file}',
        'password-needed': 'Not read: {file} takes a password (--password env:NAME or file:PATH)',
        'not-opened': 'Not read: {file} is sealed in a way that is not supported ({reason})',
      },
    },
    'zh-CN': {
      title: '文件的格式',
      why: '各种服务器和客户端只识别部分格式；某个程序看不见的一块，就是缺少的一张证书。',
      findings: {
        readable: '{file} 中有 {count} 张证书（{encoding}）',
        'no-file': '无法读取 {file}：{reason}',
        'too-large': '{file} 超过 4 MiB，证书文件不会这么大',
        empty: '{file} 是空文件',
        'private-key': '{file} 中是私钥（第 {line} 行），没有证书',
        request: '{file} 中是证书签名请求（CSR，第 {line} 行），需要的是 CA 返回的证书',
        'web-page': '{file} 是网页而不是证书：下载时得到的是登录页或错误页',
        'something-else': '{file} 中没有证书，而是其他内容：{form}',
        'no-certificate': '在 {file} 中找不到证书',
        'damaged-block': '{file} 第 {line} 行：有一块内容无法读取（{fault}）',
        'unseen-by-others': '{file} 第 {line} 行：OpenSSL 以及基于它的程序看不到这里的一块（{fault}）',
        'unusual-label': '{file} 第 {line} 行：标签是 {label} 而不是 CERTIFICATE，许多程序会跳过',
        'authority-first': '{leaf} 的证书在 {file} 中排第 {position}，而服务器会把第一张当作自己的证书发送',
        'wrong-password': '密码无法打开 {file}',
        'password-needed': '未读取：打开 {file} 需要密码（--password env:名称 或 file:路径）',
        'not-opened': '未读取：{file} 的封装方式不受支持（{reason}）',
      },
    },
  },
  needs: (target) => ({ contents: certificateFileContents.of(target) }),
  evaluate: ({ target: { file }, facts: { contents }, conclude }) => {
    switch (contents.outcome) {
      case 'unreadable': return contents.why === 'too-large' || contents.why === 'empty' ? conclude(contents.why, { file }) : conclude('no-file', { file, reason: contents.why });
      case 'locked': return contents.why === 'wrong-password' || contents.why === 'password-needed' ? conclude(contents.why, { file }) : conclude('not-opened', { file, reason: contents.why });
      case 'no-certificate': {
        const { form, line = 1 } = contents;
        if (form === 'private-key' || form === 'encrypted-key') return conclude('private-key', { file, line });
        if (form === 'request') return conclude('request', { file, line });
        if (form === 'html') return conclude('web-page', { file });
        const damage = contents.problems.find(({ fault }) => damaging.has(fault));
        if (damage !== undefined) return conclude('damaged-block', { file, line: damage.line ?? 1, fault: damage.fault });
        return form === 'unknown' || form === 'damaged' ? conclude('no-certificate', { file }) : conclude('something-else', { file, form });
      }
      case 'read': {
        const { chain, issuers, encoding, leafAt, leaf, problems } = contents;
        const faults = problems.slice(0, 10).map(({ fault, line = 1, label = '' }): Conclusion =>
          (fault === 'unusual-label' ? conclude('unusual-label', { file, line, label }) : conclude(damaging.has(fault) ? 'damaged-block' : 'unseen-by-others', { file, line, fault })));
        const order = leafAt === 0 || encoding === 'pkcs12' || encoding === 'pkcs7' ? [] : [conclude('authority-first', { file, leaf, position: leafAt + 1 })];
        const found = [...faults, ...order];
        return found.length > 0 ? found : conclude('readable', { file, count: chain.length - issuers, encoding });
      }
    }
  },
});

const damaging: ReadonlySet<string> = new Set(['no-end', 'other-end', 'bad-base64']);
