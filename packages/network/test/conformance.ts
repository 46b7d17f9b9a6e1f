import type { Conformance } from '@culprit/testkit';
import * as ofClocks from './cases/clock-causes.ts';
import * as ofConnections from './cases/connection-causes.ts';
import * as fullDepth from './cases/full-depth-checks.ts';
import * as ofHandshakes from './cases/handshake-causes.ts';
import * as ofHeaders from './cases/header-causes.ts';
import * as ofAnswers from './cases/http-causes.ts';
import * as ofHttpChecks from './cases/http-checks.ts';
import * as ofMachines from './cases/machine-checks.ts';
import * as ofMisleadingNames from './cases/misleading-name-causes.ts';
import * as ofNames from './cases/name-causes.ts';
import * as ofPortals from './cases/portal-causes.ts';
import * as ofProxies from './cases/proxy-causes.ts';
import * as ofRedirects from './cases/redirect-causes.ts';
import * as ofRefusals from './cases/refusal-causes.ts';
import * as resolverSettings from './cases/resolver-settings.ts';
import * as responseTime from './cases/response-time.ts';
import * as ofRoutes from './cases/route-causes.ts';
import * as ofStartTls from './cases/starttls-causes.ts';
import * as ofTlsChecks from './cases/tls-checks.ts';
import * as ofSilence from './cases/unanswered-causes.ts';
import * as way from './cases/way-checks.ts';

const conformance: Conformance = {
  checks: {
    ...fullDepth.checks, ...ofHttpChecks.checks, ...ofMachines.checks, ...resolverSettings.checks, ...responseTime.checks,
    ...ofTlsChecks.checks, ...way.checks,
  },
  causes: {
    ...ofClocks.causes, ...ofConnections.causes, ...ofHandshakes.causes, ...ofHeaders.causes, ...ofAnswers.causes,
    ...ofMisleadingNames.causes, ...ofNames.causes, ...ofPortals.causes, ...ofProxies.causes, ...ofRedirects.causes,
    ...ofRefusals.causes, ...responseTime.causes, ...ofRoutes.causes, ...ofStartTls.causes, ...ofSilence.causes,
  },
};

export default conformance;
