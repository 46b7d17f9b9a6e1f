import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { suspectedInput } from '../endpoint-input.ts';
import { revocation, type Revocation, type RevocationSource } from '../facts/revocation.ts';
import { stapledOcsp, type StapledOcsp } from '../facts/stapled-ocsp.ts';
import { withLockIn } from '../hsts/lock-in.ts';

const replaceCertificate: Remedy = defineRemedy({
  id: 'certificate/replace-certificate',
  audience: 'operator',
  text: {
    en: {
      title: 'Have another certificate issued in place of that of {subject}',
      steps: [
        'Find out who revoked it and why ({reason}): the authority wrote to the account, or somebody of yours asked for it.',
        'Make a new key if the old one may be known to others (keyCompromise), have a certificate issued for it (Certbot: certbot renew --force-renewal --cert-name NAME; acme.sh: acme.sh --renew -d NAME --force), and reload the server.',
        'If it is an intermediate that was revoked, install the authority\'s present chain with a certificate that it issued.',
      ],
    },
    'zh-CN': {
      title: '重新签发证书，替换 {subject} 的证书',
      steps: [
        '查明是谁、因何吊销（{reason}）：CA 会通知账户持有人，也可能是内部人员自行申请的。',
        '如果旧密钥可能已泄露（keyCompromise），请生成新密钥；重新签发证书（Certbot：certbot renew --force-renewal --cert-name 名称；acme.sh：acme.sh --renew -d 域名 --force），然后重新加载服务。',
        '如果被吊销的是中间证书，请安装 CA 当前的证书链，并使用由它签发的证书。',
      ],
    },
  },
});

type Said = { readonly subject: string; readonly serialNumber?: string; readonly by: string; readonly at: string; readonly reason: string };

/** The authority took a certificate of the path back. */
export const revoked: Cause = withLockIn(defineCause({
  id: 'certificate/revoked',
  owner: 'service',
  layer: 'identity',
  order: 25,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate of {subject} has been revoked',
      about: 'The authority took it back before its end. Browsers refuse it; curl, Node, Python and Go don\'t ask unless they are told to.',
      confirmed: {
        'sources-agree': 'Revoked at {at} ({reason}): {sources} say so, each signed by the authority',
        'one-source': 'Revoked at {at} ({reason}), signed by the authority: {sources}. No second source could be asked',
      },
      ruledOut: { 'not-revoked': 'Nobody says that a certificate of the path was revoked' },
      open: {
        contradicted: '{sources} says that it was revoked at {at}, {other} of {thisUpdate} says that it was not. Ask the authority, or look again when both have been renewed',
        'no-answer': 'No answer could be verified',
      },
    },
    'zh-CN': {
      title: '{subject} 的证书已被吊销',
      about: 'CA 在证书到期之前将其收回。浏览器会拒绝它；curl、Node、Python 和 Go 默认不检查吊销状态。',
      confirmed: {
        'sources-agree': '已于 {at} 被吊销（{reason}）：{sources} 均如此答复，且都有 CA 的签名',
        'one-source': '已于 {at} 被吊销（{reason}），有 CA 的签名：{sources}。没有第二个来源可供核对',
      },
      ruledOut: { 'not-revoked': '没有任何来源表明证书路径中的证书被吊销' },
      open: {
        contradicted: '{sources} 称证书已于 {at} 被吊销，{thisUpdate} 的 {other} 则称没有。请询问 CA，或等两者都更新后再检查',
        'no-answer': '没有可验证的应答',
      },
    },
  },
  suspectedBy: ['certificate/stapled-ocsp#revoked', 'certificate/revocation#revoked'],
  controls: (suspicion) => {
    const input = suspectedInput(suspicion);
    return { staple: stapledOcsp.of(input), revocation: revocation.of({ ...input, sources: 'all' }) };
  },
  judge: ({ facts: { staple, revocation: asked }, confirmed, ruledOut, open }) => {
    if (staple === undefined && asked === undefined) return open('no-answer', {}, []);
    const said = [...stapled(staple), ...listed(asked)];
    const [first] = said;
    if (first === undefined) return ruledOut('not-revoked', {}, [...(staple === undefined ? [] : ['staple' as const]), ...(asked === undefined ? [] : ['revocation' as const])]);
    const { subject, at, reason } = first;
    const agreeing = said.filter((other) => other.subject === subject);
    const params = { subject, at, reason, sources: agreeing.map(({ by }) => by).join(', ') };
    const witness = [...(stapled(staple).length > 0 ? ['staple' as const] : []), ...(asked === undefined ? [] : ['revocation' as const])];
    if (agreeing.length > 1) return confirmed('sources-agree', params, witness);
    const contrary = asked?.outcome === 'asked' ? contradiction(asked, first) : undefined;
    return contrary === undefined ? confirmed('one-source', params, witness, 'likely') : open('contradicted', { ...params, ...contrary }, witness);
  },
  remedies: [replaceCertificate],
}));

function stapled(staple: StapledOcsp | undefined): readonly Said[] {
  if (staple?.outcome !== 'judged' || staple.verdict.outcome !== 'revoked') return [];
  return [{ subject: staple.subject, by: 'OCSP (stapled)', at: staple.verdict.at, reason: staple.verdict.reason ?? '-' }];
}

function listed(asked: Revocation | undefined): readonly Said[] {
  if (asked?.outcome !== 'asked') return [];
  return asked.certificates.flatMap(({ subject, sources }) => sources.flatMap((source): readonly Said[] =>
    (source.outcome === 'revoked' ? [{ subject, by: place(source), at: source.at, reason: source.reason ?? '-' }] : [])));
}

/** An answer that was made after the revocation and doesn't know of it; an older one proves nothing. */
function contradiction(asked: Extract<Revocation, { readonly outcome: 'asked' }>, { subject, at }: Said): { readonly other: string; readonly thisUpdate: string } | undefined {
  const later = asked.certificates.find((certificate) => certificate.subject === subject)?.sources
    .flatMap((source) => (source.outcome === 'good' && Date.parse(source.thisUpdate) > Date.parse(at) ? [source] : []))[0];
  return later === undefined ? undefined : { other: place(later), thisUpdate: later.thisUpdate };
}

const place = ({ by, url }: RevocationSource): string => `${by === 'ocsp' ? 'OCSP' : 'CRL'} ${url}`;
