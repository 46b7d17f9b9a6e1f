import type { Access, Requests, ValuesOf } from './fact.ts';
import { createMemory } from './memory.ts';
import type { Evidence } from './report.ts';
import type { RunOptions } from './run.ts';
import { createGatherer } from './run/gather.ts';
import { RequestGraph } from './run/request-graph.ts';
import { createSecretKeeper } from './run/secrets.ts';
import type { SecretSource } from './secret.ts';
import { monotonicMs } from './monotonic.ts';

export interface AskOptions extends Pick<RunOptions, 'signal' | 'now' | 'offline' | 'timeoutMs' | 'memory' | 'permits'> {
  readonly secrets?: readonly SecretSource[];
  /** Default: what observes only. A command that declares that it `changes` something may allow more. */
  readonly allow?: readonly Access[];
}

export interface Answers<R extends Requests> {
  /** `undefined`: it could not be observed. */
  readonly values: { readonly [N in keyof R]: ValuesOf<R>[N] | undefined };
  /** What came of every question, those that these rest on included. */
  readonly evidence: readonly Evidence[];
  /** Every third party that was contacted, as `host` or `host:port`. */
  readonly thirdParties: readonly string[];
}

/** Asks for facts; those that could not be observed are `undefined`. */
export type Asker = <R extends Requests>(requests: R) => Promise<Pick<Answers<R>, 'values'>>;

/**
 * Asks for facts without examining anything: what a command shows or writes that judges nothing. Ends after 30
 * seconds unless told otherwise. Rejects with a `ToolError`, or with the error of a fact that crashed.
 */
export async function ask<R extends Requests>(requests: R, options: AskOptions = {}): Promise<Answers<R>> {
  const { signal = new AbortController().signal, now = () => new Date(), offline = false, timeoutMs = 30_000, memory = createMemory(), permits = () => true, secrets = [], allow = ['observe'] } = options;
  const crashes: unknown[] = [];
  const keeper = createSecretKeeper(secrets);
  const gatherer = createGatherer({
    graph: new RequestGraph(), secrets: keeper, memory, signal, now, permits, offline,
    deadline: monotonicMs() + timeoutMs, allow, concurrency: 64, crashed: (_, error) => crashes.push(error),
  });
  try {
    const { values } = await gatherer.askAll(requests);
    if (crashes.length > 0) throw crashes[0];
    return { values: values as Answers<R>['values'], evidence: keeper.conceal(gatherer.evidence()), thirdParties: [...gatherer.thirdParties].sort() };
  } finally {
    gatherer.dispose();
  }
}
