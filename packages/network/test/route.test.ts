import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../src/program/run-program.ts';
import { findTool } from '../src/route/find-tool.ts';
import type { Hop } from '../src/route/hop.ts';
import { judgeRoute, networkOf } from '../src/route/judge-route.ts';
import { parseMtr } from '../src/route/parse-mtr.ts';
import { parseTracepath } from '../src/route/parse-tracepath.ts';
import { parseTraceroute } from '../src/route/parse-traceroute.ts';
import { parseTracert } from '../src/route/parse-tracert.ts';
import { trialsFor } from '../src/route/tools.ts';
import { end, hop } from './cases/route-causes.ts';

const short = (hops: readonly Hop[]): readonly string[] => hops.map(({ ttl, address = '*', sent, received, typicalMs, refusal }) => `${ttl} ${address} ${received}/${sent} ${typicalMs ?? '-'}${refusal === undefined ? '' : ` !${refusal}`}`);

// Recorded with traceroute 2.1.2, iputils 20221126 and mtr 0.95 in network namespaces of three hops.
describe('traceroute of Linux', () => {
  test('hops with three measurements, silence and a prohibition', () => {
    const text = 'traceroute to 203.0.113.10 (203.0.113.10), 20 hops max, 60 byte packets\n 1  10.0.1.1  0.026 ms  0.003 ms  0.002 ms\n 2  * * *\n 3  10.0.2.2  0.006 ms !X  0.003 ms !X *\n';
    expect(short(parseTraceroute(text))).toEqual(['1 10.0.1.1 3/3 0.003', '2 * 0/3 -', '3 10.0.2.2 2/3 0.006 !X']);
  });

  test('several routers at one hop, and what was cut off in the middle of a line', () => {
    const text = 'traceroute to 203.0.113.10 (203.0.113.10), 20 hops max, 60 byte packets\n 1  10.0.1.1  1.2 ms 10.0.1.9  3.4 ms  5.0 ms\n10  2001:db8::1  12 ms  13 ms  11 ms\n11  10.';
    expect(short(parseTraceroute(text))).toEqual(['1 10.0.1.1 3/3 3.4', '10 2001:db8::1 3/3 12']);
  });
});

// The form is that of recorded outputs (recorded-settings.test.ts).
test('traceroute of macOS puts further routers of a hop into lines of their own', () => {
  const text = 'traceroute to example.org (203.0.113.10), 64 hops max, 52 byte packets\n 1  192.168.1.1  3.004 ms  1.712 ms  1.609 ms\n 2  100.64.0.1  8.1 ms\n    100.64.0.5  9.2 ms\n    100.64.0.1  7.9 ms\n 3  * * *\n 4  203.0.113.10  20.1 ms !Z  21.0 ms  19.8 ms\n';
  expect(short(parseTraceroute(text))).toEqual(['1 192.168.1.1 3/3 1.712', '2 100.64.0.1 3/3 8.1', '3 * 0/3 -', '4 203.0.113.10 3/3 20.1 !Z']);
});

test('tracepath has one measurement a hop, and says who refuses', () => {
  const text = ' 1?: [LOCALHOST]                      pmtu 1500\n 1:  10.0.1.1                                              0.036ms \n 1:  10.0.1.1                                              0.007ms \n 2:  no reply\n 3:  10.0.2.2                                              0.009ms !H\n     Resume: pmtu 1500 \n';
  expect(short(parseTracepath(text))).toEqual(['1 10.0.1.1 2/2 0.036', '2 * 0/1 -', '3 10.0.2.2 1/1 0.009 !H']);
});

// The form is that of recorded outputs (recorded-settings.test.ts); the Chinese one follows Microsoft's pages.
test.for([
  ['English', '\r\nTracing route to 203.0.113.10 over a maximum of 30 hops\r\n\r\n  1    <1 ms    <1 ms     1 ms  192.168.1.1 \r\n  2     *        *        *     Request timed out.\r\n  3    12 ms     *       14 ms  203.0.113.10 \r\n\r\nTrace complete.\r\n'],
  ['Chinese', '\r\n通过最多 30 个跃点跟踪到 203.0.113.10 的路由\r\n\r\n  1    <1 毫秒   <1 毫秒    1 毫秒 192.168.1.1 \r\n  2     *        *        *     请求超时。\r\n  3    12 ms     *       14 ms  203.0.113.10 \r\n\r\n跟踪完成。\r\n'],
] as const)('tracert in %s', ([, text]) => {
  expect(short(parseTracert(text))).toEqual(['1 192.168.1.1 3/3 1', '2 * 0/3 -', '3 203.0.113.10 2/3 14']);
});

