import { isToolError } from '@culprit/core';
import { expect, test } from 'vitest';
import { readChannel, readHeartbeat, readMaintenance, readRule, readWatchSettings } from '../src/read-settings.ts';
import { writtenChannel, writtenHeartbeat, writtenMaintenance, writtenRule } from '../src/written-settings.ts';

const hours = [{ from: '2026-11-22T20:00:00Z', to: '2026-11-23T06:00:00+08:00' }, { days: [1, 5], begin: '22:00', end: '07:00', timeZone: 'Asia/Shanghai' }];

test.each([
  { id: 'down', type: 'consecutive', failures: 3, severity: 'critical', for: { tags: ['web'] } },
  { id: 'some', type: 'm-of-n', failures: 2, of: 5 },
  { id: 'log-ins', type: 'rate', measure: 'log-ins', window: '10m' },
  { id: 'slow', type: 'latency', slowerThan: '2s', over: 10, clearBelow: 5 },
  { id: 'ends', type: 'certificate', days: 30 },
])('a rule of type $type that was written from what was read reads the same', (given) => {
  const rule = readRule(given);
  expect(readRule(writtenRule(rule))).toEqual(rule);
  expect(JSON.stringify(writtenRule(rule))).not.toContain('Ms"');
});

test.each(hours)('so do maintenance and a channel with quiet hours %o', (when) => {
  const maintenance = readMaintenance({ id: 'move', title: 'Moving', hours: when, for: { targets: ['a'] } });
  expect(readMaintenance(writtenMaintenance(maintenance))).toEqual(maintenance);
  const channel = readChannel({ name: 'ops', type: 'webhook', language: 'zh-CN', atLeast: 'major', quiet: when, options: { url: 'env:HOOK', key: 'env:HOOK_KEY' } });
  expect(readChannel(writtenChannel(channel))).toEqual(channel);
});

test('so do a channel without them and a heartbeat', () => {
  const channel = readChannel({ name: 'ops', type: 'webhook', options: { url: 'env:HOOK' } });
  expect(readChannel(writtenChannel(channel))).toEqual(channel);
  const heartbeat = readHeartbeat({ id: 'backup', name: 'Backup', interval: '1d', tags: ['nightly'] });
  expect(readHeartbeat(writtenHeartbeat(heartbeat))).toEqual(heartbeat);
});

test('a name that is misplaced is told with all that stand there, those with members of their own too', () => {
  const complaint = (read: () => unknown): string => {
    try {
      read();
    } catch (error) {
      return isToolError(error) ? error.text.en : String(error);
    }
    return 'taken';
  };
  expect([
    complaint(() => readMaintenance({ id: 'nightly', begin: '02:00' })), complaint(() => readChannel({ type: 'webhook', url: 'https://example.com/' })), complaint(() => readWatchSettings({ targets: [] })),
  ]).toEqual([
    'What to watch by is wrong: maintenance.begin is unknown, known: id, title, hours, for.',
    'What to watch by is wrong: channel.url is unknown, known: name, language, atLeast, quietForCritical, type, options, quiet, for.',
    'What to watch by is wrong: watch.targets is unknown, known: concurrency, defaults, rules, maintenance, channels, heartbeats, retention, flapping.',
  ]);
});
