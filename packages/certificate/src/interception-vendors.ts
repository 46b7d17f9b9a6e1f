import type { CertificateSummary } from './certificate-summary.ts';
import type { JudgedCertificate } from './judged-certificates.ts';

/** A product that opens TLS connections and signs them anew, and the words by which its issuers are known. */
export type InterceptionProduct = { readonly product: string; readonly issuers: readonly string[] };

/**
 * Names in lower case, as they stand in the common name or organization of the authorities that these products make or
 * ship. None of them is the name of a public authority; those that also sell public certificates aren't here by that name.
 */
export const interceptionProducts: readonly InterceptionProduct[] = [
  { product: 'Zscaler', issuers: ['zscaler'] },
  { product: 'Netskope', issuers: ['netskope', 'goskope'] },
  { product: 'Fortinet FortiGate', issuers: ['fortinet', 'fortigate'] },
  { product: 'Palo Alto Networks', issuers: ['palo alto networks', 'globalprotect'] },
  { product: 'Symantec (Blue Coat) Web Security Service', issuers: ['blue coat', 'bluecoat', 'symantec web security', 'cloud services root ca'] },
  { product: 'Cisco Umbrella', issuers: ['cisco umbrella', 'opendns'] },
  { product: 'Cloudflare Gateway', issuers: ['cloudflare for teams', 'gateway ca - cloudflare', 'cloudflare gateway'] },
  { product: 'Sophos', issuers: ['sophos'] },
  { product: 'Check Point', issuers: ['check point'] },
  { product: 'SonicWall', issuers: ['sonicwall'] },
  { product: 'WatchGuard', issuers: ['watchguard', 'fireware'] },
  { product: 'Barracuda', issuers: ['barracuda'] },
  { product: 'Forcepoint', issuers: ['forcepoint', 'websense'] },
  { product: 'McAfee (Skyhigh) Web Gateway', issuers: ['mcafee web gateway', 'skyhigh'] },
  { product: 'Sangfor 深信服', issuers: ['sangfor', '深信服'] },
  { product: 'Qi An Xin 奇安信', issuers: ['qianxin', '奇安信', 'qi an xin'] },
  { product: 'Fiddler', issuers: ['do_not_trust_fiddler', 'do not trust fiddler', 'fiddler root'] },
  { product: 'Charles', issuers: ['charles proxy'] },
  { product: 'mitmproxy', issuers: ['mitmproxy'] },
  { product: 'Burp Suite', issuers: ['portswigger'] },
  { product: 'Proxyman', issuers: ['proxyman'] },
  { product: 'Reqable', issuers: ['reqable'] },
  { product: 'Kaspersky', issuers: ['kaspersky'] },
  { product: 'ESET', issuers: ['eset ssl filter', 'eset, spol'] },
  { product: 'Avast', issuers: ['avast'] },
  { product: 'AVG', issuers: ['avg technologies', 'avg web/mail'] },
  { product: 'Bitdefender', issuers: ['bitdefender'] },
  { product: 'Dr.Web', issuers: ['dr.web', 'doctor web'] },
  { product: 'AdGuard', issuers: ['adguard'] },
  { product: 'Superfish', issuers: ['superfish'] },
  { product: 'Dell eDellRoot', issuers: ['edellroot'] },
];

/** The product that issued one of these certificates, by the names of their issuers. */
export function interceptedBy(certificates: readonly Pick<CertificateSummary | JudgedCertificate, 'issuer'>[]): { readonly product: string; readonly issuer: string } | undefined {
  for (const { issuer } of certificates) {
    const names = [issuer.commonName, issuer.organization].flatMap((name) => (name === undefined ? [] : [name.toLowerCase()]));
    const found = interceptionProducts.find(({ issuers }) => issuers.some((word) => names.some((name) => name.includes(word))));
    if (found !== undefined) return { product: found.product, issuer: issuer.commonName ?? issuer.organization ?? '' };
  }
  return undefined;
}
