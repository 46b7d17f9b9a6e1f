import { defineCheck, defineRemedy, type Check, type Conclusion, type Remedy } from '@culprit/core';
import { tlsEndpoint } from '@culprit/network';
import { chainInput, filesToo } from '../endpoint-input.ts';
import { trustStoreComparison, type StoreOpinion } from '../facts/trust-store-comparison.ts';

/** For a root that one store has and another lacks. */
const alignTrustStores: Remedy = defineRemedy({
  id: 'certificate/align-trust-stores',
  audience: 'you',
  docs: 'https://nodejs.org/api/cli.html#node_extra_ca_certsfile',
  text: {
    en: {
      title: 'Give the root {root} to every store, if you know whose it is',
      steps: [
        'Missing in "system", and a public authority: bring the store up to date (Debian, Ubuntu: apt-get install --only-upgrade ca-certificates; Fedora, RHEL: dnf upgrade ca-certificates).',
        'Missing in "system", and an authority of your own: copy its root to /usr/local/share/ca-certificates/root.crt and run update-ca-certificates (Fedora, RHEL: /etc/pki/ca-trust/source/anchors and update-ca-trust).',
        'Missing in "certifi": pip install --upgrade certifi, or REQUESTS_CA_BUNDLE with the system\'s file (Debian: /etc/ssl/certs/ca-certificates.crt). Missing in "java": keytool -importcert -cacerts -file root.pem, or a newer JDK.',
        'Missing in "bundled": NODE_EXTRA_CA_CERTS=root.pem or NODE_USE_SYSTEM_CA=1 (Node 22.19, 24.6 or later) for every Node program that goes there, or a newer Node if the authority is public.',
      ],
    },
    'zh-CN': {
      title: '如果确知 {root} 属于谁，请让各个信任库都包含该根证书',
      steps: [
        '“system”中缺少且为公共 CA：请更新系统信任库（Debian、Ubuntu：apt-get install --only-upgrade ca-certificates；Fedora、RHEL：dnf upgrade ca-certificates）。',
        '“system”中缺少且为自建 CA：请将根证书复制为 /usr/local/share/ca-certificates/root.crt 并运行 update-ca-certificates（Fedora、RHEL：放入 /etc/pki/ca-trust/source/anchors 并运行 update-ca-trust）。',
        '“certifi”中缺少：pip install --upgrade certifi，或将 REQUESTS_CA_BUNDLE 设为系统的证书文件（Debian：/etc/ssl/certs/ca-certificates.crt）。“java”中缺少：keytool -importcert -cacerts -file root.pem，或升级 JDK。',
        '“bundled”中缺少：为每个要访问该服务的 Node 程序设置 NODE_EXTRA_CA_CERTS=root.pem 或 NODE_USE_SYSTEM_CA=1（Node 22.19、24.6 及以上版本）；若为公共 CA，也可升级 Node。',
      ],
    },
  },
});

