import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KnownError } from '@culprit/core';
import { explain } from '@culprit/core/explain';
import { run } from '@culprit/core';
import { examineSituation, scenarios } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { describe, expect, test } from 'vitest';
import credential from '../src/manifest.ts';

const knownErrors: readonly KnownError[] = (await Promise.all([network, credential].flatMap((plugin) => plugin.knownErrors).map(({ load }) => load()))).flat();

/** A symptom as users report it, what its text may mean, and situations in which each of its true causes is found. */
interface Symptom {
  readonly symptom: string;
  readonly text: string;
  readonly means: readonly string[];
  /** Ids of scenarios; the cause of each is found by examining it. */
  readonly found: readonly string[];
}

const symptoms: readonly Symptom[] = [
  {
    symptom: '11. 401 invalid key', text: "openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-***', 'code': 'invalid_api_key'}}",
    means: ['invalid-key', 'wrong-site', 'foreign-key', 'mangled-key'], found: ['invalid-key', 'key-of-the-other-site', 'key-of-another-provider', 'quotes-around-a-key', 'mistyped-key', 'placeholder-for-a-key'],
  },
  {
    symptom: '12. 401 right after the log-in, only through the proxy', text: "You didn't provide an API key. You need to provide your API key in an Authorization header",
    means: ['credential-not-received', 'text-instead-of-key'], found: ['proxy-takes-the-key-off', 'proxy-drops-cookies', 'log-in-leads-to-another-host', 'session-cookie-secure-over-http'],
  },
  { symptom: "13. Illegal header value b'Bearer '", text: "httpx.LocalProtocolError: Illegal header value b'Bearer '", means: ['text-instead-of-key'], found: ['placeholder-for-a-key'] },
  { symptom: '13. ByteString', text: 'TypeError: Cannot convert argument to a ByteString because the character at index 7 has a value of 8220 which is greater than 255.', means: ['mangled-key'], found: ['quotes-around-a-key'] },
  { symptom: '14. Country, region, or territory not supported', text: "403 {'error': {'code': 'unsupported_country_region_territory'}}", means: ['region-refused'], found: ['region-refused-by-provider', 'region-refused-after-log-in'] },
  { symptom: '14. Gemini, 400', text: '400 FAILED_PRECONDITION: User location is not supported for the API use.', means: ['region-refused'], found: ['region-refused-by-provider'] },
  { symptom: '15. error code: 1010', text: 'PermissionDeniedError: error code: 1010', means: ['key-request-firewalled'], found: ['firewall-before-provider'] },
  { symptom: '16. Expecting value: line 1', text: 'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)', means: ['wrong-base-path', 'foreign-answer', 'key-request-firewalled'], found: ['base-url-without-version', 'base-url-of-a-web-site'] },
  { symptom: '17. Invalid URL (POST /v1/v1/…)', text: '404 {"error":{"message":"Invalid URL (POST /v1/v1/chat/completions)"}}', means: ['wrong-base-path'], found: ['base-url-without-version'] },
  { symptom: '18. model not found', text: '404 The model `gpt-9` does not exist or you do not have access to it.', means: ['model-not-available'], found: ['model-not-open'] },
  { symptom: '18. no channel', text: '503 当前分组 default 下对于模型 gpt-4o 无可用渠道', means: ['model-not-available'], found: ['model-not-open'] },
  { symptom: '19. 429, quota', text: '429 insufficient_quota: You exceeded your current quota', means: ['quota-exhausted', 'unpaid-account'], found: ['quota-exhausted'] },
  { symptom: '19. 429, rate', text: "429 {'code': 'rate_limit_exceeded'}", means: ['key-rate-limited'], found: ['key-makes-too-many-requests'] },
  { symptom: '19. 429, Zhipu 1113', text: '429 {"error":{"code":"1113","message":"您的账户已欠费，请充值后重试"}}', means: ['unpaid-account'], found: ['unpaid-account'] },
  { symptom: '20. 402', text: 'Error code: 402 - Insufficient Balance', means: ['unpaid-account'], found: ['unpaid-account'] },
  { symptom: '20. Arrearage', text: '{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."}', means: ['unpaid-account'], found: ['unpaid-account'] },
  { symptom: '20. AccountOverdueError', text: '{"error":{"code":"AccountOverdueError"}}', means: ['unpaid-account'], found: ['unpaid-account'] },
  {
    symptom: '31. Failed to decode api_key', text: 'Error: Failed to decode api_key GEMINI_API_KEY', means: ['key-not-passed', 'encryption-key-changed', 'renamed-row', 'example-key-in-use'],
    found: ['key-is-not-passed-on', 'encryption-key-was-changed', 'row-was-renamed', 'row-was-sealed-with-example-key', 'services-have-different-keys', 'container-was-only-restarted'],
  },
];

describe('what users report', () => {
  test.for(symptoms)('$symptom: its text names the causes', async ({ text, means }) => {
    const { causes } = await explain(text, { knownErrors });
    expect(causes.map(({ id }) => id)).toEqual(expect.arrayContaining(means.map((id) => `credential/${id}`)));
  });

  test.for([...new Set(symptoms.flatMap(({ found }) => found))])('and %s is told from the others by looking', async (id) => {
    const scenario = scenarios.find((one) => one.id === id);
    if (scenario === undefined) throw new Error(`there is no scenario ${id}`);
    await using situation = await scenario.start();
    const { diagnoses } = await examineSituation(situation, [network, credential]);
    expect(diagnoses[0]?.cause).toBe(scenario.cause);
  });

  test('16. Unexpected token < is known to network, which names a page in place of data', async () => {
    const { matches: found } = await explain(`SyntaxError: Unexpected token '<', "<!DOCTYPE "... is not valid JSON`, { knownErrors });
    expect(found.map(({ error }) => error)).toContain('network/node-json-html');
  });

  test('31. the release of LMNR that ended its own part is named', async () => {
    const { matches: found } = await explain('Failed to decode api_key OPENAI_API_KEY', { knownErrors });
    expect(found[0]).toMatchObject({ error: 'credential/lmnr-failed-to-decode', fixedIn: { product: 'LMNR', release: '0.1.11' } });
  });

  test('32. logged out after each restart: Open WebUI is not given the key of its sessions', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'culprit-symptom-'));
    const file = join(folder, 'docker-compose.yml');
    const examined = async (environment: string) => {
      await writeFile(file, `services:\n  open-webui:\n    image: ghcr.io/open-webui/open-webui:main\n${environment}`);
      return run({ plugins: [credential], targets: [{ kind: 'shared-key', variable: 'WEBUI_SECRET_KEY', sources: [file] }] });
    };
    const missing = await examined('');
    const there = await examined('    environment: { WEBUI_SECRET_KEY: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9 }\n');
    await rm(folder, { recursive: true });
    expect([missing.diagnoses[0]?.cause, there.diagnoses]).toEqual(['credential/key-not-passed', []]);
  });
});
