import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import type { MissingIntermediate } from '../facts/aia-issuer.ts';
import { issuerControls } from '../issuer-control.ts';

const completeChain: Remedy = defineRemedy({
  id: 'certificate/complete-chain',
  audience: 'operator',
  text: {
    en: {
      title: 'Send {missing} after the server certificate',
      steps: [
        'Append what is missing to the file that the server sends (the evidence holds it as PEM too): {fetch} >> fullchain.pem',
        'Certbot and acme.sh have that file ready as fullchain.pem / fullchain.cer. nginx: ssl_certificate fullchain.pem; Apache 2.4.8 or later: SSLCertificateFile fullchain.pem; HAProxy: all in the crt file',
        'Reload the server and look again.',
      ],
    },
    'zh-CN': {
      title: '让服务器在自身证书之后发送 {missing}',
      steps: [
        '把缺少的证书追加到服务器所发送的文件中（证据里也有其 PEM）：{fetch} >> fullchain.pem',
        'Certbot 与 acme.sh 已备好该文件：fullchain.pem / fullchain.cer。nginx：ssl_certificate fullchain.pem；Apache 2.4.8 及以上：SSLCertificateFile fullchain.pem；HAProxy：全部放入 crt 文件',
        '重新加载服务后再检查一次。',
      ],
    },
  },
  trial: {
    facts: ({ suspicion }) => ({ aia: issuerControls(suspicion).aia }),
    works: ({ facts: { aia } }) => (aia === undefined ? undefined : aia.outcome === 'completes'),
  },
});

const supplyIntermediate: Remedy = defineRemedy({
  id: 'certificate/supply-intermediate',
  audience: 'you',
  docs: 'https://nodejs.org/api/cli.html#node_extra_ca_certsfile',
  text: {
    en: {
      title: 'Until the server is repaired, give the program the missing certificate',
      steps: [
        '{fetch} > intermediate.pem',
        'Node: NODE_EXTRA_CA_CERTS=intermediate.pem',
        'curl, Python, Go: cat /etc/ssl/certs/ca-certificates.crt intermediate.pem > bundle.pem, then curl --cacert bundle.pem, REQUESTS_CA_BUNDLE=bundle.pem or SSL_CERT_FILE=bundle.pem',
      ],
    },
    'zh-CN': {
      title: '在服务器修复之前，先把缺少的证书提供给程序',
      steps: [
        '{fetch} > intermediate.pem',
        'Node：NODE_EXTRA_CA_CERTS=intermediate.pem',
        'curl、Python、Go：cat /etc/ssl/certs/ca-certificates.crt intermediate.pem > bundle.pem，然后使用 curl --cacert bundle.pem、REQUESTS_CA_BUNDLE=bundle.pem 或 SSL_CERT_FILE=bundle.pem',
      ],
    },
  },
  trial: {
    facts: ({ suspicion }) => ({ aia: issuerControls(suspicion).aia }),
    // These settings add to the roots of the program and not to those of the system.
    works: ({ facts: { aia } }) => (aia === undefined ? undefined : aia.outcome === 'completes' && aia.trustedBy !== 'system'),
  },
});

