import { defineCheck, type Check } from '@culprit/core';
import { tlsEndpoint } from '@culprit/network';
import { isMalformed, shown } from '../certificate-summary.ts';
import { chainInput, filesToo, referenceName } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { matchHostName } from '../host-name-match.ts';
import { listed, namesOf } from '../listed-names.ts';

/** Whether the certificate is for the host that was asked for (RFC 9525). */
export const nameCheck: Check = defineCheck({
  id: 'certificate/name',
  layer: 'identity',
  target: tlsEndpoint,
  alsoJudges: filesToo,
  findings: {
    matches: { outcome: 'pass' },
    mismatch: { outcome: 'fail', severity: 'critical', owner: 'service' },
    'common-name-only': { outcome: 'fail', severity: 'major', owner: 'service' },
    'too-many-names': { outcome: 'inconclusive', required: true },
    unreadable: { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Names of the certificate',
      why: 'A client accepts a certificate only for the hosts that it names; anything else could be an impostor.',
      findings: {
        matches: 'The certificate is for {host} (it names {name})',
        mismatch: 'The certificate is not for {host}: it names {names}',
        'common-name-only': 'The certificate names {host} only as its common name, which browsers and Go ignore',
        'too-many-names': 'Not judged: the certificate holds {count} names, more than are read',
        unreadable: "Not judged: the server's certificate can't be read",
      },
    },
    'zh-CN': {
      title: '证书中的名称',
      why: '客户端只接受列出了所访问主机的证书，否则对方可能是冒充者。',
      findings: {
        matches: '证书适用于 {host}（其中列有 {name}）',
        mismatch: '证书不适用于 {host}：其中列出的是 {names}',
        'common-name-only': '证书仅在通用名（CN）中写有 {host}，浏览器和 Go 会忽略通用名',
        'too-many-names': '未判定：证书包含 {count} 个名称，超出读取上限',
        unreadable: '未判定：无法读取服务器的证书',
      },
    },
  },
  // A file is for no host in particular unless one is given.
  needs: (target) => (referenceName(target) === '' ? undefined : { chain: certificateChain.of(chainInput(target)) }),
  evaluate: ({ target, facts: { chain }, conclude }) => {
    const [leaf] = chain.certificates;
    if (leaf === undefined || isMalformed(leaf)) return conclude('unreadable');
    const host = referenceName(target);
    const match = matchHostName(host, namesOf(leaf));
    if (match.matches) return conclude('matches', { host, name: shown(match.name) });
    if (leaf.nameCount > leaf.dnsNames.length + leaf.ipAddresses.length) return conclude('too-many-names', { count: leaf.nameCount });
    return match.why === 'common-name-only' ? conclude('common-name-only', { host }) : conclude('mismatch', { host, names: listed(leaf) });
  },
});
