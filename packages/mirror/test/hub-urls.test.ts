import { readTarget } from '@culprit/core';
import { explain, inOwnNotation } from '@culprit/core/explain';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hubPath, readHubUrl } from '../src/hub/read-hub-url.ts';
import manifest from '../src/manifest.ts';
import { modelMirror } from '../src/targets/model-mirror.ts';

describe('an address of a hub says', () => {
  const [hf, scope] = [{ hub: 'huggingface' }, { hub: 'modelscope' }] as const;
  test.each([
    ['https://hf-mirror.example/org/model/resolve/main/sub/x%20y.bin', { ...hf, endpoint: 'https://hf-mirror.example', repository: 'org/model', revision: 'main', file: 'sub/x y.bin' }],
    ['https://mirror.example/hf/org/model/resolve/refs%2Fpr%2F1/config.json', { ...hf, endpoint: 'https://mirror.example/hf', repository: 'org/model', revision: 'refs/pr/1', file: 'config.json' }],
    ['https://huggingface.co/gpt2/resolve/main/config.json', { ...hf, endpoint: 'https://huggingface.co', repository: 'gpt2', revision: 'main', file: 'config.json' }],
    ['https://huggingface.co/api/models/org/model/tree/v1', { ...hf, endpoint: 'https://huggingface.co', repository: 'org/model', revision: 'v1' }],
    ['http://127.0.0.1:8080/api/resolve-cache/models/org/model/abc123/a/b.json', { ...hf, endpoint: 'http://127.0.0.1:8080', repository: 'org/model', revision: 'abc123', file: 'a/b.json' }],
    ['https://huggingface.co/org/model', { ...hf, endpoint: 'https://huggingface.co', repository: 'org/model' }],
    ['https://www.modelscope.cn/api/v1/models/Qwen/Qwen2.5/repo', { ...scope, endpoint: 'https://www.modelscope.cn', repository: 'Qwen/Qwen2.5' }],
    ['https://modelscope.cn/models/Qwen/Qwen2.5/resolve/master/config.json', { ...scope, endpoint: 'https://modelscope.cn', repository: 'Qwen/Qwen2.5', revision: 'master', file: 'config.json' }],
  ])('%s', (url, expected) => {
    expect([hubPath.test(url), readHubUrl(url)]).toEqual([true, expected]);
  });
  test.each(['https://github.com/org/tool/blob/main/README.md', 'https://api.example/v1/models', 'https://example.com/org/model'])('nothing of a model: %s', (url) => {
    expect(hubPath.test(url)).toBe(false);
  });
  test.each(['https://huggingface.co/datasets/org/data/resolve/main/x.csv', 'https://huggingface.co/docs/hub', 'https://www.modelscope.cn/datasets/org/data'])('nothing of a model, at a hub: %s', (url) => {
    expect(readHubUrl(url)).toBeUndefined();
  });
});

test('what is written of an address is read as the same', () => {
  const part = fc.stringMatching(/^[\w-][\w.-]{0,20}$/);
  fc.assert(fc.property(part, part, fc.string({ minLength: 1, maxLength: 20 }), fc.array(fc.string({ minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 3 }), (owner, name, revision, path) => {
    const wanted = { repository: `${owner}/${name}`, revision, file: path.join('/') };
    fc.pre(/^(?!(?:datasets|spaces)\/)/.test(wanted.repository) && ![revision, ...path].some((text) => /^\.{1,2}$|[\u0000-\u001f?#/]/u.test(text) || !text.isWellFormed()));
    const url = new URL(`https://mirror.example/${wanted.repository}/resolve/${encodeURIComponent(revision)}/${path.map(encodeURIComponent).join('/')}`).href;
    const written = modelMirror.inTexts?.write(url) ?? '';
    expect(modelMirror.read(written, {})).toEqual({ hub: 'huggingface', endpoint: 'https://mirror.example', ...wanted });
  }));
});

test('a log that names a file of a mirror leads to that mirror, and an address of another kind stays', async () => {
  const text = 'huggingface_hub.errors.RepositoryNotFoundError: 401 Client Error. (Request ID: Root=1)\n\nRepository Not Found for url: https://hf-mirror.example/org/model/resolve/main/config.json.\n';
  const knownErrors = (await Promise.all(manifest.knownErrors.map(({ load }) => load()))).flat();
  const { targets } = await inOwnNotation(await explain(text, { knownErrors }), [manifest]);
  expect(targets[0]).toBe('hf://org/model@main/config.json?endpoint=https://hf-mirror.example');
  expect((await inOwnNotation({ ...await explain('x', { knownErrors }), targets: ['https://api.example/v1/models', 'host:443'] }, [manifest])).targets).toEqual(['https://api.example/v1/models', 'host:443']);
});

test('an address is a mirror where somebody says so', async () => {
  const read = async (text: string, fields = {}) => (await readTarget(text, [manifest], { kind: 'model-mirror', fields })).data;
  expect(await read('https://hf-mirror.example/org/model/resolve/main/x')).toMatchObject({ hub: 'huggingface', endpoint: 'https://hf-mirror.example', repository: 'org/model', file: 'x' });
  expect(await read('hf-mirror.example', { hub: 'huggingface', repository: 'org/model' })).toEqual({ hub: 'huggingface', endpoint: 'https://hf-mirror.example', repository: 'org/model' });
  await expect(read('hf-mirror.example')).rejects.toThrow('Add: --field hub=… --field repository=…');
});
