import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { run } from '../src/index.ts';
import { reportSchema } from '../src/report-schema.ts';
import { healthy, hostile, incompleteChain, several } from './reporters-samples.ts';
import { doorPlugin } from './sample-plugin.ts';

const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(reportSchema);
const errorsOf = (report: unknown): readonly string[] => {
  const plain: unknown = JSON.parse(JSON.stringify(report));
  return validate(plain) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
};

describe('the schema of a report', () => {
  test.each(Object.entries({ healthy, incompleteChain, several, hostile }))('accepts the sample %s', (_, report) => expect(errorsOf(report)).toEqual([]));

  test('accepts what runs report', async () => {
    const plugin = doorPlugin({ open: new Set(['a', 'b/back']), slow: new Set(['slow']), crash: new Set(['broken']), log: [] });
    const report = await run({ plugins: [plugin], targets: ['a', 'b', 'c', 'slow', 'broken'].map((name) => plugin.door.of({ name })) }, { context: { platform: 'Linux' } });
    expect(new Set(report.evidence.map(({ status }) => status))).toEqual(new Set(['observed', 'failed', 'blocked']));
    expect(errorsOf(report)).toEqual([]);
  });

  const [finding] = healthy.findings;
  const [evidence] = healthy.evidence;
  test.each<[string, object]>([
    ['another version', { version: 2 }],
    ['no exit code', { exitCode: undefined }],
    ['a local time', { startedAt: '2026-11-22T08:00:00+08:00' }],
    ['an unknown outcome', { findings: [{ ...finding, outcome: 'maybe' }] }],
    ['a failure without a severity', { findings: [{ ...finding, outcome: 'fail' }] }],
    ['an unknown layer', { findings: [{ ...finding, layer: 'roof' }] }],
    ['a parameter that is a list', { findings: [{ ...finding, params: { names: ['a'] } }] }],
    ['blocked evidence without its origin', { evidence: [{ ...evidence, status: 'blocked', exhibit: undefined }] }],
    ['a text in one language', { texts: { a: { en: 'a' } } }],
    ['an unknown owner', { diagnoses: incompleteChain.diagnoses.map((diagnosis) => ({ ...diagnosis, owner: 'nobody' })) }],
  ])('refuses %s', (_, change) => expect(errorsOf({ ...healthy, ...change })).not.toEqual([]));
});
