import { describe, expect, test } from 'vitest';
import type { OutboxEntry, Store } from '../src/index.ts';
import { createReceiver, type Receiver } from './receiver.ts';
import { createRig, type Rig } from './rig.ts';

const minute = 60_000;
const hour = 60 * minute;

const hook = (name: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, never>> => ({ name, type: 'webhook', options: { url: `test:${name}` }, ...more }) as never;

async function rigWith(receivers: Readonly<Record<string, Receiver>>, options: Parameters<typeof createRig>[0] = {}): Promise<Rig> {
  return createRig({ secrets: new Map(Object.entries(receivers).map(([name, { url }]) => [name, url])), ...options });
}

/** Waits for what goes over sockets, which the clock of the test does not know of. */
async function outbox(store: Store, until: (entries: readonly OutboxEntry[]) => boolean): Promise<readonly OutboxEntry[]> {
  let entries: readonly OutboxEntry[] = [];
  await expect.poll(async () => until(entries = (await store.outbox.list({})).items.toReversed()), { timeout: 10_000, interval: 5 }).toBe(true);
  return entries;
}

const kinds = ({ received }: Receiver): readonly string[] => received.map(({ body }) => (JSON.parse(body) as { readonly kind: string }).kind);
const settled = (count: number) => (entries: readonly OutboxEntry[]): boolean => entries.length >= count && entries.every(({ state }) => state !== 'waiting');

describe('who is told', () => {
  test('an incident is told once when it begins and once when it ends, with a receipt', async () => {
    await using receiver = await createReceiver();
    await using rig = await rigWith({ ops: receiver }, { lights: { a: 'dark', b: 'dark' }, watch: { channels: [hook('ops')] } });
    await rig.clock.pass(3 * minute);
    await outbox(rig.store, settled(1));
    for (const name of ['a', 'b']) rig.street.lights.set(name, 'on');
    await rig.clock.pass(minute);
    const entries = await outbox(rig.store, settled(2));
    expect(kinds(receiver)).toEqual(['triggered', 'resolved']);
    expect(entries).toMatchObject([{ state: 'delivered', receipt: '200 OK', attempts: 1 }, { state: 'delivered' }]);
    expect(JSON.parse(receiver.received[1]?.body ?? '')).toMatchObject({ incident: { targets: [], touched: [expect.any(String), expect.any(String)] }, labels: { [JSON.parse(receiver.received[0]?.body ?? '').incident.touched[0] as string]: 'light://a' } });
  });

  test('a channel hears of what it asked for', async () => {
    await using all = await createReceiver();
    await using grave = await createReceiver();
    await using some = await createReceiver();
    await using rig = await rigWith({ all, grave, some }, {
      lights: { a: 'off', b: 'dark' }, targets: [{ kind: 'light', lamp: 'a' }, { kind: 'light', lamp: 'b', tags: ['shop'] }],
      watch: { channels: [hook('all'), hook('grave', { atLeast: 'critical' }), hook('some', { for: { tags: ['shop'] } })] },
    });
    await rig.clock.pass(minute);
    await outbox(rig.store, settled(4));
    expect([all, grave, some].map(({ received }) => received.map(({ body }) => (JSON.parse(body) as { readonly incident: { readonly cause: string } }).incident.cause).sort())).toEqual([
      ['street/blown-fuse', 'street/power-cut'], ['street/blown-fuse'], ['street/power-cut'],
    ]);
  });

  test('in quiet hours a message waits, a critical one does not', async () => {
    await using receiver = await createReceiver();
    await using rig = await rigWith({ ops: receiver }, { lights: { a: 'dark' }, watch: { channels: [hook('ops', { quiet: { begin: '06:00', end: '07:30', timeZone: 'UTC' } })] } });
    await rig.clock.pass(10 * minute);
    expect(await outbox(rig.store, (entries) => entries.length === 1)).toMatchObject([{ state: 'waiting', nextAt: Date.UTC(2026, 10, 22, 7, 30), attempts: 0 }]);
    rig.street.lights.set('a', 'off');
    await rig.clock.pass(minute);
    await expect.poll(() => kinds(receiver)).toEqual(['triggered']);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ incident: { severity: 'critical' } });
    await rig.clock.pass(20 * minute);
    await expect.poll(() => kinds(receiver)).toEqual(['triggered', 'triggered', 'resolved']);
  });

  test('a receiver that is away gets the message later, under the same key', async () => {
    await using receiver = await createReceiver();
    receiver.answer = () => ({ status: receiver.received.length < 3 ? 503 : 200 });
    await using rig = await rigWith({ ops: receiver }, { lights: { a: 'off' }, watch: { channels: [hook('ops')] } });
    await rig.clock.pass(22_000);
    await outbox(rig.store, ([first]) => (first?.attempts ?? 0) >= 1);
    await rig.clock.pass(minute);
    await outbox(rig.store, ([first]) => (first?.attempts ?? 0) >= 2);
    await rig.clock.pass(minute);
    expect(await outbox(rig.store, settled(1))).toMatchObject([{ state: 'delivered', attempts: 3 }]);
    expect(new Set(receiver.received.map(({ headers }) => headers['culprit-delivery'])).size).toBe(1);
  });

  test('a receiver that was away gets the message no later because the clock was put back meanwhile', async () => {
    await using receiver = await createReceiver();
    receiver.answer = () => ({ status: 503 });
    await using rig = await rigWith({ ops: receiver }, { lights: { a: 'off' }, watch: { channels: [hook('ops')] } });
    await rig.clock.pass(22_000);
    await outbox(rig.store, ([first]) => (first?.attempts ?? 0) >= 1);
    receiver.answer = () => ({ status: 200 });
    rig.clock.jump(-hour);
    await rig.clock.pass(minute);
    await outbox(rig.store, settled(1));
    expect(kinds(receiver).at(-1)).toBe('triggered');
  });

  test('a channel that fails is told by the others, and so is that it works again', async () => {
    await using bad = await createReceiver();
    await using good = await createReceiver();
    bad.answer = () => ({ status: 404 });
    await using rig = await rigWith({ bad, good }, { lights: { a: 'off' }, watch: { channels: [hook('bad'), hook('good')] } });
    await rig.clock.pass(25_000);
    await expect.poll(() => kinds(good)).toEqual(['triggered', 'channel-failing']);
    expect(JSON.parse(good.received[1]?.body ?? '')).toMatchObject({ channel: { name: 'bad', reason: '404 Not Found' } });
    expect(rig.watch.health().faults).toMatchObject([{ kind: 'channel:bad' }]);
    bad.answer = () => ({ status: 200 });
    await rig.clock.pass(hour);
    await expect.poll(() => kinds(good)).toEqual(['triggered', 'channel-failing', 'channel-recovered']);
    expect(rig.watch.health().faults).toEqual([]);
  });

  test('a secret that is gone makes the channel fail, and shows nothing', async () => {
    await using good = await createReceiver();
    await using rig = await rigWith({ good }, { lights: { a: 'off' }, watch: { channels: [hook('bad'), hook('good')] } });
    await rig.clock.pass(25_000);
    await expect.poll(() => kinds(good)).toEqual(['triggered', 'channel-failing']);
    expect((await rig.store.outbox.list({ channel: 'bad' })).items).toMatchObject([{ state: 'waiting', receipt: expect.stringContaining('test:bad') as string }]);
    expect(rig.watch.health().faults).toMatchObject([{ kind: 'channel:bad', text: { en: expect.stringMatching(/^The channel bad does not deliver: The secret test:bad/) as string, 'zh-CN': expect.stringMatching(/^通知渠道 bad 无法送达：密钥/) as string } }]);
  });

  test('what waits in the outbox when the process ends is delivered by the next one', async () => {
    await using receiver = await createReceiver();
    receiver.answer = () => ({ status: 503 });
    await using rig = await rigWith({ ops: receiver }, { lights: { a: 'off' }, watch: { channels: [hook('ops')] } });
    await rig.clock.pass(22_000);
    await outbox(rig.store, ([first]) => (first?.attempts ?? 0) >= 1);
    const stopped = rig.watch.stop(0);
    await rig.clock.pass(1);
    await stopped;
    receiver.answer = () => ({ status: 200 });
    const after = await rig.again();
    await rig.clock.pass(minute);
    expect(await outbox(rig.store, settled(1))).toMatchObject([{ state: 'delivered' }]);
    const ended = after.watch.stop(0);
    await rig.clock.pass(1);
    await ended;
  });

  test('a test message goes out at once and leaves no trace', async () => {
    await using receiver = await createReceiver();
    await using rig = await rigWith({ ops: receiver }, { watch: { channels: [hook('ops')] } });
    expect(await rig.watch.testChannel('ops')).toEqual({ outcome: 'delivered', receipt: '200 OK' });
    expect(await rig.watch.testChannel('nobody')).toBeUndefined();
    expect((await rig.store.outbox.list({})).items).toEqual([]);
  });
});

