/** One element of DER (ITU-T X.690): its identifier octet and where its parts lie in the bytes that were read. */
export type DerElement = {
  readonly tag: number;
  /** From the identifier to the end of the content. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
};

/** Universal tags, constructed where they always are. */
export const derTag = { integer: 0x02, octetString: 0x04, objectIdentifier: 0x06, sequence: 0x30, set: 0x31 } as const;

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

/** The elements inside a constructed one, at most `limit`; `undefined` if its content isn't a row of elements. */
export function readDerChildren(bytes: Uint8Array, limit = 1_000): readonly DerElement[] | undefined {
  const children: DerElement[] = [];
  for (let offset = 0; offset < bytes.length && children.length < limit;) {
    const child = readDer(bytes, offset);
    if (child === undefined) return undefined;
    children.push(child);
    offset += child.whole.length;
  }
  return children;
}

/** An object identifier in dotted form from its content octets. */
export function readObjectIdentifier(content: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content.subarray(0, 64)) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}
