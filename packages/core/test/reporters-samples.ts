import type { Report } from '../src/report.ts';

const context = { platform: 'Linux 6.1', runtime: 'Node 24.21.0', resolver: ['114.114.114.114'], proxy: 'http://127.0.0.1:7890', container: 'docker' };

/** A service that answers as it should. */
export const healthy: Report = {
  version: 1,
  tool: { name: 'culprit', version: '0.1.0' },
  plugins: [{ name: '@culprit/network', version: '0.1.0' }, { name: '@culprit/certificate', version: '0.1.0' }],
  context: { platform: 'Linux 6.1', runtime: 'Node 24.21.0', proxy: 'direct' },
  startedAt: '2026-11-22T08:00:00.000Z',
  tookMs: 213.4,
  settings: { depth: 'quick', offline: false },
  targets: [
    { id: 't1', kind: 'http-resource', label: 'https://example.com/', data: { url: 'https://example.com/' } },
    { id: 't2', kind: 'tls-endpoint', label: 'example.com:443', data: { host: 'example.com', port: 443 }, impliedBy: ['t1'] },
    { id: 't3', kind: 'host', label: 'example.com', data: { host: 'example.com' }, impliedBy: ['t2'] },
  ],
  evidence: [
    { id: 'e1', fact: 'network/address-lookup', input: { host: 'example.com' }, tookMs: 11.6, status: 'observed', exhibit: { addresses: ['93.184.215.14', '2606:2800:21f:cb07::1'] } },
    { id: 'e2', fact: 'network/tcp-connection', input: { host: 'example.com', port: 443 }, tookMs: 31, status: 'observed', exhibit: { outcome: 'connected', address: '93.184.215.14' } },
    { id: 'e3', fact: 'network/tls-handshake', input: { host: 'example.com', port: 443 }, tookMs: 60, status: 'observed', exhibit: { outcome: 'completed', protocol: 'TLSv1.3' } },
    { id: 'e4', fact: 'network/http-response', input: { url: 'https://example.com/' }, tookMs: 108, status: 'observed', exhibit: { status: 200, headers: { 'x-request-id': 'req-7f3a', 'cf-ray': '8f1-SJC' } } },
  ],
  findings: [
    { id: 'network/name-resolution#resolved', check: 'network/name-resolution', layer: 'name', target: 't3', outcome: 'pass', params: { count: 2 }, evidence: ['e1'] },
    { id: 'network/tcp-connection#connected', check: 'network/tcp-connection', layer: 'connection', target: 't2', outcome: 'pass', params: { address: '93.184.215.14', port: 443 }, evidence: ['e2'] },
    { id: 'network/tls-handshake#completed', check: 'network/tls-handshake', layer: 'tls', target: 't2', outcome: 'pass', params: { protocol: 'TLSv1.3' }, evidence: ['e3'] },
    { id: 'certificate/chain#complete', check: 'certificate/chain', layer: 'identity', target: 't2', outcome: 'pass', params: { issuer: 'R11' }, evidence: ['e3'] },
    { id: 'certificate/validity-period#valid', check: 'certificate/validity-period', layer: 'identity', target: 't2', outcome: 'pass', params: { count: 41 }, evidence: ['e3'] },
    { id: 'network/http-answer#good', check: 'network/http-answer', layer: 'http', target: 't1', outcome: 'pass', params: { status: 200 }, evidence: ['e4'] },
  ],
  diagnoses: [],
  notes: [],
  thirdParties: [],
  interrupted: false,
  bugs: [],
  texts: {
    'network/name-resolution#resolved': { en: { one: '{count} address', other: '{count} addresses' }, 'zh-CN': '解析到 {count} 个地址' },
    'network/tcp-connection#connected': { en: 'Port {port} is open on {address}', 'zh-CN': '{address} 的 {port} 端口可以连接' },
    'network/tls-handshake#completed': { en: 'The handshake was completed with {protocol}', 'zh-CN': '以 {protocol} 完成握手' },
    'certificate/chain#complete': { en: 'The chain is complete, issued by {issuer}', 'zh-CN': '证书链完整，由 {issuer} 签发' },
    'certificate/validity-period#valid': { en: { one: 'Valid for {count} more day', other: 'Valid for {count} more days' }, 'zh-CN': '还有 {count} 天到期' },
    'network/http-answer#good': { en: 'The answer is {status}', 'zh-CN': '应答状态为 {status}' },
  },
  exitCode: 0,
};

