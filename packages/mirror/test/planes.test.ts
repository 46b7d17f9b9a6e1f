import { run, type Report, type RunOptions } from '@culprit/core';
import { modelHub, refusedPort, startHttpProxy, startHttpServer, type HttpServer, type ModelHubOptions } from '@culprit/lab';
import network from '@culprit/network/manifest';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readDocument } from '../src/hub/document.ts';
import { hubs } from '../src/hub/hub.ts';
import { judgeHubAnswer, type HubState } from '../src/hub/judge-hub-answer.ts';
import manifest from '../src/manifest.ts';
import { modelMirror } from '../src/targets/model-mirror.ts';

afterEach(() => void vi.unstubAllEnvs());

const token = `hf_${'aB3d'.repeat(8)}xY`;

async function examine(target: string, options: RunOptions = {}): Promise<Report> {
  return run({ plugins: [network, manifest], targets: [target], controls: { resolvers: [], timeSources: [], sni: [], portals: [] }, secrets: [{ scheme: 'lab', resolve: async () => token }] }, options);
}
const own = ({ findings }: Report): readonly string[] => findings.filter(({ check }) => check.startsWith('mirror/')).map(({ id }) => id.slice('mirror/'.length));
const start = (options: ModelHubOptions = {}): Promise<HttpServer> => startHttpServer(modelHub(options));

test('the way of a file is followed from the listing to its first byte', async () => {
  await using store = await startHttpServer({ fallback: { status: 206, headers: { 'Content-Range': 'bytes 0-0/10', 'X-CDN-Node': 'fra-03' }, body: 'x' } });
  await using mirror = await start({ dataUrl: store.url });
  const report = await examine(`hf://lab/tiny?endpoint=${mirror.url}`);
  const walk = report.evidence.find(({ fact }) => fact === 'mirror/data-walk');
  expect(walk?.status === 'observed' ? walk.exhibit : undefined).toMatchObject({
    outcome: 'served', file: 'model.safetensors', leftMirror: true, dataOrigin: store.url,
    hops: [{ host: new URL(mirror.url).host, status: 302 }, { host: new URL(store.url).host, status: 206, node: 'fra-03' }],
  });
  expect(own(report)).toEqual(['control-plane#found', 'data-plane#served-elsewhere', 'token-plane#no-token']);
});

test('a token goes to the mirror, and never to the host that it redirects to', async () => {
  await using store = await startHttpServer({ fallback: { status: 206, body: 'x' } });
  await using mirror = await start({ dataUrl: store.url, token, private: true });
  const report = await examine(`hf://lab/tiny?endpoint=${mirror.url}&token=lab:T`);
  expect(own(report)).toContain('data-plane#served-elsewhere');
  expect(mirror.requests.every(({ headers }) => headers['authorization'] === `Bearer ${token}`)).toBe(true);
  expect(store.requests.map(({ headers }) => headers['authorization'])).toEqual([undefined]);
  expect(JSON.stringify(report)).not.toContain(token);
});

test('offline the host that the mirror leads to is left alone', async () => {
  await using store = await startHttpServer({});
  await using mirror = await start({ dataUrl: store.url });
  expect(own(await examine(`hf://lab/tiny?endpoint=${mirror.url}`, { offline: true }))).toContain('data-plane#not-followed');
  expect(store.requests).toEqual([]);
});

test('a data host that is out of reach is named as a third party, and examined for what keeps it away', async () => {
  await using dead = await refusedPort();
  await using mirror = await start({ dataUrl: `http://${dead.host}:${dead.port}` });
  const { thirdParties, diagnoses } = await examine(`hf://lab/tiny?endpoint=${mirror.url}`);
  expect(thirdParties).toEqual([dead.host]);
  expect(diagnoses).toMatchObject([
    { cause: 'network/connection-refused', subject: `${dead.host}:${dead.port}`, explains: expect.arrayContaining(['mirror/data-plane#unreachable@t1']) },
    { cause: 'mirror/off-mirror-data-plane', text: 'mirror/off-mirror-data-plane#out-of-reach', params: { how: 'connection: refused' } },
  ]);
});

test('a listing that goes on past the mirror is told', async () => {
  await using mirror = await start({ nextPage: 'https://huggingface.co' });
  expect(own(await examine(`hf://lab/tiny?endpoint=${mirror.url}`))).toContain('data-plane#pages-elsewhere');
});

test('a named file that is missing is told apart from a missing repository', async () => {
  await using mirror = await startHttpServer({ routes: { ...modelHub().routes, '/lab/tiny/resolve/main/absent.bin': { status: 404, headers: { 'X-Error-Code': 'EntryNotFound' } } } });
  const { findings } = await examine(`hf://lab/tiny/absent.bin?endpoint=${mirror.url}`);
  expect(findings.find(({ id }) => id === 'mirror/data-plane#file-refused')?.params['state']).toBe('entry-unknown');
});

test('fields that a proxy takes away are told from those that the mirror does not send', async () => {
  await using mirror = await start();
  await using proxy = await startHttpProxy({ stripAnswerHeaders: ['ETag', 'X-Repo-Commit'] });
  const { diagnoses } = await examine(`hf://lab/tiny?endpoint=${mirror.url}`, { given: { route: { proxy: proxy.url } } });
  expect(diagnoses.map(({ text }) => text)).toEqual(['mirror/stripped-headers#lost-in-proxy']);
});

