import { checkTable, type CheckCase, type Conformance } from '@culprit/testkit';
import type { CertificateFileContents, KeyPair } from '../../src/facts/certificate-file-contents.ts';
import type { RevocationSource } from '../../src/facts/revocation.ts';
import type { StapledOcsp } from '../../src/facts/stapled-ocsp.ts';
import { certificateFile } from '../../src/targets/certificate-file.ts';
import { certificate, chain, chainOf, endpoint, noIssuer, trustedBy } from '../synthetic.ts';

type Read = Extract<CertificateFileContents, { readonly outcome: 'read' }>;
const read = (more: Partial<Read> = {}): Read => ({
  outcome: 'read', chain: ['MIIB'], chainSource: 'file', encoding: 'pem', leafAt: 0, leaf: 'service.test', issuers: 0, places: [{ line: 1 }], key: { outcome: 'none' }, others: [], problems: [], ...more,
});
const unread = (rest: object): CertificateFileContents => ({ chain: [], chainSource: 'file', ...rest }) as unknown as CertificateFileContents;
const without = (form: string, problems: readonly object[] = []): CertificateFileContents => unread({ outcome: 'no-certificate', form, line: 3, problems });
const withKey = (key: KeyPair): Read => read({ key });
const file = { file: 'server.pem', key: 'server.key' };

const site = 'https://service.test/';
const says = (field?: string): object => ({ outcome: 'answered', status: 200, headers: field === undefined ? {} : { 'strict-transport-security': field } });
const trusted = { chain, path: trustedBy('bundled') };
const refused = { chain, path: noIssuer };

const ocsp = (outcome: object): RevocationSource => ({ by: 'ocsp', url: 'http://ocsp.test/', ...outcome }) as RevocationSource;
const asked = (...sources: readonly RevocationSource[]): CheckCase['facts'] => ({ revocation: { outcome: 'asked', certificates: [{ subject: 'service.test', position: 1, serialNumber: '01', sources }] } });

const stapled = (verdict: object, demanded = false): CheckCase['facts'] => ({ staple: { outcome: 'judged', subject: 'service.test', demanded, verdict } });
const noStaple = (outcome: 'absent' | 'no-issuer', demanded = false): { readonly staple: StapledOcsp } => ({ staple: { outcome, demanded } });
const old = { outcome: 'unusable', why: 'expired', thisUpdate: '2025-11-01T00:00:00.000Z', nextUpdate: '2025-11-08T00:00:00.000Z' };


