import { readTarget, type Given } from '@culprit/core';
import certificate from '@culprit/certificate/manifest';
import credential from '@culprit/credential/manifest';
import mfa from '@culprit/mfa/manifest';
import mirror from '@culprit/mirror/manifest';
import network from '@culprit/network/manifest';
import storage from '@culprit/storage-endpoint/manifest';
import { describe, expect, test } from 'vitest';
import { optionalTargets } from '../src/plugins.ts';
import { culprit } from './culprit.ts';

const all = [network, certificate, credential, mfa, mirror, storage];
const read = async (text: string, kind: string, given: Given = {}) => (await readTarget(text, all, { kind, ...given })).data;
const refusal = (reading: Promise<unknown>): Promise<string> => reading.then(() => 'read', (error: unknown) => (error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : ''));

test('what is to be installed for a kind or a scheme agrees with the plugins', () => {
  for (const { name, targets } of [credential, mfa, mirror, storage]) {
    expect({ kinds: new Set(optionalTargets[name]?.kinds), schemes: new Set(optionalTargets[name]?.schemes) })
      .toEqual({ kinds: new Set(targets.map(({ kind }) => kind)), schemes: new Set(targets.flatMap(({ schemes }) => schemes)) });
  }
});

describe('an address is taken for', () => {
  const secrets = { username: 'env:USER_NAME', password: 'file:/run/password' };
  test.each([
    ['login', 'https://Host.test/login#top', { fields: { ...secrets, as: 'json' }, route: { proxy: 'direct' } }, { url: 'https://host.test/login', as: 'json', username: { $secret: 'env:USER_NAME' }, password: { $secret: 'file:/run/password' }, route: { proxy: 'direct' } }],
    ['relay', 'http://127.0.0.1:3000/v1/', {}, { dialect: 'relay', baseUrl: 'http://127.0.0.1:3000/v1' }],
    ['profiled-service', 'mirror.test', { fields: { profile: 'model-mirror-client' } }, { baseUrl: 'https://mirror.test', profile: 'model-mirror-client' }],
    ['tls-endpoint', 'mail.test:465', {}, { host: 'mail.test', port: 465 }],
    ['tcp-endpoint', 'http://[::1]/', {}, { host: '::1', port: 80 }],
    ['host', 'https://例子.test/', {}, { host: 'xn--fsqu00a.test' }],
    ['s3-bucket', 'https://s3.test/', { fields: { bucket: 'models', write: 'true' } }, { endpoint: 'https://s3.test', bucket: 'models', write: true }],
    ['http-resource', 'host.test', { method: 'HEAD' }, { url: 'https://host.test/', method: 'HEAD' }],
    ['bucket', 'tos://models/weights/', { fields: { region: 'cn-beijing' } }, { bucket: 'models', prefix: 'weights/', region: 'cn-beijing' }],
  ])('%s', async (kind, text, given, expected) => {
    expect(await read(text, kind, given)).toMatchObject(expected);
  });
});

describe('what can not be taken for a kind is refused', () => {
  test.each([
    ['a field is missing', 'https://host.test/login', 'login', { fields: { username: 'env:U' } }, 'TARGET_INVALID "https://host.test/login" is no whole target of kind login: password is missing. Add: --field password=env:NAME'],
    ['a field is unknown', 'https://host.test/v1', 'relay', { fields: { modle: 'x' } }, 'modle is unknown, did you mean model?'],
    ['what was given says nothing to it', 'https://host.test/v1', 'relay', { expectStatus: [200] }, 'expectStatus is unknown'],
    ['it takes no address', 'https://host.test/', 'vault', {}, 'TARGET_INVALID "https://host.test/" can\'t be read as a target of kind vault. It is written vault://…'],
    ['it is written nowhere', 'https://host.test/', 'machine', {}, 'Describe it in a config'],
    ['no plugin has it', 'https://host.test/', 'logins', {}, 'USAGE_INVALID No plugin here examines targets of kind "logins". Did you mean login'],
    ['the address carries a user name', 'https://ada:lovelace@host.test/', 'relay', {}, 'TARGET_INVALID The address of host.test carries a user name or password'],
  ])('%s', async (_, text, kind, given, expected) => {
    expect(await refusal(read(text, kind, given))).toContain(expected);
  });
  test('and a secret itself is not repeated', async () => {
    const refused = await refusal(read('https://host.test/login', 'login', { fields: { username: 'env:U', password: 'hunter:2' } }));
    expect(refused).toMatch(/^SECRET_IN_ARGUMENT .*password=env:NAME/);
    expect(refused).not.toContain('hunter');
  });
});

describe('on the command line', () => {
  test('--kind and --field make the target', async () => {
    const { stdout } = await culprit(['plan', '--kind', 'login', 'https://host.test/login', '--field', 'username=env:U', '--field', 'password=env:P', '--field', 'code=totp:env:T', '--proxy', 'direct', '--format', 'json']);
    expect((JSON.parse(stdout) as { readonly targets: readonly { readonly kind: string; readonly label: string }[] }).targets[0]).toMatchObject({ kind: 'login', label: 'https://host.test/login' });
  });
  test('a kind that nobody knows is misuse, as is a field without a kind', async () => {
    const [unknown, alone] = await Promise.all([culprit(['--kind', 'relays', 'https://host.test/', '--lang', 'zh-CN']), culprit(['https://host.test/', '--field', 'a=b'])]);
    expect([unknown.code, alone.code]).toEqual([2, 2]);
    expect(unknown.stderr).toContain('现有插件都不支持类型为 "relays" 的目标。是否想写 relay？');
    expect(alone.stderr).toContain('--field needs the kind whose field it is: add --kind <kind>.');
  });
});
