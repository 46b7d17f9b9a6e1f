import { ToolError } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { targetId } from '../src/schedule.ts';
import { createReceiver } from './receiver.ts';
import { createRig, type Rig } from './rig.ts';

const minute = 60_000;
const always = { from: 0, to: Date.UTC(2030, 0) };
const idOf = (name: string): string => targetId(`light://${name}`);
const looksAt = async ({ store }: Rig, name: string) => (await store.results({ target: idOf(name), ...always, limit: 1_000 })).items.toReversed();
const incidents = async ({ store }: Rig) => (await store.incidents({})).items;

describe('the schedule', () => {
  test('looks come at the interval, by the clock and not by when the last one ended', async () => {
    await using rig = await createRig({ lights: { a: 'on' } });
    await rig.clock.pass(5 * minute + 1_000);
    const looks = await looksAt(rig, 'a');
    expect(looks.length).toBeGreaterThanOrEqual(14);
    expect(new Set(looks.slice(1).map(({ dueAt }, index) => dueAt - (looks[index]?.dueAt ?? 0)))).toEqual(new Set([20_000]));
    expect(new Set(looks.map(({ verdict }) => verdict))).toEqual(new Set(['up']));
  });

  test('targets do not come all at once', async () => {
    await using rig = await createRig({ lights: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`l${index}`, 'on' as const])) });
    await rig.clock.pass(21_000);
    const moments = (await rig.store.standings()).map(({ latest }) => Math.floor(latest.dueAt / 1_000) % 20);
    expect(moments).toHaveLength(30);
    expect(new Set(moments).size).toBeGreaterThan(8);
  });

  test('a failure is looked at again before it counts', async () => {
    await using rig = await createRig({ lights: { a: 'off' }, watch: { defaults: { interval: '20s', retries: 2, retryDelay: '1s' } } });
    await rig.clock.pass(24_000);
    expect((await looksAt(rig, 'a'))[0]).toMatchObject({ verdict: 'down', attempts: 3 });
    expect(await incidents(rig)).toMatchObject([{ cause: 'street/blown-fuse', state: 'open' }]);
  });

  test('a failure that was a moment is none', async () => {
    await using rig = await createRig({ lights: { a: 'slow' }, watch: { defaults: { interval: '20s', retries: 1, retryDelay: '1s' } } });
    rig.street.meanwhile = () => rig.street.lights.set('a', 'on');
    await rig.clock.pass(24_000);
    expect((await looksAt(rig, 'a'))[0]).toMatchObject({ verdict: 'up', attempts: 2 });
  });

  test('looks at once where somebody asks, keeps the report and leaves the schedule alone', async () => {
    await using rig = await createRig({ lights: { a: 'on' }, targets: ['light://a'] });
    const made = await rig.watch.runNow(idOf('a'));
    expect(made?.report.exitCode).toBe(0);
    expect(await rig.store.report(idOf('a'), made?.result.dueAt ?? 0)).toMatchObject({ exitCode: 0 });
    expect(await rig.watch.runNow('nobody')).toBeUndefined();
    await rig.clock.pass(41_000);
    expect((await looksAt(rig, 'a')).length).toBeGreaterThanOrEqual(3);
  });

  test('a target that is paused is left alone, and its incident ends as withdrawn', async () => {
    await using rig = await createRig({ lights: { a: 'off' }, targets: [] });
    const target = await rig.watch.addTarget('light://a');
    await rig.clock.pass(21_000);
    await expect(rig.watch.changeTarget(target.id, { intervalMs: 0 })).rejects.toThrow('interval');
    await rig.watch.changeTarget(target.id, { paused: true });
    const looks = (await looksAt(rig, 'a')).length;
    await rig.clock.pass(2 * minute);
    expect((await looksAt(rig, 'a')).length).toBe(looks);
    expect(await incidents(rig)).toMatchObject([{ state: 'resolved', ended: 'withdrawn' }]);
  });
});

