import { run, type Controls, type Diagnosis, type Plugin, type Report, type RunOptions, type TargetEntry } from '@culprit/core';
import { pluginOf } from '@culprit/testkit';
import manifest from '../src/manifest.ts';

/** The whole plugin, loaded. */
export const networkPlugin = (): Promise<Plugin> => pluginOf(manifest);

/** Examines a target with everything that the package has. Throws on a defect. */
export async function examine(target: TargetEntry, controls: Partial<Controls> = {}, options: RunOptions = {}): Promise<Report> {
  const report = await run({ plugins: [await networkPlugin()], targets: [target], controls: { resolvers: [], timeSources: [], sni: ['www.example.com'], portals: [], ...controls } }, { timeoutMs: 6_000, ...options });
  if (report.bugs.length > 0) throw new Error(report.bugs.map(({ where, message }) => `${where}: ${message}`).join('\n'));
  return report;
}

/** The confirmed causes, as `cause#reason`. */
export const found = ({ diagnoses }: Report): readonly string[] => diagnoses.filter(({ claimed }) => claimed).map(({ text }) => text.replace('network/', ''));

/** The diagnosis of a cause. */
export const diagnosisOf = ({ diagnoses }: Report, cause: string): Diagnosis | undefined => diagnoses.find((diagnosis) => diagnosis.cause === `network/${cause}`);

/** The remedies of a cause, as `id trial`. */
export const trialsOf = (report: Report, cause: string): readonly string[] => (diagnosisOf(report, cause)?.remedies ?? []).map(({ id, trial }) => `${id.replace('network/', '')} ${trial}`);
