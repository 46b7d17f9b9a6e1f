// Written by "npm run register" from what stands in the folders.
import { definePlugin, type Plugin } from '@culprit/core';
import mailSubmissionTarget from './targets/mail-submission.ts';
import encryptionCheck from './checks/encryption.ts';
import logInCheck from './checks/log-in.ts';
import logInNeedsTlsCause from './causes/log-in-needs-tls.ts';
import clientsErrors from './known-errors/clients.ts';
import capabilitiesCommand from './commands/capabilities.ts';

const plugin: Plugin = definePlugin({
  name: '@example/submission',
  version: '0.1.0',
  api: 1,
  targets: [mailSubmissionTarget],
  checks: [encryptionCheck, logInCheck],
  causes: [logInNeedsTlsCause],
  knownErrors: [...clientsErrors],
  commands: [capabilitiesCommand],
});

export default plugin;
