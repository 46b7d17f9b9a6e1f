/** Keeps a client from asking again and again what just failed: open after several failures in a row, half open after a pause. */
export interface Circuit {
  /** Whether it may be asked now. Half open, one at a time may. */
  readonly allows: (nowMs: number) => boolean;
  readonly succeeded: () => void;
  readonly failed: (nowMs: number) => void;
}

export function createCircuit({ failures, pauseMs }: { readonly failures: number; readonly pauseMs: number }): Circuit {
  let inRow = 0;
  let openedAt: number | undefined;
  return {
    allows: (nowMs) => openedAt === undefined || nowMs - openedAt >= pauseMs,
    succeeded: () => {
      inRow = 0;
      openedAt = undefined;
    },
    failed: (nowMs) => {
      inRow += 1;
      // One more failure when it was half open begins the pause anew.
      if (inRow >= failures) openedAt = nowMs;
    },
  };
}
