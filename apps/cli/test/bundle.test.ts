import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHttpServer } from '@culprit/lab';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { culprit } from './culprit.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'culprit-bundle-')); });
afterAll(() => rm(folder, { recursive: true }));

test('evidence is bundled from a target, again from its report, and compared', async () => {
  await using server = await startHttpServer({ fallback: { status: 503, body: 'down' } });
  const [report, first, second] = ['report.json', 'first.json', 'second.json'].map((file) => join(folder, file));
  const env = { HTTPS_PROXY: 'http://ada:pr0xy-canary@proxy.example:1', NO_PROXY: '127.0.0.1', HOME: '/home/ada-lovelace' };
  const made = await culprit(['bundle', '--offline', `${server.url}/ada-lovelace`, '--redact', 'ada-lovelace', '--output', first ?? ''], { env });
  expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 1, stderr: '' });
  expect(made.stdout).toContain('asked for');
  const text = await readFile(first ?? '', 'utf8');
  expect(text).not.toMatch(/pr0xy-canary|ada-lovelace/);
  expect(JSON.parse(text)).toMatchObject({ bundle: 1, environment: { NO_PROXY: '127.0.0.1' }, report: { version: 1, exitCode: 1 } });

  await culprit(['--offline', `${server.url}/`, '--output', report ?? '']);
  expect((await culprit(['bundle', report ?? '', '--output', second ?? '', '--lang', 'zh-CN'])).stdout).toContain('已写入：');
  const compared = await culprit(['diff', report ?? '', second ?? '']);
  expect(compared.code, compared.stdout).toBe(0);
});

test('a bundle of nothing is misuse', async () => {
  const { code, stderr } = await culprit(['bundle']);
  expect({ code, said: stderr.includes('culprit bundle report.json') }).toEqual({ code: 2, said: true });
});
