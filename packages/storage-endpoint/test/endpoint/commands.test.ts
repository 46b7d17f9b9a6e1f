import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineOptions, isToolError, type Locale } from '@culprit/core';
import { afterAll, describe, expect, test } from 'vitest';
import manifest from '../../src/manifest.ts';

const folder = mkdtempSync(join(tmpdir(), 'culprit-endpoint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

type Given = { readonly positionals?: readonly string[]; readonly options?: object; readonly env?: { readonly [name: string]: string }; readonly locale?: Locale; readonly columns?: number };

/** Runs a command as the command line does, with the options that it declares and the environment that is given, no other. */
async function culprit(name: string, { positionals = [], options = {}, env = {}, locale = 'en', columns = 100 }: Given = {}) {
  const command = await manifest.commands.find((entry) => entry.name === `endpoint ${name}`)?.load();
  if (command === undefined) throw new Error(`there is no command endpoint ${name}`);
  const read = defineOptions(command.options)['~standard'].validate(options);
  if (read.issues !== undefined) throw new Error(read.issues.map(({ message }) => message).join(', '));
  const output = { stdout: '', stderr: '' };
  const io = { stdin: process.stdin, stdout: (text: string) => void (output.stdout += text), stderr: (text: string) => void (output.stderr += text), color: false, interactive: false, columns };
  const code = await command.run({ positionals, options: read.value, locale, io, signal: new AbortController().signal, env: { HOME: join(folder, 'nobody'), ...env }, plugins: [manifest] });
  return { code, ...output };
}

const refusal = async (running: Promise<unknown>): Promise<string> => {
  const error = await running.then(() => undefined, (reason: unknown) => reason);
  return isToolError(error) ? error.code : 'it was not refused';
};

const secret = 'wJalrXUtnFEMIexampleKEY';
const s3 = 'https://tos-s3-cn-beijing.volces.com';
const doubled = 'https://bucket-one.tos-cn-beijing.volces.com';

describe('endpoint check', () => {
  test('says where a URI of the environment leads, and what to set', async () => {
    const { code, stdout } = await culprit('check', { positionals: ['tos://bucket-one/models/'], env: { TOS_ENDPOINT: doubled, TOS_REGION: 'cn-beijing' } });
    expect(code).toBe(1);
    expect(stdout).toContain('goes to   https://bucket-one.bucket-one.tos-cn-beijing.volces.com/  (no certificate covers that)');
    expect(stdout).toContain(`TOS_ENDPOINT=${s3} TOS_REGION=cn-beijing`);
  });

  test('keeps to the width of the screen, and what is copied in one piece', async () => {
    const { stdout } = await culprit('check', { positionals: ['tos://bucket-one/models/'], env: { TOS_ENDPOINT: doubled, TOS_REGION: 'cn-beijing' }, columns: 48 });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.filter((line) => line.length > 48 && !line.includes('https://'))).toEqual([]);
    expect(lines.map((line) => line.trim())).toEqual(expect.arrayContaining([`TOS_ENDPOINT=${s3}`, `use       ${s3}`]));
  });

  test('judges an endpoint for any program, in Chinese too', async () => {
    const { code, stdout } = await culprit('check', { options: { consumer: 'rclone', endpoint: s3, bucket: 'bucket-one', region: 'cn-beijing' }, locale: 'zh-CN' });
    expect(code).toBe(1);
    expect(stdout).toContain('要求存储桶名位于主机名之前');
    expect(stdout).toContain('force_path_style = false');
  });

  test('a sound endpoint and an empty environment end with 0', async () => {
    expect((await culprit('check', { options: { consumer: 'aibrix-v2', endpoint: s3, bucket: 'bucket-one', region: 'cn-beijing' } })).code).toBe(0);
    const { code, stdout } = await culprit('check');
    expect(code).toBe(0);
    expect(stdout).toContain('Neither the environment nor the usual files name an endpoint');
  });

  test('reads AWS profiles, rclone.conf, .s3cfg and env files, names their lines, and shows no key', async () => {
    const files = [
      file('config', `[default]\nregion = cn-beijing\nendpoint_url = ${s3}\ns3 =\n  addressing_style = virtual\n\n[profile other]\nendpoint_url = tos-s3-cn-beijing.volces.com\naws_secret_access_key = ${secret}\ndynamodb =\n  endpoint_url = http://localhost:8000\n`),
      file('rclone.conf', `[tos]\ntype = s3\nprovider = Other\nsecret_access_key = ${secret}\nendpoint = tos-s3-cn-beijing.volces.com\nregion = cn-beijing\n[drive]\ntype = drive\nendpoint = x\n`),
      file('.s3cfg', `[default]\nsecret_key = ${secret}\nhost_base = tos-s3-cn-beijing.volces.com\nhost_bucket = tos-s3-cn-beijing.volces.com\nbucket_location = cn-beijing\n`),
      file('my.env', `export TOS_ENDPOINT="${doubled}"\nTOS_REGION=cn-beijing\nTOS_SECRET_KEY=${secret}\n`),
    ];
    const { code, stdout } = await culprit('check', { options: { file: files, bucket: 'bucket-one', format: 'json' } });
    expect(code).toBe(1);
    expect(stdout).not.toContain(secret);
    const judged = JSON.parse(stdout) as readonly { readonly from: string; readonly judgement: { readonly consumer: string; readonly problems: readonly { readonly id: string; readonly effect: string }[] } }[];
    expect(judged.map(({ from, judgement }) => [from.slice(folder.length + 1), judgement.consumer, ...judgement.problems.filter(({ effect }) => effect === 'fails').map(({ id }) => id)])).toEqual([
      ['config:3', 'aws-cli'],
      ['config:8', 'aws-cli', 'endpoint-without-scheme', 'virtual-host-style-needed'],
      ['rclone.conf:5', 'rclone', 'virtual-host-style-needed'],
      ['.s3cfg:3', 's3cmd', 'virtual-host-style-needed'],
      ['my.env:1', 'aibrix-v2', 'bucket-in-endpoint', 'native-endpoint-for-s3-client'],
    ]);
  });

  test('finds the usual files below the home folder', async () => {
    const { stdout } = await culprit('check', { env: { AWS_CONFIG_FILE: file('aws-config', '[default]\nendpoint_url = https://minio.internal:9000\n'), AWS_ENDPOINT_URL: 'https://s3.eu-west-1.amazonaws.com', AWS_REGION: 'eu-west-1' } });
    expect(stdout).toContain('AWS_ENDPOINT_URL  https://s3.eu-west-1.amazonaws.com');
    expect(stdout).toContain('aws-config:2  https://minio.internal:9000');
  });

  test('refuses what is no URI, two of them, and a file that is not there', async () => {
    expect(await refusal(culprit('check', { positionals: ['https://example.com'] }))).toBe('USAGE_INVALID');
    expect(await refusal(culprit('check', { positionals: ['tos://a', 'tos://b'] }))).toBe('USAGE_INVALID');
    expect(await refusal(culprit('check', { options: { file: [join(folder, 'none')] } }))).toBe('FILE_UNREADABLE');
  });

  test('a password in an endpoint is not shown, and what would move a terminal is spelled out', async () => {
    const { stdout } = await culprit('check', { options: { endpoint: `https://AKLT:${secret}@minio.internal\u001b[2J`, bucket: 'bucket-one' } });
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toContain('\u001b');
  });
});

describe('endpoint fix', () => {
  test('prints the endpoint alone, and why beside it', async () => {
    const { code, stdout, stderr } = await culprit('fix', { positionals: ['tos://bucket-one/'], env: { TOS_ENDPOINT: doubled, TOS_REGION: 'cn-beijing' } });
    expect([code, stdout]).toEqual([0, `${s3}\n`]);
    expect(stderr).toContain('The bucket bucket-one is written into the endpoint');
  });

  test('an endpoint that works is printed as it is', async () => {
    expect(await culprit('fix', { options: { consumer: 'aibrix-v2', endpoint: s3, bucket: 'bucket-one', region: 'cn-beijing' } })).toEqual({ code: 0, stdout: `${s3}\n`, stderr: '' });
  });

  test('of two buckets none is guessed, and of a region neither', async () => {
    expect(await culprit('fix', { options: { consumer: 'aibrix-v2', endpoint: doubled, bucket: 'other', region: 'cn-beijing' } })).toMatchObject({ code: 1, stdout: '' });
    expect(await culprit('fix', { positionals: ['tos://bucket-one/'] })).toMatchObject({ code: 1, stdout: '' });
  });
});
