/** The plugin, and what a program may use of it on its own. */
export { default } from './manifest.ts';
export type { CertificateSummary, ChainEntry, DistinguishedName, MalformedCertificate } from './certificate-summary.ts';
export type { AiaIssuer, FetchedLocation, MissingIntermediate } from './facts/aia-issuer.ts';
export { aiaIssuer } from './facts/aia-issuer.ts';
export type { CertificateChain } from './facts/chain.ts';
export { certificateChain } from './facts/chain.ts';
export type { BrokenPath, CertificatePath, PathStep } from './facts/path.ts';
export { certificatePath } from './facts/path.ts';
export type { CertificateRevocation, Revocation, RevocationInput, RevocationSource } from './facts/revocation.ts';
export { revocation } from './facts/revocation.ts';
export type { ComparedStore, StoreOpinion, StoreVerdict, TrustStoreComparison } from './facts/trust-store-comparison.ts';
export { trustStoreComparison } from './facts/trust-store-comparison.ts';
export type { CertificateNames, HostNameMatch, MismatchReason } from './host-name-match.ts';
export { matchHostName } from './host-name-match.ts';
export type { InterceptionProduct } from './interception-vendors.ts';
export { interceptionProducts } from './interception-vendors.ts';
