import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ToolError, type OptionFields } from '@culprit/core';
import { flagOf, readArguments } from '@culprit/core/examination';
import { serverOptions, type ServerOptions } from './options.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What was given on the command line and, where it says nothing, in the environment: `--public-url` is CULPRIT_PUBLIC_URL,
 * lists are separated by blanks. `undefined`: help is wanted.
 * @throws ToolError (`USAGE_INVALID`)
 */
export async function readOptions(argv: readonly string[], env: Environment): Promise<{ readonly positionals: readonly string[]; readonly options: ServerOptions } | undefined> {
  const { positionals, options: given } = await readArguments([...fromEnvironment(argv, env, serverOptions), ...argv], serverOptions);
  if (given['help'] === true) return undefined;
  const text = (name: string): string | undefined => (typeof given[name] === 'string' ? given[name] : undefined);
  const list = (name: string): readonly string[] => (Array.isArray(given[name]) ? given[name].map(String) : []);
  const { host, port } = listenAddress(text('listen') ?? '');
  const [config, otlp, publicUrl] = [text('config'), text('otlp'), text('publicUrl')];
  return {
    positionals,
    options: {
      host, port, data: resolve(text('data') ?? env['STATE_DIRECTORY'] ?? join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local/state'), 'culprit')),
      trustProxy: list('trustProxy'), allowOutbound: list('allowOutbound'), denyOutbound: list('denyOutbound'), apiKind: list('apiKind'), apiSecret: list('apiSecret'), plugin: list('plugin'),
      logLevel: text('logLevel') ?? 'info', ...(config === undefined ? {} : { config }), ...(otlp === undefined ? {} : { otlp }), ...(publicUrl === undefined ? {} : { publicUrl }),
    },
  };
}

function fromEnvironment(argv: readonly string[], env: Environment, fields: OptionFields): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const flag = flagOf(name);
    const value = env[`CULPRIT_${flag.slice(2).replaceAll('-', '_').toUpperCase()}`];
    if (value === undefined || value === '' || field.type === 'boolean' || argv.some((argument) => argument === flag || argument.startsWith(`${flag}=`))) return [];
    return field.type === 'list' ? value.split(/\s+/).filter((item) => item !== '').map((item) => `${flag}=${item}`) : [`${flag}=${value}`];
  });
}

function listenAddress(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]+)\]|([^\s:]*)):(\d{1,5})$/i.exec(text) ?? [];
  const port = Number(digits);
  if (digits === undefined || port > 65_535) {
    throw new ToolError('USAGE_INVALID', { en: `--listen ${JSON.stringify(text)} is wrong. Expected: host:port, such as 127.0.0.1:8090 or [::]:8090.`, 'zh-CN': `--listen ${JSON.stringify(text)} 有误。应为 主机:端口，例如 127.0.0.1:8090 或 [::]:8090。` });
  }
  return { host: bracketed ?? (plain === '' || plain === undefined ? '0.0.0.0' : plain), port };
}
