import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@culprit/config';
import { expect, test } from 'vitest';
import { readWatchedTarget, readWatchSettings } from '../src/read-settings.ts';
import { defaultRetention } from '../src/index.ts';

test('the config of the README is read as it says', async () => {
  const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
  const folder = await mkdtemp(join(tmpdir(), 'culprit-readme-'));
  try {
    const path = join(folder, 'culprit.config.yaml');
    await writeFile(path, /```yaml\n(.*?)```/s.exec(readme)?.[1] ?? '');
    const { config } = await readConfig(path);
    const settings = readWatchSettings(config.watch);
    expect(settings.rules.map(({ id }) => id)).toEqual(['down', 'shaky', 'log-ins', 'slow', 'certificates']);
    expect(settings.channels.map(({ type }) => type)).toEqual(['webhook', 'email', 'feishu']);
    expect(settings.retention).toEqual(defaultRetention);
    expect(config.targets.map((entry) => readWatchedTarget(entry, 'config', settings.defaults))).toMatchObject([{ label: 'api', tags: ['shop'], intervalMs: 20_000, retries: 2, timeoutMs: 10_000 }]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
