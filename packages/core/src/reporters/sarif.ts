import type { Json, JsonObject } from '../json.ts';
import type { Diagnosis, Report } from '../report.ts';
import type { Reporter } from './reporter.ts';
import { escapeJson, neutraliseLines } from '../neutralise.ts';
import { type ReportView, viewOf } from './report-view.ts';
import { type Words, wordsOf } from './words.ts';

const levels = { critical: 'error', major: 'error', minor: 'warning' } as const;

/**
 * SARIF 2.1.0 (OASIS). A diagnosis is a result of kind `fail`, a required answer that is missing one of kind `open`.
 * What fails is no file, so results have logical locations only.
 */
export const sarif: Reporter = {
  id: 'sarif',
  mediaType: 'application/sarif+json',
  render(report, { locale }) {
    const [view, words] = [viewOf(report, locale), wordsOf(locale)];
    const open = report.findings.filter((finding) => finding.outcome === 'inconclusive' && finding.required === true);
    const rules = [...new Set([...report.diagnoses.map(({ cause }) => cause), ...open.map(({ id }) => id)])];
    const end = new Date(Date.parse(report.startedAt) + report.tookMs);
    const log: JsonObject = {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [{
        tool: {
          driver: {
            name: 'culprit', semanticVersion: report.tool.version, informationUri: 'https://culprit.dev/', language: locale,
            rules: rules.map((id) => ruleOf(id, report, view, words)),
          },
          extensions: report.plugins.map(({ name, version }) => ({ name, version })),
        },
        invocations: [{
          executionSuccessful: report.bugs.length === 0 && !report.interrupted,
          exitCode: report.exitCode,
          startTimeUtc: report.startedAt,
          ...(Number.isNaN(end.getTime()) ? {} : { endTimeUtc: end.toISOString() }),
          toolExecutionNotifications: report.bugs.map(({ where, message }) => ({ level: 'error', message: { text: neutraliseLines(`${where}: ${message}`) } })),
        }],
        columnKind: 'utf16CodeUnits',
        results: [
          ...report.diagnoses.map((diagnosis) => resultOf(diagnosis, rules, view, words)),
          ...open.map((finding) => ({
            ruleId: finding.id, ruleIndex: rules.indexOf(finding.id), kind: 'open', level: 'none',
            message: { text: view.say(finding.id, finding.params) },
            locations: locations([report.targets.find(({ id }) => id === finding.target)?.label ?? finding.target]),
          })),
        ],
      }],
    };
    return `${escapeJson(JSON.stringify(log, undefined, 2))}\n`;
  },
};

function ruleOf(id: string, report: Report, view: ReportView, words: Words): JsonObject {
  const diagnosis = report.diagnoses.find(({ cause }) => cause === id);
  if (diagnosis === undefined) return { id, shortDescription: { text: words.undecided }, defaultConfiguration: { level: 'none' } };
  return {
    id,
    // A rule stands for every subject it was found at; the title names one.
    shortDescription: { text: view.say(view.has(`${id}/about`) ? `${id}/about` : id, diagnosis.params) },
    ...(URL.canParse(diagnosis.docs) ? { helpUri: diagnosis.docs } : {}),
    defaultConfiguration: { level: levels[diagnosis.severity] },
    properties: { owner: diagnosis.owner, layer: diagnosis.layer, tags: [...new Set([diagnosis.layer, diagnosis.owner])] },
  };
}

function resultOf(diagnosis: Diagnosis, rules: readonly string[], view: ReportView, words: Words): JsonObject {
  const fixes = diagnosis.remedies.flatMap((remedy) => [
    `${words.labels.fix}${words.colon}${words.audiences[remedy.audience]}${words.colon}${view.say(remedy.id, remedy.params)} [${words.trials[remedy.trial]}]`,
    ...view.steps(remedy).map((step) => `  ${step}`),
  ]);
  const text = [view.say(diagnosis.cause, diagnosis.params), view.say(diagnosis.text, diagnosis.params), words.owner(words.owners[diagnosis.owner]), ...fixes];
  return {
    ruleId: diagnosis.cause, ruleIndex: rules.indexOf(diagnosis.cause), kind: 'fail', level: levels[diagnosis.severity],
    message: { text: [...new Set(text)].join('\n') },
    locations: locations(diagnosis.subject === '' ? view.affected(diagnosis).map(({ target }) => target.label) : [diagnosis.subject]),
    partialFingerprints: { 'culpritDiagnosis/v1': diagnosis.key },
    properties: {
      owner: diagnosis.owner, confidence: diagnosis.confidence, layer: diagnosis.layer, witness: diagnosis.witness, explains: diagnosis.explains, prevents: diagnosis.prevents,
      ruledOut: diagnosis.ruledOut.map(({ cause }) => cause), open: diagnosis.open.map(({ cause }) => cause),
    },
  };
}

const locations = (names: readonly string[]): Json => names.map((name) => ({ logicalLocations: [{ fullyQualifiedName: name, kind: 'resource' }] }));
