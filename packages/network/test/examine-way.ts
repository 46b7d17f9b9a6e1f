import { definePlugin, run, type Cause, type Diagnosis, type Report, type TargetEntry, type Controls } from '@culprit/core';
import { connection } from '../src/checks/connection.ts';
import { nameResolutionCheck } from '../src/checks/name-resolution.ts';
import { proxy } from '../src/checks/proxy.ts';
import { host } from '../src/targets/host.ts';
import { httpResource } from '../src/targets/http-resource.ts';
import { tcpEndpoint } from '../src/targets/tcp-endpoint.ts';
import { tlsEndpoint } from '../src/targets/tls-endpoint.ts';

/** Examines a target with the checks of name, connection and proxy, and with the causes under test. */
export function examineWay(target: TargetEntry, causes: readonly Cause[], controls: Partial<Controls> = {}, timeoutMs = 9_000): Promise<Report> {
  return run({
    plugins: [definePlugin({ name: '@culprit/network', version: '0.0.0', api: 1, targets: [host, tcpEndpoint, tlsEndpoint, httpResource], checks: [nameResolutionCheck, connection, proxy], causes })],
    targets: [target],
    controls: { resolvers: [], timeSources: [], sni: [], portals: [], ...controls },
  }, { timeoutMs });
}

/** The findings of a report that neither pass nor are beside the point. */
export const troubles = ({ findings }: Report): readonly string[] => findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive').map(({ id }) => id);

/** What a report names as the cause: `cause reason confidence`, and its remedies with what came of them. */
export function answer({ diagnoses: [first] }: Report): { readonly cause: string; readonly remedies: readonly string[] } {
  return first === undefined ? { cause: 'none', remedies: [] } : { cause: describe(first), remedies: first.remedies.map(({ id, trial }) => `${id} ${trial}`) };
}

const describe = ({ text, confidence }: Diagnosis): string => `${text} ${confidence}`;
