import { plan, run, type Report, type TargetEntry } from '@culprit/core';
import { errorReply, startHttpServer, type HttpBehaviour } from '@culprit/lab';
import network from '@culprit/network/manifest';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { judgeHealth, type HealthState } from '../src/profile/judge-health.ts';
import { modelMirrorClient } from '../src/profile/model-mirror-client.ts';
import { profileOf } from '../src/profile/profiles.ts';
import { saysRegion } from '../src/profile/region-words.ts';
import type { ServiceProfile } from '../src/profile/service-profile.ts';
import { profiledService } from '../src/targets/profiled-service.ts';

type Answer = Parameters<typeof judgeHealth>[1];

const answer = (status: number, headers: Readonly<Record<string, string>> = {}, text = '{}', kind: Answer['kind'] = 'json'): Answer =>
  ({ status, reason: '', headers, kind, receivedAt: '2026-11-22T00:00:00.000Z', body: { text, bytes: text.length, complete: true } });
const active = { 'x-mirror-status': 'active', 'x-load-average': '0.2', 'x-cdn-node': 'fra-03' };

describe('the profile model-mirror-client', () => {
  const states: readonly (readonly [string, Answer, HealthState])[] = [
    ['all as described', answer(200, active), 'healthy'],
    ['a load at its limit', answer(200, { ...active, 'x-load-average': '0.8' }), 'overloaded'],
    ['a load that is no number', answer(200, { ...active, 'x-load-average': 'low' }), 'unexpected-header'],
    ['another status of the mirror', answer(200, { ...active, 'x-mirror-status': 'standby' }), 'unexpected-header'],
    ['maintenance in the field', answer(200, { ...active, 'x-mirror-status': 'Maintenance' }), 'maintenance'],
    ['maintenance in the body of a 503', answer(503, {}, 'We are down for maintenance'), 'maintenance'],
    ['the word in the body of a 200', answer(200, active, 'no maintenance planned'), 'healthy'],
    ['503 with a time to come back', answer(503, { 'retry-after': '30' }), 'overloaded'],
    ['503 without a word', answer(503), 'unexpected-status'],
    ['no node named', answer(200, { 'x-mirror-status': 'active', 'x-load-average': '0.2' }), 'missing-headers'],
    ['a front page', answer(200, {}, '<!doctype html>', 'html'), 'not-served'],
    ['no such path', answer(404), 'not-served'],
    ['a key is wanted', answer(401), 'wants-credential'],
    ['451 over the region', answer(451, {}, 'Not available in your country: it is blocked'), 'region-refused'],
  ];
  test.each(states)('%s', (_, given, state) => {
    expect(judgeHealth(modelMirrorClient, given).state).toBe(state);
  });

  test('names the node that answered', () => {
    expect(judgeHealth(modelMirrorClient, answer(200, active)).node).toBe('fra-03');
  });
});

test('no answer is healthy that lacks a field, and no field of a stranger is shown at length', () => {
  fc.assert(fc.property(fc.integer({ min: 100, max: 599 }), fc.dictionary(fc.constantFrom(...Object.keys(active)), fc.string()), fc.string(), (status, headers, text) => {
    const { state, params } = judgeHealth(modelMirrorClient, answer(status, headers, text));
    if (state === 'healthy') expect([status, Object.keys(headers).length]).toEqual([200, 3]);
    expect(String(params['value'] ?? '').length).toBeLessThanOrEqual(80);
  }));
});

test('a region is refused by code or in words, and not by any 403', () => {
  const says = (status: number, text: string): boolean => saysRegion({ status, body: { text } });
  expect([
    says(403, '{"error":{"code":"unsupported_country_region_territory"}}'), says(400, 'User location is not supported for the API use.'),
    says(403, '{"error":{"type":"forbidden","message":"Request not allowed"}}'), says(403, '该地区暂不支持'),
  ]).toEqual([true, true, true, true]);
  expect([says(403, 'Access denied'), says(400, 'API key not valid'), says(200, 'unsupported_country_region_territory'), says(403, 'Select your country. Keys are not supported here')]).toEqual([false, false, false, false]);
});

async function examine(health: HttpBehaviour, expected: Partial<ServiceProfile>): Promise<{ readonly report: Report; readonly sent: readonly Readonly<Record<string, string>>[] }> {
  await using server = await startHttpServer({ routes: { '/healthz': health } });
  const report = await run({ plugins: [network, manifest], targets: [{ kind: 'profiled-service', baseUrl: server.url, expect: expected }], controls: { resolvers: [], timeSources: [], sni: [], portals: [] } }, {});
  return { report, sent: server.requests.map(({ headers }) => headers) };
}

