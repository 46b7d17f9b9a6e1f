import { errorReply, refusedPort, startHttpServer, type HttpBehaviour, type HttpServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { createCircuit } from '../src/selection/circuit.ts';
import { createMirrorSelector, selectMirror, type SelectionEvent } from '../src/selection/mirror-selector.ts';
import { NoMirrorError } from '../src/selection/no-mirror-error.ts';

const active: HttpBehaviour = { headers: { 'X-Mirror-Status': 'active', 'X-Load-Average': '0.2', 'X-CDN-Node': 'fra-03' }, body: { json: {} } };
const inMaintenance: HttpBehaviour = { headers: { 'X-Mirror-Status': 'maintenance', 'X-Load-Average': '0.2', 'X-CDN-Node': 'fra-01' }, body: { json: {} } };
const mirror = (health: HttpBehaviour): Promise<HttpServer> => startHttpServer({ routes: { '/health': health } });
const profiled = ({ url }: { readonly url: string }, more: { readonly fallback?: boolean } = {}) => ({ url, profile: 'model-mirror-client', ...more });
const states = (verdicts: readonly { readonly state: string }[]): readonly string[] => verdicts.map(({ state }) => state);

test('of three mirrors, one dead, one slow and one in maintenance, the healthy fourth is chosen within the deadline, with the reasons', async () => {
  await using dead = await refusedPort();
  await using slow = await mirror('hang-before-headers');
  await using busy = await mirror(inMaintenance);
  await using good = await mirror(active);
  const { url, node, verdicts } = await selectMirror([`http://${dead.host}:${dead.port}`, profiled(slow), profiled(busy), profiled(good)], { hedgeMs: 50 });
  expect([url, node]).toEqual([good.url, 'fra-03']);
  expect(verdicts.map(({ state, how }) => [state, how])).toEqual([['unreachable', 'tcp-connection: refused (ECONNREFUSED)'], ['slow', undefined], ['maintenance', 'X-Mirror-Status: maintenance'], ['healthy', undefined]]);
});

test('the one of three that works is chosen although it is slow, once the others have said no', async () => {
  await using dead = await refusedPort();
  await using busy = await mirror(inMaintenance);
  await using slow = await mirror({ lateMs: 200, then: active });
  const { url, verdicts } = await selectMirror([`http://${dead.host}:${dead.port}`, profiled(busy), profiled(slow)], { hedgeMs: 20 });
  expect([url, ...states(verdicts)]).toEqual([slow.url, 'unreachable', 'maintenance', 'healthy']);
});

test('a mirror earlier in the list is taken when it answers within the hedge', async () => {
  await using first = await mirror({ lateMs: 60, then: active });
  await using second = await mirror(active);
  expect((await selectMirror([profiled(first), profiled(second)], { hedgeMs: 2_000 })).url).toBe(first.url);
  expect((await selectMirror([profiled(first), profiled(second)], { strategy: 'fastest' })).url).toBe(second.url);
});

test('where none is left there is one error with the reason of each', async () => {
  await using slow = await mirror('hang-before-headers');
  await using full = await mirror(errorReply(429, { retryAfter: 9 }));
  const events: string[] = [];
  const error = await selectMirror([profiled(slow), profiled(full), 'file:///no/such/folder'], { timeoutMs: 1_500, on: ({ type }) => events.push(type) }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NoMirrorError);
  expect(error instanceof NoMirrorError ? states(error.verdicts) : []).toEqual(['timed-out', 'overloaded', 'unreachable']);
  expect(String(error)).toContain(slow.url);
  expect(events.filter((type) => type === 'exhausted')).toEqual(['exhausted']);
});

test('a local endpoint is taken last', async () => {
  await using busy = await mirror(inMaintenance);
  await using local = await mirror(active);
  const chosen = await selectMirror([profiled(local, { fallback: true }), profiled(busy)]);
  expect([chosen.url, chosen.fallback]).toEqual([local.url, true]);
  await using back = await mirror(active);
  expect((await selectMirror([profiled(local, { fallback: true }), profiled(back)])).url).toBe(back.url);
  expect((await selectMirror([profiled(busy), { url: new URL('.', import.meta.url).href, fallback: true }])).url).toContain('file:');
});

test('a mirror that keeps failing is left alone for a while, and then tried again', async () => {
  await using recovering = await mirror({ inOrder: [errorReply(500), errorReply(500), active] });
  await using good = await mirror(active);
  const events: SelectionEvent[] = [];
  const selector = createMirrorSelector({ mirrors: [profiled(recovering), profiled(good)], freshMs: 0, circuit: { failures: 2, pauseMs: 200 }, on: (event) => events.push(event) });
  const next = async (): Promise<string> => states((await selector.select()).verdicts)[0] ?? '';
  expect([await next(), await next(), await next()]).toEqual(['unexpected-status', 'unexpected-status', 'suspended']);
  await new Promise((resolve) => { setTimeout(resolve, 250); });
  expect(await next()).toBe('healthy');
  expect(events.flatMap((event) => ('url' in event ? [event.type] : []))).toEqual(['suspended', 'resumed']);
});

test('one slow look is one failure, however many gave up waiting for it', async () => {
  await using slow = await mirror({ lateMs: 150, then: active });
  await using good = await mirror(active);
  const events: string[] = [];
  const selector = createMirrorSelector({ mirrors: [profiled(slow), profiled(good)], hedgeMs: 10, freshMs: 0, on: ({ type }) => events.push(type) });
  await Promise.all(Array.from({ length: 20 }, () => selector.select()));
  expect(events).not.toContain('suspended');
});

test('a mirror that failed in use is looked at anew', async () => {
  await using only = await mirror({ inOrder: [active, inMaintenance] });
  const selector = createMirrorSelector({ mirrors: [profiled(only)] });
  expect([(await selector.select()).url, (await selector.select()).url]).toEqual([only.url, only.url]);
  selector.failed(only.url);
  await expect(selector.select()).rejects.toThrow('X-Mirror-Status: maintenance');
});

test('a selection ends at once with its signal, and the next one begins anew', async () => {
  await using hanging = await mirror({ inOrder: ['hang-before-headers', active] });
  const selector = createMirrorSelector({ mirrors: [profiled(hanging)] });
  const controller = new AbortController();
  const selecting = selector.select({ signal: controller.signal });
  setTimeout(() => controller.abort(new Error('enough')), 50);
  await expect(selecting).rejects.toThrow('enough');
  expect((await selector.select()).url).toBe(hanging.url);
});

test('an encrypted mirror whose certificate does not verify is not taken', async () => {
  const { selfSigned, startTlsServer, httpHandler } = await import('@culprit/lab');
  const { chain, key } = await selfSigned({ names: ['localhost'] });
  await using server = await startTlsServer({ chain, key, http: httpHandler({ routes: { '/health': active } }) });
  await expect(selectMirror([profiled({ url: `https://localhost:${server.port}` })])).rejects.toThrow(/untrusted/);
});

test('a circuit opens after failures in a row and is half open after its pause', () => {
  const circuit = createCircuit({ failures: 2, pauseMs: 100 });
  circuit.failed(0);
  circuit.succeeded();
  circuit.failed(10);
  expect(circuit.allows(10)).toBe(true);
  circuit.failed(20);
  expect([circuit.allows(20), circuit.allows(119), circuit.allows(120)]).toEqual([false, false, true]);
  circuit.failed(120);
  expect(circuit.allows(200)).toBe(false);
});

test('ten thousand selections under load leave no socket and no timer behind', async () => {
  await using dead = await refusedPort();
  await using slow = await mirror('hang-before-headers');
  await using busy = await mirror(inMaintenance);
  await using good = await mirror(active);
  const mirrors = [`http://${dead.host}:${dead.port}`, profiled(slow), profiled(busy), profiled(good)];
  const often = { freshMs: 0, hedgeMs: 2, circuit: { failures: 1_000_000 } };
  const selector = createMirrorSelector({ mirrors, ...often });
  const resources = (): Record<string, number> => {
    const counted: Record<string, number> = {};
    for (const name of process.getActiveResourcesInfo()) if (/Socket|TCP|Timeout|GetAddrInfo/.test(name)) counted[name] = (counted[name] ?? 0) + 1;
    return counted;
  };
  await selector.select();
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  const before = resources();
  const chosen = new Set<string>();
  let left = 10_000;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      // Most share their looks; every hundredth has its own, and cuts off the slow one itself.
      chosen.add((await (left % 100 === 0 ? selectMirror(mirrors, often) : selector.select())).url);
    }
  };
  await Promise.all(Array.from({ length: 200 }, one));
  expect([...chosen]).toEqual([good.url]);
  // The last connections are closed by the kernel's next turn.
  for (let turn = 0; turn < 40 && Object.entries(resources()).some(([name, count]) => count > (before[name] ?? 0)); turn += 1) await new Promise((resolve) => { setTimeout(resolve, 25); });
  expect(Object.entries(resources()).filter(([name, count]) => count > (before[name] ?? 0))).toEqual([]);
  expect(Math.min(good.requests.length, slow.requests.length)).toBeGreaterThan(100);
}, 120_000);
