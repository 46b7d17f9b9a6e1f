import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { codeAt, defaultPolicy, timeStep } from '@culprit/mfa';
import { expect, test } from 'vitest';
import { apt, because, firstReason, program, searchPath } from './requirements.ts';

const reason = firstReason(apt('oathtool'), program('oathtool'));

/** A number below `limit` that is the same in every run. */
const drawn = (name: string, limit: number): number => createHash('sha256').update(name).digest().readUInt32BE(0) % limit;

test.skipIf(reason !== undefined)(`oathtool computes the same 1,000 codes${because(reason)}`, { timeout: 300_000 }, () => {
  const differing: number[] = [];
  for (let index = 0; index < 1_000; index += 1) {
    const secret = createHash('sha512').update(`secret ${index}`).digest().subarray(0, 10 + drawn(`length ${index}`, 54));
    const digits = 6 + drawn(`digits ${index}`, 3);
    const algorithm = (['SHA1', 'SHA256', 'SHA512'] as const)[drawn(`algorithm ${index}`, 3)] ?? 'SHA1';
    const periodSeconds = [15, 30, 60][drawn(`period ${index}`, 3)] ?? 30;
    const moment = drawn(`moment ${index}`, 4_000_000_000);
    const counted = index % 4 === 0;
    const kind = counted ? ['--hotp', `--counter=${moment}`] : [`--totp=${algorithm.toLowerCase()}`, `--time-step-size=${periodSeconds}s`, `--now=${new Date(moment * 1_000).toISOString().replace('T', ' ').slice(0, 19)} UTC`];
    // The secret of a test: made up here, and on no argument list but this one's.
    const { stdout } = spawnSync('oathtool', [...kind, `--digits=${digits}`, secret.toString('hex')], { encoding: 'utf8', env: { ...process.env, PATH: searchPath, TZ: 'UTC' } });
    const parameters = { ...defaultPolicy, digits, periodSeconds, ...(counted ? { type: 'hotp' as const } : { algorithm }) };
    if (stdout.trim() !== codeAt(secret, counted ? moment : timeStep(moment * 1_000, parameters), parameters)) differing.push(index);
  }
  expect(differing).toEqual([]);
});
