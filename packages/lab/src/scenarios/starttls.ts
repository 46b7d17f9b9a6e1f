import type { ListedScenario } from '../scenario.ts';
import { type StartTlsFault, startStartTlsServer } from '../starttls-server.ts';
import type { StartTlsProtocol } from '../starttls-scripts.ts';
import { startTlsServer } from '../tls-server.ts';
import { situated } from '../workbench.ts';
import { at, issueChain, shop, within } from './services.ts';

/** A trusted server of this protocol, asked for by `asked`; `times`: how many connections meet the fault. */
const speaking = (protocol: StartTlsProtocol, { fault, times, asked = protocol, timeoutMs }: { readonly fault?: StartTlsFault; readonly times?: number; readonly asked?: StartTlsProtocol | 'tls'; readonly timeoutMs?: number } = {}) => situated(async (bench) => {
  const { root, leaf: { chain, key } } = await issueChain();
  const server = await bench.keep(startStartTlsServer({ protocol, chain, key, ...(fault === undefined ? {} : { fault }), ...(times === undefined ? {} : { times }) }));
  return { target: `${asked}://${shop}`, given: { route: { connectTo: at(server), ca: await bench.file('lab-root.pem', root.certificate) } }, ...within(timeoutMs) };
});

/** A server that speaks TLS from the first byte. */
const atOnce = (scheme: string) => situated(async (bench) => {
  const { root, leaf: { chain, key } } = await issueChain();
  const server = await bench.keep(startTlsServer({ chain, key }));
  return { target: `${scheme}://${shop}`, given: { route: { connectTo: at(server), ca: await bench.file('lab-root.pem', root.certificate) } } };
});

const works = { en: 'It changes to TLS', 'zh-CN': '它切换到 TLS' };

/** What stands between a connection in clear and TLS on it. */
export const starttls: readonly ListedScenario[] = [
  {
    id: 'mail-server-offers-no-tls', layer: 'tls', rows: ['A6'], cause: 'network/starttls-not-offered',
    text: { en: 'The mail server does not know STARTTLS', 'zh-CN': '邮件服务器不支持 STARTTLS' },
    start: speaking('smtp', { fault: 'not-offered' }), nearMiss: { text: works, start: speaking('smtp') },
  },
  {
    id: 'database-offers-no-tls', layer: 'tls', rows: ['A6'], cause: 'network/starttls-not-offered',
    text: { en: 'The database says no to TLS', 'zh-CN': '数据库拒绝使用 TLS' },
    start: speaking('postgres', { fault: 'not-offered' }), nearMiss: { text: works, start: speaking('postgres') },
  },
  {
    id: 'firewall-hides-starttls', layer: 'tls', rows: ['A6', 'N7'], cause: 'network/starttls-stripped',
    text: { en: 'A firewall writes X over the offer of STARTTLS', 'zh-CN': '防火墙用 X 覆盖了 STARTTLS 声明' },
    start: speaking('smtp', { fault: 'masked' }),
    nearMiss: { text: { en: 'The server has none to offer', 'zh-CN': '服务器本来就不提供' }, cause: 'network/starttls-not-offered', start: speaking('imap', { fault: 'not-offered' }) },
  },
  {
    id: 'starttls-is-refused', layer: 'tls', rows: ['A6'], cause: 'network/starttls-refused',
    text: { en: 'The mail server offers STARTTLS and has no certificate for it', 'zh-CN': '邮件服务器声明支持 STARTTLS，却没有可用的证书' },
    start: speaking('smtp', { fault: 'refused' }), nearMiss: { text: works, start: speaking('ldap') },
  },
  {
    id: 'starttls-where-tls-begins-at-once', layer: 'tls', rows: ['A6'], cause: 'network/implicit-tls-expected',
    text: { en: 'STARTTLS is spoken to a port that speaks TLS at once', 'zh-CN': '对直接使用 TLS 的端口使用了 STARTTLS' },
    start: atOnce('xmpp'), nearMiss: { text: { en: 'TLS is spoken to it at once', 'zh-CN': '对它直接使用 TLS' }, start: atOnce('tls') },
  },
  {
    id: 'other-mail-protocol', layer: 'tls', rows: ['A6'], cause: 'network/starttls-wrong-protocol',
    text: { en: 'SMTP is spoken to an IMAP server', 'zh-CN': '对 IMAP 服务器使用了 SMTP' },
    start: speaking('imap', { asked: 'smtp' }), nearMiss: { text: { en: 'IMAP is', 'zh-CN': '使用的是 IMAP' }, start: speaking('imap') },
  },
  {
    id: 'clear-text-with-starttls', layer: 'tls', rows: ['A6'], cause: 'network/starttls-plaintext',
    text: { en: 'Something writes into the connection before TLS begins', 'zh-CN': '在 TLS 开始之前，有内容被写入连接' },
    start: speaking('smtp', { fault: 'early-bytes' }), nearMiss: { text: works, start: speaking('ftp') },
  },
  {
    id: 'clear-text-in-place-of-tls', layer: 'tls', rows: ['A6'], cause: 'network/starttls-plaintext',
    text: { en: 'The server agrees to TLS and goes on in clear', 'zh-CN': '服务器同意启用 TLS，却继续使用明文' },
    start: speaking('pop3', { fault: 'plaintext' }), nearMiss: { text: works, start: speaking('pop3') },
  },
  {
    id: 'mail-server-says-nothing', layer: 'tls', rows: ['A6'], cause: 'network/starttls-silence',
    text: { en: 'The mail server never greets', 'zh-CN': '邮件服务器始终没有问候' },
    start: speaking('smtp', { fault: 'hang', timeoutMs: 6_000 }), nearMiss: { text: works, start: speaking('mysql') },
  },
];
