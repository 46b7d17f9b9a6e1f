import { defineRemedy, type Remedy } from '@culprit/core';
import { suspectedInput } from '../endpoint-input.ts';
import { certificatePath } from '../facts/path.ts';

/** For roots that an administrator installed: runtimes with a list of their own have to be told. */
export const trustTheSystemStore: Remedy = defineRemedy({
  id: 'certificate/trust-the-system-store',
  audience: 'you',
  docs: 'https://nodejs.org/api/cli.html#node_use_system_ca1',
  text: {
    en: {
      title: "Let the program use this machine's certificate store",
      steps: [
        'Node 22.19, 24.6 or later: NODE_USE_SYSTEM_CA=1',
        'Older Node: NODE_EXTRA_CA_CERTS=/path/to/root.pem, with the root {root} as PEM',
        'Python requests and httpx: REQUESTS_CA_BUNDLE and SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt (Debian, Ubuntu, Alpine) or /etc/pki/tls/certs/ca-bundle.crt (Fedora, RHEL)',
      ],
    },
    'zh-CN': {
      title: '让程序使用本机的证书信任库',
      steps: [
        'Node 22.19、24.6 及以上版本：设置 NODE_USE_SYSTEM_CA=1',
        '更早的 Node：设置 NODE_EXTRA_CA_CERTS=/path/to/root.pem，文件内容为根证书 {root}（PEM）',
        'Python requests 和 httpx：将 REQUESTS_CA_BUNDLE 与 SSL_CERT_FILE 设为 /etc/ssl/certs/ca-certificates.crt（Debian、Ubuntu、Alpine）或 /etc/pki/tls/certs/ca-bundle.crt（Fedora、RHEL）',
      ],
    },
  },
  trial: {
    facts: ({ suspicion }) => ({ path: certificatePath.of(suspectedInput(suspicion)) }),
    works: ({ facts: { path } }) => (path === undefined ? undefined : path.outcome === 'trusted' && path.by === 'system'),
  },
});
