import type { CheckCase } from '@culprit/testkit';

const target = { host: 'mail.example', port: 587, encryption: 'starttls', user: 'ada', password: { $secret: 'env:P' } };
const [inClear, inTls] = [{ mechanisms: [], startTls: true }, { mechanisms: ['PLAIN'], startTls: false }];
const greeted = (more: object): { readonly session: object } => ({ session: { outcome: 'greeted', inClear, inTls, ...more } });

const cases: readonly CheckCase[] = [
  { name: 'let in', target, facts: greeted({ logIn: { code: 235, said: 'ok' } }), concludes: { finding: 'accepted', params: { user: 'ada' } } },
  { name: 'refused', target, facts: greeted({ logIn: { code: 535, enhanced: '5.7.8', said: '5.7.8 bad' } }), concludes: { finding: 'refused', params: { user: 'ada', said: '535 5.7.8 bad' } } },
  { name: 'put off', target, facts: greeted({ logIn: { code: 454, said: 'later' } }), concludes: { finding: 'delayed', params: { said: '454 later' } } },
  { name: 'no log-in', target, facts: greeted({ inTls: { mechanisms: [], startTls: false } }), concludes: { finding: 'not-offered', params: { host: 'mail.example', port: 587 } } },
  { name: 'refused in the clear', target: { ...target, encryption: 'none' }, facts: { session: { outcome: 'greeted', inClear: inTls, refusedInClear: 538 } }, concludes: { finding: 'not-offered', params: { host: 'mail.example', port: 587 } } },
  { name: 'taken in the clear', target: { ...target, encryption: 'none' }, facts: { session: { outcome: 'greeted', inClear: inTls } }, concludes: { finding: 'in-clear', params: { host: 'mail.example', port: 587 } } },
  { name: 'no credential', target: { host: 'mail.example', port: 587, encryption: 'starttls' }, facts: greeted({}), concludes: { finding: 'no-credential', params: {} } },
  { name: 'only others', target, facts: greeted({ inTls: { mechanisms: ['XOAUTH2'], startTls: false } }), concludes: { finding: 'other-mechanisms', params: { mechanisms: 'XOAUTH2' } } },
  { name: 'no session', target, facts: { session: { outcome: 'broken-off', how: 'refused', said: '' } }, concludes: { finding: 'no-session', params: {} } },
];

export default cases;
