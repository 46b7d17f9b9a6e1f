import { createAuthority } from '@culprit/lab';
import { expect, test } from 'vitest';
import { timestampsIn } from '../src/der/timestamps-in.ts';
import { der } from './certs-only.ts';
import { examineServer, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

test.each([[3_640, ['certificate/validity-too-long']], [800, []]])('of a private certificate for %s days a close look says whether Apple takes it', async (days, causes) => {
  const { root, ca } = world();
  const leaf = await root.issue({ names: ['service.test'], notBefore: inDays(-10), notAfter: inDays(days) });
  const report = withoutBugs(await examineServer(leaf, { route: { ca }, depth: 'full' }));
  expect(report.diagnoses.map(({ cause }) => cause).filter((cause) => cause.startsWith('certificate/validity'))).toEqual(causes);
  expect(report.exitCode).toBe(0);
});

const vector = (bytes: Buffer): Buffer => Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
const timestamp = (log: number): Buffer => vector(Buffer.concat([Buffer.of(0), Buffer.alloc(32, log), Buffer.alloc(50)]));
const list = (...timestamps: readonly Buffer[]): Buffer => der(0x04, vector(Buffer.concat(timestamps)));

test('timestamps in a certificate are counted with their logs', async () => {
  const root = await createAuthority({ name: 'Root' });
  const holding = async (value: Buffer): Promise<Buffer> => (await root.issue({ names: ['a.test'], extensions: [{ oid: '1.3.6.1.4.1.11129.2.4.2', value }] })).der;
  expect(timestampsIn(await holding(list(timestamp(1), timestamp(2))))).toEqual({ outcome: 'counted', count: 2, logs: [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')] });
  expect(timestampsIn((await root.issue({ names: ['a.test'] })).der)).toEqual({ outcome: 'counted', count: 0, logs: [] });
  expect(timestampsIn(await holding(list(timestamp(1)).subarray(0, -3)))).toEqual({ outcome: 'unreadable' });
  expect(timestampsIn(Buffer.from('no certificate'))).toEqual({ outcome: 'unreadable' });
});
