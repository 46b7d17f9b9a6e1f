import { defineCause, type Cause } from '@culprit/core';
import { brokenRule, ruleControls } from '../broken-rule.ts';
import { isMalformed } from '../certificate-summary.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { replaceMalformed } from '../remedies/replace-chain.ts';

/** The bytes of a certificate are not as X.690 and RFC 5280 want them, so that clients refuse to read it. */
export const malformedCertificate: Cause = withLockIn(defineCause({
  id: 'certificate/malformed-certificate',
  owner: 'service',
  layer: 'identity',
  order: 18,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate of {subject} is malformed',
      about: 'Certificates are written in DER, which has one spelling for everything. What deviates comes from a home-made tool or was damaged on the way; some clients still read it, others refuse.',
      confirmed: {
        unreadable: 'OpenSSL cannot read it: {detail}',
        structure: 'It is not the structure of a certificate, or a length in it is written in more octets than it takes (X.690 §10.1)',
        'trailing-data': 'Bytes follow after its end',
        version: 'Its version does not fit its content: extensions belong to version 3 (RFC 5280 §4.1.2.1)',
        'serial-number': 'Its serial number is negative, empty or longer than 20 octets (RFC 5280 §4.1.2.2)',
        'signature-algorithm': 'The algorithm inside of what is signed is not the one beside the signature (RFC 5280 §4.1.1.2)',
        date: 'A date in it is not written as RFC 5280 §4.1.2.5 has it',
        'explicit-curve': 'It spells out the curve of its key instead of naming it, which RFC 5480 §2.1.1 forbids',
        'duplicate-extension': 'It holds the same extension twice (RFC 5280 §4.2)',
        extension: 'An extension in it does not hold what its definition says',
        'public-key': 'Its public key cannot be read',
      },
      ruledOut: { 'well-formed': 'Every certificate of the path is well formed' },
      open: { 'no-path': 'The chain could not be examined' },
    },
    'zh-CN': {
      title: '{subject} 的证书格式有误',
      about: '证书以 DER 编写，任何内容都只有一种写法。出现偏差，说明它出自不规范的工具，或在传递中损坏；有的客户端仍能读取，有的会拒绝。',
      confirmed: {
        unreadable: 'OpenSSL 无法读取：{detail}',
        structure: '它不具备证书的结构，或其中某个长度用了多余的字节（X.690 §10.1）',
        'trailing-data': '证书末尾之后还有多余的字节',
        version: '版本与内容不符：扩展只能出现在第 3 版中（RFC 5280 §4.1.2.1）',
        'serial-number': '序列号为负、为空或超过 20 字节（RFC 5280 §4.1.2.2）',
        'signature-algorithm': '被签名内容中的算法与签名旁标明的算法不一致（RFC 5280 §4.1.1.2）',
        date: '其中的日期不符合 RFC 5280 §4.1.2.5 的写法',
        'explicit-curve': '密钥的曲线用参数写出而没有用名称，RFC 5480 §2.1.1 禁止这样做',
        'duplicate-extension': '同一扩展出现两次（RFC 5280 §4.2）',
        extension: '某个扩展的内容与其定义不符',
        'public-key': '无法读取其公钥',
      },
      ruledOut: { 'well-formed': '证书路径中的证书格式都正确' },
      open: { 'no-path': '无法检查证书链' },
    },
  },
  suspectedBy: ['certificate/trust#malformed', 'certificate/trust#invalid-path'],
  controls: ruleControls,
  judge: ({ facts: { chain, path }, confirmed, ruledOut, open }) => {
    const [leaf] = chain?.certificates ?? [];
    if (leaf !== undefined && isMalformed(leaf)) return confirmed('unreadable', { subject: '1', detail: leaf.malformed }, ['chain']);
    if (path === undefined) return open('no-path', {}, []);
    if (path.outcome === 'unreadable') return confirmed('unreadable', { subject: '1', detail: 'path' }, ['chain', 'path']);
    const rule = brokenRule(path);
    if (rule?.fault !== 'malformed') return ruledOut('well-formed', {}, ['path']);
    const { subject, detail } = rule;
    return confirmed(isMalformation(detail) ? detail : 'structure', { subject, detail }, ['chain', 'path']);
  },
  remedies: [replaceMalformed],
}));

const malformations = ['structure', 'trailing-data', 'version', 'serial-number', 'signature-algorithm', 'date', 'explicit-curve', 'duplicate-extension', 'extension', 'public-key'] as const;
const isMalformation = (detail: string): detail is (typeof malformations)[number] => malformations.some((one) => one === detail);
