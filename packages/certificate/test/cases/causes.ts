import type { Conformance } from '@culprit/testkit';
import { commonNameOnly } from '../../src/causes/common-name-only.ts';
import { doubledLabel } from '../../src/causes/doubled-label.ts';
import { expired } from '../../src/causes/expired.ts';
import { incompleteChain } from '../../src/causes/incomplete-chain.ts';
import { interception } from '../../src/causes/interception.ts';
import { nameMismatch } from '../../src/causes/name-mismatch.ts';
import { notYetValid } from '../../src/causes/not-yet-valid.ts';
import { selectiveInterception } from '../../src/causes/selective-interception.ts';
import { selfSigned } from '../../src/causes/self-signed.ts';
import { unknownRoot } from '../../src/causes/unknown-root.ts';
import { weakKey } from '../../src/causes/weak-key.ts';
import { weakSignature } from '../../src/causes/weak-signature.ts';
import { wildcardTooShallow } from '../../src/causes/wildcard-too-shallow.ts';
import { wrongUsage } from '../../src/causes/wrong-usage.ts';
import { brokenBy, byRuntime, certificate, chain, chainOf, clocks, completes, leadsAstray, noIssuer, noLocation, ownKey, rootSent, step, targets, trustedBy, unavailable, unreadable } from '../synthetic.ts';

const malformed = chainOf({ malformed: 'ERR_OSSL', bytes: 12 });

/** What the address shows to who asks for no name: a trusted certificate by Root. */
const counterpart = { handshake: { address: '192.0.2.1' }, unnamed: chainOf(certificate('service.test', 'Root')), unnamedPath: byRuntime, unnamedHandshake: { address: '192.0.2.1' } };
const yearMs = 365 * 86_400_000;
const withNames = (...dnsNames: readonly string[]): ReturnType<typeof chainOf> => chainOf(certificate('service.test', 'Authority', { dnsNames, nameCount: dnsNames.length }));
const at = (host: string): typeof targets => targets.map((target) => ({ ...target, data: { ...target.data, host } }));
const issuedBy = (fault: 'not-an-authority' | 'may-not-sign' | 'path-length' | 'key-usage'): ReturnType<typeof brokenBy> => brokenBy('invalid', fault, [step('service.test', 'Other'), step('Other', 'Root')]);