test('mtr counts what came back', () => {
  const hub = (count: number, host: string, loss: number, avg: number) => ({ count, host, 'Loss%': loss, Snt: 10, Last: avg, Avg: avg, Best: avg, Wrst: avg, StDev: 0 });
  const text = JSON.stringify({ report: { mtr: { dst: '203.0.113.10' }, hubs: [hub(1, '10.0.1.1', 0, 0.067), hub(2, '???', 100, 0), { ...hub(3, '203.0.113.10', 20, 12), count: '3' }] } });
  expect(short(parseMtr(text))).toEqual(['1 10.0.1.1 10/10 0.067', '2 * 0/10 -', '3 203.0.113.10 8/10 12']);
  expect(parseMtr(text.slice(0, 100))).toEqual([]);
});

test('any output is read without a fault, and bounded', () => {
  const piece = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom(' 1  10.0.0.1  1 ms', ' 2  * * *', '!X', ' 1:  10.0.0.1  1ms', '  3    <1 ms  2 ms  * 10.0.0.1', '\n', '9999999999', '{"report":{"hubs":[{"count":1}]}}'));
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')), (text) => {
    for (const parse of [parseTraceroute, parseTracepath, parseTracert, parseMtr]) {
      for (const hop of parse(text)) expect([hop.ttl >= 1 && hop.ttl <= 64, hop.received <= hop.sent, hop.typicalMs === undefined || hop.typicalMs >= 0]).toEqual([true, true, true]);
    }
  }));
});

const kindOf = (...hops: readonly Hop[]): unknown => judgeRoute(hops, end, 300);

describe('a route', () => {
  test('with a slow or silent hop in the middle is fine', () => {
    expect(kindOf(hop(1, '10.0.0.1'), hop(2, '198.51.100.1', 900), hop(3, undefined), hop(4, end, 20))).toEqual({ kind: 'fine', hops: 4, totalMs: 20 });
  });

  test('with a delay that lasts to the end is slow from there', () => {
    expect(kindOf(hop(1, '10.0.0.1', 2), hop(2, '198.51.100.1', 900), hop(3, '198.51.100.9', 350), hop(4, end, 355))).toMatchObject({ kind: 'delay', hop: 2, address: '198.51.100.1', addedMs: 348, totalMs: 355 });
    expect(kindOf(hop(1, '10.0.0.1', 2), hop(2, '198.51.100.1', 3), hop(3, end, 299))).toMatchObject({ kind: 'fine' });
  });

  test('with loss in the middle only is fine, and loss to the end is loss from where it begins', () => {
    expect(kindOf(hop(1, '10.0.0.1'), hop(2, '198.51.100.1', 1, 2), hop(3, end))).toMatchObject({ kind: 'fine' });
    expect(kindOf(hop(1, '10.0.0.1'), hop(2, '198.51.100.1', 1, 7), hop(3, '198.51.100.9', 1, 6), hop(4, end, 1, 7))).toEqual({ kind: 'loss', hop: 2, address: '198.51.100.1', lossPercent: 30, sent: 10 });
    expect(kindOf(hop(1, '10.0.0.1'), hop(2, end, 1, 9))).toMatchObject({ kind: 'fine' });
  });

  test('that goes round in circles is a loop, and one router that answers twice is none', () => {
    const [a, b] = ['198.51.100.1', '198.51.100.2'];
    expect(kindOf(hop(1, '10.0.0.1'), hop(2, a), hop(3, b), hop(4, a), hop(5, b))).toEqual({ kind: 'loop', hop: 2, address: a, routers: `${a}, ${b}` });
    expect(kindOf(hop(1, a), hop(2, a), hop(3, b), hop(4, undefined))).toEqual({ kind: 'last-seen', hop: 3, address: b });
    expect(kindOf(hop(1, a), hop(2, b), hop(3, a), hop(4, undefined))).toMatchObject({ kind: 'last-seen' });
  });

  test('that a router refuses, that ends, and that nobody shows', () => {
    expect(kindOf(hop(1, '10.0.0.1'), hop(2, '198.51.100.1', 1, 3, { refusal: 'N' }))).toEqual({ kind: 'refused', hop: 2, address: '198.51.100.1', refusal: 'N' });
    expect(kindOf(hop(1, '10.0.0.1'), hop(2, undefined), hop(3, undefined))).toEqual({ kind: 'last-seen', hop: 1, address: '10.0.0.1' });
    expect(kindOf(hop(1, undefined), hop(2, undefined))).toEqual({ kind: 'silent' });
    expect(kindOf(hop(1, end, 1, 10, { refusal: 'X' }))).toMatchObject({ kind: 'fine' });
  });

  test('always has a verdict', () => {
    const anyHop = fc.record({ ttl: fc.integer({ min: 1, max: 30 }), address: fc.constantFrom('10.0.0.1', '198.51.100.1', '198.51.100.2', end), sent: fc.integer({ min: 0, max: 10 }), received: fc.integer({ min: 0, max: 10 }), typicalMs: fc.double({ min: 0, max: 2_000, noNaN: true }) });
    fc.assert(fc.property(fc.array(anyHop, { maxLength: 30 }), (hops) => {
      const verdict = judgeRoute(hops.map((one) => ({ ...one, received: Math.min(one.sent, one.received) })), end, 300);
      if (verdict.kind === 'delay') expect(verdict.totalMs).toBeGreaterThanOrEqual(300);
      if (verdict.kind === 'silent') expect(hops).toEqual([]);
    }));
  });

  test('a router is of the own network, the access provider or beyond by its address', () => {
    expect(['192.168.1.1', '10.1.1.1', 'fd00::1', '100.64.3.1', '100.128.0.1', '198.51.100.1', '2001:db8::1'].map(networkOf)).toEqual(['own', 'own', 'own', 'provider', 'public', 'public', 'public']);
  });
});