export const checks: NonNullable<Conformance['checks']> = {
  'certificate/file-form': checkTable(file, [
    ['a certificate', 'readable', { contents: read() }],
    ['no file', 'no-file', { contents: unread({ outcome: 'unreadable', why: 'absent' }) }],
    ['a film', 'too-large', { contents: unread({ outcome: 'unreadable', why: 'too-large' }) }],
    ['nothing in it', 'empty', { contents: unread({ outcome: 'unreadable', why: 'empty' }) }],
    ['the key', 'private-key', { contents: without('private-key') }],
    ['a request', 'request', { contents: without('request') }],
    ['a log-in page', 'web-page', { contents: without('html') }],
    ['a revocation list', 'something-else', { contents: without('crl') }],
    ['prose', 'no-certificate', { contents: without('unknown') }],
    ['no certificate but half of one', 'damaged-block', { contents: without('damaged', [{ fault: 'no-end', line: 1 }]) }],
    ['a certificate and half of one', 'damaged-block', { contents: read({ problems: [{ fault: 'no-end', line: 30 }] }) }],
    ['what only this reader overlooks', 'unseen-by-others', { contents: read({ problems: [{ fault: 'text-before-begin', line: 1 } as never] }) }],
    ['a label of long ago', 'unusual-label', { contents: read({ problems: [{ fault: 'unusual-label', line: 1, label: 'X509 CERTIFICATE' }] }) }],
    ['the authority first', 'authority-first', { contents: read({ leafAt: 1 }) }],
    ['a password that does not open it', 'wrong-password', { contents: unread({ outcome: 'locked', why: 'wrong-password' }) }],
    ['a password is needed', 'password-needed', { contents: unread({ outcome: 'locked', why: 'password-needed' }) }],
    ['a cipher that is not known', 'not-opened', { contents: unread({ outcome: 'locked', why: 'unsupported' }) }],
  ]),
  'certificate/key-pair': checkTable(file, [
    ['its own key', 'fits', { contents: withKey({ outcome: 'fits', at: 0, from: 'key-file' }) }],
    ['that of another', 'mismatch', { contents: withKey({ outcome: 'fits-none', keyType: 'ec', from: 'key-file' }) }],
    ['a key file without one', 'no-key', { contents: withKey({ outcome: 'absent', why: 'no-key' }) }],
    ['a password that does not open it', 'wrong-password', { contents: withKey({ outcome: 'wrong-password', from: 'key-file' }) }],
    ['a password is needed', 'password-needed', { contents: withKey({ outcome: 'password-needed', from: 'key-file' }) }],
    ['a key of an unknown kind', 'unreadable', { contents: withKey({ outcome: 'unreadable', from: 'key-file' }) }],
    ['none is given', 'not-given', { contents: read() }],
  ]),
  'certificate/hsts': checkTable({ url: site }, [
    ['a year', 'in-force', { exchange: says('max-age=31536000'), ...trusted }],
    ['zero', 'withdrawn', { exchange: says('max-age=0'), ...trusted }],
    ['none', 'absent', { exchange: says(), ...trusted }],
    ['without encryption', 'over-http', { exchange: says('max-age=31536000') }, { target: { url: 'http://service.test/' } }],
    ['by an address', 'for-an-address', { exchange: says('max-age=31536000'), ...trusted }, { target: { url: 'https://192.0.2.1/' } }],
    ['and a certificate that browsers refuse', 'locks-in', { exchange: says('max-age=31536000'), ...refused }],
    ['a suffix that browsers carry', 'suffix-locks-in', { exchange: undefined, ...refused }, { target: { url: 'https://service.page/' } }],
    ['no number', 'invalid', { exchange: says('includeSubDomains'), ...trusted }],
    ['twice', 'repeated', { exchange: says('max-age=31536000, max-age=31536000'), ...trusted }],
    ['preload and too short', 'not-preloadable', { exchange: says('max-age=300; preload'), ...trusted }],
    ['silence', 'no-answer', { exchange: undefined, ...trusted }],
  ]),
  'certificate/revocation': checkTable(endpoint, [
    ['good', 'good', asked(ocsp({ outcome: 'good', thisUpdate: '2026-01-01T00:00:00.000Z' }))],
    ['revoked by one of two', 'revoked', asked(ocsp({ outcome: 'good', thisUpdate: '2026-01-01T00:00:00.000Z' }), ocsp({ outcome: 'revoked', at: '2025-12-01T00:00:00.000Z' }))],
    ['a responder that does not know it', 'unknown', asked(ocsp({ outcome: 'unknown' }))],
    ['a responder that is not there', 'unsettled', asked(ocsp({ outcome: 'unreachable', code: 'ECONNREFUSED' }))],
    ['offline', 'not-asked', asked(ocsp({ outcome: 'not-asked' }))],
    ['an authority that keeps no list', 'no-location', asked()],
    ['no issuer at hand', 'no-issuer', { revocation: { outcome: 'no-issuer' } }],
  ]),
  'certificate/stapled-ocsp': checkTable(endpoint, [
    ['good', 'good', stapled({ outcome: 'good', thisUpdate: '2026-01-01T00:00:00.000Z' })],
    ['none', 'absent', noStaple('absent')],
    ['revoked', 'revoked', stapled({ outcome: 'revoked', at: '2025-12-01T00:00:00.000Z' })],
    ['last month\'s', 'stale', stapled(old)],
    ['last month\'s, where one is demanded', 'stale-demanded', stapled(old, true)],
    ['signed by a stranger', 'invalid', stapled({ outcome: 'unusable', why: 'wrong-signer' })],
    ['of a certificate that the responder does not know', 'invalid', stapled({ outcome: 'unknown' })],
    ['none, where one is demanded', 'missing', noStaple('absent', true)],
    ['no issuer at hand', 'no-issuer', noStaple('no-issuer')],
  ]),
};

const targets = [certificateFile.of(file)];
const ofEc = chainOf(certificate('service.test', 'Authority'));

export const causes: NonNullable<Conformance['causes']> = {
  'certificate/key-mismatch': [
    { name: 'another key of its kind', targets, facts: { chain: ofEc, contents: withKey({ outcome: 'fits-none', keyType: 'ec', from: 'key-file' }) }, expects: { verdict: 'confirmed', reason: 'other-key', witness: ['contents', 'chain'] } },
    { name: 'a key of another kind', targets, facts: { chain: ofEc, contents: withKey({ outcome: 'fits-none', keyType: 'rsa', from: 'key-file' }) }, expects: { verdict: 'confirmed', reason: 'other-type' } },
    { name: 'its own', targets, facts: { chain: ofEc, contents: withKey({ outcome: 'fits', at: 0, from: 'key-file' }) }, expects: { verdict: 'ruled-out', reason: 'fits' } },
    { name: 'a key that can\'t be read', targets, facts: { chain: ofEc, contents: withKey({ outcome: 'unreadable', from: 'key-file' }) }, expects: { verdict: 'open', reason: 'not-compared' } },
  ],
};
