import { CRLDistributionPoints, CRLNumber, id_ce_cRLNumber, id_ce_deltaCRLIndicator, id_ce_freshestCRL, id_ce_issuingDistributionPoint, id_ce_cRLReasons, IssuingDistributionPoint } from '@peculiar/asn1-x509';
import { derTag, readDer, readDerChildren, type DerElement } from '../der/read-der.ts';
import type { AnswerContext } from './judge-ocsp.ts';
import { verifySigned } from './signature.ts';
import { parsed, readExtensionValues, unknownCritical, urlsOf, type StatusSubject } from './status-subject.ts';
import { revocationReasons, staleness, unusable, windowOf, type RevocationVerdict } from './verdict.ts';

/** The largest list that is fetched and read; those of large authorities have a few MiB. */
export const maxCrlBytes: number = 16 * 1_048_576;

/** The parts of a CertificateList (RFC 5280 §5.1), as slices of what came: a list may have a million entries. */
type RevocationList = {
  readonly signed: Uint8Array;
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly issuerName: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** Content of the SEQUENCE of entries. */
  readonly entries: Uint8Array;
  /** Content of the `[0]` around the extensions. */
  readonly extensions: Uint8Array | undefined;
};

/** What a list and its list of changes say of a certificate (RFC 5280 §6.3.3). Never throws: they come from strangers. */
export function judgeCrl(der: Uint8Array, context: AnswerContext, delta?: Uint8Array): RevocationVerdict {
  try {
    const base = der.length > maxCrlBytes ? undefined : readList(der);
    if (base === undefined) return unusable('malformed');
    const verdict = judge(base, context, 'base');
    const changes = delta === undefined || delta.length > maxCrlBytes ? undefined : readList(delta);
    if (changes === undefined || (verdict.outcome !== 'good' && verdict.outcome !== 'revoked') || !fits(changes, base)) return verdict;
    const changed = judge(changes, context, 'delta');
    if (changed.outcome === 'revoked') return changed.reason === 'removeFromCRL' ? { outcome: 'good', ...windowOf(changes.thisUpdate, changes.nextUpdate) } : changed;
    return verdict;
  } catch {
    return unusable('malformed');
  }
}

/** Where a list says that its changes are (RFC 5280 §5.2.6). */
export function freshestListUrls(der: Uint8Array): readonly string[] {
  const list = der.length > maxCrlBytes ? undefined : readList(der);
  return [...parsed(readExtensionValues(list?.extensions).get(id_ce_freshestCRL), CRLDistributionPoints) ?? []].slice(0, 20).flatMap(({ distributionPoint }) => urlsOf(distributionPoint));
}

/** Understood wherever they stand: key identifier, issuer's names, number, delta, distribution point, freshest, and where the issuer is. */
const knownExtensions: ReadonlySet<string> = new Set(['2.5.29.35', '2.5.29.18', id_ce_cRLNumber, id_ce_deltaCRLIndicator, id_ce_freshestCRL, id_ce_issuingDistributionPoint, id_ce_freshestCRL, '1.3.6.1.5.5.7.1.1']);
/** Reason, date of invalidity. Another issuer of an entry only stands in indirect lists, which are not used. */
const knownEntryExtensions: ReadonlySet<string> = new Set([id_ce_cRLReasons, '2.5.29.24']);

function judge(list: RevocationList, { subject, issuer, now }: AnswerContext, kind: 'base' | 'delta'): RevocationVerdict {
  const { thisUpdate, nextUpdate } = list;
  const window = windowOf(thisUpdate, nextUpdate);
  const extensions = readExtensionValues(list.extensions);
  const point = extensions.get(id_ce_issuingDistributionPoint);
  const scope = parsed(point, IssuingDistributionPoint);
  if (point !== undefined && scope === undefined) return unusable('malformed', window);
  if (scope?.indirectCRL === true) return unusable('indirect', window);
  if (Buffer.compare(list.issuerName, issuer.subjectName) !== 0) return unusable('other-issuer', window);
  if (issuer.crlSign === false) return unusable('signer', window);
  const state = verifySigned(list.signed, list.algorithm, list.signature, issuer.certificate.publicKey);
  if (state !== 'valid') return state === 'wrong' ? unusable('signature', window) : unusable('algorithm', { detail: state.unsupported, ...window });
  const critical = unknownCritical(list.extensions, knownExtensions);
  if (critical !== undefined) return unusable('critical-extension', { detail: critical, ...window });
  if (kind === 'base' && extensions.has(id_ce_deltaCRLIndicator)) return unusable('delta', window);
  if (scope !== undefined && !covers(scope, subject)) return unusable('scope', window);
  const stale = staleness(thisUpdate, nextUpdate, now) ?? (nextUpdate === undefined ? 'no-next-update' : undefined);
  const entry = findEntry(list.entries, subject.serial);
  if (entry !== undefined && stale !== 'not-yet-valid') {
    const unknown = unknownCritical(entry.extensions, knownEntryExtensions);
    if (unknown !== undefined) return unusable('critical-extension', { detail: unknown, ...window });
    const code = readDer(readExtensionValues(entry.extensions).get(id_ce_cRLReasons) ?? new Uint8Array(0))?.content[0];
    const reason = code === undefined ? undefined : revocationReasons[code];
    return { outcome: 'revoked', at: entry.at.toISOString(), ...(reason === undefined ? {} : { reason }), ...window };
  }
  if (stale !== undefined) return unusable(stale, window);
  // A list of some reasons only can tell that a certificate is revoked and never that it isn't.
  return scope?.onlySomeReasons === undefined ? { outcome: 'good', ...window } : unusable('scope', window);
}

