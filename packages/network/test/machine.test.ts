import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '@culprit/lab';
import { run, type Finding } from '@culprit/core';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundleContent } from '../src/environment/authority-file.ts';
import { trustStoreOf } from '../src/environment/authority-variables.ts';
import { isWellKnown } from '../src/environment/well-known-names.ts';
import { intendedVariable } from '../src/environment/known-variables.ts';
import { judgeMirror, mirrorSettings } from '../src/environment/mirror-url.ts';
import { nodeSwitchesOf, splitNodeOptions } from '../src/environment/node-switches.ts';
import { openFilesLimit } from '../src/environment/open-files-limit.ts';
import { namesOfComposeFile, namesOfEnvFile } from '../src/environment/variable-files.ts';
import { parseAssignments, parseOptionLines } from '../src/environment/assignments.ts';
import { switchedOff } from '../src/environment/verification-switches.ts';
import { machine } from '../src/targets/machine.ts';
import { networkPlugin } from './examine.ts';

let [folder, saved]: [string, NodeJS.ProcessEnv] = ['', {}];

/** An environment of nothing but a home, in a folder of its own. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'culprit-machine-'));
  saved = { ...process.env };
  for (const name of Object.keys(process.env)) delete process.env[name];
  process.env['HOME'] = folder;
  process.env['PATH'] = saved['PATH'];
});
afterEach(() => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, saved);
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** What one check of the machine says in this environment, as `finding` and parameters. */
async function look(check: string, env: { readonly [name: string]: string } = {}): Promise<readonly Finding[]> {
  Object.assign(process.env, env);
  const { findings, bugs } = await run({ plugins: [await networkPlugin()], targets: [machine.of({})] }, { only: [`network/${check}`], depth: 'full', offline: true });
  expect(bugs).toEqual([]);
  return findings;
}
const said = (findings: readonly Finding[]): readonly string[] => findings.map(({ id }) => id.slice(id.indexOf('#') + 1));

describe('authorities that variables name', () => {
  test('are sound where the file holds certificates', async () => {
    const { certificate } = await createAuthority({ name: 'Own' });
    const path = file('ca.pem', certificate);
    expect(said(await look('authority-variables', { NODE_EXTRA_CA_CERTS: path, SSL_CERT_DIR: folder, SSL_CERT_FILE: '' }))).toEqual(['sound', 'sound']);
  });

  test('none are named in an empty environment', async () => expect(said(await look('authority-variables'))).toEqual(['unset']));

  test('every way in which a file is of no use is told apart', async () => {
    const { certificate } = await createAuthority({ name: 'Own' });
    const { certificate: old } = await createAuthority({ name: 'Old', notBefore: new Date('2001-01-01'), notAfter: new Date('2002-01-01') });
    const der = Buffer.from(certificate.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    const findings = await look('authority-variables', {
      NODE_EXTRA_CA_CERTS: join(folder, 'none.pem'), SSL_CERT_FILE: file('empty.pem', ''), REQUESTS_CA_BUNDLE: folder, SSL_CERT_DIR: file('file', 'x'),
      CURL_CA_BUNDLE: file('ca.der', der), GIT_SSL_CAINFO: file('key.pem', '-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n'),
      PIP_CERT: file('cut.pem', `${certificate.slice(0, 200)}\n-----END CERTIFICATE-----\n`), AWS_CA_BUNDLE: file('old.pem', old), DENO_CERT: file('both.pem', certificate + old),
      JAVA_TOOL_OPTIONS: `-Xmx1g -Djavax.net.ssl.trustStore=${file('ca.jks', certificate)} -Dx=y`,
    });
    const states = Object.fromEntries(findings.map(({ id, params }) => [params['variable'], id.slice(id.indexOf('#') + 1)]));
    expect(states).toEqual({
      NODE_EXTRA_CA_CERTS: 'missing', SSL_CERT_FILE: 'empty', REQUESTS_CA_BUNDLE: 'directory', SSL_CERT_DIR: 'not-a-directory', CURL_CA_BUNDLE: 'der',
      GIT_SSL_CAINFO: 'no-certificate', PIP_CERT: 'malformed', AWS_CA_BUNDLE: 'expired', DENO_CERT: 'partly-expired', JAVA_TOOL_OPTIONS: 'malformed',
    });
  });

  test('a relative path is doubtful even where it leads somewhere today', async () => {
    const [finding] = await look('authority-variables', { SSL_CERT_FILE: 'package.json' });
    expect(finding?.id).toBe('network/authority-variables#no-certificate');
  });

  test.skipIf(process.getuid?.() === 0)('a file without the right to read it says so', async () => {
    const path = file('ca.pem', 'x');
    chmodSync(path, 0);
    expect(said(await look('authority-variables', { SSL_CERT_FILE: path }))).toEqual(['unreadable']);
  });

  test('any bytes have a state', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      expect(['empty', 'der', 'no-certificate', 'malformed', 'sound']).toContain(bundleContent(Buffer.from(bytes), new Date()).state);
    }));
  });

  test('the trust store is read out of Java\'s options', () => {
    expect([trustStoreOf('-Xmx1g'), trustStoreOf('-Djavax.net.ssl.trustStore=/a/b.jks -D'), trustStoreOf('-Djavax.net.ssl.trustStore="/a b/c.jks"')]).toEqual([undefined, '/a/b.jks', '/a b/c.jks']);
  });
});

