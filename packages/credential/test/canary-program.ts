import { spawnSync } from 'node:child_process';
import { inspect } from 'node:util';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineOptions, isToolError, run, type Locale } from '@culprit/core';
import { logInAccount, logInService, startHttpServer, type LogInServiceOptions } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { createRefresher, fileTokenStore, refreshGrant, RefreshError } from '../src/index.ts';
import credential from '../src/manifest.ts';

/** Runs every command and every kind of target with a secret of each kind, and says all that a program could say. */
const [, , given = ''] = process.argv;
const secrets = JSON.parse(process.env['CANARIES'] ?? '{}') as { readonly [name: string]: string };
delete process.env['CANARIES'];
const input = (name: string): string => join(given, name);
const value = (name: string): string => secrets[name] ?? '';

const env: { readonly [name: string]: string } = {
  HOME: process.env['HOME'] ?? '', CULPRIT_VAULT: input('vault.json'), CULPRIT_MASTER_KEY: value('master'), API_KEY: value('apiKey'), QUOTED: `"${value('apiKey')}"`, TOKEN: value('token'),
  USER: logInAccount.username, PASSWORD: logInAccount.password, CODE: '123456', CIPHER_KEY: value('cipherKey'), PREVIOUS: value('previous'), VALUE: value('vaultValue'), DATABASE: `postgres://reader:${value('database')}@127.0.0.1:1/db`, PASSPHRASE: value('passphrase'),
};
Object.assign(process.env, env);

async function command(name: string, positionals: readonly string[], options: { readonly [name: string]: unknown } = {}, stdin = ''): Promise<void> {
  const loaded = await credential.commands.find((entry) => entry.name === name)?.load();
  if (loaded === undefined) throw new Error(`there is no command ${name}`);
  for (const locale of ['en', 'zh-CN'] as const satisfies readonly Locale[]) {
    const read = defineOptions(loaded.options)['~standard'].validate(options);
    if (read.issues !== undefined) throw new Error(read.issues.map(({ message }) => message).join(', '));
    const io = { stdin: (async function* text() { yield stdin; })(), stdout: (text: string) => void process.stdout.write(text), stderr: (text: string) => void process.stderr.write(text), color: false, interactive: true, columns: 100 };
    try {
      await loaded.run({ positionals, options: read.value, locale, io, signal: AbortSignal.timeout(10_000), env, plugins: [network, credential] });
    } catch (error) {
      if (!isToolError(error)) throw error;
      process.stderr.write(`${error.text.en}\n${error.text['zh-CN']}\n${error.stack ?? ''}\n${inspect(error, { depth: 9 })}\n`);
    }
  }
}

const shown = { format: 'json', verbose: true };

async function keysAndTokens(): Promise<void> {
  // It says everything back that it was sent, as careless services do.
  await using echo = await startHttpServer({ fallback: (request, response) => {
    response.writeHead(401, { 'Content-Type': 'application/json', 'X-Echo': String(request.headers.authorization) });
    response.end(JSON.stringify({ error: { message: `Incorrect API key provided: ${request.headers.authorization ?? ''}`, code: 'invalid_api_key', param: request.headers.authorization } }));
  } });
  for (const format of ['human', 'json', 'markdown', 'sarif']) await command('key verify', ['openai-compatible', 'env:API_KEY'], { format, verbose: true, baseUrl: `${echo.url}/v1` });
  await command('key check', ['env:QUOTED'], shown);
  await command('key check', ['-'], shown, ` ${value('apiKey')}\u200B`);
  await command('key check', [value('apiKey')], shown);
  await command('key compare', [input('.env'), 'API_KEY']);
  await command('key generate', [], { output: input('generated.key') });
  await command('token explain', ['env:TOKEN'], { ...shown, offline: true });
  await command('token explain', [value('token')], { offline: true });
  await using issuer = await startHttpServer({ fallback: { status: 400, body: { json: { error: 'invalid_grant', error_description: `the token ${value('refresh')} is not known` } } } });
  const store = fileTokenStore(input('tokens.json'));
  await store.write({ accessToken: value('token'), refreshToken: value('refresh'), expiresAt: 0 });
  const refresher = createRefresher({ store, exchange: refreshGrant({ tokenUrl: `${issuer.url}/token`, clientId: 'culprit' }) });
  await refresher.token().catch((error: unknown) => process.stderr.write(`${inspect(error, { depth: 9 })}\n${error instanceof RefreshError ? error.code : ''}\n`));
}