describe('what is worth telling', () => {
  const about = async ({ store }: Rig): Promise<readonly (readonly [string, string])[]> => (await store.incidents({})).items.map(({ cause, state }) => [cause, state]);
  const logIns = (at: number, failures: number, of: number): Parameters<Rig['watch']['logIns']>[0] => [
    { service: 'shop', at, outcome: 'failure', reason: 'wrong-password', count: failures }, { service: 'shop', at, outcome: 'success', reason: '', count: of - failures },
  ];

  test('log-ins that fail more than 5 % of the time, once there are enough, until it is below 3 %', async () => {
    await using rig = await createRig();
    await rig.watch.logIns(logIns(rig.clock.now(), 2, 19));
    expect(await about(rig)).toEqual([]);
    await rig.watch.logIns(logIns(rig.clock.now(), 0, 21));
    expect(await about(rig)).toEqual([]);
    await rig.watch.logIns(logIns(rig.clock.now(), 1, 10));
    const [incident] = (await rig.store.incidents({})).items;
    expect(incident).toMatchObject({ cause: 'watch/log-in-failure-rate', subject: 'shop', numbers: { n: 50, bad: 3, inconclusive: 0, windowMs: 15 * minute, value: 6, threshold: 5, clearsAt: 3 }, text: { en: { title: '6 % of the log-ins to shop fail' } } });
    await rig.watch.logIns(logIns(rig.clock.now(), 0, 25));
    expect(await about(rig)).toEqual([['watch/log-in-failure-rate', 'open']]);
    await rig.watch.logIns(logIns(rig.clock.now(), 0, 50));
    expect(await about(rig)).toEqual([['watch/log-in-failure-rate', 'resolved']]);
  });

  test('inconclusive log-ins stand beside the rate and do not thin it', async () => {
    await using rig = await createRig();
    await rig.watch.logIns([...logIns(rig.clock.now(), 2, 20), { service: 'shop', at: rig.clock.now(), outcome: 'inconclusive', reason: '', count: 500 }]);
    expect((await rig.store.incidents({})).items).toMatchObject([{ numbers: { n: 20, bad: 2, inconclusive: 500, value: 10 } }]);
  });

  test('log-ins that stay away leave nothing that an incident could rest on', async () => {
    await using rig = await createRig();
    await rig.watch.logIns(logIns(rig.clock.now(), 10, 20));
    await rig.clock.pass(44 * minute);
    expect(await about(rig)).toEqual([['watch/log-in-failure-rate', 'open']]);
    await rig.clock.pass(3 * minute);
    expect(await about(rig)).toEqual([['watch/log-in-failure-rate', 'resolved']]);
  });

  test('log-ins before the process began count in its window', async () => {
    await using rig = await createRig();
    await rig.watch.logIns(logIns(rig.clock.now(), 10, 19));
    const after = await rig.again();
    await after.watch.logIns(logIns(rig.clock.now(), 1, 1));
    expect(await about(rig)).toEqual([['watch/log-in-failure-rate', 'open']]);
    const ended = after.watch.stop(0);
    await rig.clock.pass(1);
    await ended;
  });

  test('a look at a log-in is a log-in', async () => {
    await using rig = await createRig({ targets: ['login://shop'], watch: { defaults: { interval: '5s', retries: 0 }, rules: [{ id: 'log-ins', type: 'rate', measure: 'log-ins', minimum: 3 }] } });
    rig.street.lights.set('shop', 'off');
    await rig.clock.pass(30_000);
    expect(await about(rig)).toEqual([['watch/log-in-failure-rate', 'open']]);
    expect((await rig.store.logIns({ from: 0, to: Infinity }))[0]).toMatchObject({ service: 'shop', outcome: 'failure', reason: 'street/blown-fuse' });
  });

  test('three of five', async () => {
    await using rig = await createRig({ lights: { a: 'off' }, watch: { rules: [{ id: 'down', type: 'm-of-n', failures: 3, of: 5 }] } });
    await rig.clock.pass(40_000);
    rig.street.lights.set('a', 'on');
    await rig.clock.pass(20_000);
    expect(await about(rig)).toEqual([]);
    rig.street.lights.set('a', 'off');
    await rig.clock.pass(22_000);
    expect((await rig.store.incidents({})).items).toMatchObject([{ cause: 'street/blown-fuse', numbers: { n: 4, bad: 3 } }]);
  });

  test('three in a row, where what says nothing neither counts nor interrupts', async () => {
    await using rig = await createRig({ lights: { a: 'off' }, watch: { rules: [{ id: 'down', type: 'consecutive', failures: 3 }] } });
    await rig.clock.pass(40_000);
    rig.street.lights.set('a', 'fog');
    await rig.clock.pass(20_000);
    expect(await about(rig)).toEqual([]);
    rig.street.lights.set('a', 'off');
    await rig.clock.pass(22_000);
    expect((await rig.store.incidents({})).items).toMatchObject([{ numbers: { n: 3, bad: 3, inconclusive: 1 } }]);
  });

  test('a heartbeat that is not heard of, or that says that it failed', async () => {
    await using rig = await createRig({ watch: { heartbeats: [{ id: 'backup', name: 'Backup', interval: '10m', grace: '1m' }] } });
    expect(await rig.watch.beat('backup', 'ok')).toBe(true);
    expect(await rig.watch.beat('nobody', 'ok')).toBe(false);
    await rig.clock.pass(10 * minute);
    expect(await about(rig)).toEqual([]);
    await rig.clock.pass(2 * minute);
    expect(await about(rig)).toEqual([['watch/heartbeat', 'open']]);
    await rig.watch.beat('backup', 'ok');
    expect(await about(rig)).toEqual([['watch/heartbeat', 'resolved']]);
    await rig.clock.pass(hour / 60);
    await rig.watch.beat('backup', 'failed');
    expect(await about(rig)).toEqual([['watch/heartbeat', 'open']]);
  });

  test('a heartbeat is late no earlier than its interval after it was asked for', async () => {
    await using rig = await createRig();
    await rig.clock.pass(3 * minute);
    await rig.watch.saveHeartbeat({ id: 'backup', name: 'Backup', interval: '1m', grace: '30s' });
    await rig.clock.pass(minute);
    expect(await about(rig)).toEqual([]);
    await rig.clock.pass(minute);
    expect(await about(rig)).toEqual([['watch/heartbeat', 'open']]);
  });

  test('what comes and goes is told a few times, then once as flapping, and nothing of it is lost', async () => {
    await using receiver = await createReceiver();
    await using rig = await rigWith({ ops: receiver }, { lights: { a: 'off' }, watch: { channels: [hook('ops')], flapping: { span: '30m', returns: 2 } } });
    for (let round = 0; round < 10; round += 1) {
      rig.street.lights.set('a', round % 2 === 0 ? 'off' : 'on');
      await rig.clock.pass(20_000);
    }
    await rig.clock.pass(2_000);
    await outbox(rig.store, settled(5));
    expect(kinds(receiver)).toEqual(['triggered', 'resolved', 'triggered', 'resolved', 'flapping']);
    rig.street.lights.set('a', 'on');
    await rig.clock.pass(40 * minute);
    await outbox(rig.store, settled(6));
    expect(kinds(receiver).at(-1)).toBe('resolved');
  });
});
