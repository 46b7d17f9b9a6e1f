import type { KnownError } from '../known-error.ts';
import { createLineScanner } from './line-scanner.ts';
import { buildLiteralAutomaton } from './literal-scan.ts';
import { createMatchCollector, marks } from './match-collector.ts';
import { utf8Of, type TextSource } from './text-source.ts';
import type { Understanding } from './understanding.ts';

export interface ExplainOptions {
  readonly knownErrors: readonly KnownError[];
  /** Ends the reading; what was understood until then is the result. */
  readonly signal?: AbortSignal;
}

/** The start of a text tells most about one in which nothing was found. */
const startBytes = 4_096;

/**
 * Says what a text means: which known errors it holds, which causes they may have, and what target it was about.
 * The text may be a log of any size: it is read once, in bounded memory.
 */
export async function explain(source: TextSource, { knownErrors, signal }: ExplainOptions): Promise<Understanding> {
  const reader = createMatchCollector(knownErrors);
  const automaton = buildLiteralAutomaton([...knownErrors.map(({ literals }) => literals), ...marks]);
  const scanner = createLineScanner(automaton, reader.read);
  let start = '';
  let wanted = startBytes;
  const decoder = new TextDecoder();
  for await (const chunk of utf8Of(source, signal)) {
    const head = chunk.subarray(0, wanted);
    wanted -= head.length;
    if (head.length > 0) start += decoder.decode(head, { stream: true });
    scanner.push(chunk);
  }
  const size = scanner.end();
  return { ...reader.conclude(start), ...size, complete: signal?.aborted !== true };
}
