import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import * as fc from 'fast-check';
import { listenOnLoopback } from '@culprit/lab';
import { describe, expect, test } from 'vitest';
import { countTowards, hasDefaultRoute4, hasDefaultRoute6, readPortRange } from '../src/connection/proc-net.ts';
import { localConnection } from '../src/facts/local-connection.ts';
import { localNetwork, type LocalNetwork } from '../src/facts/local-network.ts';
import { gather } from './gather.ts';

describe('the tables of the kernel', () => {
  const routes = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
  test('tell a default route from one to a network, and from one that rejects', () => {
    expect(hasDefaultRoute4(`${routes}eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0\n`)).toBe(true);
    expect(hasDefaultRoute4(`${routes}eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n`)).toBe(false);
    expect(hasDefaultRoute4(`${routes}*\t00000000\t00000000\t0201\t0\t0\t0\t00000000\t0\t0\t0\n`)).toBe(false);
    const zero = '0'.repeat(32);
    expect(hasDefaultRoute6(`${zero} 00 ${zero} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n`)).toBe(true);
    expect(hasDefaultRoute6(`${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo\n`)).toBe(false);
  });

  test('count the ports towards one address, whatever the state and the local end', () => {
    const line = (n: number, local: string, remote: string): string => `   ${n}: ${local} ${remote} 06 00000000:00000000 00:00000000 00000000  0 0 0\n`;
    const table = `  sl  local_address rem_address   st\n${line(0, '0100007F:C350', '0A0200C0:01BB')}${line(1, '0100007F:C351', '0A0200C0:01BB')}${line(2, '0A0200C0:01BB', '0100007F:C350')}${line(3, '0100007F:C352', '0A0200C0:0050')}`;
    expect(countTowards(table, '192.0.2.10', 443)).toBe(2);
    expect(countTowards(line(0, `${'0'.repeat(32)}:C350`, 'B80D0120000000000000000010000000:01BB'), '2001:db8::10', 443)).toBe(1);
  });

  test('are read without harm whatever they hold', () => {
    expect(readPortRange('32768\t60999\n')).toEqual({ first: 32_768, last: 60_999 });
    expect(readPortRange('60999 32768')).toBeUndefined();
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(65_535), (text, address, port) => {
      expect(typeof hasDefaultRoute4(text)).toBe('boolean');
      expect(typeof hasDefaultRoute6(text)).toBe('boolean');
      expect(countTowards(text, address, port)).toBeGreaterThanOrEqual(0);
      const range = readPortRange(text);
      expect(range === undefined || range.first <= range.last).toBe(true);
    }));
  });
});

test('this machine says what it is connected by, without its addresses', async () => {
  const { value } = await gather(localNetwork.of({}));
  for (const { name, families } of (value as LocalNetwork).interfaces) expect([typeof name, families.every((family) => family === 4 || family === 6)]).toEqual(['string', true]);
  expect(JSON.stringify(value)).not.toMatch(/\d+\.\d+\.\d+\.\d+/);
});

test('a connection over loopback begins where no limit is met', async () => {
  expect((await gather(localConnection.of({}))).value).toEqual({ outcome: 'connected' });
});

test('an interrupted run does not wait for it', async () => {
  expect((await gather(localConnection.of({}), { signal: AbortSignal.abort() })).value).toMatchObject({ outcome: 'failed', code: 'ABORT_ERR' });
});

/** In a process of its own, which opens files until no more are to be had, and then examines. */
const program = `
import { openSync } from 'node:fs';
import { definePlugin, run } from '@culprit/core';
import { connection } from ${JSON.stringify(new URL('../src/checks/connection.ts', import.meta.url).href)};
import { openFileLimit } from ${JSON.stringify(new URL('../src/causes/open-file-limit.ts', import.meta.url).href)};
import { tcpEndpoint } from ${JSON.stringify(new URL('../src/targets/tcp-endpoint.ts', import.meta.url).href)};
const plugin = definePlugin({ name: '@culprit/network', version: '0.0.0', api: 1, targets: [tcpEndpoint], checks: [connection], causes: [openFileLimit] });
const examine = (port) => run({ plugins: [plugin], targets: [{ kind: 'tcp-endpoint', host: '127.0.0.1', port }], controls: { resolvers: [], timeSources: [], sni: [] } });
// A service that watches has loaded what a failure needs by the time it runs out of files.
await examine(1);
try { for (;;) openSync('/dev/null'); } catch (error) { if (error.code !== 'EMFILE') throw error; }
const report = await examine(Number(process.argv[1]));
process.stdout.write(JSON.stringify({ bugs: report.bugs, diagnoses: report.diagnoses.map(({ text, owner }) => [text, owner]) }));
`;

test.skipIf(process.platform === 'win32')('a process that may open no more files is told so, and the target is not blamed', async () => {
  await using server = await listenOnLoopback(createServer());
  const child = spawn('sh', ['-c', 'ulimit -n 128; exec "$0" --input-type=module -e "$1" "$2"', process.execPath, program, String(server.port)], { cwd: new URL('..', import.meta.url), stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text; });
  await once(child, 'close');
  expect(JSON.parse(output)).toEqual({ bugs: [], diagnoses: [['network/open-file-limit#process', 'machine']] });
});
