import type { Conformance } from '@culprit/testkit';
import { nameCheck } from '../../src/checks/name.ts';
import { strengthCheck } from '../../src/checks/strength.ts';
import { trustCheck } from '../../src/checks/trust.ts';
import { usageCheck } from '../../src/checks/usage.ts';
import { validityPeriodCheck } from '../../src/checks/validity-period.ts';
import { brokenBy, byRuntime, certificate, chain, chainOf, endpoint as target, noIssuer, ownKey, rootSent, step, trustedBy, unreadable } from '../synthetic.ts';

const malformed = chainOf({ malformed: 'ERR_OSSL', bytes: 12 });
const times = { position: 1, notBefore: '2025-06-01T00:00:00.000Z', notAfter: '2026-06-01T00:00:00.000Z' };

export const checks: NonNullable<Conformance['checks']> = {
  [trustCheck.id]: [
    { name: 'verified by the runtime', target, facts: { chain, path: byRuntime }, concludes: { finding: 'trusted', params: { subject: 'service.test' } } },
    { name: 'the root comes before the intermediate, and a stranger after them', target, facts: { chain: chainOf(certificate('service.test', 'Inner'), certificate('Root', 'Root'), certificate('Inner', 'Root'), certificate('Stranger', 'Strange')), path: byRuntime }, concludes: [{ finding: 'trusted', params: { subject: 'service.test' } }, { finding: 'wrong-order', params: { subject: 'service.test', order: '1, 3' } }, { finding: 'superfluous', params: { count: 1 } }, { finding: 'root-sent', params: { root: 'Root' } }] },
    { name: 'a path to a root of this process, though it expired', target, now: '2027-01-01T00:00:00Z', facts: { chain, path: trustedBy('default', undefined, 'CERT_HAS_EXPIRED') }, concludes: { finding: 'trusted', params: { subject: 'service.test' } } },
    { name: 'OpenSSL speaks of an end that no certificate of the path has reached', target, facts: { chain, path: trustedBy('default', undefined, 'CERT_HAS_EXPIRED') }, concludes: { finding: 'refused', params: { subject: 'service.test', code: 'CERT_HAS_EXPIRED' } } },
    { name: 'a weak key explains an unnamed refusal', target, facts: { chain, path: trustedBy('given', [step('service.test', 'Authority', { keyType: 'rsa', keyBits: 1024 })], 'UNSPECIFIED') }, concludes: { finding: 'trusted', params: { subject: 'service.test' } } },
    { name: 'nothing explains an unnamed refusal', target, facts: { chain, path: trustedBy('given', undefined, 'UNSPECIFIED') }, concludes: { finding: 'refused', params: { subject: 'service.test', code: 'UNSPECIFIED' } } },
    { name: 'a path to a root of the system alone', target, facts: { chain, path: trustedBy('system') }, concludes: { finding: 'system-store-only', params: { subject: 'service.test', store: 'system', root: 'Authority' } } },
    { name: 'an issuer that nobody has', target, facts: { chain, path: noIssuer }, concludes: { finding: 'unknown-issuer', params: { subject: 'service.test', issuer: 'Authority' } } },
    { name: 'a root that nobody trusts', target, facts: { chain, path: rootSent }, concludes: { finding: 'unknown-issuer', params: { subject: 'service.test', issuer: 'Authority' } } },
    { name: 'its own key', target, facts: { chain, path: ownKey }, concludes: { finding: 'self-signed', params: { subject: 'service.test' } } },
    { name: 'an issuer that is no authority', target, facts: { chain, path: brokenBy('invalid', 'not-an-authority', [step('service.test', 'Other'), step('Other', 'Root')]) }, concludes: { finding: 'invalid-path', params: { subject: 'service.test', at: 'Other', fault: 'not-an-authority' } } },
    { name: 'a graph that is too large', target, facts: { chain, path: brokenBy('gave-up', 'too-deep') }, concludes: { finding: 'too-many-paths', params: {} } },
    { name: 'a certificate that is none', target, facts: { chain: malformed, path: unreadable }, concludes: { finding: 'malformed', params: { reason: 'ERR_OSSL' } } },
    { name: 'no certificate at all', target, facts: { chain: chainOf(), path: byRuntime }, concludes: { finding: 'no-certificate', params: {} } },
  ],
  [nameCheck.id]: [
    { name: 'the host is named', target, facts: { chain }, concludes: { finding: 'matches', params: { host: 'service.test', name: 'service.test' } } },
    { name: 'the server name is what counts', target: { ...target, serverName: 'other.test' }, facts: { chain }, concludes: { finding: 'mismatch', params: { host: 'other.test', names: 'service.test' } } },
    { name: 'many other names are shown in part', target, facts: { chain: chainOf(certificate('x', 'y', { dnsNames: ['a.test', 'b.test', 'c.test', 'd.test', 'e.test', 'f.test'], ipAddresses: ['192.0.2.1'], nameCount: 7 })) }, concludes: { finding: 'mismatch', params: { host: 'service.test', names: 'a.test, b.test, c.test, d.test, e.test, … (+2)' } } },
    { name: 'the common name alone', target, facts: { chain: chainOf(certificate('service.test', 'Authority', { dnsNames: [], nameCount: 0 })) }, concludes: { finding: 'common-name-only', params: { host: 'service.test' } } },
    { name: 'more names than are read', target, facts: { chain: chainOf(certificate('x', 'y', { dnsNames: ['a.test'], nameCount: 20_000 })) }, concludes: { finding: 'too-many-names', params: { count: 20_000 } } },
    { name: 'a certificate that is none', target, facts: { chain: malformed }, concludes: { finding: 'unreadable', params: {} } },
  ],
  [validityPeriodCheck.id]: [
    { name: 'in the middle', target, facts: { chain, path: byRuntime }, concludes: { finding: 'valid', params: { subject: 'service.test', count: 151, notAfter: times.notAfter } } },
    { name: 'the last moment belongs to it', target, options: { warnDays: 0 }, now: times.notAfter, facts: { chain, path: byRuntime }, concludes: { finding: 'valid', params: { subject: 'service.test', count: 0, notAfter: times.notAfter } } },
    { name: 'soon over', target, now: '2026-05-20T00:00:00Z', facts: { chain, path: byRuntime }, concludes: { finding: 'expiring', params: { subject: 'service.test', position: 1, count: 12, lifetimeDays: 365, notAfter: times.notAfter } } },
    { name: 'as good as over', target, now: '2026-05-29T12:00:00Z', facts: { chain, path: byRuntime }, concludes: { finding: 'about-to-expire', params: { subject: 'service.test', position: 1, count: 2.5, lifetimeDays: 365, notAfter: times.notAfter } } },
    { name: 'over', target, now: '2026-06-01T00:00:01Z', facts: { chain, path: byRuntime }, concludes: { finding: 'expired', params: { subject: 'service.test', ...times } } },
    { name: 'before', target, now: '2025-05-31T23:59:59Z', facts: { chain, path: byRuntime }, concludes: { finding: 'not-yet-valid', params: { subject: 'service.test', ...times } } },
    { name: 'the intermediate of the path is over', target, facts: { chain, path: trustedBy('default', [step('service.test', 'Inner'), step('Inner', 'Root', { notAfter: '2025-12-31T00:00:00.000Z' }), step('Root', 'Root')], 'CERT_HAS_EXPIRED') }, concludes: { finding: 'expired', params: { subject: 'Inner', position: 2, notBefore: times.notBefore, notAfter: '2025-12-31T00:00:00.000Z' } } },
    { name: 'an intermediate that was sent and that the runtime did without is over', target, facts: { chain: chainOf(certificate('service.test', 'Inner'), certificate('Inner', 'Root', { notAfter: '2025-12-31T00:00:00.000Z' })), path: byRuntime }, concludes: { finding: 'valid', params: { subject: 'service.test', count: 151, notAfter: times.notAfter } } },
    { name: 'a certificate that is none', target, facts: { chain: malformed, path: unreadable }, concludes: { finding: 'unreadable', params: {} } },
  ],
  [usageCheck.id]: [
    { name: 'for servers', target, facts: { chain, path: byRuntime }, concludes: { finding: 'server-authentication', params: {} } },
    { name: 'for anything, which OpenSSL does not take for servers', target, facts: { chain: chainOf(certificate('service.test', 'Authority', { extendedKeyUsage: ['2.5.29.37.0'] })), path: trustedBy('given', [step('service.test', 'Authority', { extendedKeyUsage: ['2.5.29.37.0'] })], 'INVALID_PURPOSE') }, concludes: { finding: 'wrong-purpose', params: { subject: 'service.test', usages: 'anyExtendedKeyUsage' } } },
    { name: 'for clients and mail', target, facts: { chain: chainOf(certificate('service.test', 'Authority', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4'] })), path: byRuntime }, concludes: { finding: 'wrong-purpose', params: { subject: 'service.test', usages: 'clientAuth, emailProtection' } } },
    { name: 'an issuer that is no authority', target, facts: { chain, path: brokenBy('invalid', 'not-an-authority', [step('service.test', 'Other'), step('Other', 'Root')]) }, concludes: { finding: 'not-an-authority', params: { subject: 'Other' } } },
    { name: 'a key that may not do what TLS does', target, facts: { chain, path: brokenBy('invalid', 'key-usage', [step('service.test', 'Root'), step('Root', 'Root')], 0) }, concludes: { finding: 'key-usage', params: { subject: 'service.test' } } },
    { name: 'an unknown issuer says nothing of usage', target, facts: { chain, path: noIssuer }, concludes: { finding: 'server-authentication', params: {} } },
    { name: 'a certificate that is none', target, facts: { chain: malformed, path: unreadable }, concludes: { finding: 'unreadable', params: {} } },
  ],
  [strengthCheck.id]: [
    { name: 'strong', target, facts: { chain, path: byRuntime }, concludes: { finding: 'strong', params: { keyType: 'ec', keyBits: 256, signatureAlgorithm: 'ecdsa-with-SHA256' } } },
    { name: 'a short key', target, facts: { chain: chainOf(certificate('service.test', 'Authority', { keyType: 'rsa', keyBits: 1024 })), path: byRuntime }, concludes: { finding: 'weak-key', params: { subject: 'service.test', keyType: 'rsa', keyBits: 1024, leastBits: 2048 } } },
    { name: 'a signature over SHA-1 in the middle, and one on the root that does not matter', target, facts: { chain, path: trustedBy('given', [step('service.test', 'Inner'), step('Inner', 'Root', { signatureAlgorithm: 'ecdsa-with-SHA1' }), step('Root', 'Root', { signatureAlgorithm: 'sha1WithRSAEncryption' })]) }, concludes: { finding: 'weak-signature', params: { subject: 'Inner', algorithm: 'ecdsa-with-SHA1' } } },
    { name: 'both at once', target, facts: { chain: chainOf(certificate('service.test', 'Authority', { keyType: 'rsa', keyBits: 1024, signatureAlgorithm: 'md5WithRSAEncryption' })), path: byRuntime }, concludes: [{ finding: 'weak-key', params: { subject: 'service.test', keyType: 'rsa', keyBits: 1024, leastBits: 2048 } }, { finding: 'weak-signature', params: { subject: 'service.test', algorithm: 'md5WithRSAEncryption' } }] },
    { name: 'a certificate that is none', target, facts: { chain: malformed, path: unreadable }, concludes: { finding: 'unreadable', params: {} } },
  ],
};
