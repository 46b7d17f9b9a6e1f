import { shown, type CertificateSummary } from './certificate-summary.ts';
import type { CertificateNames } from './host-name-match.ts';

/** What a host is compared with. */
export const namesOf = ({ dnsNames, ipAddresses, subject }: CertificateSummary): CertificateNames => ({ dns: dnsNames, ip: ipAddresses, commonName: subject.commonName });

const listedNames = 5;

/** The names of a certificate for a reader, in any language: the first few, and how many more there are. */
export function listed({ dnsNames, ipAddresses, nameCount, subject }: CertificateSummary): string {
  const names = [...dnsNames, ...ipAddresses].slice(0, listedNames).map((name) => shown(name));
  if (names.length === 0) return subject.commonName === undefined ? '-' : `CN=${subject.commonName}`;
  return nameCount > names.length ? `${names.join(', ')}, … (+${nameCount - names.length})` : names.join(', ');
}
