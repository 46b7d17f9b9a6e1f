import { defineCheck, type Check } from '@culprit/core';
import { tlsEndpoint } from '@culprit/network';
import { isMalformed, nameOf } from '../certificate-summary.ts';
import { chainInput, filesToo } from '../endpoint-input.ts';
import { certificateChain, type CertificateChain } from '../facts/chain.ts';
import { certificatePath, type CertificatePath } from '../facts/path.ts';
import { judgedCertificates, sentOrder } from '../judged-certificates.ts';
import { wrongPurpose } from '../purpose.ts';
import { followVerdict, replaceMalformed } from '../remedies/replace-chain.ts';
import { weaknesses } from '../strength.ts';
import { firstInvalid } from '../validity-period.ts';

/** Whether the chain leads to a root that this machine trusts, whatever the dates and names say. */
export const trustCheck: Check = defineCheck({
  id: 'certificate/trust',
  layer: 'identity',
  target: tlsEndpoint,
  alsoJudges: filesToo,
  findings: {
    trusted: { outcome: 'pass' },
    'root-sent': { outcome: 'pass' },
    superfluous: { outcome: 'pass' },
    'wrong-order': { outcome: 'fail', severity: 'minor', owner: 'service' },
    'system-store-only': { outcome: 'fail', severity: 'major', owner: 'machine' },
    'unknown-issuer': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'self-signed': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'invalid-path': { outcome: 'fail', severity: 'critical', owner: 'service' },
    refused: { outcome: 'fail', severity: 'major', owner: 'service', remedy: followVerdict },
    malformed: { outcome: 'fail', severity: 'critical', owner: 'service', remedy: replaceMalformed },
    'too-many-paths': { outcome: 'inconclusive', required: true },
    'no-certificate': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Trust in the certificate',
      why: 'Only a chain to a trusted root proves that nobody sits in between.',
      findings: {
        trusted: 'The chain of {subject} leads to a trusted root',
        'root-sent': 'The server also sends the root {root}, which every client that trusts it has: it could be left out',
        superfluous: { one: 'The server also sends {count} certificate that is no part of the chain', other: 'The server also sends {count} certificates that are no part of the chain' },
        'wrong-order': 'The certificates of {subject} do not come one after the other: the chain is found at the places {order}',
        'system-store-only': "The chain of {subject} leads to {root}, which only this machine's {store} store trusts: curl and browsers accept it, Node and Python don't",
        'unknown-issuer': 'Nobody on this machine vouches for {issuer}, which issued the certificate of {subject}',
        'self-signed': 'The certificate of {subject} is signed by its own key',
        'invalid-path': 'The chain of {subject} breaks a rule at {at}: {fault}',
        refused: 'The chain of {subject} leads to a trusted root, yet OpenSSL refuses it: {code}',
        malformed: "The server's certificate can't be read ({reason})",
        'too-many-paths': 'Not judged: the certificates form too many paths',
        'no-certificate': 'Not judged: the server showed no certificate',
      },
    },
    'zh-CN': {
      title: '证书的可信性',
      why: '只有通向受信任根证书的证书链，才能证明中间没有旁人。',
      findings: {
        trusted: '{subject} 的证书链通向受信任的根证书',
        'root-sent': '服务器还发送了根证书 {root}：信任它的客户端本来就有，可以不发',
        superfluous: '服务器还发送了 {count} 张不属于证书链的证书',
        'wrong-order': '{subject} 的证书没有依次排列：证书链位于第 {order} 张',
        'system-store-only': '{subject} 的证书链通向 {root}，而它只被本机的 {store} 信任库信任：curl 和浏览器接受，Node 和 Python 不接受',
        'unknown-issuer': '本机没有任何信任来源为 {issuer} 担保，而 {subject} 的证书由它签发',
        'self-signed': '{subject} 的证书由自身密钥签名',
        'invalid-path': '{subject} 的证书链在 {at} 处违反规则：{fault}',
        refused: '{subject} 的证书链通向受信任的根证书，但 OpenSSL 拒绝了它：{code}',
        malformed: '无法读取服务器的证书（{reason}）',
        'too-many-paths': '未判定：证书构成的路径过多',
        'no-certificate': '未判定：服务器没有出示证书',
      },
    },
  },
  needs: (target) => ({ chain: certificateChain.of(chainInput(target)), path: certificatePath.of(chainInput(target)) }),
  evaluate: ({ facts: { chain, path }, now, conclude }) => {
    const [leaf] = chain.certificates;
    if (leaf === undefined) return conclude('no-certificate');
    if (isMalformed(leaf)) return conclude('malformed', { reason: leaf.malformed });
    if (path.outcome === 'unreadable') return conclude('malformed', { reason: 'unreadable' });
    const subject = nameOf(leaf.subject);
    if (path.outcome === 'trusted') {
      if (path.by === 'system' || path.by === 'bundled') {
        return conclude('system-store-only', { subject, store: path.by, root: nameOf(path.steps.at(-1)?.subject ?? leaf.subject) });
      }
      const code = path.by === 'runtime' ? undefined : path.authorizationError;
      if (code !== undefined && !isJudgedElsewhere(code, chain, path, now)) return conclude('refused', { subject, code });
      const order = chain.source !== 'session' ? sentOrder(chain) : undefined;
      return [
        conclude('trusted', { subject }),
        ...(order?.misplaced === undefined ? [] : [conclude('wrong-order', { subject, order: order.misplaced })]),
        ...(order === undefined || order.superfluous === 0 ? [] : [conclude('superfluous', { count: order.superfluous })]),
        ...(order?.root === undefined ? [] : [conclude('root-sent', { root: order.root })]),
      ];
    }
    const [furthest] = path.broken;
    const at = furthest?.steps[furthest.at];
    if (path.reason === 'self-signed') return conclude('self-signed', { subject });
    if (path.reason === 'gave-up') return conclude('too-many-paths');
    if (path.reason === 'invalid') return conclude('invalid-path', { subject, at: nameOf(at?.subject ?? leaf.subject), fault: furthest?.fault ?? 'signature' });
    return conclude('unknown-issuer', { subject, issuer: nameOf(at?.issuer ?? leaf.issuer) });
  },
});

/** OpenSSL reports one error at a time. Those of dates, usage and strength are findings of their own, where they are seen here too. */
function isJudgedElsewhere(code: string, chain: CertificateChain, path: CertificatePath, now: Date): boolean {
  const certificates = judgedCertificates(chain, path);
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return firstInvalid(certificates, now) !== undefined;
  // Node has no name for the codes of weak keys and signatures and says UNSPECIFIED.
  const weak = code === 'UNSPECIFIED' || code.endsWith('_TOO_SMALL') || code.endsWith('_TOO_WEAK');
  if (weak && weaknesses(certificates).length > 0) return true;
  return (weak || code === 'INVALID_PURPOSE') && wrongPurpose(certificates) !== undefined;
}