describe('verification', () => {
  test('is found to be off in variables and files, with the place', async () => {
    file('.npmrc', '; mine\nregistry=https://registry.npmjs.org/\nstrict-ssl = false\n');
    file('.gitconfig', '[user]\n\tname = A\n[http]\n\tsslVerify = false\n[http "https://one.example"]\n\tsslVerify = true\n');
    file('.curlrc', '# mine\n-K other\n-k\n');
    const findings = await look('verification-settings', { NODE_TLS_REJECT_UNAUTHORIZED: '0', GIT_SSL_NO_VERIFY: 'false' });
    expect(findings.map(({ params }) => `${params['setting']} ${params['where']}`)).toEqual([
      'NODE_TLS_REJECT_UNAUTHORIZED NODE_TLS_REJECT_UNAUTHORIZED', 'GIT_SSL_NO_VERIFY GIT_SSL_NO_VERIFY', 'npm strict-ssl ~/.npmrc:3', 'git http.sslverify ~/.gitconfig:4', 'curl k ~/.curlrc:3',
    ]);
  });

  test('is on where the same settings say so', async () => {
    file('.npmrc', 'strict-ssl=true\n');
    file('.gitconfig', '[http]\n\tsslVerify = true\n');
    expect(said(await look('verification-settings', { NODE_TLS_REJECT_UNAUTHORIZED: '1', PYTHONHTTPSVERIFY: '1' }))).toEqual(['on']);
  });

  test('any text is read without a fault', () => {
    fc.assert(fc.property(fc.string({ maxLength: 500, unit: 'binary' }), fc.constantFrom(parseAssignments, parseOptionLines), (text, parse) => {
      for (const { key: name, value, line } of parse(text)) expect([typeof switchedOff({ name, value }), line > 0]).toEqual([expect.stringMatching(/string|undefined/), true]);
    }));
  });
});

describe('mirrors', () => {
  const hugging = mirrorSettings[0];
  test.for([
    ['https://hf-mirror.com', 'sound'], ['http://127.0.0.1:8080', 'sound'], ['http://mirror.corp', 'sound'], ['', 'empty'], ['"https://hf-mirror.com"', 'quoted'], ['https://hf-mirror.com\u200b', 'invisible-characters'],
    ['https://hf-mirror.com ', 'invisible-characters'], ['hf-mirror.com', 'no-scheme'], ['https://https://hf-mirror.com', 'doubled-scheme'], ['https://', 'malformed'], ['ftp://hf-mirror.com', 'unknown-scheme'],
    ['http://hf-mirror.com', 'plain-http'], ['https://hf-mirror.com/', 'slash-unwanted'],
  ] as const)('%j is %s', ([value, state]) => {
    expect(hugging === undefined ? undefined : judgeMirror(hugging, value)).toBe(state);
  });

  test('GOPROXY is a list, and ELECTRON_MIRROR wants its slash', async () => {
    expect(said(await look('mirror-settings', { GOPROXY: 'https://goproxy.cn,direct', ELECTRON_MIRROR: 'https://npmmirror.com/mirrors/electron' }))).toEqual(['sound', 'slash-wanted']);
    expect(said(await look('mirror-settings', { GOPROXY: 'goproxy.cn,direct' }))).toContain('no-scheme');
  });

  test('a credential in a mirror is shown by nobody', async () => {
    file('.npmrc', 'registry=http://bot:hunter2-canary@registry.example.org/\n');
    Object.assign(process.env, { PIP_INDEX_URL: 'https://bot:hunter3-canary@pypi.example.org/simple' });
    const report = await run({ plugins: [await networkPlugin()], targets: [machine.of({})] }, { only: ['network/mirror-settings'] });
    expect(said(report.findings).toSorted()).toEqual(['plain-http', 'sound']);
    expect(JSON.stringify(report)).not.toMatch(/hunter\d-canary/);
  });
});

