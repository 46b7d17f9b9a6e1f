// Written by "npm run register" from what stands in the folders.
import network from '@culprit/network/manifest';
import type { Conformance } from '@culprit/testkit';
import encryptionCheck from './checks/encryption.ts';
import logInCheck from './checks/log-in.ts';
import logInNeedsTlsCause from './causes/log-in-needs-tls.ts';
import sessionFact from './facts/session.ts';

/** What "culprit plugin test" and test/plugin.test.ts demand beside what every plugin owes. */
const conformance: Conformance = {
  checks: { 'submission/encryption': encryptionCheck, 'submission/log-in': logInCheck },
  causes: { 'submission/log-in-needs-tls': logInNeedsTlsCause },
  cases: [...sessionFact],
  others: [network],
};

export default conformance;
