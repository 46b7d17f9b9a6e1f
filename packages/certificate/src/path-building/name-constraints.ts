import type { PoolCertificate } from './certificate-pool.ts';
import { attributesOf, isWithin, type ComparableName } from './distinguished-name.ts';
import type { GeneralName } from './general-name.ts';
import type { NameConstraints } from './read-extensions.ts';

/** How many names may be compared with how many constraints: as many as OpenSSL and BoringSSL allow in one certificate. */
export const maxComparisons: number = 2 ** 20;

/** What one name of a certificate has against one authority's constraints. */
export interface ConstraintViolation {
  /** The name as a person would write it. */
  readonly name: string;
  readonly by: 'excluded' | 'not-permitted' | 'too-many-comparisons';
}

type Names = { readonly [T in GeneralName['type']]: readonly (GeneralName & { readonly type: T })[] };

/**
 * The first name of a certificate that an authority above it may not issue for, the excluded ones first (RFC 5280 §4.2.1.10
 * and §6.1.4 g). A common name that could be a host counts where no DNS name stands beside it, as OpenSSL and GnuTLS have
 * it, and a subject's emailAddress always.
 */
export function violationOf(certificate: PoolCertificate, { permitted, excluded }: NameConstraints, isLeaf: boolean): ConstraintViolation | undefined {
  const names = constrainedNames(certificate, isLeaf);
  const count = certificate.subjectName.length + (certificate.extensions.alternativeNames?.length ?? 0);
  if ((permitted.length + excluded.length) * count > maxComparisons) return { name: String(count), by: 'too-many-comparisons' };
  for (const type of types) {
    const [allowed, forbidden] = [permitted.filter((constraint) => constraint.type === type), excluded.filter((constraint) => constraint.type === type)];
    for (const name of names[type]) {
      if (forbidden.some((constraint) => covers(constraint, name, 'excluded'))) return { name: written(name), by: 'excluded' };
      if (allowed.length > 0 && !allowed.some((constraint) => covers(constraint, name, 'permitted'))) return { name: written(name), by: 'not-permitted' };
    }
  }
  return undefined;
}

const types: readonly GeneralName['type'][] = ['dns', 'ip', 'email', 'uri', 'directory', 'other'];

function constrainedNames({ extensions: { alternativeNames = [] }, fields, subjectName }: PoolCertificate, isLeaf: boolean): Names {
  const of = <T extends GeneralName['type']>(type: T): (GeneralName & { readonly type: T })[] =>
    alternativeNames.filter((name): name is GeneralName & { readonly type: T } => name.type === type);
  const [dns, email] = [of('dns'), of('email')];
  const directory = subjectName.length === 0 ? of('directory') : [{ type: 'directory' as const, name: subjectName }, ...of('directory')];
  return {
    ip: of('ip'), uri: of('uri'), other: of('other'), directory,
    dns: dns.length > 0 || !isLeaf ? dns : attributesOf(fields.subject, '2.5.4.3').filter(couldBeHost).map((text) => ({ type: 'dns', text: text.toLowerCase() })),
    email: [...email, ...attributesOf(fields.subject, '1.2.840.113549.1.9.1').map((text) => ({ type: 'email' as const, text: text.toLowerCase() }))],
  };
}

/** As OpenSSL decides it: letters, digits, hyphens and at least one dot. */
const couldBeHost = (text: string): boolean => /^(?:\*\.)?[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+$/i.test(text);

function covers(constraint: GeneralName, name: GeneralName, as: 'excluded' | 'permitted'): boolean {
  if (constraint.type === 'dns' && name.type === 'dns') return hostWithin(name.text, constraint.text, as);
  if (constraint.type === 'ip' && name.type === 'ip') return addressWithin(name.bytes, constraint.bytes, as);
  if (constraint.type === 'email' && name.type === 'email') return mailboxWithin(name.text, constraint.text);
  if (constraint.type === 'uri' && name.type === 'uri') return uriWithin(name.text, constraint.text, as);
  if (constraint.type === 'directory' && name.type === 'directory') return isWithin(name.name, constraint.name);
  // What nobody can compare is refused either way (§4.2.1.10: process it or reject the certificate).
  return as === 'excluded';
}

/** The constraint itself and all below it; with a leading dot only what is below. */
function hostWithin(host: string, constraint: string, as: 'excluded' | 'permitted'): boolean {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  const base = constraint.endsWith('.') ? constraint.slice(0, -1) : constraint;
  if (base === '' || name === base) return true;
  if (name.endsWith(base.startsWith('.') ? base : `.${base}`)) return true;
  // A wildcard stands for the excluded name too.
  if (as === 'permitted' || !name.startsWith('*.')) return false;
  const [first = '', ...rest] = base.split('.');
  return first !== '' && rest.join('.') === name.slice(2);
}

/** An address that is no address lies in every excluded range and in no permitted one. */
function addressWithin(address: Uint8Array, range: Uint8Array, as: 'excluded' | 'permitted'): boolean {
  if (address.length !== 4 && address.length !== 16) return as === 'excluded';
  const { length } = address;
  return range.length === 2 * length && address.every((byte, index) => ((byte ^ (range[index] ?? 0)) & (range[index + length] ?? 0)) === 0);
}

/** A mailbox, all mailboxes of a host or, with a leading dot, of the hosts below a domain. */
function mailboxWithin(mailbox: string, constraint: string): boolean {
  if (constraint === '' || mailbox === constraint) return true;
  if (constraint.includes('@')) return false;
  const host = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  return constraint.startsWith('.') ? host.endsWith(constraint) : host === constraint;
}

/** The host of a URI as that of a mailbox; a URI without one can't be compared (RFC 5280 §4.2.1.10). */
function uriWithin(uri: string, constraint: string, as: 'excluded' | 'permitted'): boolean {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)/.exec(uri)?.[1];
  if (host === undefined || host.startsWith('[') || /^[\d.]+$/.test(host)) return as === 'excluded';
  return constraint === '' || (constraint.startsWith('.') ? host.endsWith(constraint) : host === constraint);
}

function written(name: GeneralName): string {
  switch (name.type) {
    case 'ip': return name.bytes.length === 4 ? name.bytes.join('.') : Buffer.from(name.bytes).toString('hex').replaceAll(/.{4}(?=.)/g, '$&:');
    case 'directory': return readable(name.name);
    case 'other': return '-';
    default: return name.text;
  }
}

const short: { readonly [oid: string]: string } = { '2.5.4.3': 'CN', '2.5.4.6': 'C', '2.5.4.7': 'L', '2.5.4.8': 'ST', '2.5.4.10': 'O', '2.5.4.11': 'OU' };

const readable = (name: ComparableName): string => name.map((part) => part.replace(/^([\d.]+)="?(.*?)"?$/, (_, oid: string, value: string) => `${short[oid] ?? oid}=${value}`)).toReversed().join(', ');
