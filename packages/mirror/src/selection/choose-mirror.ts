import { monotonicMs } from '@culprit/core';
import type { Circuit } from './circuit.ts';
import type { MirrorCandidate, MirrorSelection, SelectorOptions } from './mirror-selector.ts';
import { NoMirrorError } from './no-mirror-error.ts';
import type { MirrorVerdict } from './probe-mirror.ts';

/** One look that everybody shares who asks meanwhile; it is cut off when nobody waits for it any more. */
export interface Look {
  readonly verdict: Promise<MirrorVerdict>;
  readonly stop: AbortController;
  waiting: number;
  /** Whether somebody gave up waiting for it: however many do, it is one failure. */
  slow: boolean;
}

/** A mirror of a list, and what is known of it. */
export interface Mirror extends MirrorCandidate {
  readonly circuit: Circuit;
  look: Look | undefined;
  known: { readonly verdict: MirrorVerdict; readonly atMs: number } | undefined;
  suspended: boolean;
}

/** How one selection chooses, and what it reaches of the selector. */
interface Choice extends Required<Pick<SelectorOptions, 'strategy' | 'hedgeMs' | 'freshMs' | 'on'>> {
  readonly lookAt: (mirror: Mirror) => Look;
  readonly settle: (mirror: Mirror, verdict: MirrorVerdict) => void;
  readonly signal?: AbortSignal;
}

/** Looks at those that nothing is known of, side by side, and settles as soon as it is plain which one it is. */
export function chooseAmong(mirrors: readonly Mirror[], { strategy, hedgeMs, freshMs, lookAt, settle, on, signal }: Choice): Promise<MirrorSelection> {
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
        const look = looks.get(index);
        if (slow && look?.slow === false) {
          look.slow = true;
          settle(mirror, verdict);
        }
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
