import { derTag, readDer, readDerChildren, readObjectIdentifier, type DerElement } from '../der/read-der.ts';

/**
 * The parts of a name, the most general first, each in one comparable spelling: case, runs of blanks and the type of string
 * don't count (RFC 5280 §7.1, as OpenSSL does it).
 */
export type ComparableName = readonly string[];

const maxParts = 5_000;

/** From a Name as DER; what can't be read is compared by its bytes. */
export function comparableName(der: Uint8Array): ComparableName {
  const parts = readDerChildren(readDer(der)?.content ?? new Uint8Array(0), maxParts + 1);
  if (parts === undefined || parts.length > maxParts) return [hex(der)];
  return parts.map(({ content }) => (readDerChildren(content, maxParts) ?? []).map(comparableAttribute).toSorted().join('+'));
}

/** Whether a name lies in the subtree of another: begins with all of its parts (RFC 5280 §4.2.1.10). */
export const isWithin = (name: ComparableName, subtree: ComparableName): boolean =>
  subtree.length <= name.length && subtree.every((part, index) => part === name[index]);

/** The values of an attribute in a name, as text, e.g. of `2.5.4.3` for the common name. */
export function attributesOf(der: Uint8Array, oid: string): readonly string[] {
  const parts = readDerChildren(readDer(der)?.content ?? new Uint8Array(0), maxParts) ?? [];
  return parts.flatMap(({ content }) => readDerChildren(content, maxParts) ?? []).flatMap(({ content }) => {
    const [type, value] = readDerChildren(content, 2) ?? [];
    const text = value === undefined ? undefined : textOf(value);
    return type?.tag === derTag.objectIdentifier && readObjectIdentifier(type.content) === oid && text !== undefined ? [text] : [];
  });
}

function comparableAttribute({ whole, content }: DerElement): string {
  const [type, value] = readDerChildren(content, 3) ?? [];
  if (type?.tag !== derTag.objectIdentifier || value === undefined) return hex(whole);
  const text = textOf(value);
  const folded = text === undefined ? `#${hex(value.whole)}` : JSON.stringify(text.trim().replaceAll(/\s+/g, ' ').toLowerCase());
  return `${readObjectIdentifier(type.content)}=${folded}`;
}

const encodings: { readonly [tag: number]: 'utf8' | 'latin1' | 'utf16be' | undefined } = {
  0x0c: 'utf8', 0x13: 'latin1', 0x14: 'latin1', 0x16: 'latin1', 0x1a: 'latin1', 0x1e: 'utf16be',
};

function textOf({ tag, content }: DerElement): string | undefined {
  const encoding = encodings[tag];
  if (encoding === undefined) return undefined;
  if (encoding !== 'utf16be') return Buffer.from(content).toString(encoding);
  return content.length % 2 === 0 ? Buffer.from(content).swap16().toString('utf16le') : undefined;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