describe('the programs', () => {
  const options = { privileged: false, address: end, family: 4, port: 443, patienceMs: 10_000, connecting: false } as const;
  test('are asked for the port by TCP where that may be, and never through a shell', () => {
    expect(trialsFor({ ...options, platform: 'linux' }).map(({ tool, probe }) => `${tool} ${probe}`)).toEqual(['mtr icmp', 'mtr tcp', 'traceroute udp', 'tracepath udp']);
    expect(trialsFor({ ...options, connecting: true, platform: 'linux' }).map(({ tool, probe }) => `${tool} ${probe}`)).toEqual(['mtr tcp', 'mtr icmp', 'traceroute udp', 'tracepath udp']);
    expect(trialsFor({ ...options, platform: 'linux', privileged: true }).map(({ tool, probe }) => `${tool} ${probe}`)).toEqual(['mtr icmp', 'mtr tcp', 'traceroute tcp', 'traceroute udp', 'tracepath udp']);
    expect(trialsFor({ ...options, platform: 'win32' }).map(({ args }) => args.join(' '))).toEqual([`-4 -d -h 30 -w 1000 ${end}`]);
    expect(trialsFor({ ...options, platform: 'darwin', privileged: true })[2]?.args.join(' ')).toBe(`-n -q 3 -w 1 -m 30 -P tcp -p 443 ${end}`);
    for (const { args } of trialsFor({ ...options, platform: 'linux', privileged: true })) expect(args.at(-1)).toBe(end);
  });

  test.skipIf(process.platform === 'win32')('that hang are ended at the deadline, and what they printed by then counts', async () => {
    const output = await runProgram('/bin/sh', ['-c', 'echo " 1  10.0.0.1  1 ms"; exec sleep 60'], { patienceMs: 2_000, signal: new AbortController().signal });
    expect(output).toMatchObject({ outcome: 'failed', stdout: ' 1  10.0.0.1  1 ms\n' });
  });

  test('end with the run, and a flood of output is cut', async () => {
    const controller = new AbortController();
    const running = runProgram(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { patienceMs: 60_000, signal: controller.signal });
    controller.abort();
    expect(await running).toMatchObject({ outcome: 'failed' });
    const flood = await runProgram(process.execPath, ['-e', 'setInterval(() => process.stdout.write("x".repeat(65536)), 0)'], { patienceMs: 60_000, signal: new AbortController().signal });
    expect(flood.outcome === 'failed' ? flood.stdout.length : 0).toBe(262_144);
  });

  test('that may not do it say why', async () => {
    expect(await runProgram(process.execPath, ['-e', 'console.error("Operation not permitted"); process.exit(1)'], { patienceMs: 5_000, signal: new AbortController().signal })).toMatchObject({ outcome: 'failed', complaint: 'Operation not permitted' });
    expect(await findTool('no-such-program-anywhere')).toBeUndefined();
  });
});
