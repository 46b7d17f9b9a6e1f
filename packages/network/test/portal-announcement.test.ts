import { createAuthority, httpHandler, startTlsServer } from '@culprit/lab';
import * as fc from 'fast-check';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portalAnnouncement } from '../src/facts/portal-announcement.ts';
import { readApi } from '../src/facts/portal-api.ts';
import { observe } from './observe.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'culprit-portal-'));
  await mkdir(join(root, 'run/systemd/netif/links'), { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

const authority = await createAuthority({ name: 'Portal Root' });
/** What the announcement comes to where networkd holds this, and the API answers so. */
async function announced(api: unknown, names: readonly string[] = ['127.0.0.1'], trusted = true): Promise<unknown> {
  const ca = join(root, 'root.pem');
  await writeFile(ca, authority.certificate);
  const { chain, key } = await authority.issue({ names });
  await using server = await startTlsServer({ chain, key, http: httpHandler({ fallback: { ifHeader: { name: 'accept', value: /^application\/captive\+json$/ }, then: { body: { json: api } }, otherwise: { status: 406 } } }) });
  await writeFile(join(root, 'run/systemd/netif/links/2'), `ADMIN_STATE=configured\nCAPTIVE_PORTAL=https://127.0.0.1:${server.port}/api?session=s3cret\n`);
  const value = await observe(portalAnnouncement.of({ root, ...(trusted ? { ca } : {}) }));
  expect(JSON.stringify(value)).not.toContain('s3cret');
  return value;
}

test('the API that systemd-networkd learned of is asked, over verified TLS', async () => {
  expect(await announced({ captive: true, 'user-portal-url': 'https://portal.example/login' })).toMatchObject({ outcome: 'captive', portal: 'https://portal.example/login' });
  expect(await announced({ captive: false })).toMatchObject({ outcome: 'open' });
  expect(await announced({ captive: 'yes' })).toMatchObject({ outcome: 'unreadable' });
  expect(await announced({ captive: true }, ['portal.example'])).toMatchObject({ outcome: 'untrusted' });
  expect(await announced({ captive: true }, ['127.0.0.1'], false)).toMatchObject({ outcome: 'untrusted' });
});

test.each([['no link', ''], ['no portal', 'ADMIN_STATE=configured\n'], ['no https', 'CAPTIVE_PORTAL=http://127.0.0.1/\n'], ['a network without one', 'CAPTIVE_PORTAL=urn:ietf:params:capport:unrestricted\n']])('%s is asked of nobody', async (_, text) => {
  await writeFile(join(root, 'run/systemd/netif/links/2'), text);
  expect(await observe(portalAnnouncement.of({ root }))).toEqual({ outcome: 'none' });
});

test('no answer makes the reader throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    expect(['captive', 'open', 'unreadable']).toContain(readApi(text).outcome);
  }));
});
