import 'reflect-metadata';
import { Extension } from '@peculiar/x509';
import { der, derInteger } from './der.ts';

/** What an issuing distribution point restricts a list to (RFC 5280, 5.2.5). */
export interface CrlScope {
  /** The one place of this list. */
  readonly url?: string;
  readonly only?: 'user' | 'authority' | 'attribute';
  /** Only entries for a compromised key. */
  readonly someReasons?: boolean;
  /** Others than the issuer have entries in it. */
  readonly indirect?: boolean;
}

const SEQUENCE = 0x30;
const TRUE = 0xff;

/** Number, delta indicator, freshest list and issuing distribution point. */
export function crlExtensions({ number, since, freshest, scope }: {
  readonly number?: number; readonly since?: number; readonly freshest?: string; readonly scope?: CrlScope;
}): readonly Extension[] {
  return [
    ...(number === undefined ? [] : [new Extension('2.5.29.20', false, integer(number))]),
    ...(since === undefined ? [] : [new Extension('2.5.29.27', true, integer(since))]),
    ...(freshest === undefined ? [] : [new Extension('2.5.29.46', false, der(SEQUENCE, der(SEQUENCE, at(freshest))))]),
    ...(scope === undefined ? [] : [new Extension('2.5.29.28', true, issuingDistributionPoint(scope))]),
  ];
}

const integer = (value: number): Buffer => derInteger(Buffer.from(value.toString(16).padStart(8, '0'), 'hex'));

/** DistributionPointName: `[0]` fullName `[0]` of one URI `[6]`. */
const at = (url: string): Buffer => der(0xa0, der(0xa0, der(0x86, Buffer.from(url, 'latin1'))));

const onlyTags = { user: 0x81, authority: 0x82, attribute: 0x85 } as const;

function issuingDistributionPoint({ url, only, someReasons, indirect }: CrlScope): Buffer {
  const kind = only === undefined ? [] : [der(onlyTags[only], Buffer.of(TRUE))];
  return der(
    SEQUENCE,
    ...(url === undefined ? [] : [at(url)]),
    ...(only === 'attribute' ? [] : kind),
    ...(someReasons === true ? [der(0x83, Buffer.of(6, 0x40))] : []),
    ...(indirect === true ? [der(0x84, Buffer.of(TRUE))] : []),
    ...(only === 'attribute' ? kind : []),
  );
}
