import type { CauseCase } from '@culprit/testkit';
import mailSubmissionTarget from '../../src/targets/mail-submission.ts';

const inClear = { mechanisms: [], startTls: true };
const targets = [mailSubmissionTarget.of({ host: 'mail.example', port: 587, encryption: 'none' })];
const encrypted = (mechanisms: readonly string[]): { readonly encrypted: object } => ({ encrypted: { outcome: 'greeted', inClear, inTls: { mechanisms, startTls: false } } });

const cases: readonly CauseCase[] = [
  { name: 'TLS brings a log-in', targets, facts: encrypted(['PLAIN']), expects: { verdict: 'confirmed', reason: 'offered-in-tls', params: { host: 'mail.example', mechanisms: 'PLAIN' }, witness: ['encrypted'] } },
  { name: 'TLS brings none', targets, facts: encrypted([]), expects: { verdict: 'ruled-out', reason: 'not-in-tls-either' } },
  { name: 'it was encrypted', targets: [mailSubmissionTarget.of({ host: 'mail.example', port: 587, encryption: 'starttls' })], facts: encrypted([]), expects: { verdict: 'ruled-out', reason: 'encrypted-already' } },
  { name: 'TLS fails', targets, facts: { encrypted: { outcome: 'tls-failed', code: 'CERT_HAS_EXPIRED', inClear } }, expects: { verdict: 'open', reason: 'no-tls' } },
];

export default cases;
