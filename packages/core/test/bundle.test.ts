import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createBundle, isBundle, reportIn } from '../src/bundle/index.ts';
import { compareReports, isReport } from '../src/report-diff.ts';
import type { Report } from '../src/report.ts';
import { reporters } from '../src/reporters/index.ts';
import { reportSchema } from '../src/schema.ts';
import { incompleteChain } from './reporters-samples.ts';

const env = { HOME: '/home/ada-lovelace', USER: 'ada-lovelace', HTTPS_PROXY: 'http://ada:pr0xy-pass@proxy.example:3128', LANG: 'en_GB.UTF-8', MY_OWN_TOKEN: 'not-looked-at' };
const report: Report = {
  ...incompleteChain,
  context: { platform: 'Linux', proxy: '/home/ada-lovelace/proxy.pac', trust: { NODE_EXTRA_CA_CERTS: '/home/ada-lovelace/ca.pem' }, seenFrom: 'ada-laptop.corp.example' },
  notes: [{ text: 'core/note', params: { file: 'ada-lovelace wrote this', word: 'gradalovelaces', header: 'Authorization: Bearer abc.def.ghi-123', of: 'Customer One' } }],
};
const bundle = createBundle(report, { env, redact: ['Customer One'], machine: 'ada-laptop', now: new Date('2026-11-22T08:00:00Z') });
const text = JSON.stringify(bundle);

describe('a bundle', () => {
  test('is dated, names its tool, and holds the whole report', () => {
    expect(bundle).toMatchObject({ bundle: 1, madeAt: '2026-11-22T08:00:00.000Z', tool: { name: 'culprit' } });
    expect(bundle.report.findings).toEqual(report.findings);
    expect(bundle.report.evidence.length).toBe(report.evidence.length);
    expect(compareReports(incompleteChain, bundle.report).causes).toEqual([]);
  });
  test('takes variables of an allow-list and nothing else', () => expect(Object.keys(bundle.environment)).toEqual(['HTTPS_PROXY', 'LANG']));
  test('takes out names, folders, secrets and what was asked for, and says where', () => {
    for (const gone of ['/home/ada-lovelace', 'pr0xy-pass', 'abc.def.ghi-123', 'Customer One', 'not-looked-at', 'ada-laptop']) expect(text).not.toContain(gone);
    expect(bundle.report.context['proxy']).toBe('~/proxy.pac');
    expect(bundle.report.notes[0]?.params['file']).toBe('[user] wrote this');
    expect(bundle.redactions.places).toEqual(expect.arrayContaining([
      { what: 'home-folder', at: '/report/context/proxy' }, { what: 'user-name', at: '/report/notes/0/params/file' },
      { what: 'asked-for', at: '/report/notes/0/params/of' }, { what: 'secret', at: '/report/notes/0/params/header' }, { what: 'secret', at: '/environment/HTTPS_PROXY' },
    ]));
    expect(bundle.redactions.count).toBe(bundle.redactions.places.length);
  });
  test('leaves a name inside of another word, and ids that look like a name', () => {
    expect(bundle.report.notes[0]?.params['word']).toBe('gradalovelaces');
    const named = createBundle(report, { env: { ...env, USER: 'certificate' } });
    expect(named.report.diagnoses.map(({ cause }) => cause)).toEqual(report.diagnoses.map(({ cause }) => cause));
    expect(Object.keys(named.report.texts)).toEqual(Object.keys(report.texts));
  });
});

test('a report is found in a report and in a bundle, and in nothing else', () => {
  expect(reportIn(report)).toBe(report);
  expect(reportIn(bundle)).toBe(bundle.report);
  for (const other of [undefined, null, [], {}, { bundle: 2, report }, { bundle: 1, report: {} }, { ...report, version: 99 }]) expect(reportIn(other)).toBeUndefined();
});

/* Each file is as the version of its name wrote it, and is never changed: a new version brings a new file. */
describe('what earlier versions wrote is still read:', () => {
  const fixtures = new URL('fixtures/', import.meta.url);
  const validate = new Ajv2020({ strict: false }).compile(reportSchema);
  test.each(readdirSync(fixtures))('%s', async (file) => {
    const written: unknown = JSON.parse(readFileSync(new URL(file, fixtures), 'utf8'));
    const read = reportIn(written);
    expect(isBundle(written)).toBe(file.startsWith('bundle-'));
    expect(isReport(read) && read.diagnoses[0]?.cause).toBe('certificate/incomplete-chain');
    expect(validate(read), JSON.stringify(validate.errors)).toBe(true);
    for (const [name, load] of Object.entries(reporters)) expect((await load()).render(read as Report, { locale: 'en', color: false, columns: 100, verbose: true }), name).not.toBe('');
  });
  test('there is one of each version', () => expect(readdirSync(fixtures).toSorted()).toEqual(['bundle-1.json', 'report-1.json']));
});
