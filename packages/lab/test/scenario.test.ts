import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { healthyScenarios, scenarios } from '../src/index.ts';
import { startTcpServer } from '../src/tcp-server.ts';
import { typedCommand } from '../src/typed-command.ts';
import { situated } from '../src/workbench.ts';
import { talk } from './tcp-client.ts';

const connects = async (port: number): Promise<boolean> => (await talk({ host: '127.0.0.1', port }, { patienceMs: 50 })).connected;

test('disposing a situation ends its servers and removes its files', async () => {
  let file = '';
  const start = situated(async (bench) => {
    const server = await bench.keep(startTcpServer({ behaviour: 'echo' }));
    file = await bench.file('root.pem', 'text');
    return { target: `tcp://127.0.0.1:${server.port}` };
  });
  const situation = await start();
  const port = Number(new URL(situation.target).port);
  expect(existsSync(file)).toBe(true);
  expect(await connects(port)).toBe(true);
  await situation[Symbol.asyncDispose]();
  expect(existsSync(file)).toBe(false);
  expect(await connects(port)).toBe(false);
});

test('an arrangement that fails leaves nothing running', async () => {
  let port = 0;
  const start = situated(async (bench) => {
    port = (await bench.keep(startTcpServer({ behaviour: 'echo' }))).port;
    throw new Error('the second server does not start');
  });
  await expect(start()).rejects.toThrow('the second server does not start');
  expect(await connects(port)).toBe(false);
});

test('a scenario can be started twice at the same time', async () => {
  const [scenario] = healthyScenarios;
  const [first, second] = await Promise.all([scenario?.start(), scenario?.start()]);
  expect(first?.given?.route?.connectTo).not.toBe(second?.given?.route?.connectTo);
  await Promise.all([first?.[Symbol.asyncDispose](), second?.[Symbol.asyncDispose]()]);
});

test('the typed command quotes what a shell would read and hides passwords', async () => {
  const situation = {
    target: 'https://api.shop.example/?a=1&b=2', env: { HTTPS_PROXY: 'http://ada:lovelace@127.0.0.1:1' },
    given: { route: { connectTo: '127.0.0.1:2', family: 6 as const }, expectStatus: [200, 204] }, clockOffsetMs: -7_200_000,
  };
  const dispose = { [Symbol.asyncDispose]: async () => {} };
  expect(typedCommand({ ...situation, ...dispose }, 'en')).toEqual({
    command: "HTTPS_PROXY='http://…@127.0.0.1:1' culprit 'https://api.shop.example/?a=1&b=2' --connect-to 127.0.0.1:2 --expect-status 200,204",
    remarks: ['on a machine whose clock is 120 minutes behind', 'over IPv6 only'],
  });
  expect(typedCommand({ ...situation, ...dispose }, 'zh-CN').remarks).toEqual(['本机时钟慢了 120 分钟', '仅使用 IPv6']);
});

test('every text exists in both languages and ends without a full stop', () => {
  const texts = scenarios.flatMap(({ text, nearMiss }) => [text, nearMiss.text]).concat(healthyScenarios.map(({ text }) => text));
  expect(texts.filter((text) => !/[\u4e00-\u9fff]/.test(text['zh-CN']) || /[\u4e00-\u9fff]/.test(text.en))).toEqual([]);
  expect(texts.filter((text) => /[.。]$/.test(text.en) || /[.。]$/.test(text['zh-CN']))).toEqual([]);
});

test('ids are kebab-case', () => {
  expect([...scenarios, ...healthyScenarios].filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});