describe('the config', () => {
  test('a reload takes targets in and out', async () => {
    await using rig = await createRig({ lights: { a: 'on', b: 'on' }, targets: ['light://a'] });
    await rig.watch.reload(rig.config(['light://b']));
    await rig.clock.pass(21_000);
    expect(await looksAt(rig, 'a')).toEqual([]);
    expect(await looksAt(rig, 'b')).toHaveLength(1);
  });

  test.each([
    ['a target that no plugin reads', ['ligth://a'], {}, /ligth/],
    ['a target that is there twice', ['light://a', ' light://a'], {}, /twice/],
    ['a rule with an unknown type', ['light://a'], { rules: [{ id: 'x', type: 'consecutiv' }] }, /consecutive/],
    ['a rule that would never clear', ['light://a'], { rules: [{ id: 'x', type: 'rate', over: 5, clearBelow: 6 }] }, /clear/],
    ['a channel without its address', ['light://a'], { channels: [{ name: 'x', type: 'slack' }] }, /url/],
    ['a time zone that is none', ['light://a'], { maintenance: [{ id: 'm', hours: { begin: '00:00', end: '01:00', timeZone: 'Mars/Olympus' } }] }, /Asia\/Shanghai/],
  ])('%s is refused; the old config holds and the watcher says so', async (_, targets, watch, reason) => {
    await using rig = await createRig({ lights: { a: 'on' } });
    await expect(rig.watch.reload(rig.config(targets, watch))).rejects.toMatchObject({ name: 'ToolError', message: expect.stringMatching(reason) as string });
    expect(rig.watch.health().refusedReload?.reason.en).toMatch(reason);
    await rig.clock.pass(21_000);
    expect(await looksAt(rig, 'a')).toHaveLength(1);
    await rig.watch.reload(rig.config(['light://a']));
    expect(rig.watch.health().refusedReload).toBeUndefined();
  });

  test('a file that can not be read is refused like one that is wrong', async () => {
    await using rig = await createRig({ lights: { a: 'on' } });
    const unreadable = new ToolError('CONFIG_UNREADABLE', { en: 'line 3: no YAML', 'zh-CN': '第 3 行不是 YAML' });
    await expect(rig.watch.reload(() => Promise.reject(unreadable))).rejects.toBe(unreadable);
    expect(rig.watch.health().refusedReload?.reason.en).toBe('line 3: no YAML');
  });

  test('a rule that an earlier version took and this one does not is left out, and the watcher says so', async () => {
    await using rig = await createRig({ lights: { a: 'off' } });
    await rig.store.saveSetting({ kind: 'rule', id: 'old', body: { id: 'old', type: 'moon-phase' }, changedAt: 0 });
    const after = await rig.again();
    expect(after.watch.health().faults).toMatchObject([{ kind: 'setting:rule:old' }]);
    const ended = after.watch.stop(0);
    await rig.clock.pass(1);
    await ended;
  });

  test('a target of the API is kept over the end of the process, and can be removed', async () => {
    await using rig = await createRig({ targets: [] });
    rig.street.lights.set('b', 'on');
    const added = await rig.watch.addTarget({ kind: 'light', lamp: 'b', name: 'B', tags: ['x'], interval: '5s' });
    expect(added).toMatchObject({ label: 'B', tags: ['x'], intervalMs: 5_000, origin: 'api' });
    await expect(rig.watch.addTarget({ kind: 'light', lamp: 'b' })).rejects.toThrow('already');
    const after = await rig.again();
    expect(after.watch.targets().map(({ label }) => label)).toEqual(['B']);
    expect(await after.watch.removeTarget(added.id)).toBe(true);
    expect(after.watch.targets()).toEqual([]);
    const stopped = after.watch.stop(0);
    await rig.clock.pass(1);
    await stopped;
  });
});

describe('incidents', () => {
  test('lights that one power cut puts out are one incident', async () => {
    await using rig = await createRig({ lights: { a: 'dark', b: 'dark', c: 'off', d: 'on' } });
    await rig.clock.pass(21_000);
    const all = await incidents(rig);
    expect(all.map(({ cause, targets }) => [cause, targets.length]).sort()).toEqual([['street/blown-fuse', 1], ['street/power-cut', 2]]);
    expect(all[0]?.text.en).toMatchObject({ title: expect.any(String) as string, witness: 'The fuse says so' });
    rig.street.lights.set('a', 'on');
    await rig.clock.pass(20_000);
    expect((await incidents(rig)).filter(({ state }) => state === 'open')).toHaveLength(2);
    rig.street.lights.set('b', 'on');
    await rig.clock.pass(20_000);
    expect((await incidents(rig)).find(({ cause }) => cause === 'street/power-cut')).toMatchObject({ state: 'resolved', ended: 'recovered' });
  });

  test('a look that says nothing is neither up nor down, and ends no incident', async () => {
    await using rig = await createRig({ lights: { a: 'off' } });
    await rig.clock.pass(21_000);
    rig.street.lights.set('a', 'fog');
    await rig.clock.pass(60_000);
    expect(await incidents(rig)).toMatchObject([{ state: 'open' }]);
    const [day] = await rig.store.rollups({ resolution: 'day', target: idOf('a'), ...always });
    expect(day).toMatchObject({ up: 0, inconclusive: 3 });
  });

  test('an open incident outlives the process, without a second one and with its end', async () => {
    await using rig = await createRig({ lights: { a: 'off' } });
    await rig.clock.pass(21_000);
    const stopped = rig.watch.stop(0);
    await rig.clock.pass(1);
    await stopped;
    const after = await rig.again();
    await rig.clock.pass(21_000);
    expect(await incidents(rig)).toHaveLength(1);
    rig.street.lights.set('a', 'on');
    await rig.clock.pass(20_000);
    expect(await incidents(rig)).toMatchObject([{ state: 'resolved' }]);
    const ended = after.watch.stop(0);
    await rig.clock.pass(1);
    await ended;
  });

  test('what fails during maintenance is measured and is no incident', async () => {
    const now = Date.UTC(2026, 10, 22, 7);
    await using rig = await createRig({ lights: { a: 'off' }, watch: { maintenance: [{ id: 'm', title: 'New bulbs', hours: { from: new Date(now).toISOString(), to: new Date(now + minute).toISOString() } }] } });
    await rig.clock.pass(59_000);
    expect((await looksAt(rig, 'a'))[0]).toMatchObject({ verdict: 'down', planned: true });
    expect(await incidents(rig)).toEqual([]);
    await rig.clock.pass(21_000);
    expect(await incidents(rig)).toHaveLength(1);
  });
});

