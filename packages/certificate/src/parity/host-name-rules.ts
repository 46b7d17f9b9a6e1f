import { isIP } from 'node:net';
import { bareHost, coversLabel, matchHostName, type CertificateNames } from '../host-name-match.ts';

/** Where a client takes names that RFC 9525 and browsers do not. */
export type HostNameRules = {
  /** When the common name counts, which RFC 9525 §2 rules out: never, without DNS names, or without names of any kind. */
  readonly commonName: 'never' | 'without-dns-names' | 'without-names';
  /** Whether a common name may be an IP address. */
  readonly commonAddress?: true;
  /** Where a `*` may stand: as the whole first label (RFC 9525 §6.3), as a part of it too, or in every label. */
  readonly wildcard: 'first-label' | 'part-of-first-label' | 'every-label';
  /** How many labels a name with a wildcard has at least: with two, `*.com` counts. */
  readonly wildcardLabels: 2 | 3;
  /** Whether a dot at the end of the certificate's name is taken off. */
  readonly endsInDot: boolean;
};

/** Whether a certificate is for a host, a DNS name or an IP address, by the rules of one client. */
export function coversHost(host: string, names: CertificateNames, rules: HostNameRules): boolean {
  if (matchHostName(host, names).matches) return true;
  const bare = bareHost(host).toLowerCase();
  const common = commonNameOf(names, rules);
  if (isIP(bare) > 0) return rules.commonAddress === true && common === bare;
  return (common === undefined ? names.dns : [common]).some((name) => fits(bare, name.toLowerCase(), rules));
}

/** The common name, where a client goes by it. */
function commonNameOf({ dns, ip, commonName }: CertificateNames, rules: HostNameRules): string | undefined {
  if (rules.commonName === 'never' || dns.length > 0) return undefined;
  return rules.commonName === 'without-names' && ip.length > 0 ? undefined : commonName;
}

function fits(host: string, written: string, { wildcard, wildcardLabels, endsInDot }: HostNameRules): boolean {
  const name = endsInDot ? written.replace(/(.)\.$/, '$1') : written;
  if (!name.includes('*')) return name === host && host !== '';
  const [labels, wanted] = [name.split('.'), host.split('.')];
  if (labels.length !== wanted.length || labels.length < wildcardLabels) return false;
  return labels.every((label, index) => {
    const of = wanted[index] ?? '';
    if (!label.includes('*')) return label === of;
    if (wildcard === 'every-label') return coversLabel(label, of);
    return index === 0 && (label === '*' ? of !== '' : wildcard === 'part-of-first-label' && !label.includes('xn--') && coversLabel(label, of));
  });
}
