import type { CommandContext } from '../command.ts';
import { misuse } from '../errors.ts';

type Input = Pick<CommandContext, 'io' | 'signal'>;

/** Lines that are read one after the other, by {@link nextLine} or in a loop. */
export type Lines = AsyncGenerator<string, void, undefined>;

/**
 * The standard input line by line, trimmed and without blank ones; at most 1,000 of 16 KiB. Rejects with a `ToolError`
 * (`USAGE_INVALID`) where one is longer or more come, and with the abort reason at once.
 */
export async function* linesOf(input: Input): Lines {
  let [rest, count] = ['', 0];
  const decoder = new TextDecoder();
  for await (const chunk of chunksOf(input)) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split(/\r?\n/);
    rest = lines.pop() ?? '';
    if (rest.length > 16_384) throw misuse('A line of the standard input is longer than 16 KiB.', '标准输入中有一行超过 16 KiB。');
    for (const line of lines) {
      if (line.trim() === '') continue;
      if ((count += 1) > 1_000) throw misuse('The standard input holds more than 1,000 lines.', '标准输入超过 1,000 行。');
      yield line.trim();
    }
  }
  if (rest.trim() !== '') yield rest.trim();
}

/** The next line; `undefined` at the end. */
export async function nextLine(lines: Lines): Promise<string | undefined> {
  const { value, done } = await lines.next();
  return done === true ? undefined : value;
}

/**
 * All of the standard input as UTF-8, without the line break at its end: a pipe ends a text with one that is not part of it.
 * Rejects with a `ToolError` (`USAGE_INVALID`) where it is longer than `maxBytes`, and with the abort reason at once.
 */
export async function readStandardInput(input: Input, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunksOf(input)) {
    const read = Buffer.from(chunk);
    bytes += read.length;
    if (bytes > maxBytes) throw misuse(`The standard input holds more than ${maxBytes / 1_024} KiB.`, `标准输入超过 ${maxBytes / 1_024} KiB。`);
    chunks.push(read);
  }
  return Buffer.concat(chunks).toString('utf8').replace(/\r?\n$/, '');
}

/** Who waits for somebody to type stops at once when interrupted; a stream alone would wait for the next line. */
async function* chunksOf({ io, signal }: Input): AsyncGenerator<Uint8Array | string, void, undefined> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  // Nobody may be waiting when it comes.
  aborted.catch(() => undefined);
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const chunks = io.stdin[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next: IteratorResult<Uint8Array | string, undefined> = await Promise.race([chunks.next(), aborted]);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    // While a read is under way, the end of it waits for the read.
    void chunks.return?.().catch(() => undefined);
  }
}
