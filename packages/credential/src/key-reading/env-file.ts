import { parseEnv } from 'node:util';

/** Programs that read env files, each by its own rules. */
export type EnvReader = 'docker' | 'node' | 'shell';

export const envReaders: readonly EnvReader[] = ['docker', 'node', 'shell'];

/** A variable as one program sees it; `undefined`: not set. The value is a secret. */
export type EnvValues = { readonly [Reader in EnvReader]: string | undefined };

/**
 * What a variable of an env file is to `docker run --env-file`, `node --env-file` and a POSIX shell that sources it. They
 * differ in quotes, comments, `export`, line ends and byte order marks: why a key works here and fails there. Pure.
 */
export function readEnvFile(text: string, name: string): EnvValues {
  return { docker: byDocker(text, name), node: parseEnv(text)[name], shell: byShell(text, name) };
}

/** docker/cli, opts/file.go: a byte order mark goes, the value stays as it is, quotes and comments included; `export` is part of the name. */
function byDocker(text: string, name: string): string | undefined {
  let value: string | undefined;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const trimmed = line.trimStart();
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
    if (assignment?.[1] === name) value = shellWord(assignment[2] ?? '');
  }
  return value;
}

function shellWord(text: string): string {
  let word = '';
  let quote = '';
  for (let index = 0; index < text.length; index++) {
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
  return word;
}
