import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePlugin, run, type Diagnosis, type Manifest, type Plugin, type Report, type Route, type RunOptions, type Selection } from '@culprit/core';
import { type Authority, createAuthority, startTlsServer, type TlsServer, type TlsServerOptions } from '@culprit/lab';
import { host, httpResource, tcpEndpoint, tlsEndpoint } from '@culprit/network';
import { afterAll, beforeAll } from 'vitest';
import manifest from '../src/manifest.ts';

/** The targets of the network plugin without its checks: these tests are about certificates alone. */
export const targetsOnly: Plugin = definePlugin({ name: '@culprit/network', version: '0.0.0', api: 1, targets: [host, tcpEndpoint, tlsEndpoint, httpResource] });

const variables = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);

/** A root that the tests trust by `--ca`, and a directory for files; the proxy variables are taken away. */
export interface TestWorld {
  readonly root: Authority;
  /** Writes a file and returns its path. */
  readonly file: (name: string, text: string) => string;
  /** The root's own PEM file. */
  readonly ca: string;
}

export function useWorld(): () => TestWorld {
  let world: TestWorld | undefined;
  const directory = mkdtempSync(join(tmpdir(), 'culprit-certificate-'));
  const saved = variables.flatMap((name) => (process.env[name] === undefined ? [] : [{ name, value: process.env[name] }]));
  beforeAll(async () => {
    for (const name of variables) delete process.env[name];
    const root = await createAuthority({ name: 'Test Root' });
    const file = (name: string, text: string): string => {
      const path = join(directory, name);
      writeFileSync(path, text);
      return path;
    };
    world = { root, file, ca: file('root.pem', root.certificate) };
  });
  afterAll(() => {
    for (const { name, value } of saved) process.env[name] = value;
    rmSync(directory, { recursive: true, force: true });
  });
  return () => {
    if (world === undefined) throw new Error('the world is not there before the tests run');
    return world;
  };
}

export interface Examination extends RunOptions, Selection {
  /** The host to ask for; the connection goes to the server whatever it is. Default: `service.test`. */
  readonly host?: string;
  readonly route?: Route;
  readonly plugins?: readonly (Plugin | Manifest)[];
}

/** Examines a server under a host name, without third parties unless they are given. */
export function examine(server: { readonly host: string; readonly port: number }, { host: name = 'service.test', route = {}, plugins = [], ...options }: Examination = {}): Promise<Report> {
  return run({
    plugins: [targetsOnly, manifest, ...plugins],
    targets: [{ kind: 'tls-endpoint', host: name, port: 443, route: { proxy: 'direct', connectTo: `${server.host}:${server.port}`, ...route } }],
    controls: { resolvers: [], timeSources: [], sni: [], portals: [] },
  }, { timeoutMs: 20_000, ...options });
}

/** Starts a server and examines it. */
export async function examineServer(options: TlsServerOptions, examination: Examination = {}): Promise<Report> {
  await using server: TlsServer = await startTlsServer(options);
  return await examine(server, examination);
}

/** The findings of a report by id. */
export const found = ({ findings }: Report): readonly string[] => findings.map(({ id }) => id);

/** Its failures. */
export const failures = ({ findings }: Report): readonly string[] => findings.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id);

/** The diagnoses in order: the text that confirmed each, and how sure it is. */
export const answers = ({ diagnoses }: Report): readonly string[] => diagnoses.map(({ text, cause, confidence, claimed }: Diagnosis) => (claimed ? `${text} ${confidence}` : `${cause} unclaimed`));

/** The remedies of the first diagnosis with what came of their trials. */
export const remedies = ({ diagnoses: [first] }: Report): readonly string[] => (first?.remedies ?? []).map(({ id, trial }) => `${id} ${trial}`);

/** Throws what went wrong inside the tool. */
export function withoutBugs(report: Report): Report {
  if (report.bugs.length > 0) throw new Error(report.bugs.map(({ where, message }) => `${where}: ${message}`).join('\n'));
  return report;
}