/** Stores that programs go by as a whole. What is added to them need not accept anything by itself. */
const wholeStores: ReadonlySet<string> = new Set(['bundled', 'system', 'certifi', 'java', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE']);

/** Whether all trust stores of this machine accept the chain, or only the one in use. */
export const trustStoresCheck: Check = defineCheck({
  id: 'certificate/trust-stores',
  layer: 'identity',
  target: tlsEndpoint,
  alsoJudges: filesToo,
  depth: 'full',
  findings: {
    'all-accept': { outcome: 'pass' },
    'given-only': { outcome: 'pass' },
    'some-reject': { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: alignTrustStores },
    'accepted-elsewhere': { outcome: 'not-applicable' },
    'none-accept': { outcome: 'not-applicable' },
    'store-empty': { outcome: 'inconclusive', required: false },
    undecided: { outcome: 'inconclusive', required: false },
    unreadable: { outcome: 'not-applicable' },
  },
  text: {
    en: {
      title: 'Agreement of trust stores',
      why: 'Programs go by different lists of roots: Node and Python carry one of their own, curl, Go and browsers go by the system.',
      findings: {
        'all-accept': 'Every trust store that was compared accepts the chain of {subject} ({accepting})',
        'given-only': 'The chain of {subject} leads to {root}, which was given for this target; the stores of this machine do not hold it ({rejecting}): every other client has to be given it too',
        'some-reject': 'The chain of {subject} to the root {root} is accepted by {accepting} and not by {rejecting}: clients that go by {rejecting} refuse the server ("bundled": the roots that Node carries)',
        'accepted-elsewhere': 'This runtime does not accept the chain of {subject}, and {accepting} would ("browser": with intermediate certificates fetched): see Trust in the certificate',
        'none-accept': 'This runtime does not accept the chain of {subject} itself: see Trust in the certificate',
        'store-empty': 'Not compared: no certificate can be read from {store}',
        undecided: 'Not judged for {store}: the certificates form too many paths',
        unreadable: "Not compared: the server's certificate can't be read",
      },
    },
    'zh-CN': {
      title: '各信任库是否一致',
      why: '不同程序使用不同的根证书列表：Node 和 Python 自带一份，curl、Go 和浏览器使用系统信任库。',
      findings: {
        'all-accept': '参与比对的信任库都接受 {subject} 的证书链（{accepting}）',
        'given-only': '{subject} 的证书链通向为此目标指定的 {root}；本机各信任库（{rejecting}）中没有它，其他客户端同样需要得到它',
        'some-reject': '{subject} 的证书链通向根证书 {root}：{accepting} 接受，{rejecting} 不接受，以 {rejecting} 为准的客户端会拒绝该服务器（“bundled”指 Node 自带的根证书）',
        'accepted-elsewhere': '当前运行时不接受 {subject} 的证书链，而 {accepting} 会接受（“browser”指补取中间证书之后）：详见“证书的可信性”',
        'none-accept': '当前运行时本身就不接受 {subject} 的证书链：详见“证书的可信性”',
        'store-empty': '未比对：从 {store} 中读不到任何证书',
        undecided: '未对 {store} 作出判定：证书构成的路径过多',
        unreadable: '未比对：无法读取服务器的证书',
      },
    },
  },
  needs: (target) => ({ comparison: trustStoreComparison.of(chainInput(target)) }),
  evaluate: ({ facts: { comparison }, conclude }) => {
    if (comparison.outcome === 'unreadable') return conclude('unreadable');
    const { subject, runtime, root, stores } = comparison;
    // Where nothing is valid by the dates, the dates are what is wrong, and every store stands equal.
    const accepts = ({ outcome }: StoreOpinion): boolean => outcome === 'accepts' || (outcome === 'out-of-date' && runtime === 'out-of-date');
    const asides = stores.flatMap(({ store, outcome }): readonly Conclusion[] =>
      (outcome === 'empty' ? [conclude('store-empty', { store })] : outcome === 'undecided' ? [conclude('undecided', { store })] : []));
    const accepting = stores.filter(accepts);
    if (runtime !== 'accepts' && runtime !== 'out-of-date') {
      return accepting.length === 0 ? conclude('none-accept', { subject }) : conclude('accepted-elsewhere', { subject, accepting: named(accepting) });
    }
    const rejecting = stores.filter((opinion) => wholeStores.has(opinion.store) && !accepts(opinion) && opinion.outcome !== 'empty' && opinion.outcome !== 'undecided');
    if (rejecting.length > 0) {
      // Somebody who names an authority for a target knows that no store has it.
      if (accepting.length > 0 && accepting.every(({ store }) => store === 'route.ca')) return [conclude('given-only', { subject, root: root ?? subject, rejecting: named(rejecting) }), ...asides];
      // Node's own word for all that it goes by, where only several stores together make a path.
      const by = accepting.length === 0 ? 'default' : named(accepting);
      return [conclude('some-reject', { subject, root: root ?? subject, accepting: by, rejecting: named(rejecting) }), ...asides];
    }
    return accepting.length === 0 ? asides : [conclude('all-accept', { subject, accepting: named(accepting) }), ...asides];
  },
});

const named = (stores: readonly StoreOpinion[]): string => stores.map(({ store }) => store).join(', ');
