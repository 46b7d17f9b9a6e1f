import { readdirSync } from 'node:fs';
import { definePlugin, run, type Cause, type Controls, type Diagnosis, type Plugin, type Report, type RunOptions, type TargetEntry } from '@culprit/core';
import { clockCheck } from '../src/checks/clock.ts';
import { connection } from '../src/checks/connection.ts';
import { httpResponse } from '../src/checks/http-response.ts';
import { nameResolutionCheck } from '../src/checks/name-resolution.ts';
import { proxy } from '../src/checks/proxy.ts';
import { tlsHandshakeCheck } from '../src/checks/tls-handshake.ts';
import { host } from '../src/targets/host.ts';
import { httpResource } from '../src/targets/http-resource.ts';
import { tcpEndpoint } from '../src/targets/tcp-endpoint.ts';
import { tlsEndpoint } from '../src/targets/tls-endpoint.ts';

const isCause = (value: unknown): value is Cause => typeof value === 'object' && value !== null && 'suspectedBy' in value;

/** Every cause of the package, as it stands in the folder. */
export async function allCauses(): Promise<readonly Cause[]> {
  const folder = new URL('../src/causes/', import.meta.url);
  const modules = await Promise.all(readdirSync(folder).map((file) => import(/* @vite-ignore */ new URL(file, folder).href) as Promise<Record<string, unknown>>));
  return modules.flatMap((module) => Object.values(module).filter(isCause));
}

/** The whole plugin, without its manifest. */
export async function networkPlugin(): Promise<Plugin> {
  return definePlugin({
    name: '@culprit/network', version: '0.0.0', api: 1,
    targets: [host, tcpEndpoint, tlsEndpoint, httpResource],
    checks: [nameResolutionCheck, connection, proxy, tlsHandshakeCheck, httpResponse, clockCheck],
    causes: await allCauses(),
  });
}

/** Examines a target with everything that the package has. Throws on a defect. */
export async function examine(target: TargetEntry, controls: Partial<Controls> = {}, options: RunOptions = {}): Promise<Report> {
  const report = await run({ plugins: [await networkPlugin()], targets: [target], controls: { resolvers: [], timeSources: [], sni: ['www.example.com'], ...controls } }, { timeoutMs: 6_000, ...options });
  if (report.bugs.length > 0) throw new Error(report.bugs.map(({ where, message }) => `${where}: ${message}`).join('\n'));
  return report;
}

/** The confirmed causes, as `cause#reason`. */
export const found = ({ diagnoses }: Report): readonly string[] => diagnoses.filter(({ claimed }) => claimed).map(({ text }) => text.replace('network/', ''));

/** The diagnosis of a cause. */
export const diagnosisOf = ({ diagnoses }: Report, cause: string): Diagnosis | undefined => diagnoses.find((diagnosis) => diagnosis.cause === `network/${cause}`);

/** The remedies of a cause, as `id trial`. */
export const trialsOf = (report: Report, cause: string): readonly string[] => (diagnosisOf(report, cause)?.remedies ?? []).map(({ id, trial }) => `${id.replace('network/', '')} ${trial}`);
