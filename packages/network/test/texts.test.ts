import { placeholders, type Template } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { allCauses, networkPlugin } from './examine.ts';

const { checks } = await networkPlugin();
const causes = await allCauses();

const names = (template: Template | undefined): readonly string[] => [...placeholders(template ?? '')].sort();

describe.each(causes.map((cause) => [cause.id, cause] as const))('%s', (_id, { text, suspectedBy, remedies }) => {
  test('says the same in both languages', () => {
    expect(names(text['zh-CN'].title)).toEqual(names(text.en.title));
    for (const group of ['confirmed', 'ruledOut', 'open'] as const) {
      expect(Object.keys(text['zh-CN'][group])).toEqual(Object.keys(text.en[group]));
      for (const [reason, template] of Object.entries(text.en[group])) expect([reason, ...names(text['zh-CN'][group][reason])]).toEqual([reason, ...names(template)]);
    }
    for (const remedy of remedies) {
      expect(remedy.text['zh-CN'].steps).toHaveLength(remedy.text.en.steps.length);
      for (const [index, step] of remedy.text.en.steps.entries()) expect([remedy.id, ...names(remedy.text['zh-CN'].steps[index])]).toEqual([remedy.id, ...names(step)]);
    }
  });

  test('names each reason once', () => {
    const reasons = [...Object.keys(text.en.confirmed), ...Object.keys(text.en.ruledOut), ...Object.keys(text.en.open)];
    expect(new Set(reasons).size).toBe(reasons.length);
  });

  test('is suspected by failures that exist', () => {
    const failures = checks.flatMap((check) => Object.entries(check.findings).filter(([, spec]) => spec.outcome === 'fail').map(([finding]) => `${check.id}#${finding}`));
    for (const finding of suspectedBy.filter((id) => id.startsWith('network/'))) expect(failures).toContain(finding);
  });
});

test.each(checks.map((check) => [check.id, check] as const))('%s says the same in both languages', (_id, { text, findings }) => {
  expect(Object.keys(text.en.findings).sort()).toEqual(Object.keys(findings).sort());
  for (const [finding, template] of Object.entries(text.en.findings)) expect([finding, ...names(text['zh-CN'].findings[finding])]).toEqual([finding, ...names(template)]);
});
