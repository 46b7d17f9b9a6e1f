import network from '@culprit/network/manifest';
import type { Conformance } from '@culprit/testkit';
import * as authorityVariables from './cases/authority-variables.ts';
import * as usual from './cases/causes.ts';
import * as fileAndRevocation from './cases/file-and-revocation.ts';
import * as ofCertificates from './cases/checks.ts';
import * as ofPaths from './cases/path-causes.ts';
import * as ofRevocation from './cases/revocation-causes.ts';
import * as trustStores from './cases/trust-stores.ts';

const conformance: Conformance = {
  others: [network],
  targets: ({ host, port }) => [`tls://${host}:${port}`],
  checks: { ...ofCertificates.checks, ...ofPaths.checks, ...trustStores.checks, ...fileAndRevocation.checks },
  causes: { ...usual.causes, ...ofPaths.causes, ...ofRevocation.causes, ...authorityVariables.causes, ...fileAndRevocation.causes },
};

export default conformance;
