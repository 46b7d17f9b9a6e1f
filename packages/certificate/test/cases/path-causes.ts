import type { Conformance } from '@culprit/testkit';
import { expiredCrossSign } from '../../src/causes/expired-cross-sign.ts';
import { malformedCertificate } from '../../src/causes/malformed-certificate.ts';
import { missingSct } from '../../src/causes/missing-sct.ts';
import { nameConstraint } from '../../src/causes/name-constraint.ts';
import { pathLength } from '../../src/causes/path-length.ts';
import { unknownCriticalExtension } from '../../src/causes/unknown-critical-extension.ts';
import { validityTooLong } from '../../src/causes/validity-too-long.ts';
import { wrongIssuerKey } from '../../src/causes/wrong-issuer-key.ts';
import { wrongOrder } from '../../src/causes/wrong-order.ts';
import { browserRulesCheck } from '../../src/checks/browser-rules.ts';
import type { EmbeddedTimestamps } from '../../src/facts/embedded-timestamps.ts';
import type { BrokenPath, CertificatePath } from '../../src/facts/path.ts';
import type { TrustStoreComparison } from '../../src/facts/trust-store-comparison.ts';
import { brokenBy, certificate, chain, chainOf, clocks, completes, endpoint, leadsAstray, noIssuer, noLocation, rootSent, step, targets, trustedBy, unavailable, unreadable } from '../synthetic.ts';

const malformed = chainOf({ malformed: 'ERR_OSSL', bytes: 12 });
const steps = [step('service.test', 'Inner'), step('Inner', 'Outer'), step('Outer', 'Root'), step('Root', 'Root')];

/** A path to a trusted root that breaks a rule. */
function breaking(fault: BrokenPath['fault'], at: number, more: Partial<BrokenPath> = {}): CertificatePath {
  return { outcome: 'untrusted', reason: 'invalid', broken: [{ steps, fault, at, ...more }] };
}

const otherRule = breaking('not-an-authority', 1);
const malformations = ['structure', 'trailing-data', 'version', 'serial-number', 'signature-algorithm', 'date', 'explicit-curve', 'duplicate-extension', 'extension', 'public-key'];
const otherKey = (origin: 'sent' | 'store'): CertificatePath => brokenBy('issuer-not-found', 'signature', [step('service.test', 'Authority'), step('Authority', 'Root', { origin })], 0);
const dated = (crossSigned: boolean): CertificatePath => trustedBy('given', [
  step('service.test', 'Inner'), step('Inner', 'Young'), step('Young', 'Old', { notAfter: '2025-12-31T00:00:00.000Z', ...(crossSigned ? { crossSigned: true } : {}) }), step('Old', 'Old'),
], 'CERT_HAS_EXPIRED');

const yearMs = 365 * 86_400_000;
const now = '2026-01-20T00:00:00Z';
const compared = (outcome: 'accepts' | 'rejects'): TrustStoreComparison => ({ outcome: 'compared', subject: 'service.test', runtime: 'accepts', root: 'Root', stores: [{ store: 'bundled', outcome }] });
const lasting = (notBefore: string, notAfter: string): ReturnType<typeof chainOf> => chainOf(certificate('service.test', 'Authority', { notBefore, notAfter }));
const counted = (count: number): EmbeddedTimestamps => ({ outcome: 'counted', count, logs: [] });
const days398 = lasting('2025-01-01T00:00:00.000Z', '2026-02-02T23:59:59.000Z');
const days399 = lasting('2025-01-01T00:00:00.000Z', '2026-02-03T23:59:59.000Z');
const days826 = lasting('2025-01-01T00:00:00.000Z', '2027-04-06T23:59:59.000Z');
const inOrder = chainOf(certificate('service.test', 'Inner'), certificate('Inner', 'Root'), certificate('Root', 'Root'));
const swapped = chainOf(certificate('service.test', 'Inner'), certificate('Root', 'Root'), certificate('Inner', 'Root'));

