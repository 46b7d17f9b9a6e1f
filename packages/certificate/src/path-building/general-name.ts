import { readDerChildren, readStrictDer, type DerElement } from '../der/read-der.ts';
import { comparableName, type ComparableName } from './distinguished-name.ts';

/** A name in a subjectAltName or in a name constraint (RFC 5280 §4.2.1.6). Texts are in lower case. */
export type GeneralName =
  | { readonly type: 'dns' | 'email' | 'uri'; readonly text: string }
  /** An address or, in a constraint, an address and its mask. */
  | { readonly type: 'ip'; readonly bytes: Uint8Array }
  | { readonly type: 'directory'; readonly name: ComparableName }
  /** otherName, x400Address, ediPartyName, registeredID: nobody compares them. */
  | { readonly type: 'other' };

/** The names in a SEQUENCE OF GeneralName; `undefined` if one of them can't be read. */
export function generalNames(content: Uint8Array): readonly GeneralName[] | undefined {
  const elements = readDerChildren(content, 20_000, readStrictDer);
  const names = elements?.map(generalName);
  return names?.includes(undefined) === true ? undefined : names?.filter((name) => name !== undefined);
}

/** One name by its context-specific tag; `undefined` if it can't be read. */
export function generalName({ tag, content }: DerElement): GeneralName | undefined {
  switch (tag) {
    case 0x81: return ascii('email', content);
    case 0x82: return ascii('dns', content);
    case 0x86: return ascii('uri', content);
    case 0x87: return { type: 'ip', bytes: content };
    case 0xa4: return { type: 'directory', name: comparableName(content) };
    case 0xa0: case 0xa3: case 0xa5: case 0x88: return { type: 'other' };
    default: return undefined;
  }
}

function ascii(type: 'dns' | 'email' | 'uri', content: Uint8Array): GeneralName | undefined {
  return content.every((byte) => byte < 0x80) ? { type, text: Buffer.from(content).toString('latin1').toLowerCase() } : undefined;
}