/** A server that forgets its intermediate certificate; the layers after it were not reached. */
export const incompleteChain: Report = {
  ...healthy,
  context,
  tookMs: 412,
  evidence: [
    ...healthy.evidence.slice(0, 3),
    { id: 'e4', fact: 'certificate/issuer-download', input: { url: 'http://r11.i.lencr.org/' }, tookMs: 84, status: 'observed', exhibit: { subject: 'R11', verifies: true } },
    { id: 'e5', fact: 'network/clock-offset', input: { source: 'http://www.baidu.com' }, tookMs: 40, status: 'observed', exhibit: { offsetMs: 312 } },
    { id: 'e6', fact: 'network/http-response', input: { url: 'https://example.com/' }, tookMs: 0, status: 'blocked', by: 'e3' },
    { id: 'e7', fact: 'certificate/ocsp-response', input: { serial: '04a1' }, tookMs: 0, status: 'withheld', reason: 'not-allowed' },
    { id: 'e8', fact: 'network/path-hops', input: { host: 'example.com' }, tookMs: 5_000, status: 'failed', reason: 'deadline' },
  ],
  findings: [
    ...healthy.findings.slice(0, 3),
    { id: 'certificate/chain#incomplete', check: 'certificate/chain', layer: 'identity', target: 't2', outcome: 'fail', severity: 'critical', params: { issuer: 'R11', count: 1 }, evidence: ['e3'] },
    { id: 'certificate/validity-period#expiring', check: 'certificate/validity-period', layer: 'identity', target: 't2', outcome: 'fail', severity: 'minor', params: { count: 6 }, evidence: ['e3'] },
    { id: 'certificate/revocation#unknown', check: 'certificate/revocation', layer: 'identity', target: 't2', outcome: 'inconclusive', required: false, params: {}, evidence: ['e3'] },
    { id: 'network/http-answer#skipped', check: 'network/http-answer', layer: 'http', target: 't1', outcome: 'skipped', params: {}, evidence: ['e6'] },
  ],
  diagnoses: [
    {
      key: 'certificate/incomplete-chain@example.com:443', cause: 'certificate/incomplete-chain', claimed: true, owner: 'service', layer: 'identity', scope: 'endpoint',
      subject: 'example.com:443', severity: 'critical', confidence: 'certain', params: { issuer: 'R11', count: 1, url: 'http://r11.i.lencr.org/', file: 'with-r11.pem' },
      text: 'certificate/incomplete-chain#repaired-by-download', witness: ['e3', 'e4'],
      explains: ['certificate/chain#incomplete@t2'], prevents: ['network/http-answer#skipped@t1'],
      also: ['certificate/validity-period#expiring@example.com:443'],
      ruledOut: [
        { cause: 'network/clock-skew', text: 'network/clock-skew#in-step', params: { offset: '0.3 s' }, witness: ['e5'] },
        { cause: 'certificate/interception', text: 'certificate/interception#public-issuer', params: { issuer: 'R11' }, witness: ['e3'] },
      ],
      open: [{ cause: 'certificate/stale-trust-store', text: 'certificate/stale-trust-store#not-read', params: {}, witness: [] }],
      remedies: [
        { id: 'certificate/send-full-chain', audience: 'operator', params: { issuer: 'R11', url: 'http://r11.i.lencr.org/', file: 'with-r11.pem' }, trial: 'works', evidence: ['e4'] },
        { id: 'certificate/add-intermediate', audience: 'you', params: { issuer: 'R11', url: 'http://r11.i.lencr.org/', file: 'with-r11.pem' }, trial: 'not-tested', evidence: [] },
      ],
      docs: 'https://culprit.dev/causes/certificate/incomplete-chain',
    },
    {
      key: 'certificate/validity-period#expiring@example.com:443', cause: 'certificate/validity-period#expiring', claimed: false, owner: 'service', layer: 'identity', scope: 'endpoint',
      subject: 'example.com:443', severity: 'minor', confidence: 'certain', params: { count: 6 }, text: 'certificate/validity-period#expiring', witness: ['e3'],
      explains: ['certificate/validity-period#expiring@t2'], prevents: [], also: [], ruledOut: [], open: [],
      remedies: [{ id: 'certificate/renew-certificate', audience: 'operator', params: { count: 6 }, trial: 'not-tested', evidence: [] }],
      docs: 'https://culprit.dev/checks/certificate/validity-period',
    },
  ],
  notes: [{ text: 'network/note/fake-ip', params: { address: '198.18.0.7' } }],
  thirdParties: ['r11.i.lencr.org', 'www.baidu.com'],
  texts: {
    ...healthy.texts,
    'certificate/chain#incomplete': { en: 'The server sends {count} certificate; its issuer “{issuer}” is missing', 'zh-CN': '服务器只发送了 {count} 张证书，缺少签发者“{issuer}”' },
    'certificate/validity-period#expiring': { en: { one: 'The certificate expires in {count} day', other: 'The certificate expires in {count} days' }, 'zh-CN': '证书将在 {count} 天后到期' },
    'certificate/revocation#unknown': { en: 'Whether the certificate was revoked is not known: no OCSP answer was stapled', 'zh-CN': '证书是否被吊销尚不清楚：握手中没有附带 OCSP 应答' },
    'certificate/incomplete-chain': { en: 'The server does not send its intermediate certificate “{issuer}”', 'zh-CN': '服务器没有发送中间证书“{issuer}”' },
    'certificate/incomplete-chain#repaired-by-download': {
      en: 'The leaf names “{issuer}” as its issuer and the server sent {count} certificate. With the one that {url} offers, the chain verifies against the roots of this machine.',
      'zh-CN': '叶证书的签发者是“{issuer}”，而服务器只发送了 {count} 张证书。补上从 {url} 取得的那一张之后，证书链可以通过本机根证书的校验。',
    },
    'network/clock-skew#in-step': { en: 'the clock of this machine is off by {offset} only', 'zh-CN': '本机时钟只偏差 {offset}' },
    'certificate/interception#public-issuer': { en: 'the certificate was issued by a public authority ({issuer})', 'zh-CN': '证书由公共机构（{issuer}）签发' },
    'certificate/stale-trust-store#not-read': { en: 'an old trust store could not be excluded; depth full reads it', 'zh-CN': '尚不能排除信任库过旧，深度 full 会读取它' },
    'certificate/send-full-chain': { en: 'Send the full chain', 'zh-CN': '发送完整的证书链' },
    'certificate/send-full-chain/1': { en: 'Download {url} and append it, as PEM, to the certificate file that the server uses.', 'zh-CN': '下载 {url}，以 PEM 格式追加到服务器使用的证书文件末尾。' },
    'certificate/send-full-chain/2': { en: 'Reload the server: nginx -s reload', 'zh-CN': '重新加载服务器：nginx -s reload' },
    'certificate/add-intermediate': { en: 'Trust the intermediate meanwhile', 'zh-CN': '在此之前，先让本机信任该中间证书' },
    'certificate/add-intermediate/1': { en: 'NODE_EXTRA_CA_CERTS=./{file}', 'zh-CN': 'NODE_EXTRA_CA_CERTS=./{file}' },
    'certificate/renew-certificate': { en: 'Renew the certificate', 'zh-CN': '续期证书' },
    'network/note/fake-ip': { en: 'Names resolve to {address}: a local proxy answers with addresses of its own (fake IP).', 'zh-CN': '域名被解析到 {address}：本机代理使用了 fake-IP 模式。' },
  },
  exitCode: 1,
};

