import type { CheckCase } from '@culprit/testkit';

const target = { host: 'mail.example', port: 587, encryption: 'starttls' };
const [host, port] = [target.host, target.port];
const inClear = { mechanisms: [], startTls: true };

const cases: readonly CheckCase[] = [
  { name: 'encrypted', target, facts: { session: { outcome: 'greeted', inClear, inTls: { mechanisms: ['PLAIN'], startTls: false } } }, concludes: { finding: 'encrypted', params: {} } },
  { name: 'no TLS wanted', target: { ...target, encryption: 'none' }, facts: { session: { outcome: 'greeted', inClear } }, concludes: { finding: 'not-wanted', params: {} } },
  { name: 'no STARTTLS', target, facts: { session: { outcome: 'greeted', inClear: { mechanisms: ['PLAIN'], startTls: false } } }, concludes: { finding: 'not-offered', params: { host, port } } },
  { name: 'expired', target, facts: { session: { outcome: 'tls-failed', code: 'CERT_HAS_EXPIRED', inClear } }, concludes: { finding: 'dates-do-not-fit', params: { host, port, code: 'CERT_HAS_EXPIRED' } } },
  { name: 'self-signed', target, facts: { session: { outcome: 'tls-failed', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', inClear } }, concludes: { finding: 'tls-failed', params: { host, port, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } } },
  { name: 'HTTP', target, facts: { session: { outcome: 'broken-off', how: 'not-smtp', said: 'HTTP/1.1 400\r\n' } }, concludes: { finding: 'other-service', params: { host, port, said: 'HTTP/1.1 400' } } },
  { name: 'silence', target, facts: { session: { outcome: 'broken-off', how: 'silent', said: '' } }, concludes: { finding: 'no-session', params: { how: 'silent' } } },
  { name: 'turned away', target, facts: { session: { outcome: 'turned-away', code: 421, said: 'busy' } }, concludes: { finding: 'no-session', params: { how: '421' } } },
];

export default cases;