/** RFC 5280 §6.3.3 (b)(2): the kind of certificate, and the place where the certificate says that its list is. */
function covers(scope: IssuingDistributionPoint, subject: StatusSubject): boolean {
  if (scope.onlyContainsAttributeCerts || (subject.isAuthority ? scope.onlyContainsUserCerts : scope.onlyContainsCACerts)) return false;
  const own = urlsOf(scope.distributionPoint);
  return own.length === 0 || own.some((url) => subject.crlNames.includes(url));
}

/** Whether changes belong to a base (RFC 5280 §5.2.4): of the same scope, counted from this base or an earlier one, and not older. */
function fits(changes: RevocationList, base: RevocationList): boolean {
  const [ofChanges, ofBase] = [readExtensionValues(changes.extensions), readExtensionValues(base.extensions)];
  const [from, until, number] = [numberOf(ofChanges.get(id_ce_deltaCRLIndicator)), numberOf(ofChanges.get(id_ce_cRLNumber)), numberOf(ofBase.get(id_ce_cRLNumber))];
  const scopeOf = (extensions: ReadonlyMap<string, Uint8Array>): Uint8Array => extensions.get(id_ce_issuingDistributionPoint) ?? new Uint8Array(0);
  return from !== undefined && until !== undefined && number !== undefined && from <= number && until >= number
    && Buffer.compare(scopeOf(ofChanges), scopeOf(ofBase)) === 0;
}

const numberOf = (value: Uint8Array | undefined): number | undefined => parsed(value, CRLNumber)?.value;

function readList(der: Uint8Array): RevocationList | undefined {
  const whole = readDer(der);
  if (whole?.tag !== derTag.sequence || whole.whole.length !== der.length) return undefined;
  const [signed, algorithm, signature] = readDerChildren(whole.content, 4) ?? [];
  if (signed?.tag !== derTag.sequence || algorithm === undefined || signature?.tag !== bitStringTag) return undefined;
  const parts = readDerChildren(signed.content, 8) ?? [];
  const [inner, issuer, from, ...rest] = parts[0]?.tag === derTag.integer ? parts.slice(1) : parts;
  // Both places must name the same algorithm (RFC 5280 §5.1.1.2).
  if (inner === undefined || issuer === undefined || Buffer.compare(inner.whole, algorithm.whole) !== 0) return undefined;
  const thisUpdate = readTime(from);
  const nextUpdate = readTime(rest[0]);
  if (thisUpdate === undefined) return undefined;
  return {
    signed: signed.whole, algorithm: algorithm.whole, signature: signature.content, issuerName: issuer.whole, thisUpdate, nextUpdate,
    entries: rest.find(({ tag }) => tag === derTag.sequence)?.content ?? new Uint8Array(0),
    extensions: rest.find(({ tag }) => tag === 0xa0)?.content,
  };
}

const bitStringTag = 0x03;

/** Walks the entries without keeping them. */
function findEntry(entries: Uint8Array, serial: Uint8Array): { readonly at: Date; readonly extensions: Uint8Array | undefined } | undefined {
  const wanted = Buffer.from(serial);
  for (let offset = 0; offset < entries.length;) {
    const entry = readDer(entries, offset);
    if (entry === undefined) throw new RangeError('an entry runs over the end of the list');
    offset += entry.whole.length;
    const number = readDer(entry.content);
    if (number === undefined || !wanted.equals(number.content)) continue;
    const [, date, extensions] = readDerChildren(entry.content, 3) ?? [];
    const at = readTime(date);
    if (at === undefined) throw new RangeError('an entry without a date');
    return { at, extensions: extensions?.whole };
  }
  return undefined;
}

/** UTCTime and GeneralizedTime as RFC 5280 §4.1.2.5 has them: in UTC, with seconds. */
function readTime(element: DerElement | undefined): Date | undefined {
  if (element === undefined || (element.tag !== 0x17 && element.tag !== 0x18)) return undefined;
  const text = Buffer.from(element.content).toString('latin1');
  const [, year = '', month, day, hour, minute, second] = (element.tag === 0x17 ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(text) ?? [];
  const full = year.length === 2 ? `${Number(year) < 50 ? '20' : '19'}${year}` : year;
  const date = new Date(`${full}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