describe('names of variables', () => {
  test.for([
    ['HF_ENDPIONT', 'HF_ENDPOINT'], ['TOS_ENDPIONT', 'TOS_ENDPOINT'], ['HTTP_PROXYS', 'HTTP_PROXY'], ['HTPS_PROXY', 'HTTPS_PROXY'], ['NODE_EXTRA_CA_CERT', 'NODE_EXTRA_CA_CERTS'], ['NODE_EXTRA_CERTS', 'NODE_EXTRA_CA_CERTS'],
    ['NO_PORXY', 'NO_PROXY'], ['hf_endpoint', 'HF_ENDPOINT'], ['Https_Proxy', 'HTTPS_PROXY'], ['REQUEST_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'], ['OPENAI_BASE_ULR', 'OPENAI_BASE_URL'],
  ] as const)('%s was meant to be %s', ([name, intended]) => expect(intendedVariable(name)).toBe(intended));

  test.for([
    'HTTP_PROXY', 'https_proxy', 'HTTP_PROXY_PORT', 'S3_ENDPOINT', 'S4_ENDPOINT', 'COS_ENDPOINT', 'BOS_ENDPOINT', 'OBS_ENDPOINT', 'PATH', 'HOME', 'MY_PROXY', 'PIP_INDEX_URL_2', 'AWS_REGION', 'TLS_CERT_FILE', 'OPENAI_API_KEYS_FILE',
    'GCP_REGION', 'XAI_API_KEY', 'GROQ_API_KEY', 'NODE_ENV', 'NODE_HOME', 'FTP_PROXY', 'UV_INDEX_STRATEGY',
  ])('%s is a name of its own', (name) => expect(intendedVariable(name)).toBeUndefined());

  test('are read out of .env and compose files, with the line', async () => {
    expect(namesOfEnvFile('# HF_ENDPIONT=1\nexport HF_ENDPIONT="https://x"\nbad line\nA = b')).toEqual([{ name: 'HF_ENDPIONT', line: 2 }, { name: 'A', line: 4 }]);
    const compose = 'services:\n  a:\n    environment:\n      HTTP_PROXYS: x\n    build:\n      args:\n        - TOS_ENDPIONT=y\n  b:\n    environment: [NO_PROXY, "HF_ENDPOINT=z"]\n';
    expect(await namesOfComposeFile(compose)).toEqual([{ name: 'HTTP_PROXYS', line: 4 }, { name: 'TOS_ENDPIONT', line: 7 }, { name: 'NO_PROXY', line: 9 }, { name: 'HF_ENDPOINT', line: 9 }]);
  });

  test('a misspelled variable is a warning that names the right one', async () => {
    const findings = await look('variable-names', { HF_ENDPIONT: 'https://hf-mirror.com/canary' });
    expect(findings.map(({ id, severity, params }) => [id, severity, params])).toEqual([
      ['network/variable-names#misspelled-variable', 'minor', { name: 'HF_ENDPIONT', intended: 'HF_ENDPOINT', place: 'environment' }],
    ]);
  });

  test('any compose file is read without a fault', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ maxLength: 300 }), async (text) => {
      expect(Array.isArray(await namesOfComposeFile(`services:\n  a:\n    environment:\n${text}`))).toBe(true);
    }));
  });
});

describe('Node.js switches', () => {
  test('NODE_OPTIONS is split as Node.js does', () => {
    expect(splitNodeOptions('--a  "--b c" --d="e \\"f"')).toEqual(['--a', '--b c', '--d=e "f']);
  });

  test('those of the network are told, and weak ones are faults', async () => {
    expect(nodeSwitchesOf({ NODE_OPTIONS: '--max-old-space-size=1 --dns-result-order=ipv4first', NODE_USE_ENV_PROXY: '1' })).toEqual({ changed: ['--dns-result-order=ipv4first', 'NODE_USE_ENV_PROXY=1'], weak: [], tlsKeysLogged: false });
    expect(said(await look('node-switches', { NODE_OPTIONS: '--tls-min-v1.0 --use-openssl-ca' }))).toEqual(['weak']);
    expect(said(await look('node-switches', { NODE_OPTIONS: '--use-openssl-ca' }))).toEqual(['changed']);
    expect(said(await look('node-switches', { NODE_OPTIONS: '--use-openssl-ca', SSLKEYLOGFILE: '/tmp/keys' }))).toEqual(['keys-logged']);
  });
});

describe('files of the system', () => {
  test('a name of a well-known place is one below it, and none that only looks like it', () => {
    expect(['github.com', 'raw.githubusercontent.com', 'huggingface.co', 'mygithub.com', 'github.com.example.org'].map(isWellKnown)).toEqual([true, true, true, false, false]);
  });

  test('the limit of open files is the soft one', () => {
    expect([openFilesLimit('Limit  Soft Limit\nMax open files            1024                 524288               files\n'), openFilesLimit('Max open files            unlimited            unlimited            files\n'), openFilesLimit('')]).toEqual([1024, undefined, undefined]);
  });

  test('any text is read without a fault', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (text) => {
      expect([namesOfEnvFile(text), splitNodeOptions(text)].every(Array.isArray)).toBe(true);
    }));
  });
});
