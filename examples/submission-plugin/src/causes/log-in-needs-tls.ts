import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { sessionOf } from '../session-of.ts';
import mailSubmissionTarget from '../targets/mail-submission.ts';

const changeToTls = defineRemedy({
  id: 'submission/change-to-tls',
  audience: 'you',
  text: {
    en: {
      title: 'Let the client change to TLS',
      steps: ['Node, nodemailer: secure: false, requireTLS: true', 'Python, smtplib: call starttls(context=ssl.create_default_context()) before login()', 'Go, net/smtp: call StartTLS(&tls.Config{ServerName: "{host}"}) before Auth'],
    },
    'zh-CN': {
      title: '让客户端切换到 TLS',
      steps: ['Node，nodemailer：secure: false, requireTLS: true', 'Python，smtplib：在 login() 之前调用 starttls(context=ssl.create_default_context())', 'Go，net/smtp：在 Auth 之前调用 StartTLS(&tls.Config{ServerName: "{host}"})'],
    },
  },
  trial: {
    facts: ({ suspicion }) => {
      const target = suspicion.related(mailSubmissionTarget);
      return { session: sessionOf(target ?? nowhere, { encrypted: true }) };
    },
    works: ({ facts: { session } }) => (session?.outcome !== 'greeted' || session.inTls === undefined ? undefined : session.logIn === undefined ? session.inTls.mechanisms.length > 0 : session.logIn.code === 235),
  },
});

const nowhere = { host: '', port: 0, encryption: 'starttls' } as const;

/** A server hides its log-in until the session is encrypted (RFC 4954 §4), and the client does not encrypt. */
const logInNeedsTlsCause: Cause = defineCause({
  id: 'submission/log-in-needs-tls',
  owner: 'machine',
  layer: 'account',
  scope: 'endpoint',
  docs: 'https://example.com/submission/log-in-needs-tls',
  text: {
    en: {
      title: '{host} offers a log-in only in TLS, and the client does not change to it', about: 'Servers hide AUTH in the clear, so that no password travels there.',
      confirmed: { 'offered-in-tls': 'After STARTTLS the same server offers {mechanisms}' },
      ruledOut: { 'not-in-tls-either': 'After STARTTLS it offers no log-in either', 'encrypted-already': 'The session was encrypted' },
      open: { 'no-tls': 'No encrypted session stood; try one: openssl s_client -starttls smtp -connect {host}:{port}' },
    },
    'zh-CN': {
      title: '{host} 只在 TLS 中提供登录，而客户端没有切换', about: '服务器在明文会话中隐藏 AUTH，避免密码以明文传输。',
      confirmed: { 'offered-in-tls': '执行 STARTTLS 后，同一服务器提供 {mechanisms}' },
      ruledOut: { 'not-in-tls-either': '执行 STARTTLS 后同样没有提供登录', 'encrypted-already': '会话本来就已加密' },
      open: { 'no-tls': '加密会话未能建立；可自行尝试：openssl s_client -starttls smtp -connect {host}:{port}' },
    },
  },
  suspectedBy: ['submission/log-in#not-offered'],
  controls: (suspicion) => ({ encrypted: sessionOf(suspicion.related(mailSubmissionTarget) ?? nowhere, { encrypted: true, anonymous: true }) }),
  judge: ({ suspicion, facts: { encrypted }, confirmed, ruledOut, open }) => {
    const { host, port, encryption } = suspicion.related(mailSubmissionTarget) ?? nowhere;
    if (encryption === 'starttls' && encrypted?.outcome === 'greeted' && encrypted.inTls !== undefined) return ruledOut('encrypted-already', {}, ['encrypted']);
    if (encrypted?.outcome !== 'greeted' || encrypted.inTls === undefined) return open('no-tls', { host, port }, []);
    const { mechanisms } = encrypted.inTls;
    return mechanisms.length === 0 ? ruledOut('not-in-tls-either', {}, ['encrypted']) : confirmed('offered-in-tls', { host, mechanisms: mechanisms.join(' ') }, ['encrypted']);
  },
  remedies: [changeToTls],
});

export default logInNeedsTlsCause;
