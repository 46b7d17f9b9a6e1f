import type { Report } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { Engine } from '../src/engine.ts';
import type { Reading } from '../src/reading.ts';
import type { Incident, Result, WatchedTarget } from '../src/records.ts';
import type { Rule } from '../src/settings.ts';

const t0 = Date.UTC(2026, 10, 22, 7);
const day = 86_400_000;

const target = (id: string): WatchedTarget => ({ id, entry: `https://${id}.example/`, label: id, tags: [], origin: 'config', paused: false, intervalMs: 20_000, jitterMs: 0, timeoutMs: 1_000, retries: 0, retryDelayMs: 0 });

const report: Report = {
  version: 1, tool: { name: 'culprit', version: '0' }, plugins: [], context: {}, startedAt: '', tookMs: 1, settings: { depth: 'quick', offline: false }, targets: [], evidence: [], findings: [], diagnoses: [], notes: [],
  thirdParties: [], interrupted: false, bugs: [], texts: {}, exitCode: 0,
};

/** An engine with one rule and two targets, and what became of incidents so far. */
function watching(rule: Rule): { readonly look: (id: string, at: number, more?: Partial<Result>, reading?: Partial<Reading>) => void; readonly incidents: () => readonly Incident[] } {
  const targets = new Map(['a', 'b'].map((id) => [id, target(id)]));
  const engine = new Engine({ targets, rules: [rule], maintenance: [], channels: [], heartbeats: [], flapping: { spanMs: 1_800_000, returns: 3 } }, { incidents: [], faults: [], conditions: [], beats: [] }, t0);
  return {
    look(id, at, more = {}, reading = {}) {
      const result: Result = { target: id, dueAt: t0 + at, startedAt: t0 + at, tookMs: 10, verdict: 'up', attempts: 1, phases: {}, ...more };
      engine.take(targets.get(id) ?? target(id), result, { verdict: result.verdict, causes: [], own: [], phases: {}, ...reading }, report, t0 + at);
    },
    incidents: () => engine.openIncidents(),
  };
}

describe('days that a certificate has left', () => {
  const certificate = (days: number, fingerprint = 'ab'): Partial<Reading> => ({ certificate: { notAfter: t0 + days * day + 3_600_000, fingerprint } });

  test('one certificate at two targets is one incident, until both show another', () => {
    const { look, incidents } = watching({ id: 'c', type: 'certificate', days: 14 });
    look('a', 0, {}, certificate(13));
    look('b', 1, {}, certificate(13));
    expect(incidents()).toMatchObject([{ cause: 'watch/certificate-days', targets: ['a', 'b'], numbers: { value: 13, threshold: 14 }, text: { en: { title: 'The certificate of a expires in 13 days' } } }]);
    look('a', 2, {}, certificate(90, 'cd'));
    // A look that reached no certificate says nothing about it.
    look('b', 3, { verdict: 'down' });
    expect(incidents()).toMatchObject([{ targets: ['b'] }]);
    look('b', 4, {}, certificate(90, 'cd'));
    expect(incidents()).toEqual([]);
  });

  test('enough days are no incident', () => {
    const { look, incidents } = watching({ id: 'c', type: 'certificate', days: 14 });
    look('a', 0, {}, certificate(14));
    expect(incidents()).toEqual([]);
  });
});

describe('latency', () => {
  const rule: Rule = { id: 'l', type: 'latency', slowerThanMs: 100, over: 50, clearBelow: 40, windowMs: 600_000, minimum: 4 };

  test('more than half of the looks are slow, until it is less than two in five', () => {
    const { look, incidents } = watching(rule);
    for (let round = 0; round < 3; round += 1) look('a', round * 20_000, { tookMs: 500 });
    expect(incidents()).toEqual([]);
    look('a', 60_000, { tookMs: 500 });
    expect(incidents()).toMatchObject([{ cause: 'watch/latency', subject: 'a', numbers: { n: 4, bad: 4, inconclusive: 0, value: 100 } }]);
    for (let round = 4; round < 10; round += 1) look('a', round * 20_000);
    // 4 of 10 are not below 40 %.
    expect(incidents()).toHaveLength(1);
    look('a', 200_000);
    expect(incidents()).toEqual([]);
  });

  test('looks that did not arrive are not slow', () => {
    const { look, incidents } = watching(rule);
    for (let round = 0; round < 8; round += 1) look('a', round * 20_000, { tookMs: 9_000, verdict: round % 2 === 0 ? 'down' : 'inconclusive' });
    expect(incidents()).toEqual([]);
  });
});
