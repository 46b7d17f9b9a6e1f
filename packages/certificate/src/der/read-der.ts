/** One element of DER (ITU-T X.690): its identifier octet and where its parts lie in the bytes that were read. */
export type DerElement = {
  readonly tag: number;
  /** From the identifier to the end of the content. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
};

/** Universal tags, constructed where they always are. */
export const derTag = {
  boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, objectIdentifier: 0x06, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, set: 0x31,
} as const;

/**
 * Reads the element at `offset`, and `undefined` if there is none that lies wholly within the bytes. Takes low tag numbers,
 * definite lengths and, for PKCS #7 files in BER, nothing else: indefinite lengths are refused.
 */
export function readDer(bytes: Uint8Array, offset = 0): DerElement | undefined {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  let start = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4 || start + count > bytes.length) return undefined;
    length = 0;
    for (const byte of bytes.subarray(start, start + count)) length = length * 256 + byte;
    start += count;
  }
  if (start + length > bytes.length) return undefined;
  return { tag, whole: bytes.subarray(offset, start + length), content: bytes.subarray(start, start + length) };
}

/** The same under DER's own rule (X.690 §10.1): a length in as few octets as it takes. */
export function readStrictDer(bytes: Uint8Array, offset = 0): DerElement | undefined {
  const element = readDer(bytes, offset);
  if (element === undefined) return undefined;
  const { whole, content: { length } } = element;
  return whole.length - length === 2 + (length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x1_0000 ? 2 : length < 0x100_0000 ? 3 : 4) ? element : undefined;
}

/** The elements inside a constructed one, at most `limit`; `undefined` if its content isn't a row of elements. */
export function readDerChildren(bytes: Uint8Array, limit = 1_000, read: typeof readDer = readDer): readonly DerElement[] | undefined {
  const children: DerElement[] = [];
  for (let offset = 0; offset < bytes.length && children.length < limit;) {
    const child = read(bytes, offset);
    if (child === undefined) return undefined;
    children.push(child);
    offset += child.whole.length;
  }
  return children;
}

/** An object identifier in dotted form from its content octets. Arcs of any size are told apart: some hold a UUID (X.667). */
export function readObjectIdentifier(content: Uint8Array): string {
  const arcs: (number | bigint)[] = [];
  let arc: number | bigint = 0;
  for (const byte of content.subarray(0, 64)) {
    arc = typeof arc === 'bigint' || arc > 0xff_ffff_ffff ? BigInt(arc) * 128n + BigInt(byte & 0x7f) : arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (arcs.length > 0) arcs.push(arc);
    else if (typeof arc === 'bigint') arcs.push(2, arc - 80n);
    else arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    arc = 0;
  }
  return arcs.join('.');
}
