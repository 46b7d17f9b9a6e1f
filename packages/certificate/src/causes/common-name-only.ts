import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { withLockIn } from '../hsts/lock-in.ts';
import { nameControls, suspectedMismatch } from '../suspected-mismatch.ts';

const reissueWithName: Remedy = defineRemedy({
  id: 'certificate/reissue-with-alternative-name',
  audience: 'operator',
  text: {
    en: {
      title: 'Issue the certificate with a subjectAltName',
      steps: ['OpenSSL: openssl req -new … -addext "subjectAltName={kind}:{host}", and see that the authority copies the extension (openssl x509 -copy_extensions copy).'],
    },
    'zh-CN': {
      title: '重新签发带有 subjectAltName 的证书',
      steps: ['OpenSSL：openssl req -new … -addext "subjectAltName={kind}:{host}"，并确认签发时会复制扩展（openssl x509 -copy_extensions copy）。'],
    },
  },
});

/** The host stands in the subject's common name alone, where current clients no longer look. */
export const commonNameOnly: Cause = withLockIn(defineCause({
  id: 'certificate/common-name-only',
  owner: 'service',
  layer: 'identity',
  order: 42,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate names {host} only as its common name',
      about: 'RFC 9525, all browsers and Go look at the subjectAltName alone; curl, OpenSSL and Node still fall back to the common name. So it works in some clients and not in others.',
      confirmed: { 'no-alternative-name': 'It has no subjectAltName, and its common name is {commonName}' },
      ruledOut: { matches: 'The certificate names {host}', 'other-fault': 'It has a subjectAltName, or its common name is another' },
      open: { 'no-certificate': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '证书仅在通用名（CN）中写有 {host}',
      about: 'RFC 9525、所有浏览器以及 Go 只看 subjectAltName；curl、OpenSSL 和 Node 仍会退回到通用名。因此有的客户端能用，有的不能。',
      confirmed: { 'no-alternative-name': '证书没有 subjectAltName，通用名为 {commonName}' },
      ruledOut: { matches: '证书中列有 {host}', 'other-fault': '证书有 subjectAltName，或通用名是别的名称' },
      open: { 'no-certificate': '没有可读的证书' },
    },
  },
  suspectedBy: ['certificate/name#common-name-only'],
  controls: nameControls,
  judge: ({ facts: { chain }, suspicion, confirmed, ruledOut, open }) => {
    const mismatch = suspectedMismatch(suspicion, chain);
    if (mismatch === undefined) return open('no-certificate', {}, []);
    const { host, leaf, match } = mismatch;
    if (match.matches) return ruledOut('matches', { host }, ['chain']);
    if (match.why !== 'common-name-only') return ruledOut('other-fault', {}, ['chain']);
    return confirmed('no-alternative-name', { host, commonName: leaf.subject.commonName ?? '', kind: host.includes(':') || /^[\d.]+$/.test(host) ? 'IP' : 'DNS' }, ['chain']);
  },
  remedies: [reissueWithName],
}));
