import { defineCheck, defineRemedy, type Check, type Conclusion, type Remedy } from '@culprit/core';
import { authorityFiles, type AuthorityFile } from '../facts/authority-files.ts';
import { machine } from '../targets/machine.ts';

const nameSoundFile: Remedy = defineRemedy({
  id: 'network/name-sound-authorities',
  audience: 'you',
  text: {
    en: {
      title: 'Let {variable} name a PEM file of authorities that can be read, or take it away',
      steps: [
        'Look at what it names: openssl storeutl -noout -certs {path}',
        'Where the system\'s own authorities suffice, take it away: unset {variable}. Look for it in ~/.profile, ~/.bashrc, /etc/environment, the Dockerfile and the compose file.',
      ],
    },
    'zh-CN': {
      title: '让 {variable} 指向可读的 PEM 格式 CA 证书文件，或删除该变量',
      steps: [
        '查看它指向的内容：openssl storeutl -noout -certs {path}',
        '如果系统自带的 CA 已经够用，就删除它：unset {variable}。它可能设置在 ~/.profile、~/.bashrc、/etc/environment、Dockerfile 或 compose 文件中。',
      ],
    },
  },
});

const convertToPem: Remedy = defineRemedy({
  id: 'network/convert-to-pem',
  audience: 'you',
  text: {
    en: { title: 'Convert {path} to PEM', steps: ['openssl x509 -inform der -in {path} -out {path}.pem, then {variable}={path}.pem'] },
    'zh-CN': { title: '把 {path} 转换为 PEM 格式', steps: ['openssl x509 -inform der -in {path} -out {path}.pem，然后设置 {variable}={path}.pem'] },
  },
});

const broken = { outcome: 'fail', severity: 'major', owner: 'machine', remedy: nameSoundFile } as const;
const doubtful = { ...broken, severity: 'minor' } as const;

/** The variables that name authorities to trust, and whether what they name can be used. */
export const authorityVariablesCheck: Check = defineCheck({
  id: 'network/authority-variables',
  layer: 'machine',
  target: machine,
  findings: {
    unset: { outcome: 'pass' },
    sound: { outcome: 'pass' },
    missing: broken,
    unreadable: broken,
    empty: broken,
    directory: broken,
    'not-a-directory': broken,
    der: { ...broken, remedy: convertToPem },
    'no-certificate': broken,
    malformed: broken,
    expired: broken,
    'too-large': doubtful,
    'partly-expired': doubtful,
    relative: doubtful,
  },
  text: {
    en: {
      title: 'Authorities named by variables',
      why: 'A program that is told to trust a file that it can\'t use trusts nobody, or quietly ignores it.',
      findings: {
        unset: 'No variable names authorities of its own',
        sound: '{variable}: {path}',
        missing: '{variable} names {path}, which does not exist ({reader})',
        unreadable: '{variable} names {path}, which can\'t be read: {code} ({reader})',
        empty: '{variable} names {path}, which is empty ({reader})',
        directory: '{variable} names {path}, a directory, where a file is wanted ({reader})',
        'not-a-directory': '{variable} names {path}, a file, where a directory is wanted ({reader})',
        der: '{variable} names {path}, which is DER where PEM is wanted ({reader})',
        'no-certificate': '{variable} names {path}, in which there is no certificate ({reader})',
        malformed: '{variable} names {path}, which holds a certificate or key store that can\'t be read ({reader})',
        expired: '{variable} names {path}, whose every certificate has expired ({reader})',
        'too-large': '{variable} names {path}, which is too large to be a bundle of authorities ({reader})',
        'partly-expired': '{variable} names {path}, in which {expired} of {certificates} certificates have expired ({reader})',
        relative: '{variable} names {path}, a relative path: it holds in one directory only ({reader})',
      },
    },
    'zh-CN': {
      title: '环境变量指定的 CA',
      why: '程序若被要求信任一个无法使用的文件，要么谁也不信任，要么悄悄忽略它。',
      findings: {
        unset: '没有环境变量指定额外的 CA',
        sound: '{variable}：{path}',
        missing: '{variable} 指向 {path}，但该文件不存在（{reader}）',
        unreadable: '{variable} 指向 {path}，但无法读取：{code}（{reader}）',
        empty: '{variable} 指向 {path}，但内容为空（{reader}）',
        directory: '{variable} 指向目录 {path}，而这里需要文件（{reader}）',
        'not-a-directory': '{variable} 指向文件 {path}，而这里需要目录（{reader}）',
        der: '{variable} 指向 {path}，它是 DER 格式，而这里需要 PEM（{reader}）',
        'no-certificate': '{variable} 指向 {path}，其中没有证书（{reader}）',
        malformed: '{variable} 指向 {path}，其中的证书或密钥库无法解析（{reader}）',
        expired: '{variable} 指向 {path}，其中的证书已全部过期（{reader}）',
        'too-large': '{variable} 指向 {path}，文件过大，不像 CA 证书（{reader}）',
        'partly-expired': '{variable} 指向 {path}，其中 {certificates} 张证书有 {expired} 张已过期（{reader}）',
        relative: '{variable} 指向相对路径 {path}：只在某一个目录下有效（{reader}）',
      },
    },
  },
  needs: () => ({ authorities: authorityFiles.of({}) }),
  evaluate: ({ facts: { authorities: { files } }, conclude }) => {
    if (files.length === 0) return conclude('unset');
    return files.flatMap((file): readonly Conclusion[] => {
      const { variable, path, reader, code = '', certificates, expired } = file;
      const about = { variable, path, reader, code, certificates, expired };
      if (file.state !== 'sound') return [conclude(file.state, about)];
      const doubts = [...(isPartlyExpired(file) ? [conclude('partly-expired', about)] : []), ...(file.relative ? [conclude('relative', about)] : [])];
      return doubts.length > 0 ? doubts : [conclude('sound', about)];
    });
  },
});

/** Bundles of the system keep a few that have expired; one's own should not. */
const isPartlyExpired = ({ certificates, expired }: AuthorityFile): boolean => expired > 0 && certificates < 20;