/** Several targets: one well, one broken, one that could not be judged. */
export const several: Report = {
  ...incompleteChain,
  targets: [
    ...incompleteChain.targets,
    { id: 't4', kind: 'tcp-endpoint', label: 'db.internal:5432', data: { host: 'db.internal', port: 5432 }, name: 'database' },
    { id: 't5', kind: 'host', label: 'intranet', data: { host: 'intranet' } },
  ],
  findings: [
    ...incompleteChain.findings,
    { id: 'network/tcp-connection#connected', check: 'network/tcp-connection', layer: 'connection', target: 't4', outcome: 'pass', params: { address: '10.0.0.9', port: 5432 }, evidence: ['e2'] },
    { id: 'network/name-resolution#not-asked', check: 'network/name-resolution', layer: 'name', target: 't5', outcome: 'inconclusive', required: true, params: { name: 'intranet' }, evidence: [] },
  ],
  texts: { ...incompleteChain.texts, 'network/name-resolution#not-asked': { en: 'The name {name} was not asked for: the run is offline', 'zh-CN': '离线模式下没有查询域名 {name}' } },
};

/** What a hostile server would like to print. */
export const hostileText = '\u001B[2J\u001B]0;owned\u0007✓ healthy\r\n::error::forged\n| a | b |\n<script>alert(1)</script> ](javascript:x) `@root` ]]> \u202Egnp.exe \u0000';

export const hostile: Report = {
  ...incompleteChain,
  context: { ...context, proxy: hostileText },
  targets: incompleteChain.targets.map((target) => ({ ...target, label: `${target.label}${hostileText}` })),
  findings: incompleteChain.findings.map((finding) => ({ ...finding, params: { ...finding.params, issuer: hostileText } })),
  diagnoses: incompleteChain.diagnoses.map((diagnosis) => ({
    ...diagnosis,
    subject: hostileText,
    params: { ...diagnosis.params, issuer: hostileText },
    ruledOut: diagnosis.ruledOut.map((other) => ({ ...other, params: { ...other.params, issuer: hostileText } })),
    remedies: diagnosis.remedies.map((remedy) => ({ ...remedy, params: { ...remedy.params, file: hostileText, url: hostileText } })),
  })),
  evidence: incompleteChain.evidence.map((item) => (item.status === 'observed' ? { ...item, exhibit: { 'x-request-id': hostileText } } : item)),
  bugs: [{ where: 'network/http-response', message: hostileText }],
};
