import type { Standing } from '@culprit/watch';
import { expect, test } from 'vitest';
import { targetMetrics } from '../src/monitoring/target-metrics.ts';

const standing = (target: string, verdict: Standing['verdict'], latest: Partial<Standing['latest']> = {}): Standing =>
  ({ target, verdict, since: 1, latest: { target, dueAt: 1, startedAt: 1, tookMs: 5, verdict, attempts: 1, phases: {}, ...latest } });

test('the gauges of targets are told in the format of Prometheus, whatever a target is called', async () => {
  const text = await targetMetrics([
    standing('a', 'up', { phases: { connect: 2, tls: 12.5 }, certificateNotAfter: 1_800_000_000_000 }), standing('b', 'down'), standing('c', 'inconclusive'),
  ], (id) => (id === 'b' ? 'say "b"\\\n} 1' : id));
  expect(text.split('\n')).toEqual([
    '# HELP culprit_target_up 1 up, 0 down; absent while nothing can be said', '# TYPE culprit_target_up gauge',
    'culprit_target_up{target="a"} 1', 'culprit_target_up{target="say \\"b\\"\\\\\\n} 1"} 0', '',
    '# HELP culprit_target_phase_seconds How long the steps of the latest look took', '# TYPE culprit_target_phase_seconds gauge',
    'culprit_target_phase_seconds{target="a",phase="connect"} 0.002', 'culprit_target_phase_seconds{target="a",phase="tls"} 0.0125', '',
    '# HELP culprit_target_certificate_not_after_seconds When the certificate ends, in seconds since 1970', '# TYPE culprit_target_certificate_not_after_seconds gauge',
    'culprit_target_certificate_not_after_seconds{target="a"} 1800000000', '', '',
  ]);
});

test('looks go on while the gauges of thousands of targets are written', async () => {
  let turns = 0;
  let over = false;
  const turn = (): void => {
    turns += 1;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  await targetMetrics(Array.from({ length: 4_000 }, (_, index) => standing(`t${index}`, 'up')), (id) => id);
  over = true;
  expect(turns).toBeGreaterThanOrEqual(40);
});
