import type { LiteralAutomaton } from './literal-scan.ts';

/** Longer lines are looked at in windows of this many bytes … */
const windowBytes = 16_384;
/** … that overlap by this many, so that what a cut would tear apart is whole in the next one. */
const overlapBytes = 1_024;

/** A line, or a window of a long one, in which a literal was found. */
export interface ScannedLine {
  /** Counted from 1. */
  readonly number: number;
  /** What the literals that were found stand for. */
  readonly hits: ReadonlySet<number>;
  readonly text: string;
  /** Only what starts before this index is this window's own; the rest is seen again, with more behind it. */
  readonly owned: number;
}

export interface LineScanner {
  push(chunk: Uint8Array): void;
  /** Ends the last line. */
  end(): { readonly lines: number; readonly bytes: number };
}

/**
 * Cuts UTF-8 into lines and hands on those that hold a literal. Memory does not grow with the text, and the result does
 * not depend on where chunks end: windows are counted from the start of their line.
 */
export function createLineScanner({ start: root, read }: LiteralAutomaton, visit: (line: ScannedLine) => void): LineScanner {
  const decoder = new TextDecoder();
  const carried = new Uint8Array(windowBytes);
  const hits = new Set<number>();
  let length = 0;
  let state = root;
  let lines = 0;
  let bytes = 0;

  const hand = (window: Uint8Array, ownedBytes = window.length): void => {
    if (hits.size === 0) return;
    const whole = plain(decoder.decode(window));
    visit({ number: lines + 1, hits, text: whole, owned: ownedBytes === window.length ? whole.length : plain(decoder.decode(window.subarray(0, ownedBytes))).length });
  };
  const startLine = (): void => {
    length = 0;
    state = root;
    hits.clear();
  };
  /** The window is full: what it owns is done with, the overlap starts the next one. */
  const cut = (): void => {
    const owned = characterStart(carried, windowBytes - overlapBytes);
    hand(carried, owned);
    carried.copyWithin(0, owned);
    startLine();
    length = windowBytes - owned;
    state = read(state, carried, 0, length, hits);
  };

  return {
    push(chunk) {
      bytes += chunk.length;
      let start = 0;
      let newline = -1;
      while (start < chunk.length) {
        const limit = Math.min(chunk.length, start + windowBytes - length);
        if (newline < start) newline = endOfLine(chunk, start);
        const at = Math.min(newline, limit);
        const ended = at < limit;
        state = read(state, chunk, start, at, hits);
        if (ended && length === 0) {
          hand(chunk.subarray(start, at));
        } else {
          carried.set(chunk.subarray(start, at), length);
          length += at - start;
          if (ended) hand(carried.subarray(0, length));
          else if (length === windowBytes) cut();
        }
        start = at;
        if (!ended) continue;
        startLine();
        lines++;
        start++;
      }
    },
    end() {
      const open = length > 0;
      if (open) hand(carried.subarray(0, length));
      return { lines: lines + Number(open), bytes };
    },
  };
}

/** Where the next line feed is; behind the end where there is none. */
function endOfLine(chunk: Uint8Array, start: number): number {
  const found = chunk.indexOf(0x0a, start);
  return found === -1 ? chunk.length : found;
}

/** The start of the UTF-8 character (RFC 3629 §3) that holds the byte at `index`. */
function characterStart(bytes: Uint8Array, index: number): number {
  let start = index;
  while (index - start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}

/** Without colours and other control sequences (ECMA-48 §5.4), and without the carriage return of CRLF. */
function plain(line: string): string {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  return text.includes('\u001B') ? text.replaceAll(/\u001B\[[0-9;:?]{0,40}[A-Za-z]/g, '') : text;
}
