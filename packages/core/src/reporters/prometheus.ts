import type { Reporter } from './reporter.ts';
import { neutralise } from '../neutralise.ts';
import { viewOf } from './report-view.ts';

type Labels = { readonly [name: string]: string | undefined };

/** Metrics in the Prometheus text format, version 0.0.4, for a push gateway or a textfile collector. */
export const prometheus: Reporter = {
  id: 'prometheus',
  mediaType: 'text/plain; version=0.0.4; charset=utf-8',
  render(report, { locale }) {
    const view = viewOf(report, locale);
    const labels = new Map(report.targets.map(({ id, label }) => [id, label]));
    const labelOf = (id: string): string => labels.get(id) ?? id;
    return [
      family('culprit_target_state', 'How a target stands: 1 for its state, 0 for the others. Unknown is never healthy.', view.targets.flatMap(({ target, state }) =>
        (['healthy', 'warning', 'failing', 'unknown'] as const).map((name): Sample => [
          { target: target.label, name: target.name, state: name },
          Number(name === ({ pass: 'healthy', warn: 'warning', fail: 'failing', unknown: 'unknown', 'not-reached': 'unknown' } as const)[state]),
        ]))),
      family('culprit_finding', 'What a check concluded.', report.findings.map((finding): Sample => [
        { target: labelOf(finding.target), check: finding.check, finding: finding.id.slice(finding.id.indexOf('#') + 1), layer: finding.layer, outcome: finding.outcome, severity: finding.severity }, 1,
      ])),
      family('culprit_diagnosis', 'A cause that was found.', report.diagnoses.map((diagnosis): Sample => [
        { cause: diagnosis.cause, subject: diagnosis.subject, owner: diagnosis.owner, layer: diagnosis.layer, severity: diagnosis.severity, confidence: diagnosis.confidence }, 1,
      ])),
      family('culprit_layer_duration_seconds', 'The longest question that was first asked for a layer.', view.targets.flatMap(({ target, rows }) =>
        rows.flatMap(({ layer, tookMs }): Sample[] => (tookMs === undefined ? [] : [[{ target: target.label, layer }, tookMs / 1_000]])))),
      family('culprit_run_duration_seconds', 'How long the run took.', [[{}, report.tookMs / 1_000]]),
      family('culprit_run_timestamp_seconds', 'When the run began.', [[{}, Date.parse(report.startedAt) / 1_000]]),
      family('culprit_run_exit_code', 'The exit code of the run.', [[{}, report.exitCode]]),
      family('culprit_run_interrupted', 'Whether the run was cut short.', [[{}, Number(report.interrupted)]]),
      family('culprit_bugs', 'Defects of Culprit that the run met and survived.', [[{}, report.bugs.length]]),
    ].join('');
  },
};

type Sample = readonly [labels: Labels, value: number];

/** One family of gauges. Equal label sets may stand only once: the last one counts. */
function family(name: string, help: string, samples: readonly Sample[]): string {
  if (samples.length === 0) return '';
  const lines = new Map(samples.map(([labels, value]) => [`${name}${labelText(labels)}`, value]));
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...[...lines].map(([series, value]) => `${series} ${Number.isNaN(value) ? 'NaN' : value}`), ''].join('\n');
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${neutralise(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`]));
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
