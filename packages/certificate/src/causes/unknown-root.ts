import { defineCause, type Cause } from '@culprit/core';
import { isMalformed, nameOf } from '../certificate-summary.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { interceptedBy } from '../interception-vendors.ts';
import { issuerControls } from '../issuer-control.ts';
import { otherKey } from '../other-key.ts';
import { counterpart, nameComparison } from '../served-by-name.ts';
import { trustAuthority, usePublicAuthority } from '../remedies/trust-authority.ts';

/** The chain is sound and ends in an authority that no store on this machine holds. */
export const unknownRoot: Cause = withLockIn(defineCause({
  id: 'certificate/unknown-root',
  owner: 'machine',
  layer: 'identity',
  order: 21,
  scope: 'endpoint',
  text: {
    en: {
      title: 'No store on this machine holds the authority {root}',
      unknown: { root: 'behind the certificate' },
      about: 'A private authority, or one that is younger than the list of roots. Who runs it on purpose has to give its root to every client.',
      confirmed: {
        followed: 'Followed to its end, the chain leads to the root {root}, which neither the route, this runtime nor the system trusts',
        'root-sent': 'The chain ends in the root {root}, which neither the route, this runtime nor the system trusts',
        'no-location': 'The chain ends at {root} and does not say where a certificate of that authority can be had, as is usual for private ones',
      },
      ruledOut: {
        trusted: 'A path to a trusted root was found',
        incomplete: 'The chain leads to the trusted root {end} once an intermediate certificate is added',
        'self-signed': "The server's certificate is signed by its own key",
        interception: 'The issuer belongs to {product}',
        'other-key': 'A certificate of {issuer} is here, and another key signed',
        'other-certificate': 'The same address has a trusted certificate for the host, by {issuer}, and shows it to who does not ask by name',
      },
      open: {
        'not-followed': 'It is not known where the chain ends: the issuer of {subject} could not be fetched. Run without --offline, or from a network that reaches it',
        'no-path': 'The chain could not be examined',
      },
    },
    'zh-CN': {
      title: '本机的信任库中没有 CA {root}',
      unknown: { root: '根证书' },
      about: '它是私有 CA，或者比根证书列表更新。如果是有意自建的 CA，需要把其根证书分发给每个客户端。',
      confirmed: {
        followed: '沿证书链追到末端是根证书 {root}，路由设置、当前运行时和系统都不信任它',
        'root-sent': '证书链的末端是根证书 {root}，路由设置、当前运行时和系统都不信任它',
        'no-location': '证书链止于 {root}，且没有说明该 CA 证书的获取地址，私有 CA 通常如此',
      },
      ruledOut: {
        trusted: '已找到通向受信任根证书的路径',
        incomplete: '补上中间证书后，证书链可通向受信任的根证书 {end}',
        'self-signed': '服务器证书由自身密钥签名',
        interception: '签发者属于 {product}',
        'other-key': '已有 {issuer} 的证书，但签名出自另一个密钥',
        'other-certificate': '同一地址持有由 {issuer} 为该主机签发的受信任证书，并向未指明名称的客户端出示',
      },
      open: {
        'not-followed': '尚不清楚证书链止于何处：无法取得 {subject} 的签发者证书。请去掉 --offline，或在能访问它的网络中重试',
        'no-path': '无法检查证书链',
      },
    },
  },
  suspectedBy: ['certificate/trust#unknown-issuer'],
  controls: (suspicion) => ({ ...nameComparison(suspicion), ...issuerControls(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const { chain, path, aia } = facts;
    if (chain === undefined || path === undefined || path.outcome === 'unreadable') return open('no-path', {}, []);
    if (path.outcome === 'trusted') return ruledOut('trusted', {}, ['path']);
    if (path.reason === 'self-signed') return ruledOut('self-signed', {}, ['path']);
    const intercepted = interceptedBy(chain.certificates.flatMap((entry) => (isMalformed(entry) ? [] : [entry])));
    if (intercepted !== undefined) return ruledOut('interception', { product: intercepted.product }, ['chain']);
    const replaced = counterpart(suspicion, facts);
    if (replaced !== undefined) return ruledOut('other-certificate', { issuer: replaced.issuer }, ['chain', replaced.by]);
    const impostor = otherKey(path);
    if (impostor !== undefined && (aia === undefined || aia.outcome === 'no-location')) return ruledOut('other-key', { issuer: impostor.issuer }, ['path']);
    const [furthest] = path.broken;
    const last = furthest?.steps[furthest.at];
    const root = last === undefined ? '' : nameOf(path.reason === 'untrusted-root' ? last.subject : last.issuer);
    switch (aia?.outcome) {
      case 'completes': return ruledOut('incomplete', { end: aia.root }, ['path', 'aia']);
      case 'no-path': return aia.endsInRoot
        ? confirmed('followed', { root: aia.end }, ['path', 'aia'])
        : confirmed('no-location', { root: aia.end }, ['path', 'aia'], 'likely');
      case 'no-location': return path.reason === 'untrusted-root'
        ? confirmed('root-sent', { root }, ['path', 'aia'])
        : confirmed('no-location', { root }, ['path', 'aia'], 'likely');
      default: return path.reason === 'untrusted-root'
        ? confirmed('root-sent', { root }, ['path'], 'likely')
        : open('not-followed', { subject: last === undefined ? '' : nameOf(last.subject) }, ['path']);
    }
  },
  remedies: [trustAuthority, usePublicAuthority],
}));
