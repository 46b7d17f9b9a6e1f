import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IncidentBook, type Trouble } from '../src/incident-book.ts';
import type { Incident, Message, Transition } from '../src/records.ts';

const minute = 60_000;

const trouble = (key: string, more: Partial<Trouble> = {}): Trouble => ({
  key, cause: key, subject: key, severity: 'major', owner: 'service', rule: 'down', numbers: { n: 1, bad: 1, inconclusive: 0, windowMs: minute },
  text: { en: { title: key, remedies: [] }, 'zh-CN': { title: key, remedies: [] } }, ...more,
});

function book(options: { readonly returns?: number; readonly channelsFor?: (incident: Incident) => readonly string[] } = {}): { readonly book: IncidentBook; readonly steps: Transition[]; readonly told: string[]; readonly latest: Map<string, Incident> } {
  const steps: Transition[] = [];
  const told: string[] = [];
  const latest = new Map<string, Incident>();
  const { returns = 3, channelsFor = () => ['mail'] } = options;
  return {
    steps, told, latest,
    book: new IncidentBook({ flapping: { spanMs: 30 * minute, returns }, channelsFor }, {
      changed: (incident, transition) => {
        latest.set(incident.id, incident);
        steps.push(transition);
      },
      tell: (channels: readonly string[], { kind, incident }: Message & { readonly incident: Incident }) => told.push(...channels.map((channel) => `${channel} ${kind} ${incident.key}`)),
    }),
  };
}

describe('incidents by cause', () => {
  test('two targets that fail for one cause are one incident, over when both are well', () => {
    const { book: incidents, told, steps } = book();
    incidents.claim('down', 'a', [trouble('expired@h:443')], 0);
    incidents.claim('down', 'b', [trouble('expired@h:443')], 1);
    incidents.claim('down', 'a', [], 2);
    expect(told).toEqual(['mail triggered expired@h:443']);
    expect(incidents.open()).toMatchObject([{ targets: ['b'], touched: ['a', 'b'] }]);
    incidents.claim('down', 'b', [], 3);
    expect(told).toEqual(['mail triggered expired@h:443', 'mail resolved expired@h:443']);
    expect(steps.map(({ kind }) => kind)).toEqual(['triggered', 'spread', 'shrank', 'resolved']);
    expect(incidents.open()).toEqual([]);
  });

  test('the same cause at two places is two incidents', () => {
    const { book: incidents } = book();
    incidents.claim('down', 'a', [trouble('refused@h:1')], 0);
    incidents.claim('down', 'b', [trouble('refused@h:2')], 0);
    expect(incidents.open()).toHaveLength(2);
  });

  test('a look that finds another cause ends the one before and says so', () => {
    const { book: incidents, latest } = book();
    incidents.claim('down', 'a', [trouble('refused')], 0);
    incidents.claim('down', 'a', [trouble('expired')], 1);
    expect([...latest.values()].map(({ key, state, ended }) => ({ key, state, ended }))).toEqual([{ key: 'refused', state: 'resolved', ended: 'another-cause' }, { key: 'expired', state: 'open', ended: undefined }]);
  });

  test('an incident that two rules claim lasts until neither does', () => {
    const { book: incidents } = book();
    incidents.claim('in-a-row', 'a', [trouble('refused')], 0);
    incidents.claim('share', 'a', [trouble('refused')], 0);
    incidents.claim('in-a-row', 'a', [], 1);
    expect(incidents.open()).toHaveLength(1);
    incidents.claim('share', 'a', [], 2);
    expect(incidents.open()).toEqual([]);
  });

  test('what comes and goes is told a few times, once more as flapping, and then when it stays', () => {
    const { book: incidents, told } = book({ returns: 2 });
    for (let round = 0; round < 20; round += 1) {
      incidents.claim('down', 'a', [trouble('x')], round * minute);
      incidents.claim('down', 'a', [], round * minute + 1);
    }
    expect(told.map((line) => line.split(' ')[1])).toEqual(['triggered', 'resolved', 'triggered', 'resolved', 'flapping']);
    incidents.tick(100 * minute);
    expect(told.at(-1)).toBe('mail resolved x');
    expect(new Set(told.map((line) => line.split(' ')[2]))).toEqual(new Set(['x']));
  });

  test('whoever comes to hear of it later is told that it began, and all are told that it is over', () => {
    const { book: incidents, told } = book({ channelsFor: ({ severity }) => (severity === 'critical' ? ['mail', 'phone'] : ['mail']) });
    incidents.claim('down', 'a', [trouble('x')], 0);
    incidents.claim('down', 'a', [trouble('x', { severity: 'critical' })], 1);
    incidents.claim('down', 'a', [], 2);
    expect(told).toEqual(['mail triggered x', 'phone triggered x', 'mail resolved x', 'phone resolved x']);
  });

  test('a process that takes over goes on with what is open and tells nothing twice', () => {
    const before = book();
    before.book.claim('down', 'a', [trouble('x')], 0);
    const after = book();
    after.book.restore([...before.latest.values()]);
    after.book.claim('down', 'a', [trouble('x')], minute);
    expect(after.told).toEqual([]);
    after.book.claim('down', 'a', [], 2 * minute);
    expect(after.told).toEqual(['mail resolved x']);
  });

  test('a target that is gone takes its claims along', () => {
    const { book: incidents, latest } = book();
    incidents.claim('down', 'a', [trouble('x')], 0);
    incidents.release((_rule, holder) => holder === 'a', 1);
    expect([...latest.values()]).toMatchObject([{ state: 'resolved', ended: 'withdrawn' }]);
  });

  test('whatever happens, each channel hears a beginning, then an end, in turn, and an end at last', () => {
    const event = fc.record({ holder: fc.constantFrom('a', 'b', 'c'), keys: fc.subarray(['x', 'y']), after: fc.integer({ min: 1, max: 40 * minute }), severe: fc.boolean() });
    fc.assert(fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const { book: incidents, told } = book({ returns: 2, channelsFor: ({ severity }) => (severity === 'critical' ? ['mail', 'phone'] : ['mail']) });
      let now = 0;
      for (const { holder, keys, after, severe } of events) {
        now += after;
        incidents.tick(now);
        incidents.claim('down', holder, keys.map((key) => trouble(key, { severity: severe ? 'critical' : 'major' })), now);
      }
      for (const holder of ['a', 'b', 'c']) incidents.claim('down', holder, [], now);
      incidents.tick(now + 31 * minute);
      for (const who of ['mail', 'phone']) {
        for (const key of ['x', 'y']) {
          const heard = told.filter((line) => line.startsWith(`${who} `) && line.endsWith(` ${key}`)).map((line) => line.split(' ')[1]);
          // Flapping may be told to somebody who was just told that it is over, or that it began.
          const ends = heard.map((kind) => (kind === 'resolved' ? 'end' : 'begin'));
          expect(ends.filter((kind, index) => kind === ends[index - 1])).toEqual([]);
          expect(ends.at(-1) ?? 'end').toBe('end');
        }
      }
    }));
  });
});
