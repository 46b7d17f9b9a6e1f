import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { isPublic, missingTimestamps } from '../browser-rules.ts';
import { isMalformed, nameOf } from '../certificate-summary.ts';
import { suspectedInput } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { embeddedTimestamps } from '../facts/embedded-timestamps.ts';
import { trustStoreComparison } from '../facts/trust-store-comparison.ts';
import { withLockIn } from '../hsts/lock-in.ts';

const orderWithTimestamps: Remedy = defineRemedy({
  id: 'certificate/order-with-timestamps',
  audience: 'operator',
  docs: 'https://googlechrome.github.io/CertificateTransparency/ct_policy.html',
  text: {
    en: {
      title: 'Have the certificate of {subject} issued anew with timestamps in it',
      steps: ['Public authorities embed them unless they are asked not to: take that option out of the order. A server that delivers them itself (nginx-ct, Apache mod_ssl_ct) needs at least {least} of logs that browsers know.'],
    },
    'zh-CN': {
      title: '重新签发 {subject} 的证书并内含时间戳',
      steps: ['公共 CA 默认会嵌入时间戳，除非申请时要求不嵌入：请取消该选项。由服务器自行提供时间戳的（nginx-ct、Apache mod_ssl_ct），至少需要 {least} 个，且来自浏览器认可的日志。'],
    },
  },
});

/** A certificate of a public authority without the proofs of publication that browsers demand. */
export const missingSct: Cause = withLockIn(defineCause({
  id: 'certificate/missing-sct',
  owner: 'service',
  layer: 'identity',
  order: 71,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate of {subject} holds too few timestamps of transparency logs',
      about: 'Chrome and Apple\'s systems accept public certificates only with signed timestamps that prove their publication (RFC 6962): NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED. Programs do not ask for them.',
      confirmed: { 'embedded-counted': 'It holds {count}, and {least} are demanded of a public certificate that is valid for so long. They were counted and not verified, and what the server may deliver in the handshake was not seen' },
      ruledOut: {
        'private-authority': 'No public authority issued it: nothing is demanded',
        enough: 'It holds as many as are demanded',
      },
      open: { 'no-certificate': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '{subject} 的证书所含的证书透明度时间戳过少',
      about: 'Chrome 和苹果系统只接受带有签名时间戳、能证明已公开登记的公共证书（RFC 6962），否则报 NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED。程序一般不要求。',
      confirmed: { 'embedded-counted': '其中有 {count} 个，而对如此有效期的公共证书要求 {least} 个。时间戳只作计数、未作验证，也未查看服务器是否在握手中另行提供' },
      ruledOut: {
        'private-authority': '并非由公共 CA 签发：没有要求',
        enough: '数量符合要求',
      },
      open: { 'no-certificate': '没有可读的证书' },
    },
  },
  suspectedBy: ['certificate/browser-rules#too-few-timestamps'],
  controls: (suspicion) => ({
    chain: certificateChain.of(suspectedInput(suspicion)),
    comparison: trustStoreComparison.of(suspectedInput(suspicion)),
    timestamps: embeddedTimestamps.of(suspectedInput(suspicion)),
  }),
  judge: ({ facts: { chain, comparison, timestamps }, confirmed, ruledOut, open }) => {
    const [leaf] = chain?.certificates ?? [];
    if (leaf === undefined || isMalformed(leaf) || comparison === undefined || timestamps?.outcome !== 'counted') return open('no-certificate', {}, []);
    if (!isPublic(comparison)) return ruledOut('private-authority', {}, ['comparison']);
    const missing = missingTimestamps(leaf, timestamps, comparison);
    if (missing === undefined) return ruledOut('enough', {}, ['timestamps', 'comparison']);
    // Node asks for none in the handshake, so a server that delivers them there can't be told from one that doesn't.
    return confirmed('embedded-counted', { subject: nameOf(leaf.subject), ...missing }, ['timestamps', 'comparison'], 'likely');
  },
  remedies: [orderWithTimestamps],
}));