export const causes: NonNullable<Conformance['causes']> = {
  [expired.id]: [
    { name: 'another clock agrees', targets, now: '2026-07-01T00:00:00Z', facts: { chain, path: byRuntime, clocks: clocks(200) }, expects: { verdict: 'confirmed', reason: 'clock-agrees', witness: ['chain', 'path', 'clocks'] } },
    { name: 'off by less than matters', targets, now: '2026-07-01T00:00:00Z', facts: { chain, path: byRuntime, clocks: clocks(undefined, 3_600_000) }, expects: { verdict: 'confirmed', reason: 'clock-agrees', witness: ['chain', 'path', 'clocks'] } },
    { name: 'this clock is a year ahead', targets, now: '2027-01-01T00:00:00Z', facts: { chain, path: byRuntime, clocks: clocks(undefined, yearMs) }, expects: { verdict: 'ruled-out', reason: 'clock', witness: ['clocks'] } },
    { name: 'the authority is a root of its own', targets, now: '2026-01-20T00:00:00Z', facts: { chain, path: trustedBy('given', [step('service.test', 'Young'), step('Young', 'Old', { crossSigned: true, notAfter: '2025-12-31T00:00:00.000Z' }), step('Old', 'Old')]), clocks: clocks(200) }, expects: { verdict: 'ruled-out', reason: 'cross-sign' } },
    { name: 'the clock of the target is a year behind, a time source is not', targets, now: '2027-01-01T00:00:00Z', facts: { chain, path: byRuntime, clocks: clocks(yearMs, 100) }, expects: { verdict: 'confirmed', reason: 'clock-agrees', witness: ['chain', 'path', 'clocks'] } },
    { name: 'two time sources against the clock of the target', targets, now: '2027-01-01T00:00:00Z', facts: { chain, path: byRuntime, clocks: clocks(0, yearMs, yearMs + 900) }, expects: { verdict: 'ruled-out', reason: 'clock', witness: ['clocks'] } },
    { name: 'one time source against the clock of the target', targets, now: '2027-01-01T00:00:00Z', facts: { chain, path: byRuntime, clocks: clocks(0, yearMs) }, expects: { verdict: 'open', reason: 'no-clock' } },
    { name: 'no other clock', targets, now: '2026-07-01T00:00:00Z', facts: { chain, path: byRuntime, clocks: clocks(undefined) }, expects: { verdict: 'open', reason: 'no-clock' } },
    { name: 'nothing is over', targets, facts: { chain, path: byRuntime, clocks: clocks(0) }, expects: { verdict: 'ruled-out', reason: 'not-expired' } },
    { name: 'nothing to look at', targets, facts: { clocks: clocks(0) }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [notYetValid.id]: [
    { name: 'another clock agrees', targets, now: '2025-01-01T00:00:00Z', facts: { chain, path: byRuntime, clocks: clocks(-200) }, expects: { verdict: 'confirmed', reason: 'clock-agrees' } },
    { name: 'this clock is a year behind', targets, now: '2025-01-01T00:00:00Z', facts: { chain, path: byRuntime, clocks: clocks(undefined, -yearMs) }, expects: { verdict: 'ruled-out', reason: 'clock' } },
    { name: 'no other clock', targets, now: '2025-01-01T00:00:00Z', facts: { chain, path: byRuntime }, expects: { verdict: 'open', reason: 'no-clock' } },
    { name: 'all have begun', targets, facts: { chain, path: byRuntime, clocks: clocks(0) }, expects: { verdict: 'ruled-out', reason: 'already-valid' } },
    { name: 'nothing to look at', targets, facts: { clocks: clocks(0) }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [incompleteChain.id]: [
    { name: 'the issuer completes it', targets, facts: { chain, path: noIssuer, aia: completes }, expects: { verdict: 'confirmed', reason: 'issuer-completes', params: { missing: 'Authority', root: 'Root', url: "http://ca.test/issuer.crt?'$(id)", fetch: "curl -sL 'http://ca.test/issuer.crt?%27$(id)' | openssl x509 -inform DER" }, witness: ['path', 'aia'] } },
    { name: 'there is a path', targets, facts: { chain, path: byRuntime, aia: completes }, expects: { verdict: 'ruled-out', reason: 'trusted' } },
    { name: 'the issuer leads to a strange root', targets, facts: { chain, path: noIssuer, aia: leadsAstray(true) }, expects: { verdict: 'ruled-out', reason: 'ends-elsewhere' } },
    { name: 'the root was sent', targets, facts: { chain, path: rootSent, aia: noLocation }, expects: { verdict: 'ruled-out', reason: 'root-sent' } },
    { name: 'the issuer leads nowhere', targets, facts: { chain, path: noIssuer, aia: leadsAstray(false) }, expects: { verdict: 'open', reason: 'no-location' } },
    { name: 'the issuer is out of reach', targets, facts: { chain, path: noIssuer, aia: unavailable('unreachable') }, expects: { verdict: 'open', reason: 'unavailable' } },
    { name: 'the issuer was not asked for', targets, facts: { chain, path: noIssuer, aia: unavailable('not-asked') }, expects: { verdict: 'open', reason: 'not-fetched' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-path' } },
  ],
  [unknownRoot.id]: [
    { name: 'followed to a strange root', targets, facts: { chain, path: noIssuer, aia: leadsAstray(true) }, expects: { verdict: 'confirmed', reason: 'followed', params: { root: 'Private Root' } } },
    { name: 'the root was sent', targets, facts: { chain, path: rootSent, aia: noLocation }, expects: { verdict: 'confirmed', reason: 'root-sent', params: { root: 'Authority' } } },
    { name: 'the root was sent, and nobody could be asked', targets, facts: { chain, path: rootSent }, expects: { verdict: 'confirmed', reason: 'root-sent', confidence: 'likely' } },
    { name: 'nowhere to look', targets, facts: { chain, path: noIssuer, aia: noLocation }, expects: { verdict: 'confirmed', reason: 'no-location', confidence: 'likely' } },
    { name: 'the issuer completes it', targets, facts: { chain, path: noIssuer, aia: completes }, expects: { verdict: 'ruled-out', reason: 'incomplete' } },
    { name: 'one of that name has another key', targets, facts: { chain, path: brokenBy('issuer-not-found', 'signature', [step('service.test', 'Authority'), step('Authority', 'Root')], 0), aia: noLocation }, expects: { verdict: 'ruled-out', reason: 'other-key' } },
    { name: 'who asks for no name is shown a trusted one', targets, facts: { chain, path: noIssuer, ...counterpart }, expects: { verdict: 'ruled-out', reason: 'other-certificate', params: { issuer: 'Root' } } },
    { name: 'so it is at another address', targets, facts: { chain, path: noIssuer, aia: noLocation, ...counterpart, unnamedHandshake: { address: '192.0.2.2' } }, expects: { verdict: 'confirmed', reason: 'no-location', confidence: 'likely' } },
    { name: 'there is a path', targets, facts: { chain, path: byRuntime }, expects: { verdict: 'ruled-out', reason: 'trusted' } },
    { name: 'its own key', targets, facts: { chain, path: ownKey }, expects: { verdict: 'ruled-out', reason: 'self-signed' } },
    { name: 'a gateway', targets, facts: { chain: chainOf(certificate('service.test', 'Zscaler Root CA')), path: rootSent }, expects: { verdict: 'ruled-out', reason: 'interception' } },
    { name: 'the issuer is out of reach', targets, facts: { chain, path: noIssuer, aia: unavailable('unreachable') }, expects: { verdict: 'open', reason: 'not-followed' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-path' } },
  ],
  [selfSigned.id]: [
    { name: 'its own key', targets, facts: { chain, path: ownKey }, expects: { verdict: 'confirmed', reason: 'signature' } },
    { name: 'subject and issuer are equal, the key is another', targets, facts: { chain: chainOf(certificate('service.test', 'service.test')), path: noIssuer }, expects: { verdict: 'ruled-out', reason: 'other-key' } },
    { name: 'who asks for no name is shown a trusted one', targets, facts: { chain, path: ownKey, ...counterpart }, expects: { verdict: 'ruled-out', reason: 'other-certificate' } },
    { name: 'trusted after all', targets, facts: { chain, path: trustedBy('given') }, expects: { verdict: 'ruled-out', reason: 'trusted' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-path' } },
  ],
  [selectiveInterception.id]: [
    { name: 'who asks for no name is shown a trusted one', targets, facts: { chain, ...counterpart }, expects: { verdict: 'confirmed', reason: 'unnamed', confidence: 'likely', params: { host: 'service.test', issuer: 'Authority', other: 'Root' } } },
    { name: 'who asks for another name is', targets, facts: { chain, handshake: { address: '::1' }, otherName: counterpart.unnamed, otherNamePath: byRuntime, otherNameHandshake: { address: '::1' } }, expects: { verdict: 'confirmed', reason: 'other-name', confidence: 'likely' } },
    { name: 'the other one is for another host', targets, facts: { chain, ...counterpart, unnamed: chainOf(certificate('www.test', 'Root', { dnsNames: ['www.test'] })) }, expects: { verdict: 'ruled-out', reason: 'alike-for-all' } },
    { name: 'the other one is not trusted either', targets, facts: { chain, ...counterpart, unnamedPath: noIssuer }, expects: { verdict: 'ruled-out', reason: 'alike-for-all' } },
    { name: 'the product is known', targets, facts: { chain: chainOf(certificate('service.test', 'FortiGate CA')), ...counterpart }, expects: { verdict: 'ruled-out', reason: 'product-known' } },
    { name: 'nothing is shown to others', targets, facts: { chain }, expects: { verdict: 'open', reason: 'not-compared' } },
    { name: 'no certificate', targets, facts: {}, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [interception.id]: [
    { name: 'a known issuer, an unknown root', targets, facts: { chain: chainOf(certificate('service.test', 'FortiGate CA')), path: noIssuer }, expects: { verdict: 'confirmed', reason: 'issuer-known', params: { product: 'Fortinet FortiGate', issuer: 'FortiGate CA', host: 'service.test' } } },
    { name: 'a known issuer, a root of the system alone', targets, facts: { chain: chainOf(certificate('service.test', 'Zscaler Root CA')), path: trustedBy('system') }, expects: { verdict: 'confirmed', reason: 'issuer-known' } },
    { name: 'a known issuer below a public root', targets, facts: { chain: chainOf(certificate('service.test', 'Sophos')), path: trustedBy('default') }, expects: { verdict: 'ruled-out', reason: 'public-root' } },
    { name: 'some other issuer', targets, facts: { chain, path: noIssuer }, expects: { verdict: 'ruled-out', reason: 'no-known-issuer' } },
    { name: 'the subject sounds like a product, the issuer does not', targets, facts: { chain: chainOf(certificate('zscaler.service.test', 'Authority')), path: noIssuer }, expects: { verdict: 'ruled-out', reason: 'no-known-issuer' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-chain' } },
  ],
  [nameMismatch.id]: [
    { name: 'other names', targets, facts: { chain: withNames('elsewhere.test') }, expects: { verdict: 'confirmed', reason: 'other-names', params: { host: 'service.test', names: 'elsewhere.test', nearest: 'elsewhere.test' } } },
    { name: 'the apex under a wildcard', targets, facts: { chain: withNames('*.service.test') }, expects: { verdict: 'confirmed', reason: 'wildcard-apex' } },
    { name: 'a whole top-level domain', targets, facts: { chain: withNames('*.test') }, expects: { verdict: 'confirmed', reason: 'wildcard-too-broad' } },
    { name: 'a part of a label', targets: at('www1.service.test'), facts: { chain: withNames('www*.service.test') }, expects: { verdict: 'confirmed', reason: 'partial-wildcard' } },
    { name: 'a name in Unicode', targets: at('xn--bcher-kva.example'), facts: { chain: withNames('bücher.example') }, expects: { verdict: 'confirmed', reason: 'not-encoded' } },
    { name: 'a dot at the end', targets, facts: { chain: withNames('service.test.') }, expects: { verdict: 'confirmed', reason: 'trailing-dot' } },
    { name: 'the same without a name', targets, facts: { chain: withNames('elsewhere.test'), unnamed: withNames('elsewhere.test') }, expects: { verdict: 'confirmed', reason: 'default-certificate', witness: ['chain', 'unnamed'] } },
    { name: 'another one without a name', targets, facts: { chain: withNames('elsewhere.test'), unnamed: chainOf(certificate('default.test', 'Authority')) }, expects: { verdict: 'confirmed', reason: 'other-names', witness: ['chain'] } },
    { name: 'an address that is not there', targets: at('192.0.2.7'), facts: { chain }, expects: { verdict: 'confirmed', reason: 'ip-not-listed' } },
    { name: 'an address as a name', targets: at('192.0.2.7'), facts: { chain: withNames('192.0.2.7') }, expects: { verdict: 'confirmed', reason: 'ip-as-dns-name' } },
    { name: 'no name at all', targets, facts: { chain: chainOf(certificate('x', 'y', { subject: { text: '' }, dnsNames: [], nameCount: 0 })) }, expects: { verdict: 'confirmed', reason: 'no-names' } },
    { name: 'a doubled label is a nearer cause', targets: at('a.a.service.test'), facts: { chain: withNames('*.service.test') }, expects: { verdict: 'ruled-out', reason: 'nearer-cause' } },
    { name: 'the name is there', targets, facts: { chain }, expects: { verdict: 'ruled-out', reason: 'matches' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [doubledLabel.id]: [
    { name: 'without the repetition it fits', targets: at('a.a.service.test'), facts: { chain: withNames('*.service.test') }, expects: { verdict: 'confirmed', reason: 'repaired-fits', params: { host: 'a.a.service.test', nearest: '*.service.test', repaired: 'a.service.test' } } },
    { name: 'without the repetition it does not fit either', targets: at('a.a.service.test'), facts: { chain: withNames('elsewhere.test') }, expects: { verdict: 'ruled-out', reason: 'not-doubled' } },
    { name: 'a name that is doubled by right', targets: at('a.a.service.test'), facts: { chain: withNames('a.a.service.test') }, expects: { verdict: 'ruled-out', reason: 'matches' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [wildcardTooShallow.id]: [
    { name: 'two labels below', targets: at('a.b.service.test'), facts: { chain: withNames('*.service.test') }, expects: { verdict: 'confirmed', reason: 'labels-counted', params: { host: 'a.b.service.test', wildcard: '*.service.test', suffix: 'service.test', labels: 2, deeper: '*.b.service.test' } } },
    { name: 'a wildcard elsewhere', targets: at('a.b.service.test'), facts: { chain: withNames('*.elsewhere.test') }, expects: { verdict: 'ruled-out', reason: 'no-such-wildcard' } },
    { name: 'one label below', targets: at('a.service.test'), facts: { chain: withNames('*.service.test') }, expects: { verdict: 'ruled-out', reason: 'matches' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [commonNameOnly.id]: [
    { name: 'the common name fits', targets, facts: { chain: withNames() }, expects: { verdict: 'confirmed', reason: 'no-alternative-name', params: { host: 'service.test', commonName: 'service.test', kind: 'DNS' } } },
    { name: 'the common name is another', targets: at('other.test'), facts: { chain: withNames() }, expects: { verdict: 'ruled-out', reason: 'other-fault' } },
    { name: 'the name is there', targets, facts: { chain }, expects: { verdict: 'ruled-out', reason: 'matches' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [wrongUsage.id]: [
    { name: 'for clients', targets, facts: { chain: chainOf(certificate('service.test', 'Authority', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] })), path: byRuntime }, expects: { verdict: 'confirmed', reason: 'wrong-purpose', params: { subject: 'service.test', usages: 'clientAuth' } } },
    { name: 'an issuer that is no authority', targets, facts: { chain, path: issuedBy('not-an-authority') }, expects: { verdict: 'confirmed', reason: 'not-an-authority', params: { subject: 'Other' } } },
    { name: 'an issuer whose key may not sign', targets, facts: { chain, path: issuedBy('may-not-sign') }, expects: { verdict: 'confirmed', reason: 'may-not-sign' } },
    { name: 'a key that may not do what TLS does', targets, facts: { chain, path: issuedBy('key-usage') }, expects: { verdict: 'confirmed', reason: 'key-usage' } },
    { name: 'too long a path is another matter', targets, facts: { chain, path: issuedBy('path-length') }, expects: { verdict: 'ruled-out', reason: 'allowed' } },
    { name: 'an unknown issuer is another matter', targets, facts: { chain, path: noIssuer }, expects: { verdict: 'ruled-out', reason: 'allowed' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [weakKey.id]: [
    { name: '1024 bits of RSA', targets, facts: { chain: chainOf(certificate('service.test', 'Authority', { keyType: 'rsa', keyBits: 1024 })), path: byRuntime }, expects: { verdict: 'confirmed', reason: 'bits-counted', params: { subject: 'service.test', keyType: 'rsa', keyBits: 1024, leastBits: 2048 } } },
    { name: '2048 bits of RSA', targets, facts: { chain: chainOf(certificate('service.test', 'Authority', { keyType: 'rsa', keyBits: 2048 })), path: byRuntime }, expects: { verdict: 'ruled-out', reason: 'long-enough' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
  [weakSignature.id]: [
    { name: 'SHA-1', targets, facts: { chain: chainOf(certificate('service.test', 'Authority', { signatureAlgorithm: 'sha1WithRSAEncryption' })), path: byRuntime }, expects: { verdict: 'confirmed', reason: 'algorithm', params: { subject: 'service.test', algorithm: 'sha1WithRSAEncryption' } } },
    { name: 'SHA-1 on the root', targets, facts: { chain, path: trustedBy('given', [step('service.test', 'Root'), step('Root', 'Root', { signatureAlgorithm: 'sha1WithRSAEncryption' })]) }, expects: { verdict: 'ruled-out', reason: 'strong' } },
    { name: 'the certificate cannot be read', targets, facts: { chain: malformed, path: unreadable }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
};
