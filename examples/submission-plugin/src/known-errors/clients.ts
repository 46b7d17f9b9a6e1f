import { defineKnownErrors, type KnownError } from '@culprit/core';

const needsTls = { id: 'submission/log-in-needs-tls', when: { en: 'The client does not change to TLS', 'zh-CN': '客户端没有切换到 TLS' } };

/** What mail clients print; causes of other plugins are named by id. */
const clientsErrors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'submission/python-auth-not-supported', program: 'python', literals: ['smtp auth extension not supported'], pattern: /SMTP AUTH extension not supported by server/i,
    causes: [needsTls],
    examples: { matches: ['smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.'], nearMisses: ['smtplib.SMTPNotSupportedError: STARTTLS extension not supported by server.'] },
  },
  {
    id: 'submission/must-issue-starttls', program: 'smtp', literals: ['starttls command first'], pattern: /\b530[ -](?:5\.7\.0 )?Must issue a STARTTLS command first/i,
    causes: [needsTls],
    examples: { matches: ['530 5.7.0 Must issue a STARTTLS command first'], nearMisses: ['502 5.5.1 STARTTLS not supported'] },
  },
  {
    id: 'submission/nodemailer-wrong-version', program: 'node', literals: ['wrong version number'], pattern: /ESOCKET.{0,200}wrong version number/i,
    causes: [{ id: 'network/starttls-plaintext', when: { en: 'The port begins in clear, and the client begins with TLS', 'zh-CN': '该端口以明文开始，而客户端一上来就使用 TLS' } }],
    examples: { matches: ["{ code: 'ESOCKET', message: 'tls_validate_record_header:wrong version number' }"], nearMisses: ["{ code: 'ESOCKET', message: 'unsupported protocol' }"] },
  },
]);

export default clientsErrors;