/** The server leaves out an intermediate certificate, and with it the chain is sound. */
export const incompleteChain: Cause = defineCause({
  id: 'certificate/incomplete-chain',
  owner: 'service',
  layer: 'identity',
  order: 22,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The server does not send {missing}',
      unknown: { missing: 'an intermediate certificate' },
      about: 'A server has to send every certificate between its own and the root. Browsers fetch or remember what is missing; curl, Node, Python, Go and Java do not.',
      confirmed: { 'issuer-completes': 'Fetched from {url}, it completes the chain to the trusted root {root}' },
      ruledOut: {
        trusted: 'A path to a trusted root was found without it',
        'ends-elsewhere': 'Followed to its end, the chain leads to {end}, which no store holds: nothing that the server could send would help',
        'root-sent': 'The chain is complete: it ends in a root, which no store holds',
      },
      open: {
        'not-fetched': 'Whether the issuer at {url} completes the chain was not tried. Run without --offline',
        unavailable: 'The issuer could not be fetched from {url} ({code}). Try it from a network that reaches it',
        'no-location': "The certificate doesn't say where its issuer's can be had. Ask the authority {issuer} for its intermediate certificates",
        'no-path': 'The chain could not be examined',
      },
    },
    'zh-CN': {
      title: '服务器没有发送 {missing}',
      unknown: { missing: '中间证书' },
      about: '服务器必须发送自身证书与根证书之间的所有证书。浏览器会自行获取或使用缓存，curl、Node、Python、Go 和 Java 不会。',
      confirmed: { 'issuer-completes': '从 {url} 取得该证书后，证书链可通向受信任的根证书 {root}' },
      ruledOut: {
        trusted: '无需补充证书，也能找到通向受信任根证书的路径',
        'ends-elsewhere': '沿证书链追到末端是 {end}，任何信任库中都没有它：服务器补发证书也无济于事',
        'root-sent': '证书链是完整的，其末端的根证书不在任何信任库中',
      },
      open: {
        'not-fetched': '没有尝试 {url} 处的签发者证书能否补全证书链。请去掉 --offline 重试',
        unavailable: '无法从 {url} 取得签发者证书（{code}）。请在能访问它的网络中重试',
        'no-location': '证书没有说明签发者证书的获取地址。请向 CA {issuer} 索取其中间证书',
        'no-path': '无法检查证书链',
      },
    },
  },
  suspectedBy: ['certificate/trust#unknown-issuer'],
  controls: issuerControls,
  judge: ({ facts: { path, aia }, confirmed, ruledOut, open }) => {
    if (path === undefined || path.outcome === 'unreadable') return open('no-path', {}, []);
    if (path.outcome === 'trusted') return ruledOut('trusted', {}, ['path']);
    switch (aia?.outcome) {
      case 'completes': {
        const { intermediates, root } = aia;
        if (intermediates.length === 0) return ruledOut('trusted', {}, ['path', 'aia']);
        const missing = intermediates.map(({ subject }) => subject).join(', ');
        return confirmed('issuer-completes', { missing, url: intermediates.map((one) => one.url).join(', '), root, fetch: fetchCommand(intermediates) }, ['path', 'aia']);
      }
      case 'no-path':
        if (path.reason === 'untrusted-root') return ruledOut('root-sent', {}, ['path', 'aia']);
        return aia.endsInRoot ? ruledOut('ends-elsewhere', { end: aia.end }, ['path', 'aia']) : open('no-location', { issuer: aia.end }, ['path', 'aia']);
      case 'unavailable': {
        const { url = '', outcome = '', code = outcome } = aia.fetched.at(-1) ?? {};
        return outcome === 'not-asked' ? open('not-fetched', { url }, ['path', 'aia']) : open('unavailable', { url, code }, ['path', 'aia']);
      }
      case 'no-location': return path.reason === 'untrusted-root'
        ? ruledOut('root-sent', {}, ['path'])
        : open('no-location', { issuer: path.broken[0]?.steps.at(path.broken[0].at)?.issuer.text ?? '' }, ['path', 'aia']);
      default: return open('no-path', {}, ['path']);
    }
  },
  remedies: [completeChain, supplyIntermediate],
});

/** Prints the missing certificates as PEM. The URLs come from a stranger's certificate, so they are quoted for a shell. */
function fetchCommand(intermediates: readonly MissingIntermediate[]): string {
  const commands = intermediates.map(({ url, encoding }) => {
    const fetching = `curl -sL '${new URL(url).href.replaceAll("'", '%27')}'`;
    if (encoding === 'pem') return fetching;
    return encoding === 'der' ? `${fetching} | openssl x509 -inform DER` : `${fetching} | openssl pkcs7 -inform DER -print_certs`;
  });
  return commands.length === 1 ? (commands[0] ?? '') : `(${commands.join('; ')})`;
}
