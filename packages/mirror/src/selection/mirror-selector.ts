import { monotonicMs, type AskOptions, type Route } from '@culprit/core';
import type { ServiceProfile } from '../profile/service-profile.ts';
import { createCircuit, type Circuit } from './circuit.ts';
import { NoMirrorError } from './no-mirror-error.ts';
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

/** One look that everybody shares who asks meanwhile; it is cut off when nobody waits for it any more. */
interface Look {
  readonly verdict: Promise<MirrorVerdict>;
  readonly stop: AbortController;
  waiting: number;
}

interface Mirror extends MirrorCandidate {
  readonly circuit: Circuit;
  look: Look | undefined;
  known: { readonly verdict: MirrorVerdict; readonly atMs: number } | undefined;
  suspended: boolean;
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
    const look: Look = { verdict, stop, waiting: 0 };
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

interface Choice extends Required<Pick<SelectorOptions, 'strategy' | 'hedgeMs' | 'freshMs' | 'on'>> {
  readonly lookAt: (mirror: Mirror) => Look;
  readonly settle: (mirror: Mirror, verdict: MirrorVerdict) => void;
  readonly signal?: AbortSignal;
}

function chooseAmong(mirrors: readonly Mirror[], { strategy, hedgeMs, freshMs, lookAt, settle, on, signal }: Choice): Promise<MirrorSelection> {
  const begun = monotonicMs();
  const verdicts: (MirrorVerdict | undefined)[] = mirrors.map(() => undefined);
  const looks = new Map<number, Look>();
  return new Promise((resolve, reject) => {
    let over = false;
    let hedge: NodeJS.Timeout | undefined;
    const finish = (): void => {
      over = true;
      clearTimeout(hedge);
      signal?.removeEventListener('abort', aborted);
      for (const [index, look] of looks) {
        look.waiting -= 1;
        const mirror = mirrors[index];
        if (verdicts[index] !== undefined || look.waiting > 0 || mirror === undefined) continue;
        // Whoever comes next begins a look of their own.
        if (mirror.look === look) mirror.look = undefined;
        look.stop.abort();
      }
      looks.clear();
    };
    const aborted = (): void => {
      finish();
      reject(signal?.reason);
    };
    const take = (chosen: number, hedged: boolean): void => {
      const tookMs = Math.round(monotonicMs() - begun);
      const all = mirrors.map((mirror, index): MirrorVerdict => {
        const seen = verdicts[index];
        if (seen !== undefined) return seen;
        // Whoever stood before the chosen one and did not answer in time was too slow, and counts as such.
        const slow = hedged && index < chosen && mirror.fallback !== true;
        const verdict: MirrorVerdict = { url: mirror.url, state: slow ? 'slow' : 'not-needed', tookMs };
        if (slow) settle(mirror, verdict);
        return verdict;
      });
      finish();
      const { url, fallback = false } = mirrors[chosen] ?? { url: '' };
      const { node } = all[chosen] ?? {};
      const selection: MirrorSelection = { url, tookMs, fallback, verdicts: all, ...(node === undefined ? {} : { node }) };
      on({ type: 'selected', selection });
      resolve(selection);
    };
    const decide = (): void => {
      if (over) return;
      const healthy = (wanted: boolean) => (index: number): boolean => verdicts[index]?.state === 'healthy' && (mirrors[index]?.fallback === true) === wanted;
      const indices = [...mirrors.keys()];
      const usable = indices.filter(healthy(false));
      const first = strategy === 'ordered' ? usable[0] : usable.sort((a, b) => (verdicts[a]?.tookMs ?? 0) - (verdicts[b]?.tookMs ?? 0))[0];
      const pending = (index: number): boolean => verdicts[index] === undefined && mirrors[index]?.fallback !== true;
      if (first !== undefined) {
        if (strategy === 'fastest' || !indices.some((index) => index < first && pending(index))) take(first, false);
        else hedge ??= setTimeout(() => {
          const best = indices.find(healthy(false));
          if (!over && best !== undefined) take(best, true);
        }, hedgeMs);
        return;
      }
      if (indices.some(pending)) return;
      const spare = indices.find(healthy(true));
      if (spare !== undefined) return take(spare, false);
      if (verdicts.includes(undefined)) return;
      finish();
      const seen = verdicts.filter((verdict) => verdict !== undefined);
      on({ type: 'exhausted', verdicts: seen });
      reject(new NoMirrorError(seen));
    };

    const follow = async (index: number, look: Look): Promise<void> => {
      try {
        const verdict = await look.verdict;
        if (over) return;
        verdicts[index] = verdict;
        decide();
      } catch (error) {
        if (over) return;
        finish();
        reject(error);
      }
    };

    if (signal?.aborted === true) return reject(signal.reason);
    signal?.addEventListener('abort', aborted, { once: true });
    mirrors.forEach((mirror, index) => {
      const { known } = mirror;
      if (known !== undefined && begun - known.atMs < freshMs) verdicts[index] = known.verdict;
      else if (!mirror.circuit.allows(begun)) verdicts[index] = { url: mirror.url, state: 'suspended', how: 'it failed several times in a row', tookMs: 0 };
    });
    decide();
    mirrors.forEach((mirror, index) => {
      if (over || verdicts[index] !== undefined) return;
      const look = lookAt(mirror);
      look.waiting += 1;
      looks.set(index, look);
      void follow(index, look);
    });
  });
}
