import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, expired, incompleteChain, interception, malformedCertificate, nameMismatch, notYetValid, revoked, selfSigned, unknownRoot, weakSignature, wildcardTooShallow, wrongUsage } from './possible-causes.ts';

/** What rustls says (rustls::CertificateError): uv, cargo, rustup, deno and whatever else is built on it. Its webpki trusts a list of its own unless told of the system's. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/rust-unknown-issuer', program: 'rust', literals: ['invalid peer certificate: UnknownIssuer'], pattern: /\binvalid peer certificate: UnknownIssuer\b/,
    causes: [unknownRoot, incompleteChain, interception, selfSigned],
    examples: { matches: ['error sending request for url (https://pypi.example.com/simple/): invalid peer certificate: UnknownIssuer'], nearMisses: ['invalid peer certificate: Expired'] },
  },
  {
    id: 'certificate/rust-expired', program: 'rust', literals: ['invalid peer certificate: Expired', 'invalid peer certificate: certificate expired'], pattern: /\binvalid peer certificate: (?:Expired\b|certificate expired: )/,
    causes: [expired, clockSkew],
    examples: { matches: ['invalid peer certificate: Expired', 'invalid peer certificate: certificate expired: verification time 1763800000 (UNIX), but certificate is not valid after 1763700000 (100000 seconds ago)'], nearMisses: ['invalid peer certificate: NotValidYet'] },
  },
  {
    id: 'certificate/rust-not-yet-valid', program: 'rust', literals: ['invalid peer certificate: NotValidYet', 'certificate not valid yet'], pattern: /\binvalid peer certificate: (?:NotValidYet\b|certificate not valid yet: )/,
    causes: [clockSkew, notYetValid],
    examples: { matches: ['invalid peer certificate: NotValidYet', 'invalid peer certificate: certificate not valid yet: verification time 1795305600 (UNIX), but certificate is not valid before 1795392000 (86400 seconds in future)'], nearMisses: ['invalid peer certificate: Expired'] },
  },
  {
    id: 'certificate/rust-name', program: 'rust', literals: ['invalid peer certificate: NotValidForName', 'certificate not valid for name'], pattern: /\binvalid peer certificate: (?:NotValidForName\b|certificate not valid for name "(?<host>[^"]{1,253})")/,
    causes: [nameMismatch, wildcardTooShallow],
    examples: { matches: ['invalid peer certificate: NotValidForName', 'invalid peer certificate: certificate not valid for name "a.example.com"; certificate is only valid for DnsName("b.example.com")'], nearMisses: ['invalid peer certificate: UnknownIssuer'] },
  },
  {
    id: 'certificate/rust-revoked', program: 'rust', literals: ['invalid peer certificate: Revoked'], pattern: /\binvalid peer certificate: Revoked\b/,
    causes: [revoked],
    examples: { matches: ['invalid peer certificate: Revoked'], nearMisses: ['invalid peer certificate: UnknownRevocationStatus'] },
  },
  {
    id: 'certificate/rust-authority', program: 'rust', literals: ['CaUsedAsEndEntity', 'invalid peer certificate: InvalidPurpose'], pattern: /\bCaUsedAsEndEntity\b|\binvalid peer certificate: InvalidPurpose\b/,
    causes: [selfSigned, wrongUsage],
    examples: { matches: ['invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))', 'invalid peer certificate: InvalidPurpose'], nearMisses: ['invalid peer certificate: Expired'] },
  },
  {
    id: 'certificate/rust-malformed', program: 'rust', literals: ['invalid peer certificate: BadEncoding', 'UnsupportedCertVersion'], pattern: /\binvalid peer certificate: BadEncoding\b|\bUnsupportedCertVersion\b/,
    causes: [malformedCertificate],
    examples: { matches: ['invalid peer certificate: BadEncoding', 'invalid peer certificate: Other(OtherError(UnsupportedCertVersion))'], nearMisses: ['invalid peer certificate: BadSignature'] },
  },
  {
    id: 'certificate/rust-signature', program: 'rust', literals: ['UnsupportedSignatureAlgorithm'], pattern: /\bUnsupportedSignatureAlgorithm(?:Context)?\b/,
    causes: [weakSignature],
    examples: { matches: ['invalid peer certificate: Other(OtherError(UnsupportedSignatureAlgorithm))'], nearMisses: ['invalid peer certificate: BadSignature'] },
  },
]);
