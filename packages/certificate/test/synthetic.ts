import type { Target } from '@culprit/core';
import { compareClocks, tlsEndpoint, type ClockComparison } from '@culprit/network';
import type { CertificateSummary } from '../src/certificate-summary.ts';
import type { AiaIssuer } from '../src/facts/aia-issuer.ts';
import type { CertificateChain } from '../src/facts/chain.ts';
import type { BrokenPath, CertificatePath, PathStep } from '../src/facts/path.ts';

/** Facts as data, for judgements: the tests with real servers are beside. */
export const endpoint = { host: 'service.test', port: 443 };
export const targets: readonly Target[] = [tlsEndpoint.of(endpoint)];

const named = (name: string): CertificateSummary['subject'] => ({ text: `CN=${name}`, commonName: name });

export function certificate(subject: string, issuer: string, rest: Partial<CertificateSummary> = {}): CertificateSummary {
  return {
    subject: named(subject), issuer: named(issuer), serialNumber: '01', notBefore: '2025-06-01T00:00:00.000Z', notAfter: '2026-06-01T00:00:00.000Z',
    dnsNames: ['service.test'], ipAddresses: [], nameCount: 1, keyType: 'ec', keyBits: 256, signatureAlgorithm: 'ecdsa-with-SHA256',
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'], isAuthority: false, selfIssued: subject === issuer, fingerprint256: `${subject}/${issuer}`, ...rest,
  };
}

export function step(subject: string, issuer: string, rest: Partial<PathStep> = {}): PathStep {
  const { dnsNames: _dns, ipAddresses: _ip, nameCount: _count, ...summary } = certificate(subject, issuer);
  return { ...summary, origin: 'sent', ...rest };
}

const leaf: CertificateSummary = certificate('service.test', 'Authority');
export const chainOf = (...certificates: CertificateChain['certificates']): CertificateChain => ({ certificates, source: 'wire' });
export const chain: CertificateChain = chainOf(leaf);
export const byRuntime: CertificatePath = { outcome: 'trusted', by: 'runtime' };
export const trustedBy = (by: 'given' | 'default' | 'bundled' | 'system', steps: readonly PathStep[] = [step('service.test', 'Authority'), step('Authority', 'Authority')], authorizationError?: string): CertificatePath =>
  ({ outcome: 'trusted', by, steps, ...(authorizationError === undefined ? {} : { authorizationError }) });
export const brokenBy = (reason: 'self-signed' | 'untrusted-root' | 'issuer-not-found' | 'invalid' | 'gave-up', fault: BrokenPath['fault'], steps: readonly PathStep[] = [step('service.test', 'Authority')], at: number = steps.length - 1): CertificatePath =>
  ({ outcome: 'untrusted', reason, broken: [{ steps, fault, at }] });
export const noIssuer: CertificatePath = brokenBy('issuer-not-found', 'issuer-not-found');
export const rootSent: CertificatePath = brokenBy('untrusted-root', 'untrusted-root', [step('service.test', 'Authority'), step('Authority', 'Authority')]);
export const ownKey: CertificatePath = brokenBy('self-signed', 'untrusted-root', [step('service.test', 'service.test')]);
export const unreadable: CertificatePath = { outcome: 'unreadable' };

const url = 'http://ca.test/issuer.crt';
export const completes: AiaIssuer = {
  outcome: 'completes', fetched: [{ url, outcome: 'fetched' }], root: 'Root', trustedBy: 'default',
  intermediates: [{ subject: 'Authority', fingerprint256: 'ab', notAfter: '2027-01-01T00:00:00.000Z', url: `${url}?'$(id)`, encoding: 'der', pem: 'PEM' }],
};
export const leadsAstray = (endsInRoot: boolean): AiaIssuer => ({ outcome: 'no-path', fetched: [{ url, outcome: 'fetched' }], intermediates: [], end: 'Private Root', endsInRoot });
export const unavailable = (outcome: string): AiaIssuer => ({ outcome: 'unavailable', fetched: [{ url, outcome }] });
export const noLocation: AiaIssuer = { outcome: 'no-location', fetched: [] };

/** This machine's clock is ahead by so many milliseconds. */
/** The clocks of the target, which may tell no time, and of time sources: how far this machine's is ahead of each. */
export const clocks = (own: number | undefined, ...sources: readonly number[]): ClockComparison => compareClocks([
  ...(own === undefined ? [] : [{ source: 'https://service.test/', own: true, offsetMs: own, uncertaintyMs: 600 }]),
  ...sources.map((offsetMs, index) => ({ source: `http://time-${index}.test`, own: false, offsetMs, uncertaintyMs: 600 })),
]);
