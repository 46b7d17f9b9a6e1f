import { isToolError } from '@culprit/core';
import { modelHub, refusedPort, startHttpServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { runCommand } from './run-command.ts';
import { mirrorPlanes } from '../src/commands/planes.ts';
import { mirrorSelect } from '../src/commands/select.ts';

test('the URL of the mirror to use is all that is printed; the reasons stand beside it', async () => {
  await using dead = await refusedPort();
  await using good = await startHttpServer({ fallback: { body: 'ok' } });
  const { exitCode, out, err } = await runCommand(mirrorSelect, [`http://${dead.host}:${dead.port}`, good.url]);
  expect([exitCode, out]).toEqual([0, `${good.url}\n`]);
  expect(err).toContain('out of reach (tcp-connection: refused (ECONNREFUSED))');
});

test('without a usable mirror the command fails with every reason', async () => {
  await using full = await startHttpServer({ fallback: { status: 503, headers: { 'Retry-After': '9' } } });
  const { exitCode, out, err } = await runCommand(mirrorSelect, [full.url], { locale: 'zh-CN' });
  expect([exitCode, out]).toEqual([1, '']);
  expect(err).toContain('过载');
  const json = await runCommand(mirrorSelect, [full.url], { options: { format: 'json' } });
  expect(JSON.parse(json.out)).toMatchObject({ url: null, verdicts: [{ state: 'overloaded' }] });
});

test('a local endpoint is the last resort of the command', async () => {
  await using dead = await refusedPort();
  const folder = new URL('.', import.meta.url).href;
  expect((await runCommand(mirrorSelect, [`http://${dead.host}:${dead.port}`], { options: { fallback: folder } })).out).toBe(`${folder}\n`);
});

test('endpoints are compared by what they serve themselves', async () => {
  await using store = await startHttpServer({ fallback: { status: 206, body: 'x' } });
  await using whole = await startHttpServer(modelHub());
  await using half = await startHttpServer(modelHub({ dataUrl: store.url }));
  const { exitCode, out } = await runCommand(mirrorPlanes, ['hf://lab/tiny'], { options: { endpoint: [whole.url, half.url], format: 'json' } });
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject([{ endpoint: whole.url, control: 'found', data: 'served', leftMirror: false }, { endpoint: half.url, data: 'served', leftMirror: true, dataOrigin: store.url }]);
  const human = await runCommand(mirrorPlanes, [`hf://lab/tiny?endpoint=${half.url}`]);
  expect(human.out).toContain('leaves the mirror');
});

test('commands without what they need say how they are written', async () => {
  const error = await runCommand(mirrorPlanes, ['https://mirror.example']).catch((reason: unknown) => reason);
  expect(isToolError(error) ? error.text.en : '').toContain('culprit mirror planes hf://owner/model');
  await expect(runCommand(mirrorSelect, [])).rejects.toThrow(/preferred one first/);
});
