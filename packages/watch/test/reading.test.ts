import type { Diagnosis, Finding, Report } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { gist, read } from '../src/reading.ts';

const diagnosis = (cause: string, more: Partial<Diagnosis> = {}): Diagnosis => ({
  key: `${cause}@x`, cause, claimed: true, owner: 'service', layer: 'connection', scope: 'endpoint', subject: 'x', severity: 'critical', confidence: 'certain', params: {}, text: `${cause}#y`,
  witness: [], explains: [], prevents: [], also: [], ruledOut: [], open: [], remedies: [], docs: '', ...more,
});
const own = diagnosis('network/machine-offline', { owner: 'machine', scope: 'machine' });

const report = (more: Partial<Report>): Report => ({
  version: 1, tool: { name: 'culprit', version: '0' }, plugins: [], context: {}, startedAt: '', tookMs: 1, settings: { depth: 'quick', offline: false },
  targets: [{ id: 't1', kind: 'http-resource', label: 'x', data: {} }], evidence: [], findings: [], diagnoses: [], notes: [], thirdParties: [], interrupted: false, bugs: [], texts: {}, exitCode: 1, ...more,
});

describe('what a report comes to', () => {
  test('a failure of the service is down', () => {
    expect(read(report({ diagnoses: [diagnosis('network/connection-refused')] }))).toMatchObject({ verdict: 'down', causes: [{ cause: 'network/connection-refused' }] });
  });

  test('a failure that only this machine or its network is the cause of says nothing about the target', () => {
    expect(read(report({ diagnoses: [own] }))).toMatchObject({ verdict: 'inconclusive', because: 'self-fault', causes: [], own: [{ cause: 'network/machine-offline' }] });
    expect(read(report({ diagnoses: [diagnosis('network/intercepted-dns', { owner: 'network', scope: 'network' }), diagnosis('x/y#z', { claimed: false })] }))).toMatchObject({ verdict: 'inconclusive' });
  });

  test('trouble of this machine that stood in nobody\'s way leaves a target up that answered', () => {
    const clock = diagnosis('network/clock-skew', { owner: 'machine', scope: 'machine', severity: 'major' });
    const finding = (layer: Finding['layer'], outcome: Finding['outcome'], more: Partial<Finding> = {}): Finding => ({ id: `${layer}#${outcome}`, check: layer, layer, target: 't1', outcome, params: {}, evidence: [], ...more });
    const skewed = finding('machine', 'fail', { severity: 'major' });
    const verdict = (...findings: readonly Finding[]) => read(report({ diagnoses: [clock], findings: [skewed, ...findings] })).verdict;
    expect(read(report({ diagnoses: [clock], findings: [skewed, finding('http', 'pass'), finding('proxy', 'not-applicable')] }))).toMatchObject({ verdict: 'up', causes: [], own: [{ cause: 'network/clock-skew' }] });
    expect(verdict()).toBe('inconclusive');
    expect(verdict(finding('http', 'pass'), finding('identity', 'fail', { severity: 'critical' }))).toBe('inconclusive');
    expect(verdict(finding('http', 'pass'), finding('identity', 'inconclusive', { required: true }))).toBe('inconclusive');
    expect(verdict(finding('connection', 'pass'), finding('http', 'skipped'))).toBe('inconclusive');
  });

  test('beside trouble of this machine, what a control proved about the target counts', () => {
    expect(read(report({ diagnoses: [own, diagnosis('certificate/expired'), diagnosis('network/reset', { confidence: 'likely' })] }))).toMatchObject({ verdict: 'down', causes: [{ cause: 'certificate/expired' }] });
  });

  test('a setting of this machine that one endpoint suffers from is about that endpoint', () => {
    expect(read(report({ diagnoses: [diagnosis('network/hosts-override', { owner: 'machine', scope: 'endpoint' })] }))).toMatchObject({ verdict: 'down' });
  });

  test('of a machine that is watched, its own trouble is the news', () => {
    expect(read(report({ diagnoses: [own], targets: [{ id: 't1', kind: 'machine', label: 'this machine', data: {} }] }))).toMatchObject({ verdict: 'down', causes: [{ cause: 'network/machine-offline' }] });
  });

  test.each([[0, 'up', undefined], [3, 'inconclusive', 'unsettled'], [70, 'inconclusive', 'crashed']])('exit code %i is %s', (exitCode, verdict, because) => {
    const reading = read(report({ exitCode }));
    expect([reading.verdict, reading.because]).toEqual([verdict, because]);
  });

  test('steps, node and certificate come from the evidence; what is not there is left out', () => {
    const observed = (fact: string, tookMs: number, exhibit: object) => ({ id: fact, fact, input: {}, tookMs, status: 'observed' as const, exhibit: exhibit as never });
    const reading = read(report({
      exitCode: 0,
      evidence: [
        observed('network/name-resolution', 3, {}), observed('network/tcp-connection', 5, { address: '192.0.2.7' }), observed('network/tls-handshake', 9, {}), observed('network/http-exchange', 30, { firstByteMs: 21 }),
        observed('network/tcp-connection', 99, { address: '192.0.2.8' }), observed('certificate/chain', 1, { certificates: [{ notAfter: '2027-01-01T00:00:00.000Z', fingerprint256: 'ab' }] }),
      ],
    }));
    expect(reading).toMatchObject({ phases: { name: 3, connect: 5, tls: 9, firstByte: 21 }, node: '192.0.2.7', certificate: { notAfter: Date.UTC(2027, 0), fingerprint: 'ab' } });
    expect(read(report({ exitCode: 0, evidence: [observed('certificate/chain', 1, { certificates: [{ notAfter: 'never', fingerprint256: 'ab' }] })] }))).toMatchObject({ phases: {} });
  });

  test('reports that say the same with other numbers have the same gist', () => {
    expect(gist(report({ tookMs: 1, diagnoses: [own] }))).toBe(gist(report({ tookMs: 2, diagnoses: [{ ...own, params: { ms: 5 } }] })));
    expect(gist(report({ diagnoses: [own] }))).not.toBe(gist(report({ diagnoses: [] })));
  });
});
