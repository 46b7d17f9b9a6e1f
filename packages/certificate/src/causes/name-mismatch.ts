import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { isIP } from 'node:net';
import { isMalformed, shown } from '../certificate-summary.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { listed } from '../listed-names.ts';
import { admits, defaultCertificateControl, nameControls, otherHost, suspectedMismatch, textParam } from '../suspected-mismatch.ts';

const useNamedHost: Remedy = defineRemedy({
  id: 'certificate/use-named-host',
  audience: 'you',
  text: {
    en: { title: 'Use {nearest}, which the certificate names', steps: ['Replace {host} by {nearest} in the URL or endpoint, if it is the service that you mean.'] },
    'zh-CN': { title: '改用证书中列出的 {nearest}', steps: ['如果它正是你要访问的服务，请把网址或端点中的 {host} 换成 {nearest}。'] },
  },
  applies: ({ nearest }) => typeof nearest === 'string' && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/i.test(nearest) && isIP(nearest) === 0,
  trial: {
    facts: ({ suspicion, params }) => otherHost(suspicion, textParam(params, 'nearest').toLowerCase()),
    works: ({ params, facts }) => admits(textParam(params, 'nearest'), facts),
  },
});

const reissue: Remedy = defineRemedy({
  id: 'certificate/add-name',
  audience: 'operator',
  text: {
    en: {
      title: 'Serve a certificate that names {host}',
      steps: [
        'Have the certificate issued with {host} as a subjectAltName (DNS name, or IP address for an address), and install it for that name.',
        'If such a certificate exists, the server picked another: look at its virtual host or SNI configuration for {host}.',
      ],
    },
    'zh-CN': {
      title: '为 {host} 配置包含该名称的证书',
      steps: [
        '签发证书时把 {host} 写入 subjectAltName（域名用 DNS，地址用 IP），并安装到该名称上。',
        '如果已有这样的证书，说明服务器选错了证书：请检查 {host} 的虚拟主机或 SNI 配置。',
      ],
    },
  },
});

/** The certificate is for other hosts. */
export const nameMismatch: Cause = withLockIn(defineCause({
  id: 'certificate/name-mismatch',
  owner: 'service',
  layer: 'identity',
  order: 43,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate is not for {host}',
      about: 'Either the address is written differently from what the service is called, or the server shows the certificate of another site.',
      confirmed: {
        'other-names': 'It names {names}; the nearest is {nearest}',
        'wildcard-apex': '{nearest} covers the names below it and not {host} itself',
        'wildcard-too-broad': '{nearest} covers a whole top-level domain, which no client accepts',
        'partial-wildcard': '{nearest} has a wildcard inside a label, which current clients ignore',
        'ip-not-listed': '{host} is an address, and the certificate names {names}',
        'ip-as-dns-name': 'The address {host} stands in it as a DNS name, where clients do not look for addresses',
        'no-names': 'It names no host at all',
        'not-encoded': '{nearest} stands in it in Unicode instead of as {host}, which clients compare',
        'trailing-dot': '{nearest} stands in it with a dot at its end, which most clients do not take off',
        'default-certificate': 'It names {names}, and without a server name the server shows the very same: nothing is set up there for {host}',
      },
      ruledOut: { matches: 'The certificate names {host}', 'nearer-cause': 'A nearer cause explains it: {why}' },
      open: { 'no-certificate': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '证书不适用于 {host}',
      about: '可能是访问地址与服务的正式名称不一致，也可能是服务器出示了其他站点的证书。',
      confirmed: {
        'other-names': '其中列出的是 {names}，最接近的是 {nearest}',
        'wildcard-apex': '{nearest} 只覆盖下级名称，不覆盖 {host} 本身',
        'wildcard-too-broad': '{nearest} 覆盖整个顶级域，客户端不会接受',
        'partial-wildcard': '{nearest} 的通配符只是标签的一部分，当前的客户端会忽略它',
        'ip-not-listed': '{host} 是 IP 地址，而证书列出的是 {names}',
        'ip-as-dns-name': '地址 {host} 被写成了 DNS 名称，客户端不会在那里查找地址',
        'no-names': '证书没有列出任何主机',
        'not-encoded': '其中的 {nearest} 以 Unicode 写出，而客户端比对的是 {host}',
        'trailing-dot': '其中的 {nearest} 末尾带点，多数客户端不会去掉它',
        'default-certificate': '其中列出的是 {names}，而不提供主机名时服务器出示的也是它：服务器上没有为 {host} 配置证书',
      },
      ruledOut: { matches: '证书中列有 {host}', 'nearer-cause': '有更贴切的原因：{why}' },
      open: { 'no-certificate': '没有可读的证书' },
    },
  },
  suspectedBy: ['certificate/name#mismatch'],
  controls: (suspicion) => ({ ...nameControls(suspicion), ...defaultCertificateControl(suspicion) }),
  judge: ({ facts: { chain, unnamed }, suspicion, confirmed, ruledOut, open }) => {
    const mismatch = suspectedMismatch(suspicion, chain);
    if (mismatch === undefined) return open('no-certificate', {}, []);
    const { host, leaf, match } = mismatch;
    if (match.matches) return ruledOut('matches', { host }, ['chain']);
    const { why } = match;
    if (why === 'doubled-label' || why === 'wildcard-too-shallow' || why === 'common-name-only') return ruledOut('nearer-cause', { why }, ['chain']);
    const params = { host, names: listed(leaf), nearest: shown(match.nearest ?? '') };
    const [shownToAll] = unnamed?.certificates ?? [];
    // Of a name nearby, the server may well have chosen the certificate for this one.
    const isDefault = why === 'other-names' && isIP(host) === 0 && shownToAll !== undefined && !isMalformed(shownToAll) && shownToAll.fingerprint256 === leaf.fingerprint256;
    return isDefault ? confirmed('default-certificate', params, ['chain', 'unnamed']) : confirmed(why, params, ['chain']);
  },
  remedies: [useNamedHost, reissue],
}));
