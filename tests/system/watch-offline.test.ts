import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { because, firstReason, program, root, searchPath } from './requirements.ts';

const reason = firstReason(root, program('unshare'));

test.skipIf(reason)(`a watcher without a network has one trouble, its own, and opens no incident${because(reason)}`, () => {
  const { stdout } = spawnSync('unshare', ['-n', process.execPath, fileURLToPath(new URL('watch-offline.ts', import.meta.url))], { encoding: 'utf8', env: { PATH: searchPath } });
  const inconclusive = ['inconclusive', 'self-fault', 'network/machine-offline'];
  expect(JSON.parse(stdout)).toEqual({ verdicts: [inconclusive, inconclusive, inconclusive, inconclusive], incidents: [], faults: ['network/machine-offline'] });
});
