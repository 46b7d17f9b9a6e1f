import { createAuthority, httpHandler, startTlsServer } from '@culprit/lab';
import { causeCases } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import * as fc from 'fast-check';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { captivePortal } from '../src/causes/captive-portal.ts';
import { portalAnnouncement } from '../src/facts/portal-announcement.ts';
import { readApi } from '../src/facts/portal-api.ts';
import { httpResource } from '../src/targets/http-resource.ts';
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

const targets = [httpResource.of({ url: 'http://service.example/' })];
const settings = { depth: 'quick', offline: false, controls: { resolvers: [], timeSources: [], sni: [], portals: ['http://probe.example/204'], egress: [] } } as const;
const api = 'https://portal.example/api';
const redirected = { outcome: 'answered', status: 302, headers: { location: 'http://portal.example/login' }, tookMs: 1 };
const fine = { outcome: 'answered', status: 200, headers: {}, tookMs: 1 };
const probe = { name: 'probe0', open: { outcome: 'open' }, replaced: { outcome: 'replaced', status: 200, portal: 'http://portal.example/login' }, page: { outcome: 'replaced', status: 200 } };

register(causeCases(captivePortal, [
  { name: 'the network says so', targets, settings, facts: { announced: { outcome: 'captive', api } }, expects: { verdict: 'confirmed', reason: 'network-says-so', params: { api, portal: api }, witness: ['announced'] } },
  { name: 'the network says that it lets through', targets, settings, facts: { announced: { outcome: 'open', api }, exchange: redirected }, expects: { verdict: 'ruled-out', reason: 'network-says-open' } },
  { name: 'a known answer came all the same', targets, settings, facts: { announced: { outcome: 'captive', api }, probe0: probe.open }, expects: { verdict: 'ruled-out', reason: 'known-answer-came' } },
  { name: 'a known answer was replaced', targets, settings, facts: { announced: { outcome: 'none' }, probe0: probe.replaced }, expects: { verdict: 'confirmed', reason: 'known-answer-replaced' } },
  { name: 'it was replaced by a page', targets, settings, facts: { announced: { outcome: 'none' }, probe0: probe.page }, expects: { verdict: 'confirmed', reason: 'known-answer-replaced-by-page' } },
  { name: 'the status says so', targets, settings, facts: { exchange: { ...fine, status: 511 } }, expects: { verdict: 'confirmed', reason: 'says-so' } },
  { name: 'a redirect alone', targets, settings, facts: { announced: { outcome: 'unreachable', api }, exchange: redirected }, expects: { verdict: 'confirmed', reason: 'redirected-to-portal', confidence: 'likely' } },
  { name: 'an ordinary answer', targets, settings, facts: { announced: { outcome: 'none' }, exchange: fine }, expects: { verdict: 'ruled-out', reason: 'no-portal' } },
  { name: 'nothing could be asked', targets, settings, facts: { announced: { outcome: 'none' } }, expects: { verdict: 'open', reason: 'no-known-answer' } },
]));