test('a profile of one\'s own is sent and judged', async () => {
  const own = { path: '/healthz', status: [204], requestHeaders: { 'X-Team': 'models' }, headersPresent: ['X-Ready'] };
  const { report, sent } = await examine({ status: 204, headers: { 'X-Ready': '1' } }, own);
  expect(sent[0]?.['x-team']).toBe('models');
  expect(report.findings.find(({ check }) => check === 'mirror/service-health')?.id).toBe('mirror/service-health#healthy');
});

test('a body that lacks what the profile wants fails', async () => {
  const { report } = await examine(errorReply(200, { message: 'starting' }), { path: '/healthz', bodyContains: '"ready":true' });
  expect(report.diagnoses.map(({ cause }) => cause)).toEqual(['mirror/service-health#unexpected-body']);
});

describe('a profile of the config', () => {
  const profiles = { 'profiled-service': { ours: { path: '/healthz', status: [204], requestHeaders: { 'X-Team': 'models' } }, 'model-mirror-client': { path: '/other' } } };
  const config = { plugins: [network, manifest], profiles };
  const healthy = { routes: { '/healthz': { status: 204 } } };
  const planned = async (...targets: readonly TargetEntry[]): Promise<readonly unknown[]> => (await plan({ ...config, targets })).targets.filter(({ asked }) => asked).map(({ target }) => target.data);
  const refusal = async (target: TargetEntry): Promise<string> => planned(target).then(() => '', (error: unknown) => String(error));

  test('holds for every target that names it, in a text or an object', async () => {
    await using server = await startHttpServer(healthy);
    const report = await run({ ...config, targets: [`profile://ours?base=${server.url}`, { kind: 'profiled-service', baseUrl: `${server.url}/`, profile: 'ours', expect: { status: [200] } }] });
    expect(report.findings.filter(({ check }) => check === 'mirror/service-health').map(({ id }) => id)).toEqual(['mirror/service-health#healthy', 'mirror/service-health#unexpected-status']);
    expect(server.requests[0]?.headers['x-team']).toBe('models');
  });
  test('never stands in place of one that is built in', async () => {
    expect(await planned({ kind: 'profiled-service', baseUrl: 'https://mirror.example', profile: 'model-mirror-client' })).toEqual([{ baseUrl: 'https://mirror.example', profile: 'model-mirror-client' }]);
  });
  test('is refused where it is unknown or wrong', async () => {
    expect(await refusal('profile://theirs/mirror.example')).toContain('Known: model-mirror-client, hugging-face-hub, openai-api, ours.');
    expect(await refusal({ kind: 'profiled-service', baseUrl: 'https://mirror.example', profile: 'theirs' })).toContain('profile must be one of model-mirror-client');
    const wrong = { ...config, profiles: { 'profiled-service': { ours: { pth: '/' } } } };
    await expect(plan({ ...wrong, targets: ['profile://ours/mirror.example'] })).rejects.toThrow('expect.pth is unknown, did you mean path?');
  });
  test('selects mirrors too', async () => {
    await using server = await startHttpServer(healthy);
    const command = await manifest.commands.find(({ name }) => name === 'mirror select')?.load();
    let stdout = '';
    const select = async (profile: string): Promise<number | undefined> => command?.run({
      positionals: [server.url], options: { profile, mirrorTimeout: 3_000, hedge: 300, format: 'human' }, locale: 'en', env: {}, plugins: [], config: { ...config, targets: [] }, signal: new AbortController().signal,
      io: { stdin: process.stdin, stdout: (text) => void (stdout += text), stderr: () => {}, color: false, interactive: false, columns: 100 },
    });
    expect(await select('ours')).toBe(0);
    expect(stdout).toBe(`${server.url}\n`);
    expect(await select('openai-api')).toBe(1);
    await expect(select('our')).rejects.toThrow('did you mean ours?');
  });
});

test('a mistyped member of a profile is refused with the right one', () => {
  const read = profiledService.schema['~standard'].validate({ baseUrl: 'https://mirror.example', expect: { headerEqual: { A: 'b' } } });
  expect('issues' in read ? read.issues?.map(({ message }) => message).join() : '').toContain('headersEqual');
});

test('nothing of a profile is imposed where none is named', () => {
  expect(profileOf(undefined)).toEqual({ path: '/', status: [200] });
});

test('a target of a profile is read with a host or a base URL', () => {
  expect(profiledService.read('profile://model-mirror-client/mirror.example/hub', {})).toEqual({ baseUrl: 'https://mirror.example/hub', profile: 'model-mirror-client' });
  expect(() => profiledService.read('profile://unknown/mirror.example', {})).toThrow('Known: model-mirror-client');
  expect(() => profiledService.read('profile://model-mirror-client/user:secret@mirror.example', {})).toThrow(/refused/);
});