async function vaults(): Promise<void> {
  await command('vault init', []);
  await command('vault set', ['a/b'], { from: 'env:VALUE' });
  await command('vault set', ['a/b', value('vaultValue')]);
  await command('vault set', ['a/b'], { candidate: true }, value('vaultValue'));
  await command('vault promote', ['a/b']);
  await command('vault import', [input('.env')]);
  await command('vault list', []);
  await command('vault verify', [], shown);
  await command('vault get', ['none']);
  await command('vault get', ['a/b'], { key: 'env:PREVIOUS' });
  await command('vault rotate', ['start']);
  await command('vault verify', [], { ...shown, key: 'env:PREVIOUS' });
  await command('vault init', [], { file: input('other.json'), passphrase: 'env:PASSPHRASE' });
  await command('vault list', [], { file: input('other.json'), key: 'env:PREVIOUS', previous: 'env:PASSPHRASE' });
  await command('vault remove', ['a/b']);
}

async function storedSecrets(): Promise<void> {
  await command('ciphertext examine', [input('rows.json')], { ...shown, key: 'env:CIPHER_KEY', previous: 'env:PREVIOUS' });
  await command('ciphertext examine', [], { ...shown, key: 'env:CIPHER_KEY', database: 'env:DATABASE' });
  await command('shared-key examine', [input('docker-compose.yml')], { ...shown, variable: 'AEAD_SECRET_KEY' });
}

async function logIns(): Promise<void> {
  const services: readonly LogInServiceOptions[] = [
    {}, { csrf: { attributes: '; Path=/' }, code: '123456' }, { cookie: { attributes: '; Path=/; Secure' } }, { refuses: { status: 423, body: `Account ${logInAccount.username} with ${logInAccount.password} is locked` } },
    { landing: `/account?ticket=${value('ticket')}` },
  ];
  for (const options of services) {
    await using server = await startHttpServer({ fallback: logInService(options) });
    await command('login examine', ['http://shop.example/login'], { ...shown, username: 'env:USER', password: 'env:PASSWORD', code: 'env:CODE', connectTo: `127.0.0.1:${server.port}` });
    const report = await run({ plugins: [network, credential], targets: [{ kind: 'login', url: 'http://shop.example/login', username: { $secret: 'env:USER' }, password: { $secret: 'env:PASSWORD' }, route: { connectTo: `127.0.0.1:${server.port}` } }], controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] } });
    process.stdout.write(inspect(report, { depth: 20 }));
  }
  await using api = await startHttpServer({ fallback: logInService({ as: 'json', token: { value: value('token'), accepted: false } }) });
  await command('login examine', ['http://shop.example/api/login'], { ...shown, as: 'json', resource: 'http://shop.example/account', username: 'env:USER', password: 'env:PASSWORD', connectTo: `127.0.0.1:${api.port}` });
}

mkdirSync(given, { recursive: true });
writeFileSync(input('.env'), `API_KEY="${value('apiKey')}"\nAEAD_SECRET_KEY=${value('sharedKey')}\n`);
writeFileSync(input('rows.json'), JSON.stringify([{ name: 'OPENAI_API_KEY', nonce_hex: '00'.repeat(24), value: '00'.repeat(40) }, { name: 'PLAIN', nonce_hex: '00'.repeat(24), value: value('plaintext') }]));
writeFileSync(input('docker-compose.yml'), `services:\n  app-server:\n    environment: { AEAD_SECRET_KEY: ${value('sharedKey')} }\n  frontend:\n    environment: { AEAD_SECRET_KEY: ${value('cipherKey')} }\n`);
await keysAndTokens();
await vaults();
await storedSecrets();
await logIns();
// Whoever lists the processes of this machine sees the arguments of this one.
process.stdout.write(spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(process.pid)], { encoding: 'utf8', env: {} }).stdout ?? '');
process.stdout.write('\nall was said\n');
