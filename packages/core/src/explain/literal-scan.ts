/**
 * Finds many literals in one pass over bytes: the automaton of Aho and Corasick (Communications of the ACM 18(6), 1975)
 * with all its transitions filled in. It folds the case of ASCII letters; other letters are told apart by case.
 */
export interface LiteralAutomaton {
  /** The class of every byte: bytes that no literal holds share class 0. */
  readonly classes: Uint8Array;
  /** The state that follows a state (which is the index of its row) and a class. */
  readonly next: Uint32Array;
  /** States from here on end a literal. */
  readonly accepting: number;
  /** What the literals that a state ends stand for. */
  outputsOf(state: number): readonly number[];
}

const encoder = new TextEncoder();

const fold = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

/** `literals[n]` are the texts that stand for `n`; empty ones are left out, since they would be everywhere. */
export function buildLiteralAutomaton(literals: readonly (readonly string[])[]): LiteralAutomaton {
  const words = literals.flatMap((texts, meaning) => texts.filter((text) => text !== '').map((text) => ({ meaning, bytes: encoder.encode(text).map(fold) })));
  const classes = new Uint8Array(256);
  let width = 1;
  for (const byte of new Set(words.flatMap(({ bytes }) => [...bytes]))) classes[byte] = width++;
  for (let byte = 0x41; byte <= 0x5a; byte++) classes[byte] = classes[fold(byte)] ?? 0;

  // The trie. Row 0 is the root; a transition of 0 means that there is none yet.
  const capacity = 1 + words.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const trie = new Uint32Array(capacity * width);
  const outputs: number[][] = [[]];
  for (const { meaning, bytes } of words) {
    let node = 0;
    for (const byte of bytes) {
      const edge = node * width + (classes[byte] ?? 0);
      if (trie[edge] === 0) trie[edge] = outputs.push([]) - 1;
      node = trie[edge] ?? 0;
    }
    outputs[node]?.push(meaning);
  }

  // Breadth first: what fails falls back to the longest proper suffix that is in the trie, and ends what that ends.
  const fallback = new Uint32Array(outputs.length);
  const queue = [0];
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] ?? 0;
    for (let byteClass = 1; byteClass < width; byteClass++) {
      const edge = node * width + byteClass;
      const suffix = node === 0 ? 0 : trie[(fallback[node] ?? 0) * width + byteClass] ?? 0;
      const child = trie[edge] ?? 0;
      if (child === 0) {
        trie[edge] = suffix;
      } else {
        fallback[child] = suffix;
        outputs[child]?.push(...(outputs[suffix] ?? []));
        queue.push(child);
      }
    }
  }

  // Renumbered so that one comparison tells whether a state ends a literal, and a state is the start of its row.
  const order = queue.toSorted((a, b) => Number((outputs[a] ?? []).length > 0) - Number((outputs[b] ?? []).length > 0) || a - b);
  const rowOf = new Uint32Array(order.length);
  order.forEach((node, row) => (rowOf[node] = row * width));
  const next = new Uint32Array(order.length * width);
  for (const node of order) {
    for (let byteClass = 0; byteClass < width; byteClass++) next[(rowOf[node] ?? 0) + byteClass] = rowOf[byteClass === 0 ? 0 : trie[node * width + byteClass] ?? 0] ?? 0;
  }
  const silent = order.filter((node) => (outputs[node] ?? []).length === 0).length;
  const ends = order.slice(silent).map((node) => [...new Set(outputs[node])]);
  return { classes, next, accepting: silent * width, outputsOf: (state) => ends[state / width - silent] ?? [] };
}
