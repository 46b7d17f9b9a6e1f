/** A DER element: tag, shortest length, the parts one after the other (X.690, 8.1 and 10.1). */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), derLength(content.length), content]);
}

/** A non-negative INTEGER from its big-endian bytes. */
export function derInteger(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const significant = first < 0 ? Buffer.of(0) : bytes.subarray(first);
  const negative = ((significant[0] ?? 0) & 0x80) !== 0;
  return der(0x02, negative ? Buffer.of(0) : Buffer.alloc(0), significant);
}

/** A GeneralizedTime in UTC without fractions, as RFC 5280, 4.1.2.5.2 wants it. */
export function derGeneralizedTime(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(digits, 'ascii'));
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return Buffer.of(0x80 | bytes.length, ...bytes);
}
