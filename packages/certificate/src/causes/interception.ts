import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { isMalformed } from '../certificate-summary.ts';
import { referenceName, suspectedInput } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { certificatePath } from '../facts/path.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { interceptedBy } from '../interception-vendors.ts';

const trustInterceptor: Remedy = defineRemedy({
  id: 'certificate/trust-interceptor',
  audience: 'you',
  docs: 'https://nodejs.org/api/cli.html#node_extra_ca_certsfile',
  text: {
    en: {
      title: 'Give the program the root certificate of {product}, if it is there on purpose',
      steps: [
        'Ask whoever runs {product} in your network, or look in its own settings, for its root certificate as PEM. If nobody runs it, treat the connection as hostile.',
        'Node: NODE_EXTRA_CA_CERTS=root.pem, or NODE_USE_SYSTEM_CA=1 (22.19, 24.6 or later) where the root is installed in the system. Python requests: REQUESTS_CA_BUNDLE, pip: PIP_CERT, git: http.sslCAInfo, curl: --cacert',
      ],
    },
    'zh-CN': {
      title: '如果 {product} 是有意部署的，请把它的根证书提供给程序',
      steps: [
        '向所在网络中管理 {product} 的人索取根证书（PEM），或在它的设置中导出。如果没有人部署过它，应视该连接为恶意。',
        'Node：NODE_EXTRA_CA_CERTS=root.pem；若根证书已装入系统，可用 NODE_USE_SYSTEM_CA=1（22.19、24.6 及以上）。Python requests：REQUESTS_CA_BUNDLE；pip：PIP_CERT；git：http.sslCAInfo；curl：--cacert',
      ],
    },
  },
});

const exemptHost: Remedy = defineRemedy({
  id: 'certificate/exempt-from-interception',
  audience: 'operator',
  text: {
    en: { title: 'Exempt {host} from inspection in {product}', steps: ['Add {host} to the list of hosts that {product} passes through without opening TLS.'] },
    'zh-CN': { title: '在 {product} 中将 {host} 排除在检测之外', steps: ['将 {host} 加入 {product} 不解密 TLS 的放行列表。'] },
  },
});

/** A product between this machine and the service opened the connection and signed it anew. */
export const interception: Cause = withLockIn(defineCause({
  id: 'certificate/interception',
  owner: 'network',
  layer: 'identity',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: '{product} intercepts the connection',
      unknown: { product: 'a proxy or antivirus' },
      about: 'A gateway, a virus scanner or a debugging proxy answers in the place of the service, with a certificate of its own. Programs that do not know its root refuse it.',
      confirmed: { 'issuer-known': 'The certificate was issued by {issuer}, which belongs to {product} and to no public root' },
      ruledOut: {
        'public-root': "The chain leads to a root of the Mozilla list: it is the service's own",
        'no-known-issuer': 'No issuer of the chain belongs to a known interception product',
      },
      open: { 'no-chain': 'No certificate could be read. Look at the same host from another network' },
    },
    'zh-CN': {
      title: '{product} 截获了连接',
      unknown: { product: '代理或杀毒软件' },
      about: '网关、杀毒软件或调试代理以自己的证书代替服务方应答。不认识其根证书的程序会拒绝连接。',
      confirmed: { 'issuer-known': '证书由 {issuer} 签发，它属于 {product}，不属于任何公共根证书' },
      ruledOut: {
        'public-root': '证书链通向 Mozilla 列表中的根证书：这是服务方自己的证书',
        'no-known-issuer': '证书链中的签发者不属于任何已知的截获产品',
      },
      open: { 'no-chain': '没有可读的证书。请从另一个网络访问同一主机进行比对' },
    },
  },
  suspectedBy: ['certificate/trust#unknown-issuer', 'certificate/trust#self-signed', 'certificate/trust#system-store-only'],
  controls: (suspicion) => ({ chain: certificateChain.of(suspectedInput(suspicion)), path: certificatePath.of(suspectedInput(suspicion)) }),
  judge: ({ facts: { chain, path }, suspicion, confirmed, ruledOut, open }) => {
    const certificates = (chain?.certificates ?? []).flatMap((entry) => (isMalformed(entry) ? [] : [entry]));
    if (certificates.length === 0 || path === undefined || path.outcome === 'unreadable') return open('no-chain', {}, []);
    if (path.outcome === 'trusted' && path.by !== 'system') return ruledOut('public-root', {}, ['path']);
    const found = interceptedBy(certificates);
    if (found === undefined) return ruledOut('no-known-issuer', {}, ['chain']);
    return confirmed('issuer-known', { ...found, host: referenceName(suspectedInput(suspicion)) }, ['chain', 'path']);
  },
  remedies: [trustInterceptor, exemptHost],
}));
