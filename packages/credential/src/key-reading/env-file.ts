import { parseEnv } from 'node:util';
import { interpolated } from '../shared-key/interpolation.ts';

/** Programs that read env files, each by its own rules. */
export type EnvReader = 'docker' | 'compose' | 'node' | 'python' | 'shell';

export const envReaders: readonly EnvReader[] = ['docker', 'compose', 'node', 'python', 'shell'];

/** A variable as each program sees it; `undefined`: not set. The value is a secret. */
export type EnvValues = { readonly [Reader in EnvReader]: string | undefined };

/**
 * What a variable of an env file is to `docker run --env-file`, `env_file` of docker compose, `node --env-file`,
 * python-dotenv and a POSIX shell that sources it. They differ in quotes, comments, `export`, `$`, line ends and byte order
 * marks: why a key works here and fails there. A value on one line; variables of the file alone are filled in. Pure.
 */
export function readEnvFile(text: string, name: string): EnvValues {
  return { docker: byDocker(text, name), compose: composeVariables(text)[name], node: parseEnv(text)[name], python: byPython(text)[name], shell: byShell(text, name) };
}

type Variables = { readonly [name: string]: string | undefined };

/**
 * compose-go, dotenv/parser.go: `:` may stand for `=`, a comment begins at ` #`, and `$` is filled in but in single quotes.
 * What stands in `lookup` (the shell; for `env_file` of a service the project's `.env` too) goes before the file's own, and
 * is what a bare name takes.
 */
export function composeVariables(text: string, lookup: Variables = {}): { readonly [name: string]: string | undefined } {
  const values: Record<string, string | undefined> = {};
  const shell = Object.fromEntries(Object.entries(lookup).filter(([, value]) => value !== undefined));
  const filled = (value: string): string => interpolated(value, { ...values, ...shell }).text;
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    const [, name, rest = ''] = /^\s*(?:export\s)?\s*([\w.]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) {
      const [, bare] = /^\s*(?:export\s)?\s*([A-Za-z_][\w.]*)\s*$/.exec(line) ?? [];
      if (bare !== undefined && shell[bare] !== undefined) values[bare] = shell[bare];
      continue;
    }
    const [, quoted] = /^'((?:\\'|[^'])*)'/.exec(rest) ?? [];
    const [, double] = /^"((?:\\"|[^"])*)"/.exec(rest) ?? [];
    if (quoted !== undefined) values[name] = quoted;
    else if (double !== undefined) values[name] = filled(double.replaceAll(/\\([nr])/g, (_, letter: string) => (letter === 'n' ? '\n' : '\r')).replaceAll(/\\([^$])/g, '$1'));
    else values[name] = filled((rest.split(' #', 1)[0] ?? '').trimEnd());
  }
  return values;
}

/** python-dotenv, parser.py and variables.py: a byte order mark becomes part of the first name, and `${NAME}` alone is filled in. */
function byPython(text: string): Variables {
  const values: Record<string, string | undefined> = {};
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [, name, rest = ''] = /^[^\S\uFEFF]*(?:export\s+)?'?([^=#\s']+|\uFEFF[^=#\s']+)'?\s*=\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const single = /^'((?:\\'|[^'])*)'\s*(?:#.*)?$/.exec(rest)?.[1];
    const double = /^"((?:\\"|[^"])*)"\s*(?:#.*)?$/.exec(rest)?.[1];
    // What begins with a quotation mark and does not end with one is no statement.
    if (single === undefined && double === undefined && /^['"]/.test(rest)) continue;
    const value = single?.replaceAll(/\\([\\'])/g, '$1') ?? double?.replaceAll(/\\([\\'"abfnrtv])/g, (_, letter: string) => escapes[letter] ?? letter) ?? rest.replace(/\s+#.*/, '').trimEnd();
    values[name] = value.replaceAll(/\$\{([^}:]*)(?::-([^}]*))?\}/g, (_, other: string, otherwise: string | undefined) => values[other] ?? otherwise ?? '');
  }
  return values;
}

const escapes: { readonly [letter: string]: string } = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** docker/cli, opts/file.go: a byte order mark goes, the value stays as it is, quotes and comments included; `export` is part of the name. */
function byDocker(text: string, name: string): string | undefined {
  let value: string | undefined;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    // Go's white space is JavaScript's without the byte order mark.
    const trimmed = line.replace(/^[^\S\uFEFF]+/, '');
    const equals = trimmed.indexOf('=');
    if (!trimmed.startsWith('#') && equals > 0 && trimmed.slice(0, equals) === name) value = trimmed.slice(equals + 1);
  }
  return value;
}

/**
 * POSIX.1-2024, Shell Command Language 2.2 and 2.9.1: quotes go, a word ends at a blank, a carriage return is part of it, a
 * byte order mark makes the first line another command. Expansions stay as they are written: nothing is run here.
 */
function byShell(text: string, name: string): string | undefined {
  let value: string | undefined;
  for (const line of text.split('\n')) {
    const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=(.*)$/s.exec(line);
    if (assignment?.[1] !== name) continue;
    const { word, rest } = shellWord(assignment[2] ?? '');
    // Before a word that is no assignment itself it is for that command alone (2.9.1).
    if (/^[ \t]*(?:;|#|$|[A-Za-z_]\w*=)/.test(rest) || /^[ \t]*export[ \t]/.test(line)) value = word;
  }
  return value;
}

function shellWord(text: string): { readonly word: string; readonly rest: string } {
  let word = '';
  let quote = '';
  let index = 0;
  for (; index < text.length; index++) {
    const character = text[index] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
      else if (character === '\\' && quote === '"' && /["\\$`]/.test(text[index + 1] ?? '')) word += text[++index] ?? '';
      else word += character;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '\\') word += text[++index] ?? '';
    else if (/[ \t;&|<>()]/.test(character)) break;
    else word += character;
  }
  return { word, rest: text.slice(index) };
}
