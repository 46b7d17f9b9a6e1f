import { monotonicMs, type AskOptions, type Route } from '@culprit/core';
import type { ServiceProfile } from '../profile/service-profile.ts';
import { chooseAmong, type Look, type Mirror } from './choose-mirror.ts';
import { createCircuit } from './circuit.ts';
import { probeMirror, type MirrorVerdict } from './probe-mirror.ts';

/** A mirror to choose from. */
export interface MirrorCandidate {
  /** Base URL; for a fallback also a `file:` URL of a folder. */
  readonly url: string;
  /** The name of a profile that is there to be switched on: `hugging-face-hub`, `openai-api`, `model-mirror-client`. */
  readonly profile?: string;
  /** A profile of one's own, or what differs from the named one. Without either, `/` must answer with 200. */
  readonly expect?: Partial<ServiceProfile>;
  readonly route?: Route;
  /** Taken only where no other can be used: a local endpoint. */
  readonly fallback?: boolean;
}

export type SelectionEvent =
  | { readonly type: 'probed'; readonly verdict: MirrorVerdict }
  | { readonly type: 'selected'; readonly selection: MirrorSelection }
  | { readonly type: 'suspended' | 'resumed'; readonly url: string }
  | { readonly type: 'exhausted'; readonly verdicts: readonly MirrorVerdict[] };

export interface SelectorOptions extends Pick<AskOptions, 'secrets' | 'permits' | 'memory'> {
  readonly mirrors: readonly (string | MirrorCandidate)[];
  /** `ordered` (default): the first of the list that is healthy. `fastest`: the first that answers and is healthy. */
  readonly strategy?: 'ordered' | 'fastest';
  /** Deadline for each mirror, in milliseconds. Default: 3000. */
  readonly timeoutMs?: number;
  /** `ordered`: how long a healthy mirror waits for those before it, in milliseconds. Default: 300. */
  readonly hedgeMs?: number;
  /** How long a healthy look counts, in milliseconds; 0: every selection looks anew. Default: 1000. */
  readonly freshMs?: number;
  /** A mirror that failed so often in a row is left alone for a while. Default: 3 failures, 30000 ms. */
  readonly circuit?: { readonly failures?: number; readonly pauseMs?: number };
  /** Told of everything that happens. What it throws is the caller's own. */
  readonly on?: (event: SelectionEvent) => void;
}

export interface MirrorSelection {
  readonly url: string;
  readonly tookMs: number;
  readonly node?: string;
  readonly fallback: boolean;
  /** One for each mirror of the list, in its order: why it was taken, or why not. */
  readonly verdicts: readonly MirrorVerdict[];
}

export interface MirrorSelector {
  /** Rejects with {@link NoMirrorError}, or with the reason of the signal. Nothing that was opened outlives it. */
  select(options?: { readonly signal?: AbortSignal }): Promise<MirrorSelection>;
  /** Tells that a mirror failed in use, as a look at its health might not: it is looked at anew, and counts for its circuit. */
  failed(url: string): void;
}

/** Chooses among mirrors by their health, again and again: looks are shared, failures remembered. */
export function createMirrorSelector(options: SelectorOptions): MirrorSelector {
  const { strategy = 'ordered', timeoutMs = 3_000, hedgeMs = 300, freshMs = 1_000, on = () => undefined } = options;
  const { failures = 3, pauseMs = 30_000 } = options.circuit ?? {};
  const mirrors = options.mirrors.map((given): Mirror => ({ ...(typeof given === 'string' ? { url: given } : given), circuit: createCircuit({ failures, pauseMs }), look: undefined, known: undefined, suspended: false }));

  const settle = (mirror: Mirror, verdict: MirrorVerdict): void => {
    if (verdict.state === 'aborted') return;
    const nowMs = monotonicMs();
    if (verdict.state === 'healthy') {
      mirror.circuit.succeeded();
      mirror.known = { verdict, atMs: nowMs };
    } else {
      mirror.circuit.failed(nowMs);
      mirror.known = undefined;
    }
    const suspended = !mirror.circuit.allows(nowMs);
    if (suspended !== mirror.suspended) on({ type: suspended ? 'suspended' : 'resumed', url: mirror.url });
    mirror.suspended = suspended;
  };

  const lookAt = (mirror: Mirror): Look => {
    if (mirror.look !== undefined) return mirror.look;
    const stop = new AbortController();
    const { url, profile, expect, route } = mirror;
    const service = { baseUrl: url, ...(profile === undefined ? {} : { profile }), ...(expect === undefined ? {} : { expect }), ...(route === undefined ? {} : { route }) };
    const { secrets, permits, memory } = options;
    const verdict = probeMirror(service, { timeoutMs, signal: stop.signal, ...(secrets === undefined ? {} : { secrets }), ...(permits === undefined ? {} : { permits }), ...(memory === undefined ? {} : { memory }) })
      .then((seen) => {
        settle(mirror, seen);
        if (seen.state !== 'aborted') on({ type: 'probed', verdict: seen });
        return seen;
      })
      .finally(() => {
        if (mirror.look === look) mirror.look = undefined;
      });
    const look: Look = { verdict, stop, waiting: 0, slow: false };
    mirror.look = look;
    return look;
  };

  return {
    select: ({ signal } = {}) => chooseAmong(mirrors, { strategy, hedgeMs, freshMs, lookAt, settle, on, ...(signal === undefined ? {} : { signal }) }),
    failed: (url) => {
      const mirror = mirrors.find((one) => one.url === url);
      if (mirror !== undefined) settle(mirror, { url, state: 'unreachable', how: 'failed in use', tookMs: 0 });
    },
  };
}

/** One selection of its own: {@link createMirrorSelector} for a single time. */
export function selectMirror(mirrors: SelectorOptions['mirrors'], { signal, ...options }: Omit<SelectorOptions, 'mirrors'> & { readonly signal?: AbortSignal } = {}): Promise<MirrorSelection> {
  return createMirrorSelector({ ...options, mirrors }).select(signal === undefined ? {} : { signal });
}