describe('the watcher itself', () => {
  test('its own blindness is one event and no incident, however many targets it hides', async () => {
    await using rig = await createRig({ lights: { a: 'blind', b: 'blind', c: 'blind' } });
    await rig.clock.pass(2 * minute);
    expect(await incidents(rig)).toEqual([]);
    expect((await rig.store.faults({})).items).toMatchObject([{ kind: 'street/blindfold', text: { en: 'Whoever looks is blindfolded' } }]);
    expect((await looksAt(rig, 'a'))[0]).toMatchObject({ verdict: 'inconclusive', because: 'self-fault' });
    for (const name of ['a', 'b', 'c']) rig.street.lights.set(name, 'on');
    await rig.clock.pass(21_000);
    expect((await rig.store.faults({ open: true })).items).toEqual([]);
  });

  test('its own trouble that stands in nobody\'s way is told, and what answers is up', async () => {
    await using rig = await createRig({ lights: { a: 'dim', b: 'on' } });
    await rig.clock.pass(minute);
    expect((await looksAt(rig, 'a'))[0]).toMatchObject({ verdict: 'up' });
    expect((await looksAt(rig, 'a'))[0]?.cause).toBeUndefined();
    expect(await incidents(rig)).toEqual([]);
    expect((await rig.store.faults({ open: true })).items).toMatchObject([{ kind: 'street/tired-eyes' }]);
    rig.street.lights.set('a', 'on');
    await rig.clock.pass(21_000);
    expect((await rig.store.faults({ open: true })).items).toEqual([]);
  });

  /** The control goes over a socket, which the clock of the test does not know of. */
  const afterControls = async (rig: Rig): Promise<void> => {
    await rig.clock.pass(21_000);
    await expect.poll(() => rig.watch.health().underway).toBe(0);
    await rig.clock.pass(2_000);
  };

  test('where nothing answers, nor the control, it is the watcher that is cut off', async () => {
    await using rig = await createRig({ lights: { a: 'gone', b: 'gone' }, controls: ['http://127.0.0.1:1'] });
    await afterControls(rig);
    expect(await incidents(rig)).toEqual([]);
    expect((await rig.store.faults({ open: true })).items).toMatchObject([{ kind: 'no-egress' }]);
    for (const name of ['a', 'b']) rig.street.lights.set(name, 'on');
    await afterControls(rig);
    expect((await rig.store.faults({ open: true })).items).toEqual([]);
    expect(await incidents(rig)).toEqual([]);
  });

  test('where nothing answers and the control does, the targets are down', async () => {
    await using outside = await createReceiver();
    await using rig = await createRig({ lights: { a: 'gone', b: 'gone' }, controls: ['http://127.0.0.1:1', outside.url] });
    await afterControls(rig);
    expect((await incidents(rig)).map(({ cause }) => cause)).toEqual(['street/no-way', 'street/no-way']);
    expect((await rig.store.faults({})).items).toEqual([]);
  });

  test('a target that answered in some way is down whatever the control says', async () => {
    await using rig = await createRig({ lights: { a: 'off' }, controls: ['http://127.0.0.1:1'] });
    await afterControls(rig);
    expect(await incidents(rig)).toHaveLength(1);
  });

  test('a look that fails while the watcher stands still says nothing', async () => {
    await using rig = await createRig({ lights: { a: 'slow' } });
    rig.street.meanwhile = () => rig.clock.stall(10_000);
    await rig.clock.pass(21_000);
    rig.street.lights.set('a', 'on');
    await rig.clock.pass(40_000);
    expect((await looksAt(rig, 'a'))[0]).toMatchObject({ verdict: 'inconclusive', because: 'self-fault' });
    expect(await incidents(rig)).toEqual([]);
    expect((await rig.store.faults({})).items.map(({ kind }) => kind)).toContain('stalled');
  });

  test.each([['forward', 3_600_000], ['back', -3_600_000]])('a clock that is put %s an hour is one event; looks go on and none is lost', async (_, by) => {
    await using rig = await createRig({ lights: { a: 'on' } });
    await rig.clock.pass(2 * minute);
    const before = (await looksAt(rig, 'a')).length;
    rig.clock.jump(by);
    await rig.clock.pass(2 * minute);
    expect((await looksAt(rig, 'a')).length - before).toBeGreaterThanOrEqual(5);
    expect((await rig.store.faults({})).items.map(({ kind }) => kind)).toEqual(['clock-jump']);
    expect(await incidents(rig)).toEqual([]);
    rig.street.lights.set('a', 'off');
    await rig.clock.pass(21_000);
    expect((await rig.store.standings())[0]).toMatchObject({ verdict: 'down' });
  });

  test.each([1, 2, 3, 4, 5, 6])('a clock that jumps right after it was read for time %i is one event', async (reading) => {
    await using rig = await createRig({ lights: { a: 'on' } });
    await rig.clock.pass(minute);
    const { now } = rig.clock;
    let left = reading;
    Object.assign(rig.clock, {
      now: () => {
        const read = now();
        if (--left === 0) rig.clock.jump(-60 * minute);
        return read;
      },
    });
    await rig.clock.pass(minute);
    expect(left).toBeLessThanOrEqual(0);
    expect((await rig.store.faults({})).items.map(({ kind, details }) => [kind, details['ms']])).toEqual([['clock-jump', -60 * minute]]);
  });

  test('a clock that is put forward makes no heartbeat late, and one that is put back lets none be late unnoticed', async () => {
    await using rig = await createRig({ watch: { heartbeats: [{ id: 'backup', name: 'Backup', interval: '1m', grace: '1m' }] } });
    await rig.watch.beat('backup', 'ok');
    rig.clock.jump(60 * minute);
    await rig.clock.pass(minute);
    expect(await incidents(rig)).toEqual([]);
    rig.clock.jump(-60 * minute);
    await rig.clock.pass(2 * minute);
    expect(await incidents(rig)).toMatchObject([{ cause: 'watch/heartbeat' }]);
  });

  test('when the clock was put back, it is still noticed that nothing is reached any more', async () => {
    await using rig = await createRig({ lights: { a: 'on' }, controls: ['http://127.0.0.1:1'] });
    await rig.clock.pass(minute);
    rig.clock.jump(-60 * minute);
    rig.street.lights.set('a', 'gone');
    await afterControls(rig);
    expect(await incidents(rig)).toEqual([]);
    expect((await rig.store.faults({ open: true })).items).toMatchObject([{ kind: 'no-egress' }]);
  });

  test('a clock that is put years ahead makes nothing so old that it is forgotten', async () => {
    await using rig = await createRig({ lights: { a: 'on' } });
    await rig.clock.pass(minute);
    const before = await looksAt(rig, 'a');
    expect(before.length).toBeGreaterThanOrEqual(3);
    rig.clock.jump(3_000 * 1_440 * minute);
    await rig.clock.pass(minute);
    expect((await looksAt(rig, 'a')).slice(0, before.length)).toEqual(before);
  });

  test('while the store takes nothing, looks go on, and afterwards nothing is missing', async () => {
    await using rig = await createRig({ lights: { a: 'on' } });
    const commit = rig.store.commit.bind(rig.store);
    const { StoreError } = await import('../src/index.ts');
    Object.assign(rig.store, { commit: () => Promise.reject(new StoreError('unreadable', 'disk I/O error')) });
    await rig.clock.pass(21_000);
    expect(rig.watch.health().faults).toMatchObject([{ text: { en: expect.stringContaining('the database can not be read') as string } }]);
    // The same trouble, as the disk tells it next.
    Object.assign(rig.store, { commit: () => Promise.reject(new StoreError('full', 'no space')) });
    await rig.clock.pass(39_000);
    expect(rig.watch.health()).toMatchObject({ storeTrouble: 'full', unstored: 3, faults: [{ text: { en: expect.stringContaining('the disk is full') as string, 'zh-CN': expect.stringContaining('磁盘已满') as string } }] });
    Object.assign(rig.store, { commit });
    await rig.clock.pass(minute);
    expect(rig.watch.health().storeTrouble).toBeUndefined();
    expect(await looksAt(rig, 'a')).toHaveLength(6);
    expect((await rig.store.faults({})).items).toMatchObject([{ kind: 'storage', endedAt: expect.any(Number) as number }]);
  });
});
