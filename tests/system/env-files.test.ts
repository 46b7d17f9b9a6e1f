import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { run } from '@culprit/core';
import credential from '@culprit/credential/manifest';
import { readEnvFile } from '@culprit/credential';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apt, because, firstReason, program, searchPath } from './requirements.ts';

const reason = firstReason(apt('python3-dotenv'));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'culprit-env-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const pieces = ['abc', '"', "'", ' ', '#', ' # c', '\\', '\\n', '$', '${A}', '${B:-d}', '=', '\t', 'ü'];
const starts = ['KEY=', 'export KEY=', 'KEY = ', ' KEY=', '\uFEFFKEY=', "'KEY'="];

/** Every start with every pair of pieces, and what comes after. */
const files: readonly string[] = starts.flatMap((start, index) => pieces.flatMap((one) => pieces.map((other) => `${index % 2 === 0 ? 'A=1\n' : ''}${start}${one}${other}x${one}${index % 3 === 0 ? '\r\n' : '\n'}`)));

test.skipIf(reason !== undefined)(`env files are read as python-dotenv reads them${because(reason)}`, () => {
  writeFileSync(join(folder, 'files.json'), JSON.stringify(files));
  const program = 'import io, json, sys, logging; logging.disable(50); from dotenv import dotenv_values; print(json.dumps([dotenv_values(stream=io.StringIO(text, newline="")).get("KEY") for text in json.load(open(sys.argv[1]))]))';
  const { stdout } = spawnSync('/usr/bin/python3', ['-c', program, join(folder, 'files.json')], { encoding: 'utf8', env: { PATH: '/usr/bin' } });
  const theirs = JSON.parse(stdout) as readonly (string | null)[];
  const differing = files.flatMap((text, index) => {
    const ours = readEnvFile(text, 'KEY').python ?? null;
    return ours === theirs[index] ? [] : [{ text, ours, theirs: theirs[index] }];
  });
  expect(differing).toEqual([]);
  expect(files.length).toBeGreaterThan(1_000);
});

test('and as node --env-file and a shell read them', () => {
  for (const text of files.filter((_, index) => index % 29 === 0)) {
    const path = join(folder, 'one.env');
    writeFileSync(path, text);
    const values = readEnvFile(text, 'KEY');
    const node = spawnSync(process.execPath, [`--env-file=${path}`, '-p', 'JSON.stringify(process.env.KEY ?? null)'], { encoding: 'utf8', env: {} });
    expect([text, JSON.parse(node.stdout)]).toEqual([text, values.node ?? null]);
    // Expansions stay as they are written on our side.
    if (text.includes('$')) continue;
    const shell = spawnSync('/bin/sh', ['-c', '. "$1" 2>/dev/null; printf %s "${KEY-unset}"', 'sh', path], { encoding: 'utf8', env: {} });
    if (shell.status === 0) expect([text, shell.stdout]).toEqual([text, values.shell ?? 'unset']);
  }
});

// Debian 13 has the client alone; where a client of another release is installed, it will do.
const clientReason = firstReason(program('docker')() === undefined ? () => undefined : apt('docker-cli'), program('docker'));

