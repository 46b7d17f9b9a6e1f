import type { Reporter } from './reporter.ts';
import { escapeJson } from '../neutralise.ts';
import { viewOf } from './report-view.ts';

/** One JSON object a line, for log pipelines: `run`, then `target`, `evidence`, `finding`, `diagnosis`, `note`, and `finished`. */
export const ndjson: Reporter = {
  id: 'ndjson',
  mediaType: 'application/x-ndjson',
  render(report, { locale }) {
    const view = viewOf(report, locale);
    const { targets, evidence, findings, diagnoses, notes, texts: _, exitCode, tookMs, interrupted, bugs, thirdParties, ...run } = report;
    const lines = [
      { type: 'run', ...run },
      ...targets.map((target) => ({ type: 'target', ...target })),
      ...evidence.map((entry) => ({ type: 'evidence', ...entry })),
      ...findings.map((finding) => ({ type: 'finding', ...finding, message: view.say(finding.id, finding.params) })),
      ...diagnoses.map(({ text, ...diagnosis }) => ({
        type: 'diagnosis', ...diagnosis,
        title: view.say(diagnosis.cause, diagnosis.params),
        message: view.say(text, diagnosis.params),
        ruledOut: diagnosis.ruledOut.map((other) => ({ ...other, message: view.say(other.text, other.params) })),
        open: diagnosis.open.map((other) => ({ ...other, message: view.say(other.text, other.params) })),
        remedies: diagnosis.remedies.map((remedy) => ({ ...remedy, title: view.say(remedy.id, remedy.params), steps: view.steps(remedy) })),
      })),
      ...notes.map((note) => ({ type: 'note', ...note, message: view.say(note.text, note.params) })),
      { type: 'finished', exitCode, tookMs, interrupted, bugs, thirdParties },
    ];
    return lines.map((line) => `${escapeJson(JSON.stringify(line))}\n`).join('');
  },
};
