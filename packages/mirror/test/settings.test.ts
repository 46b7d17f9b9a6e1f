import { createExaminer } from '@culprit/core';
import network, { machine } from '@culprit/network';
import { afterEach, expect, test, vi } from 'vitest';
import manifest from '../src/manifest.ts';
import { judgeSettings } from '../src/settings/judge-settings.ts';

afterEach(() => void vi.unstubAllEnvs());

const judged = (env: Readonly<Record<string, string>>): readonly string[] => judgeSettings(env).map(({ setting, state, better }) => [setting, state, better].filter((part) => part !== undefined).join(' '));

test('variables that no client could use as they are are named, with the value that was meant', () => {
  expect(judged({ OPENAI_BASE_URL: 'https://relay.example' })).toEqual(['OPENAI_BASE_URL prefix-missing https://relay.example/v1']);
  expect(judged({ OPENAI_BASE_URL: 'https://relay.example/v1/chat/completions' })).toEqual(['OPENAI_BASE_URL whole-path https://relay.example/v1']);
  expect(judged({ ANTHROPIC_BASE_URL: 'https://relay.example/v1' })).toEqual(['ANTHROPIC_BASE_URL prefix-too-many https://relay.example']);
  expect(judged({ MODELSCOPE_DOMAIN: 'https://www.modelscope.ai/' })).toEqual(['MODELSCOPE_DOMAIN scheme-unwanted www.modelscope.ai']);
  expect(judged({ HF_HUB_OFFLINE: '1', HF_ENDPOINT: 'https://mirror.example' })).toEqual(['HF_HUB_OFFLINE offline', 'HF_ENDPOINT sound']);
});

test('a variable that only one of two tools reads is told', () => {
  expect(judged({ OPENAI_API_BASE: 'https://relay.example/v1' })).toEqual(['OPENAI_API_BASE read-by-one https://relay.example/v1']);
  expect(judged({ OPENAI_API_BASE: 'https://a.example/v1', OPENAI_BASE_URL: 'https://b.example/v1' })).toEqual(['OPENAI_BASE_URL contradicting']);
});

test('what may be right is left alone', () => {
  expect(judged({ OPENAI_BASE_URL: 'https://gateway.example/team/openai', OPENAI_API_BASE: 'https://gateway.example/team/openai/', ANTHROPIC_BASE_URL: 'https://relay.example', MODELSCOPE_DOMAIN: 'www.modelscope.ai', HF_HUB_OFFLINE: '0' }))
    .toEqual(['OPENAI_BASE_URL sound', 'ANTHROPIC_BASE_URL sound', 'MODELSCOPE_DOMAIN sound']);
  expect(judged({})).toEqual([]);
});

test('a credential in a variable is not in the report', async () => {
  vi.stubEnv('ANTHROPIC_BASE_URL', 'https://ada:lovelace@relay.example/v1');
  const report = await createExaminer({ plugins: [network, manifest] }, { only: ['mirror'] }).examine([machine.of({})], { offline: true });
  expect(report.findings.find(({ id }) => id === 'mirror/client-settings#prefix-too-many')?.params['value']).toBe('https://relay.example/v1');
  expect(JSON.stringify(report)).not.toContain('lovelace');
});
