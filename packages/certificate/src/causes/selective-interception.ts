import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { isMalformed, nameOf } from '../certificate-summary.ts';
import { referenceName, suspectedInput } from '../endpoint-input.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { interceptedBy } from '../interception-vendors.ts';
import { counterpart, nameComparison } from '../served-by-name.ts';

/** Something answers in the place of the service, for this name alone. */
export const selectiveInterception: Cause = withLockIn(defineCause({
  id: 'certificate/selective-interception',
  owner: 'path',
  layer: 'identity',
  order: 11,
  scope: 'endpoint',
  text: {
    en: {
      title: 'Who asks for {host} by name is shown another certificate',
      about: 'The same address has a trusted certificate for this very host and shows it to clients that don\'t ask for the name. A gateway that opens connections to chosen names does that; so does a server with a forgotten certificate for one of its virtual hosts.',
      confirmed: {
        unnamed: 'Asked for {host} it shows one by {issuer}; asked for no name, one by {other} for the same host, which is trusted',
        'other-name': 'Asked for {host} it shows one by {issuer}; asked for another name, one by {other} for the same host, which is trusted',
      },
      ruledOut: {
        'alike-for-all': 'The address shows no other trusted certificate for this host to who asks for no name or another',
        'product-known': 'The issuer belongs to {product}',
      },
      open: { 'no-certificate': 'No certificate could be read. Look at the same host from another network', 'not-compared': 'Without this name, or with another, the address shows no certificate at all. Look at the same host from another network' },
    },
    'zh-CN': {
      title: '以 {host} 这个名称访问时，得到的是另一张证书',
      about: '同一地址持有适用于该主机且受信任的证书，并向未指明名称的客户端出示它。只针对特定域名解密的网关会这样；服务器为某个虚拟主机遗留了旧证书时也会如此。',
      confirmed: {
        unnamed: '以 {host} 访问时出示的证书由 {issuer} 签发；不指明名称时，则出示由 {other} 为同一主机签发的受信任证书',
        'other-name': '以 {host} 访问时出示的证书由 {issuer} 签发；换一个名称时，则出示由 {other} 为同一主机签发的受信任证书',
      },
      ruledOut: {
        'alike-for-all': '不指明名称或换一个名称时，该地址并没有出示适用于该主机的其他受信任证书',
        'product-known': '签发者属于 {product}',
      },
      open: { 'no-certificate': '没有可读的证书。请从另一个网络访问同一主机进行比对', 'not-compared': '不指明该名称或换一个名称时，该地址不出示任何证书。请从另一个网络访问同一主机进行比对' },
    },
  },
  suspectedBy: ['certificate/trust#unknown-issuer', 'certificate/trust#self-signed', 'certificate/trust#system-store-only'],
  concerns: (suspicion) => 'port' in suspectedInput(suspicion),
  controls: nameComparison,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const [leaf] = facts.chain?.certificates ?? [];
    if (leaf === undefined || isMalformed(leaf)) return open('no-certificate', {}, []);
    const product = interceptedBy([leaf])?.product;
    if (product !== undefined) return ruledOut('product-known', { product }, ['chain']);
    const found = counterpart(suspicion, facts);
    if (found === undefined) {
      const compared = (['unnamed', 'otherName'] as const).filter((name) => facts[name] !== undefined);
      return compared.length === 0 ? open('not-compared', {}, ['chain']) : ruledOut('alike-for-all', {}, compared);
    }
    const { by, issuer: other } = found;
    return confirmed(by === 'unnamed' ? 'unnamed' : 'other-name', { host: referenceName(suspectedInput(suspicion)), issuer: nameOf(leaf.issuer), other }, ['chain', by, `${by}Path`], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'certificate/compare-from-elsewhere',
      audience: 'you',
      text: {
        en: {
          title: 'Look at {host} from another network before anything secret is sent',
          steps: ['If the certificate by {issuer} is shown there too, the server has it: its operator should look at the virtual host of {host}.', 'If it is not, something in this network opens connections to {host}: ask whoever runs it, and treat the connection as read along until then.'],
        },
        'zh-CN': {
          title: '在发送任何机密之前，先从另一个网络访问 {host} 进行比对',
          steps: ['如果在那里看到的也是由 {issuer} 签发的证书，那么它在服务器上：请运维人员检查 {host} 的虚拟主机配置。', '如果不是，则是本网络中有设备在解密与 {host} 的连接：请询问其管理者，在此之前应视该连接已被窥视。'],
        },
      },
    }),
  ],
}));
