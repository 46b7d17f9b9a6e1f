import { defineOptions, type Command, type Locale } from '@culprit/core';

interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

interface Given {
  readonly options?: { readonly [name: string]: unknown };
  readonly env?: { readonly [name: string]: string };
  readonly locale?: Locale;
  readonly signal?: AbortSignal;
}

/** Runs a command as the command line does: with its defaults, and with what it writes caught. */
export async function runCommand(command: Command, positionals: readonly string[], { options = {}, env = {}, locale = 'en', signal = new AbortController().signal }: Given = {}): Promise<Ran> {
  const read = defineOptions(command.options)['~standard'].validate(options);
  if (read.issues !== undefined) throw new Error(read.issues.map(({ message }) => message).join('; '));
  let [out, err] = ['', ''];
  const io = { stdin: process.stdin, stdout: (text: string) => void (out += text), stderr: (text: string) => void (err += text), color: false, interactive: false, columns: 100 };
  const exitCode = await command.run({ positionals, options: read.value, locale, io, signal, env, plugins: [] });
  return { exitCode, out, err };
}
