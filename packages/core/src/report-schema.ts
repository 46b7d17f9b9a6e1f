import type { JsonObject } from './json.ts';
import { layers, owners } from './layer.ts';

const text: JsonObject = { type: 'string' };
const texts: JsonObject = { type: 'array', items: text };
const ms: JsonObject = { type: 'number', minimum: 0 };
const severity: JsonObject = { enum: ['critical', 'major', 'minor'] };
const findingId: JsonObject = { type: 'string', pattern: '^[^/\\s]+/[^#\\s]+#[^#\\s]+$' };

/** An object with these members: all are required but the `optional` ones. Later versions may add members. */
const object = (properties: JsonObject, optional: JsonObject = {}): JsonObject => ({ type: 'object', properties: { ...properties, ...optional }, required: Object.keys(properties) });
const list = (items: JsonObject): JsonObject => ({ type: 'array', items });
const ref = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });

/** The report as JSON Schema (draft 2020-12). It describes `Report` in report.ts. */
export const reportSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://culprit.dev/schemas/report-1.json',
  title: 'Culprit report',
  ...object({
    version: { const: 1 },
    tool: object({ name: { const: 'culprit' }, version: text }),
    plugins: list(object({ name: text, version: text })),
    context: { type: 'object', description: 'Who looked and from where: platform, runtime, proxies.' },
    startedAt: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$', description: 'ISO 8601, UTC.' },
    tookMs: ms,
    settings: object({ depth: { enum: ['quick', 'full'] }, offline: { type: 'boolean' } }),
    targets: list(ref('target')),
    evidence: list(ref('evidence')),
    findings: list(ref('finding')),
    diagnoses: { ...list(ref('diagnosis')), description: 'The first one is the answer.' },
    notes: list(object({ text, params: ref('params') })),
    thirdParties: { ...texts, description: 'Every third party that was contacted, as host or host:port.' },
    interrupted: { type: 'boolean' },
    bugs: list(object({ where: text, message: text })),
    texts: { type: 'object', additionalProperties: object({ en: ref('template'), 'zh-CN': ref('template') }), description: 'Templates of findings, causes (cause, cause#reason), remedies (remedy, remedy/1, …) and notes.' },
    exitCode: { enum: [0, 1, 2, 3, 70, 130] },
  }),
  $defs: {
    params: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
    template: {
      anyOf: [
        text, { ...object({ one: text, other: text }), additionalProperties: false },
        { ...object({ text, words: { type: 'object', additionalProperties: { type: 'object', additionalProperties: text } } }), additionalProperties: false },
      ],
    },
    layer: { enum: layers },
    owner: { enum: owners },
    target: object({ id: { type: 'string', pattern: '^t\\d+$' }, kind: text, label: text, data: { type: 'object' } }, { name: text, tags: texts, rows: { const: 'checks' }, impliedBy: texts }),
    evidence: {
      ...object({ id: { type: 'string', pattern: '^e\\d+$' }, fact: text, input: { type: 'object' }, tookMs: ms, status: { enum: ['observed', 'blocked', 'failed', 'withheld'] } }),
      oneOf: [
        object({ status: { const: 'observed' }, exhibit: true }, { table: ref('table') }),
        object({ status: { const: 'blocked' }, by: text }),
        object({ status: { const: 'failed' }, reason: { enum: ['deadline', 'aborted', 'crashed'] } }, { detail: text }),
        object({ status: { const: 'withheld' }, reason: { enum: ['offline', 'not-allowed'] } }),
      ],
    },
    localized: object({ en: text, 'zh-CN': text }),
    table: object({ title: ref('localized'), columns: list(object({ title: ref('localized') }, { numeric: { type: 'boolean' } })), rows: list(list({ type: ['string', 'number'] })) }),
    finding: {
      ...object(
        { id: findingId, check: text, layer: ref('layer'), target: text, outcome: { enum: ['pass', 'fail', 'inconclusive', 'not-applicable', 'skipped'] }, params: ref('params'), evidence: texts },
        { severity, required: { type: 'boolean' }, leadsTo: { type: 'string', pattern: '^t\\d+$', description: 'The target whose trouble it may be, which was examined because of it.' } },
      ),
      if: { properties: { outcome: { const: 'fail' } } },
      then: { required: ['severity'] },
    },
    alternative: object({ cause: text, text, params: ref('params'), witness: texts }),
    remedy: object(
      { id: text, audience: { enum: ['you', 'operator'] }, params: ref('params'), trial: { enum: ['works', 'does-not-help', 'not-tested'] }, evidence: texts },
      { docs: text },
    ),
    diagnosis: object({
      key: text, cause: text, claimed: { type: 'boolean' }, owner: ref('owner'), layer: ref('layer'), scope: { enum: ['machine', 'network', 'endpoint', 'account'] }, subject: text, severity,
      confidence: { enum: ['certain', 'likely'] }, params: ref('params'), text, witness: texts, explains: texts, prevents: texts, also: texts,
      ruledOut: list(ref('alternative')), open: list(ref('alternative')), remedies: list(ref('remedy')), docs: text,
    }),
  },
};
