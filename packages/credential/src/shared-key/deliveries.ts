import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { fingerprint } from './fingerprint.ts';
import { interpolated } from './interpolation.ts';
import { readKeyText } from '../ciphertext/key-text.ts';
import { composeVariables } from '../key-reading/env-file.ts';

/** What one service gets under the name of a key. Holds nothing of it but a fingerprint that is worth nothing elsewhere. */
export interface Delivery {
  readonly service: string;
  readonly image?: string;
  /** `absent`: it is not told the variable at all. `blank`: it is, and nothing stands behind it. */
  readonly state: 'value' | 'blank' | 'absent';
  readonly fingerprint?: string;
  /** Whose example key it is. */
  readonly published?: string;
  /** Where the value comes from: a file and the way it is written there. */
  readonly from: string;
  /** When a container was made: ISO 8601, UTC. */
  readonly created?: string;
  /** When the file that its value comes from was last changed: ISO 8601, UTC. */
  readonly changed?: string;
  /** The variable that was to be filled in and is not set. */
  readonly unset?: string;
}

type Environment = { readonly [name: string]: string | undefined };
type Fields = { readonly [name: string]: unknown };

/**
 * Reads who gets a variable out of a compose file or the output of `docker compose config`, the output of `docker
 * inspect`, an env file, or `pid:NUMBER` of a running process. `undefined`: it can't be read or is none of them.
 */
export async function deliveriesIn(source: string, name: string, env: Environment): Promise<readonly Delivery[] | undefined> {
  const [, pid] = /^pid:(\d{1,10})$/.exec(source) ?? [];
  const path = pid === undefined ? source : `/proc/${pid}/environ`;
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined || text.length > 4 * 1_024 * 1_024) return undefined;
  if (pid !== undefined) return [given(source, valueIn(text.split('\0'), name), `/proc/${pid}/environ`)];
  if (/^\s*[[{]/.test(text)) return inspected(text, name);
  const { parse } = await import('yaml');
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 100, merge: true, logLevel: 'error' });
  } catch {
    value = undefined;
  }
  if (isRecord(value) && isRecord(value['services'])) return composed(value['services'], source, name, env);
  const variables = parseEnv(text.replace(/^\u{FEFF}/u, ''));
  return Object.keys(variables).length === 0 ? undefined : [{ ...given(source, variables[name], source), ...await changeOf(source) }];
}

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);

function given(service: string, value: string | undefined, from: string): Delivery {
  if (value === undefined) return { service, state: 'absent', from };
  if (value.trim() === '') return { service, state: 'blank', from };
  const key = readKeyText(value);
  return { service, state: 'value', fingerprint: fingerprint(value), from, ...(key.outcome === 'key' && key.published !== undefined ? { published: key.published } : {}) };
}

const valueIn = (lines: readonly string[], name: string): string | undefined => lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);

const changeOf = async (path: string): Promise<{ readonly changed?: string }> => stat(path).then(({ mtime }) => ({ changed: mtime.toISOString() }), () => ({}));

/** The output of `docker inspect`: what a container really got, when it was made. */
function inspected(text: string, name: string): readonly Delivery[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = listOf(value).flatMap((container): readonly Delivery[] => {
    const config = isRecord(container) ? container['Config'] : undefined;
    if (!isRecord(container) || !isRecord(config) || !Array.isArray(config['Env'])) return [];
    const labels = isRecord(config['Labels']) ? config['Labels'] : {};
    const service = String(labels['com.docker.compose.service'] ?? container['Name'] ?? '').replace(/^\//, '');
    const created = typeof container['Created'] === 'string' && !Number.isNaN(Date.parse(container['Created'])) ? new Date(container['Created']).toISOString() : undefined;
    return [{ ...given(service, valueIn(config['Env'].map(String), name), 'docker inspect'), ...imageOf(config), ...(created === undefined ? {} : { created }) }];
  });
  return found.length === 0 ? undefined : found;
}

const imageOf = (config: Fields): { readonly image?: string } => (typeof (config['Image'] ?? config['image']) === 'string' ? { image: String(config['Image'] ?? config['image']) } : {});

/** A compose file: `environment` goes before `env_file`, the shell before `.env` (docs.docker.com/compose/how-tos/environment-variables/envvars-precedence). */
async function composed(services: Fields, file: string, name: string, env: Environment): Promise<readonly Delivery[]> {
  const folder = dirname(resolve(file));
  const dotEnv = await variablesOf(resolve(folder, '.env'), env);
  const project: Environment = { ...dotEnv?.variables, ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) };
  return Promise.all(Object.entries(services).slice(0, 500).map(async ([service, spec]): Promise<Delivery> => {
    const fields = isRecord(spec) ? spec : {};
    const own = environmentEntry(fields['environment'], name);
    if (own !== undefined) {
      const { text, unset } = interpolated(own.value ?? `\${${name}}`, project);
      // A bare name takes the variable of the shell, or is not passed at all.
      const passed = own.value === undefined && unset !== undefined ? undefined : text;
      return { ...given(service, passed, `environment: ${name}`), ...imageOf(fields), ...(unset === undefined ? {} : { unset }), ...(dotEnv === undefined ? {} : { changed: dotEnv.changed }) };
    }
    for (const entry of listOf(fields['env_file']).toReversed()) {
      const path = typeof entry === 'string' ? entry : isRecord(entry) && typeof entry['path'] === 'string' ? entry['path'] : undefined;
      const listed = path === undefined ? undefined : await variablesOf(resolve(folder, path), project);
      const value = listed?.variables[name];
      if (value !== undefined) return { ...given(service, value, `env_file: ${path ?? ''}`), ...imageOf(fields), ...(listed === undefined ? {} : { changed: listed.changed }) };
    }
    return { service, state: 'absent', from: file, ...imageOf(fields) };
  }));
}

/** The entry of a variable in `environment`, which is a map or a list of `NAME=value` and bare names. */
function environmentEntry(environment: unknown, name: string): { readonly value?: string } | undefined {
  if (Array.isArray(environment)) {
    const line = environment.map(String).findLast((one) => one === name || one.startsWith(`${name}=`));
    return line === undefined ? undefined : line === name ? {} : { value: line.slice(name.length + 1) };
  }
  if (!isRecord(environment) || !Object.hasOwn(environment, name)) return undefined;
  const value = environment[name];
  return value === null ? {} : { value: String(value) };
}

async function variablesOf(path: string, lookup: Environment): Promise<{ readonly variables: Environment; readonly changed: string } | undefined> {
  try {
    const [text, { mtime }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { variables: composeVariables(text, lookup), changed: mtime.toISOString() };
  } catch {
    return undefined;
  }
}