/** What the client asks an engine for, which is nobody: it answers as one, and keeps the environment of the container. */
async function startEngine(): Promise<AsyncDisposable & { readonly address: string; readonly created: string[][] }> {
  const created: string[][] = [];
  const keep = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await json(request);
    created.push(isRecord(body) && Array.isArray(body['Env']) ? body['Env'].map(String) : []);
    response.writeHead(201).end('{"Id":"0","Warnings":[]}');
  };
  const server = createServer((request, response) => {
    response.setHeader('Api-Version', '1.41').setHeader('Content-Type', 'application/json');
    if (!request.url?.includes('/containers/create')) return void response.end('OK');
    void keep(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return { created, address: `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, [Symbol.asyncDispose]: async () => { server.closeAllConnections(); await once(server.close(), 'close'); } };
}

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null;

test.skipIf(clientReason !== undefined)(`env files are read as docker --env-file reads them${because(clientReason)}`, async () => {
  await using engine = await startEngine();
  const differing: unknown[] = [];
  let read = 0;
  for (const text of files.filter((_, index) => index % 37 === 0)) {
    writeFileSync(join(folder, 'docker.env'), text);
    engine.created.length = 0;
    const client = spawn('docker', ['create', '--env-file', join(folder, 'docker.env'), 'image'], { stdio: 'ignore', env: { PATH: searchPath, HOME: folder, DOCKER_HOST: engine.address } });
    const [status] = await once(client, 'exit') as [number | null];
    // A name with a blank in it: the client refuses the whole file.
    if (status !== 0) continue;
    read += 1;
    const theirs = engine.created[0]?.findLast((line) => line.startsWith('KEY='))?.slice('KEY='.length);
    const ours = readEnvFile(text, 'KEY').docker;
    if (ours !== theirs) differing.push({ text, ours, theirs });
  }
  expect(differing).toEqual([]);
  expect(read).toBeGreaterThan(10);
}, 120_000);

const composeReason = firstReason(apt('docker-compose'));
const values = ['plain', '${FROM_DOTENV}', '$FROM_SHELL', '${BOTH}', '${NOT_SET}', '${NOT_SET:-fallback}', '${EMPTY:-fallback}', '${EMPTY-fallback}', '${BOTH:-fallback}', 'a$$b', '${FROM_DOTENV}-${FROM_SHELL}', '${QUOTED}'];

test.skipIf(composeReason !== undefined)(`who gets a key by a compose file is read as docker-compose reads it${because(composeReason)}`, async () => {
  const services = Object.fromEntries([
    ...values.map((value, index) => [`map${index}`, { image: 'i', environment: { KEY: value } }] as const),
    // A report shows fifty at most, of both files.
    ...values.slice(0, 4).map((value, index) => [`list${index}`, { image: 'i', environment: [`KEY=${value}`] }] as const),
    ['bare', { image: 'i', environment: ['FROM_SHELL'] }], ['absent', { image: 'i' }], ['file', { image: 'i', env_file: 'one.txt' }], ['files', { image: 'i', env_file: ['one.txt', 'two.txt'] }],
    ['over', { image: 'i', env_file: ['one.txt'], environment: { KEY: 'own' } }], ['null', { image: 'i', environment: { KEY: null } }],
  ]);
  const place = join(folder, 'compose');
  mkdirSync(place);
  const file = join(place, 'compose.yaml');
  writeFileSync(file, JSON.stringify({ services }).replace(/^/, '# JSON is YAML\n'));
  writeFileSync(join(place, '.env'), 'FROM_DOTENV=dotenv\nBOTH=of dotenv\nEMPTY=\nQUOTED="in quotes"\n');
  writeFileSync(join(place, 'one.txt'), 'KEY=one\n');
  writeFileSync(join(place, 'two.txt'), '# comment\nKEY=two\n');
  const shell = { FROM_SHELL: 'shell', BOTH: 'of shell' };
  const { stdout, status } = spawnSync('/usr/bin/docker-compose', ['-f', file, 'config'], { cwd: place, encoding: 'utf8', env: { PATH: searchPath, HOME: folder, ...shell } });
  expect(status).toBe(0);
  writeFileSync(join(folder, 'resolved.yaml'), stdout);
  for (const variable of ['KEY', 'FROM_SHELL']) {
    Object.assign(process.env, shell);
    const { evidence } = await run({ plugins: [credential], targets: [{ kind: 'shared-key', variable, sources: [file, join(folder, 'resolved.yaml')], services: Object.keys(services) }] });
    for (const name of Object.keys(shell)) delete process.env[name];
    const found = evidence.flatMap((one) => (one.fact === 'credential/key-deliveries' && one.status === 'observed' && isRecord(one.exhibit) && Array.isArray(one.exhibit['deliveries']) ? one.exhibit['deliveries'] : []));
    const by = (source: string): { readonly [service: string]: string } => Object.fromEntries(found.filter(isRecord).filter((one) => one['source'] === source).map((one) => [String(one['service']), `${String(one['state'])} ${String(one['fingerprint'])}`]));
    expect(Object.keys(by(file))).toHaveLength(Object.keys(services).length);
    expect(by(file)).toEqual(by(join(folder, 'resolved.yaml')));
  }
}, 120_000);
