import { expect, test } from 'vitest';
import { compareReports, isReport, renderDifference } from '../src/report-diff.ts';
import type { Report } from '../src/report.ts';
import { healthy, incompleteChain } from './reporters-samples.ts';

const nothing = { causes: [], findings: [], targets: [], circumstances: [] };

test('a report does not differ from itself, nor from one that was made later and found the same', () => {
  expect(compareReports(healthy, healthy)).toEqual(nothing);
  expect(compareReports(healthy, { ...healthy, startedAt: '2026-11-23T08:00:00.000Z', tookMs: 900 })).toEqual(nothing);
  expect(renderDifference(nothing, 'en')).toBe('Nothing changed.\n');
  expect(renderDifference(nothing, 'zh-CN')).toBe('没有变化。\n');
});

test('a cause that is new has no before, and the same one the other way round has no after', () => {
  const key = 'certificate/incomplete-chain@example.com:443';
  const broke = compareReports(healthy, incompleteChain).causes.find(({ about }) => about === key);
  const mended = compareReports(incompleteChain, healthy).causes.find(({ about }) => about === key);
  expect(broke).not.toHaveProperty('before');
  expect(mended).not.toHaveProperty('after');
  expect(broke?.after).toEqual(mended?.before);
});

test('a cause that stayed with other numbers is no news, near as it is to a new one', () => {
  const worse: Report = { ...incompleteChain, diagnoses: incompleteChain.diagnoses.map((diagnosis) => ({ ...diagnosis, params: { ...diagnosis.params, issuer: 'R12' } })) };
  expect(compareReports(incompleteChain, worse).causes).toEqual([]);
});

test('findings are compared by what their targets are called, whatever ids a report gave these', () => {
  const renumbered: Report = {
    ...healthy,
    targets: healthy.targets.map((target) => ({ ...target, id: `t1${target.id}` })),
    findings: healthy.findings.map((finding) => ({ ...finding, target: `t1${finding.target}` })),
  };
  expect(compareReports(healthy, renumbered)).toEqual(nothing);
});

test('a finding tells how it was and how it is, in both languages', () => {
  const { findings } = compareReports(healthy, incompleteChain);
  const changed = findings.find(({ about }) => about === 'certificate/chain @ example.com:443');
  expect(changed?.before).toEqual({ en: 'pass: The chain is complete, issued by R11', 'zh-CN': 'pass: 证书链完整，由 R11 签发' });
  expect(changed?.after?.en).toMatch(/^fail: /);
});

test('other machines, versions and targets are circumstances that may explain it', () => {
  const elsewhere: Report = { ...healthy, context: { ...healthy.context, proxy: 'http://127.0.0.1:7890' }, plugins: [{ name: '@culprit/network', version: '0.2.0' }], targets: healthy.targets.slice(0, 2) };
  const { circumstances, targets } = compareReports(healthy, elsewhere);
  expect(circumstances.map(({ about, before, after }) => [about, before?.en, after?.en])).toEqual([
    ['proxy', 'direct', 'http://127.0.0.1:7890'], ['@culprit/network', '0.1.0', '0.2.0'], ['@culprit/certificate', '0.1.0', undefined],
  ]);
  expect(targets.map(({ about }) => about)).toEqual(['host example.com']);
});

test('the rendering titles what changed in the language of its reader, and spells out control characters', () => {
  const difference = compareReports(healthy, { ...healthy, context: { ...healthy.context, proxy: 'evil\u001B[2J' } });
  expect(renderDifference(difference, 'en')).toBe('CIRCUMSTANCES\n  proxy\n    - direct\n    + evil\\u{1b}[2J\n');
  expect(renderDifference(difference, 'zh-CN')).toMatch(/^环境\n/);
});

test('what is no report is told apart from one', () => {
  expect(isReport(healthy)).toBe(true);
  expect([undefined, null, [], 'report', {}, { ...healthy, version: 2 }, { ...healthy, findings: 'none' }].filter(isReport)).toEqual([]);
});
