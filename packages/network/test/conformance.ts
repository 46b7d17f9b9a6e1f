import type { Conformance } from '@culprit/testkit';
import * as ofConnections from './cases/connection-causes.ts';
import * as fullDepth from './cases/full-depth-checks.ts';
import * as ofHeaders from './cases/header-causes.ts';
import * as ofHttpChecks from './cases/http-checks.ts';
import * as ofMachines from './cases/machine-checks.ts';
import * as ofMisleadingNames from './cases/misleading-name-causes.ts';
import * as ofNames from './cases/name-causes.ts';
import * as ofPortals from './cases/portal-causes.ts';
import * as ofProxies from './cases/proxy-causes.ts';
import * as resolverSettings from './cases/resolver-settings.ts';
import * as responseTime from './cases/response-time.ts';
import * as ofRoutes from './cases/route-causes.ts';
import * as ofTls from './cases/tls-causes.ts';
import * as ofTlsChecks from './cases/tls-checks.ts';
import * as way from './cases/way-checks.ts';

const conformance: Conformance = {
  checks: {
    ...ofMachines.checks, ...way.checks, ...ofTlsChecks.checks, ...ofHttpChecks.checks, ...fullDepth.checks, ...resolverSettings.checks, ...responseTime.checks,
  },
  causes: {
    ...ofNames.causes, ...ofMisleadingNames.causes, ...ofConnections.causes, ...ofRoutes.causes, ...ofProxies.causes, ...ofTls.causes,
    ...ofPortals.causes, ...ofHeaders.causes, ...responseTime.causes,
  },
};

export default conformance;
