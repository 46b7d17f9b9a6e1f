import type { KnownError } from '../known-error.ts';
import { releaseInFile } from './installed-releases.ts';
import { createLineScanner } from './line-scanner.ts';
import { buildLiteralAutomaton } from './literal-scan.ts';
import { comparedWith, createMatchCollector, marksOf } from './match-collector.ts';
import { utf8Of, type TextSource } from './text-source.ts';
import type { Understanding } from './understanding.ts';

export interface ExplainOptions {
  readonly knownErrors: readonly KnownError[];
  /** Ends the reading; what was understood until then is the result. */
  readonly signal?: AbortSignal;
  /** Files that tell which releases are installed: a compose file, what `docker inspect` prints. They go before the text itself. */
  readonly beside?: readonly { readonly name: string; readonly text: string }[];
}

/** The start of a text tells most about one in which nothing was found. */
const startBytes = 4_096;

/**
 * Says what a text means: which known errors it holds, which causes they may have, and what target it was about.
 * The text may be a log of any size: it is read once, in bounded memory.
 */
export async function explain(source: TextSource, { knownErrors, signal, beside = [] }: ExplainOptions): Promise<Understanding> {
  const reader = createMatchCollector(knownErrors);
  const automaton = buildLiteralAutomaton([...knownErrors.map(({ literals }) => literals), ...marksOf(knownErrors)]);
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
  return { ...withReleases(reader.conclude(start), knownErrors, beside), ...size, complete: signal?.aborted !== true };
}

function withReleases<U extends Pick<Understanding, 'matches'>>(understood: U, knownErrors: readonly KnownError[], beside: NonNullable<ExplainOptions['beside']>): U {
  if (beside.length === 0) return understood;
  const matches = understood.matches.map((match) => {
    const fixedIn = knownErrors.find(({ id }) => id === match.error)?.fixedIn;
    if (fixedIn === undefined) return match;
    const installed = beside.flatMap(({ name, text }) => {
      const release = releaseInFile(text, fixedIn);
      return release === undefined ? [] : [{ release, file: name }];
    });
    return installed[0] === undefined ? match : { ...match, fixedIn: comparedWith(fixedIn, installed[0]) };
  });
  return { ...understood, matches };
}