export const causes: NonNullable<Conformance['causes']> = {
  [nameConstraint.id]: [
    { name: 'a name outside', targets, facts: { chain, path: breaking('name-constraint', 0, { rule: 2, detail: 'service.test' }) }, expects: { verdict: 'confirmed', reason: 'outside-constraints', params: { subject: 'service.test', position: 1, authority: 'Outer', name: 'service.test' }, witness: ['chain', 'path'] } },
    { name: 'another rule', targets, facts: { chain, path: otherRule }, expects: { verdict: 'ruled-out', reason: 'within-constraints' } },
    { name: 'an unknown issuer', targets, facts: { chain, path: noIssuer }, expects: { verdict: 'ruled-out', reason: 'within-constraints' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-path' } },
  ],
  [pathLength.id]: [
    { name: 'two follow where none may', targets, facts: { chain, path: breaking('path-length', 3, { detail: '0' }) }, expects: { verdict: 'confirmed', reason: 'intermediates-counted', params: { subject: 'Root', allowed: '0', intermediates: 2 } } },
    { name: 'another rule', targets, facts: { chain, path: otherRule }, expects: { verdict: 'ruled-out', reason: 'short-enough' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-path' } },
  ],
  [unknownCriticalExtension.id]: [
    { name: 'an extension that nobody knows', targets, facts: { chain, path: breaking('critical-extension', 1, { detail: '1.2.3.4' }) }, expects: { verdict: 'confirmed', reason: 'object-identifier-unknown', params: { subject: 'Inner', extension: '1.2.3.4' } } },
    { name: 'another rule', targets, facts: { chain, path: otherRule }, expects: { verdict: 'ruled-out', reason: 'all-known' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-path' } },
  ],
  [malformedCertificate.id]: [
    ...malformations.map((detail) => ({ name: detail, targets, facts: { chain, path: breaking('malformed', 1, { detail }) }, expects: { verdict: 'confirmed' as const, reason: detail, params: { subject: 'Inner', detail } } })),
    { name: "the server's own certificate is none", targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'confirmed', reason: 'unreadable', witness: ['chain'] } },
    { name: "OpenSSL reads the server's own, and we don't", targets, facts: { chain, path: unreadable }, expects: { verdict: 'confirmed', reason: 'unreadable', witness: ['chain', 'path'] } },
    { name: 'another rule', targets, facts: { chain, path: otherRule }, expects: { verdict: 'ruled-out', reason: 'well-formed' } },
    { name: 'nothing was seen of the path', targets, facts: { chain }, expects: { verdict: 'open', reason: 'no-path' } },
  ],
  [wrongIssuerKey.id]: [
    { name: 'the certificate that was sent has another key', targets, facts: { chain, path: otherKey('sent'), aia: noLocation }, expects: { verdict: 'confirmed', reason: 'sent', params: { subject: 'service.test', issuer: 'Authority', by: 'sent' }, witness: ['chain', 'path'] } },
    { name: 'the one that is trusted has', targets, facts: { chain, path: otherKey('store'), aia: noLocation }, expects: { verdict: 'confirmed', reason: 'trusted', params: { subject: 'service.test', issuer: 'Authority', by: 'trusted' } } },
    { name: 'a third one may have the right key, and could not be had', targets, facts: { chain, path: otherKey('sent'), aia: unavailable('unreachable') }, expects: { verdict: 'confirmed', reason: 'sent', confidence: 'likely' } },
    { name: 'one of the name comes before the one that signed', targets, facts: { chain: chainOf(certificate('service.test', 'Inner'), certificate('Inner', 'Root', { fingerprint256: 'other' }), certificate('Inner', 'Root')), path: trustedBy('given', [step('service.test', 'Inner'), step('Inner', 'Root'), step('Root', 'Root')], 'CERT_SIGNATURE_FAILURE') }, expects: { verdict: 'confirmed', reason: 'first-of-the-name', params: { subject: 'service.test', issuer: 'Inner', by: 'sent' } } },
    { name: 'OpenSSL refuses it for something else', targets, facts: { chain: chainOf(certificate('service.test', 'Inner'), certificate('Inner', 'Root', { fingerprint256: 'other' }), certificate('Inner', 'Root')), path: trustedBy('given', [step('service.test', 'Inner'), step('Inner', 'Root'), step('Root', 'Root')], 'UNSPECIFIED') }, expects: { verdict: 'ruled-out', reason: 'right-key' } },
    { name: 'a third one has the right key', targets, facts: { chain, path: otherKey('sent'), aia: completes }, expects: { verdict: 'ruled-out', reason: 'completes' } },
    { name: 'a third one leads to another root', targets, facts: { chain, path: otherKey('sent'), aia: leadsAstray(true) }, expects: { verdict: 'ruled-out', reason: 'another-root' } },
    { name: 'nobody of that name is here', targets, facts: { chain, path: noIssuer, aia: noLocation }, expects: { verdict: 'ruled-out', reason: 'right-key' } },
    { name: 'the root was sent', targets, facts: { chain, path: rootSent, aia: noLocation }, expects: { verdict: 'ruled-out', reason: 'right-key' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-path' } },
  ],
  [expiredCrossSign.id]: [
    { name: 'the authority is a root of its own', targets, now, facts: { chain, path: dated(true), clocks: clocks(200) }, expects: { verdict: 'confirmed', reason: 'own-root', params: { subject: 'Young', notAfter: '2025-12-31T00:00:00.000Z', authority: 'Young', issuer: 'Old', moment: '2026-01-19T23:59:59.800Z' }, witness: ['path', 'clocks'] } },
    { name: 'it is not', targets, now, facts: { chain, path: dated(false), clocks: clocks(200) }, expects: { verdict: 'ruled-out', reason: 'no-cross-sign' } },
    { name: "this machine's clock is a year ahead", targets, now, facts: { chain, path: dated(true), clocks: clocks(yearMs) }, expects: { verdict: 'ruled-out', reason: 'clock' } },
    { name: 'nothing has expired', targets, facts: { chain, path: trustedBy('given'), clocks: clocks(200) }, expects: { verdict: 'ruled-out', reason: 'not-expired' } },
    { name: 'no other clock', targets, now, facts: { chain, path: dated(true), clocks: clocks(undefined) }, expects: { verdict: 'open', reason: 'no-clock' } },
    { name: 'nothing was seen', targets, now, facts: {}, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [validityTooLong.id]: [
    { name: 'a day more than 398, by a public authority', targets, facts: { chain: days399, comparison: compared('accepts') }, expects: { verdict: 'confirmed', reason: 'public', params: { subject: 'service.test', notBefore: '2025-01-01T00:00:00.000Z', days: 399, most: 398 } } },
    { name: 'a day more than 825, by a private one', targets, facts: { chain: days826, comparison: compared('rejects') }, expects: { verdict: 'confirmed', reason: 'any', params: { subject: 'service.test', notBefore: '2025-01-01T00:00:00.000Z', days: 826, most: 825 } } },
    { name: '398 days', targets, facts: { chain: days398, comparison: compared('accepts') }, expects: { verdict: 'ruled-out', reason: 'short-enough' } },
    { name: '399 days by a private authority', targets, facts: { chain: days399, comparison: compared('rejects') }, expects: { verdict: 'ruled-out', reason: 'short-enough' } },
    { name: '200 days and one, issued after March 2026', targets, facts: { chain: lasting('2026-03-15T00:00:00.000Z', '2026-10-01T23:59:59.000Z'), comparison: compared('accepts') }, expects: { verdict: 'confirmed', reason: 'public' } },
    { name: 'ten years, issued before anybody minded', targets, facts: { chain: lasting('2017-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'), comparison: compared('accepts') }, expects: { verdict: 'ruled-out', reason: 'short-enough' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, comparison: { outcome: 'unreadable' } }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [missingSct.id]: [
    { name: 'none in a public certificate', targets, facts: { chain: days398, comparison: compared('accepts'), timestamps: counted(0) }, expects: { verdict: 'confirmed', reason: 'embedded-counted', confidence: 'likely', params: { subject: 'service.test', count: 0, least: 3 } } },
    { name: 'one of two in one for three months', targets, facts: { chain: lasting('2026-01-01T00:00:00.000Z', '2026-03-31T00:00:00.000Z'), comparison: compared('accepts'), timestamps: counted(1) }, expects: { verdict: 'confirmed', reason: 'embedded-counted', confidence: 'likely', params: { subject: 'service.test', count: 1, least: 2 } } },
    { name: 'two in it', targets, facts: { chain: lasting('2026-01-01T00:00:00.000Z', '2026-03-31T00:00:00.000Z'), comparison: compared('accepts'), timestamps: counted(2) }, expects: { verdict: 'ruled-out', reason: 'enough' } },
    { name: 'none in a private certificate', targets, facts: { chain: days398, comparison: compared('rejects'), timestamps: counted(0) }, expects: { verdict: 'ruled-out', reason: 'private-authority' } },
    { name: 'the list cannot be read', targets, facts: { chain: days398, comparison: compared('accepts'), timestamps: { outcome: 'unreadable' } }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [wrongOrder.id]: [
    { name: 'the root before the intermediate', targets, facts: { chain: swapped }, expects: { verdict: 'confirmed', reason: 'places-counted', params: { subject: 'service.test', order: '1, 3', host: 'service.test:443' } } },
    { name: 'one after the other', targets, facts: { chain: inOrder }, expects: { verdict: 'ruled-out', reason: 'in-order' } },
    { name: 'a stranger at the end', targets, facts: { chain: chainOf(...inOrder.certificates, certificate('Stranger', 'Strange')) }, expects: { verdict: 'ruled-out', reason: 'in-order' } },
    { name: 'not as it was sent', targets, facts: { chain: { ...swapped, source: 'session' } }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
};

export const checks: NonNullable<Conformance['checks']> = {
  [browserRulesCheck.id]: [
    { name: 'all kept', target: endpoint, facts: { chain: days398, comparison: compared('accepts'), timestamps: counted(3) }, concludes: { finding: 'kept', params: { subject: 'service.test', count: 3 } } },
    { name: 'both broken', target: endpoint, facts: { chain: days399, comparison: compared('accepts'), timestamps: counted(2) }, concludes: [{ finding: 'validity-too-long', params: { subject: 'service.test', notBefore: '2025-01-01T00:00:00.000Z', days: 399, most: 398 } }, { finding: 'too-few-timestamps', params: { subject: 'service.test', count: 2, least: 3 } }] },
    { name: 'a private authority', target: endpoint, facts: { chain: days399, comparison: compared('rejects'), timestamps: counted(0) }, concludes: { finding: 'kept', params: { subject: 'service.test', count: 0 } } },
    { name: 'a certificate that is none', target: endpoint, facts: { chain: malformed, comparison: { outcome: 'unreadable' }, timestamps: { outcome: 'unreadable' } }, concludes: { finding: 'unreadable', params: {} } },
  ],
};