describe('ModelScope', () => {
  const envelope = (data: unknown): object => ({ body: { json: { Code: 200, Success: true, Message: 'success', Data: data } } });

  test('its listing and its files are followed as well', async () => {
    await using hub = await startHttpServer({ routes: {
      '/api/v1/models/lab/tiny': envelope({ Name: 'tiny' }),
      '/api/v1/models/lab/tiny/repo/files': envelope({ Files: [{ Type: 'blob', Path: 'weights.bin', Size: 3, Sha256: 'a'.repeat(64), IsLFS: true }] }),
      '/api/v1/models/lab/tiny/repo': { body: 'abc' },
    } });
    expect(own(await examine(`modelscope://lab/tiny?endpoint=${hub.url}`))).toEqual(['control-plane#found', 'data-plane#served', 'token-plane#no-token']);
  });

  test('its words for a repository that nobody may see are understood', async () => {
    await using hub = await startHttpServer({ fallback: { status: 403, body: { json: { Code: 10990101004, Success: false, Message: 'Authentication token does not exist, failed to access model. Please login first.' } } } });
    expect(own(await examine(`modelscope://lab/tiny?endpoint=${hub.url}`))).toContain('control-plane#repository-unknown');
  });
});

type Answer = Parameters<typeof judgeHubAnswer>[1];
const answer = (status: number, headers: Readonly<Record<string, string>>, text: string, kind: Answer['kind'] = 'json'): Answer => ({ status, headers, kind, body: { text, bytes: text.length, complete: true } });
const states: readonly (readonly [string, Answer, HubState])[] = [
  ['an entry', answer(200, {}, '{"id":"a/b"}'), 'found'],
  ['an entry that is cut off', answer(200, {}, '{"id":"a/b","siblings":[{"rfilename":"x"},{"rfilena'), 'found'],
  ['something else in JSON', answer(200, {}, '{"ok":true}'), 'not-a-hub'],
  ['a page', answer(200, {}, '<!doctype html>', 'html'), 'not-a-hub'],
  ['401 RepoNotFound', answer(401, { 'x-error-code': 'RepoNotFound' }, ''), 'repository-unknown'],
  ['401 over the token', answer(401, { 'x-error-message': 'Invalid credentials in Authorization header' }, ''), 'token-refused'],
  ['GatedRepo', answer(403, { 'x-error-code': 'GatedRepo' }, ''), 'gated'],
  ['a repository that was taken down', answer(403, { 'x-error-message': 'Access to this resource is disabled.' }, ''), 'disabled'],
  ['404 without a word of a hub', answer(404, {}, 'Not Found'), 'not-a-hub'],
  ['a redirect', answer(308, { location: 'https://huggingface.co/' }, ''), 'redirected'],
  ['too many requests', answer(429, {}, '{}'), 'overloaded'],
];
test.each(states)('a hub answers with %s', (_, given, state) => {
  expect(judgeHubAnswer('huggingface', given, true)).toBe(state);
});

test('a list that is cut off gives the entries that are whole', () => {
  const entries = fc.array(fc.record({ type: fc.constant('file'), path: fc.string({ minLength: 1 }), size: fc.nat() }), { minLength: 2, maxLength: 8 });
  fc.assert(fc.property(entries, fc.double({ min: 0, max: 1, noNaN: true }), (listed, share) => {
    const text = JSON.stringify(listed);
    const files = hubs.huggingface.files(readDocument(text.slice(0, Math.ceil(text.length * share)))) ?? [];
    expect(listed.slice(0, files.length).map(({ path }) => path)).toEqual(files.map(({ path }) => path));
  }));
});

test('the endpoint is that of the environment where none is named', () => {
  vi.stubEnv('HF_ENDPOINT', 'https://mirror.example/');
  vi.stubEnv('MODELSCOPE_DOMAIN', 'www.modelscope.ai');
  expect([modelMirror.read('hf://lab/tiny', {})?.endpoint, modelMirror.read('modelscope://lab/tiny', {})?.endpoint]).toEqual(['https://mirror.example', 'https://www.modelscope.ai']);
  vi.stubEnv('HF_ENDPOINT', '');
  expect(modelMirror.read('hf://lab/tiny', {})?.endpoint).toBe('https://huggingface.co');
});

test('a target is read as huggingface_hub would write it', () => {
  expect(modelMirror.read('hf://owner/model@v1.0/onnx/model.onnx?endpoint=https://mirror.example/', {})).toEqual({ hub: 'huggingface', endpoint: 'https://mirror.example', repository: 'owner/model', revision: 'v1.0', file: 'onnx/model.onnx' });
  expect(() => modelMirror.read('hf://owner/model?token=hf_abc', {})).toThrow(/written hf:/);
  expect(modelMirror.implies(modelMirror.read('hf://gpt2?endpoint=https://mirror.example&token=env:HF_TOKEN', {}) ?? { hub: 'huggingface', endpoint: 'https://x.example', repository: 'x' }).map(({ kind }) => kind)).toEqual(['tls-endpoint', 'api-key']);
});
