/**
 * Finds many literals in one pass over bytes: the automaton of Aho and Corasick (Communications of the ACM 18(6), 1975).
 * It folds the case of ASCII letters; other letters are told apart by case.
 */
export interface LiteralAutomaton {
  /** The state before the first byte. */
  readonly start: number;
  /** Reads the bytes between two indices, adds what the literals that end there stand for, and gives the state behind them. */
  read(state: number, bytes: Uint8Array, from: number, to: number, found: Set<number>): number;
}

const encoder = new TextEncoder();

const fold = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

/**
 * `literals[n]` are the texts that stand for `n`; empty ones are left out, since they would be everywhere. Only the tree of
 * the literals is built; a transition that leaves it is worked out when a text takes it for the first time. A line of a log
 * takes some hundred of the two million that a thousand literals have.
 */
export function buildLiteralAutomaton(literals: readonly (readonly string[])[]): LiteralAutomaton {
  const words = literals.flatMap((texts, meaning) => texts.filter((text) => text !== '').map((text) => ({ meaning, bytes: encoder.encode(text).map(fold) })));
  // Bytes that no literal holds share class 0.
  const classes = new Uint8Array(256);
  let width = 1;
  for (const { bytes } of words) for (const byte of bytes) if (classes[byte] === 0) classes[byte] = width++;
  for (let byte = 0x41; byte <= 0x5a; byte++) classes[byte] = classes[fold(byte)] ?? 0;

  // A state is the start of its row: `next[state + class]` is the state that follows, negative where it ends a literal, and
  // 0 where that is not known yet. Row 0 stays empty, so that no state is 0.
  const start = width;
  const next = new Int32Array((2 + words.reduce((sum, { bytes }) => sum + bytes.length, 0)) * width);
  const fallback = new Int32Array(next.length / width);
  let rows = 2;
  /** What the literals that a state ends stand for. */
  const outputs = new Map<number, readonly number[]>();
  /** The cells of the tree, by their distance from the root. */
  const levels: number[][] = [];
  for (const { meaning, bytes } of words) {
    let state = start;
    bytes.forEach((byte, depth) => {
      const cell = state + (classes[byte] ?? 0);
      if (next[cell] === 0) {
        next[cell] = rows++ * width;
        (levels[depth] ??= []).push(cell);
      }
      state = next[cell] ?? start;
    });
    outputs.set(state, [...(outputs.get(state) ?? []), meaning]);
  }
  for (let byteClass = 0; byteClass < width; byteClass++) if (next[start + byteClass] === 0) next[start + byteClass] = start;

  /** What follows a state: in the tree, or in that of the longest proper suffix that it falls back to. */
  const follow = (state: number, byteClass: number): number => {
    const cell = state + byteClass;
    const known = next[cell] ?? 0;
    if (known !== 0) return known;
    const follower = follow(fallback[state / width] ?? start, byteClass);
    next[cell] = follower;
    return follower;
  };
  // Shorter ones first: what ends a suffix ends what falls back to it too.
  for (const cell of levels.flat()) {
    const byteClass = cell % width;
    const from = cell - byteClass;
    const child = next[cell] ?? 0;
    const suffix = from === start ? start : Math.abs(follow(fallback[from / width] ?? start, byteClass));
    fallback[child / width] = suffix;
    const inherited = outputs.get(suffix);
    if (inherited !== undefined) outputs.set(child, [...(outputs.get(child) ?? []), ...inherited]);
    if (outputs.has(child)) next[cell] = -child;
  }

  return {
    start,
    read(state, bytes, from, to, found) {
      let current = state;
      for (let at = from; at < to; at++) {
        const byteClass = classes[bytes[at] ?? 0] ?? 0;
        const follower = next[current + byteClass] ?? 0;
        current = follower === 0 ? follow(current, byteClass) : follower;
        if (current > 0) continue;
        current = -current;
        for (const meaning of outputs.get(current) ?? []) found.add(meaning);
      }
      return current;
    },
  };
}
