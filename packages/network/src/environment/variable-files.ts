import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readSettingsFile } from './settings-file.ts';

/** The name of a variable and the line where it is set. */
export type NamedAt = { readonly name: string; readonly line: number };

const [maxFiles, maxNames] = [16, 1_000];

/** The files of a directory in which variables are set: `.env*` and compose files. Only names are read out; values stay in the file. */
export async function readVariableFiles(directory: string): Promise<readonly { readonly file: string; readonly names: readonly NamedAt[] }[]> {
  const entries = (await readdir(directory).catch((): string[] => [])).sort();
  const wanted = entries.filter((entry) => isEnvFile(entry) || isComposeFile(entry)).slice(0, maxFiles);
  return Promise.all(wanted.map(async (file) => {
    const text = await readSettingsFile(join(directory, file)) ?? '';
    return { file, names: isEnvFile(file) ? namesOfEnvFile(text) : await namesOfComposeFile(text) };
  }));
}

const isEnvFile = (name: string): boolean => /^\.env(?:\.[\w-]+)*$/.test(name);
/** As `docker compose` looks for them, overrides included. */
const isComposeFile = (name: string): boolean => /^(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/.test(name);

/** `NAME=value`, with `export` before it where a shell reads it too. Pure. */
export function namesOfEnvFile(text: string): readonly NamedAt[] {
  return text.split('\n').flatMap((line, index) => {
    const name = /^\s*(?:export\s+)?([A-Za-z_]\w{0,100})\s*=/.exec(line)?.[1];
    return name === undefined ? [] : [{ name, line: index + 1 }];
  }).slice(0, maxNames);
}

/** The names under `services.*.environment` and `build.args`, as a map or as a list (the Compose Specification). */
export async function namesOfComposeFile(text: string): Promise<readonly NamedAt[]> {
  const { isMap, isScalar, isSeq, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  // Aliases are not followed: a small file could name the same ones millions of times.
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const services = document.get('services');
  if (!isMap(services)) return [];
  const names: NamedAt[] = [];
  const add = (node: unknown): void => {
    if (!isScalar(node) || typeof node.value !== 'string' || names.length >= maxNames) return;
    const name = /^([A-Za-z_]\w{0,100})(?:=|$)/.exec(node.value)?.[1];
    if (name !== undefined) names.push({ name, line: lines.linePos(node.range?.[0] ?? 0).line });
  };
  const addAll = (node: unknown): void => {
    if (isMap(node)) for (const { key } of node.items) add(key);
    if (isSeq(node)) for (const item of node.items) add(item);
  };
  for (const { value: service } of services.items) {
    if (!isMap(service)) continue;
    addAll(service.get('environment', true));
    const build = service.get('build', true);
    if (isMap(build)) addAll(build.get('args', true));
  }
  return names;
}
