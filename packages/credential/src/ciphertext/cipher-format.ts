/** A stored value, as its column has it, and the nonce where another column holds it. */
export interface Cell {
  readonly text: string;
  readonly nonce?: string;
}

/** What can be seen to be wrong without any key. */
export type CellFault = 'empty' | 'not-hex' | 'odd-hex' | 'too-short' | 'nonce-missing' | 'nonce-length' | 'columns-swapped' | 'base64-for-hex' | 'not-whole-blocks';

/** Key bytes that the text of a key stands for. */
export interface CandidateKey {
  readonly bytes: Buffer;
  /** Something had to be taken off the text first, which not every program does. */
  readonly repaired: boolean;
}

/** How some program keeps secrets in its database. */
export interface CipherFormat {
  readonly id: string;
  /** The programs that write it. */
  readonly system: string;
  /** The variable or file that holds its key. */
  readonly keyName: string;
  /** `none`: a wrong key gives garbage instead of an error, so a key can't be proven. `foreign`: nothing here opens it. */
  readonly proof: 'authenticated' | 'none' | 'foreign';
  /** Whether a text looks like one of its values, by itself. */
  recognises(text: string): boolean;
  fault(cell: Cell): CellFault | undefined;
  /** The keys that the text of a key may mean; empty: the text is no key of this format. */
  keys(text: string): readonly CandidateKey[];
  /** What opens under this key; `undefined`: nothing. Of a format without proof it may be garbage. */
  open(cell: Cell, key: Buffer, boundTo: string): Promise<Buffer | undefined> | Buffer | undefined;
  /** Of a format without proof: whether what opened looks like what such a program stores. */
  readonly plausible?: (plain: Buffer) => boolean;
}
