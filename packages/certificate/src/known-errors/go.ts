import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, commonNameOnly, doubledLabel, expired, incompleteChain, interception, malformedCertificate, missingSct, nameConstraint, nameMismatch, notYetValid, pathLength, unknownCriticalExtension, unknownRoot, validityTooLong, weakSignature, wildcardTooShallow, wrongIssuerKey, wrongUsage, captivePortal, forgedAddress } from './possible-causes.ts';

/** What Go's crypto/x509 says; Docker, Kubernetes, Terraform and the rest print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/go-name', program: 'go', literals: ['x509: certificate is valid for', 'x509: certificate is not valid for any names'], pattern: /\bx509: certificate is (?:valid for .{1,400}, not (?<host>[\w.:-]{1,253})|not valid for any names, but wanted to match (?<name>[\w.:-]{1,253}))/,
    causes: [nameMismatch, wildcardTooShallow, doubledLabel, forgedAddress, captivePortal],
    examples: { matches: ['tls: failed to verify certificate: x509: certificate is valid for *.example.com, example.com, not a.b.example.com', 'x509: certificate is not valid for any names, but wanted to match localhost'], nearMisses: ['x509: certificate is valid for 90 days'] },
  },
  {
    id: 'certificate/go-ip-name', program: 'go', literals: ["doesn't contain any IP SANs"], pattern: /\bx509: cannot validate certificate for (?<address>[\da-fA-F:.]{2,45}) because it doesn't contain any IP SANs/,
    causes: [nameMismatch],
    examples: { matches: ["x509: cannot validate certificate for 10.0.0.5 because it doesn't contain any IP SANs"], nearMisses: ["the box doesn't contain any IP SANs"] },
  },
  {
    id: 'certificate/go-common-name', program: 'go', literals: ['legacy Common Name field'], pattern: /\bx509: certificate relies on legacy Common Name field, use SANs instead/,
    causes: [commonNameOnly],
    examples: { matches: ['x509: certificate relies on legacy Common Name field, use SANs instead'], nearMisses: ['the legacy Common Name field is empty'] },
  },
  {
    id: 'certificate/go-expired', program: 'go', literals: ['certificate has expired or is not yet valid'], pattern: /\bx509: certificate has expired or is not yet valid: (?:current time \S{1,40} is after|$)/,
    causes: [expired, clockSkew],
    examples: { matches: ['x509: certificate has expired or is not yet valid: current time 2026-11-22T10:00:00Z is after 2026-11-01T00:00:00Z'], nearMisses: ['x509: certificate has expired or is not yet valid: current time 2016-01-01T00:00:00Z is before 2026-08-01T00:00:00Z'] },
  },
  {
    id: 'certificate/go-not-yet-valid', program: 'go', literals: ['certificate has expired or is not yet valid'], pattern: /\bx509: certificate has expired or is not yet valid: current time \S{1,40} is before/,
    causes: [clockSkew, notYetValid],
    examples: { matches: ['x509: certificate has expired or is not yet valid: current time 2016-01-01T00:00:00Z is before 2026-08-01T00:00:00Z'], nearMisses: ['x509: certificate has expired or is not yet valid: current time 2026-11-22T10:00:00Z is after 2026-11-01T00:00:00Z'] },
  },
  {
    id: 'certificate/go-unknown-authority', program: 'go', literals: ['certificate signed by unknown authority', 'certificate is not trusted'], pattern: /\bx509: (?:certificate signed by unknown authority|“.{1,200}” certificate is not trusted)/,
    causes: [unknownRoot, incompleteChain, interception],
    examples: { matches: ['Get "https://registry.example.com/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority', 'x509: “Corp Root” certificate is not trusted'], nearMisses: ['signed by unknown author'] },
  },
  {
    id: 'certificate/go-weak-signature', program: 'go', literals: ['insecure algorithm'], pattern: /\bx509: cannot verify signature: insecure algorithm\b/,
    causes: [weakSignature],
    examples: { matches: ['x509: cannot verify signature: insecure algorithm SHA1-RSA'], nearMisses: ['insecure algorithm chosen'] },
  },
  {
    id: 'certificate/go-usage', program: 'go', literals: ['incompatible key usage', 'is not authorized to sign'], pattern: /\bx509: (?:certificate specifies an incompatible key usage|certificate is not authorized to sign other certificates)/,
    causes: [wrongUsage],
    examples: { matches: ['x509: certificate specifies an incompatible key usage', 'x509: certificate is not authorized to sign other certificates'], nearMisses: ['incompatible key usage in keyboard map'] },
  },
  {
    id: 'certificate/go-path-length', program: 'go', literals: ['too many intermediates for path length constraint'], pattern: /\bx509: too many intermediates for path length constraint\b/,
    causes: [pathLength],
    examples: { matches: ['tls: failed to verify certificate: x509: too many intermediates for path length constraint'], nearMisses: ['too many intermediates'] },
  },
  {
    id: 'certificate/go-critical-extension', program: 'go', literals: ['x509: unhandled critical extension'], pattern: /\bx509: unhandled critical extension\b/,
    causes: [unknownCriticalExtension],
    examples: { matches: ['tls: failed to verify certificate: x509: unhandled critical extension'], nearMisses: ['unhandled critical section'] },
  },
  {
    id: 'certificate/go-name-constraint', program: 'go', literals: ['is not authorized to sign for this name'], pattern: /\bx509: a root or intermediate certificate is not authorized to sign for this name\b/,
    causes: [nameConstraint],
    examples: { matches: ['x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "api.example.com" is not permitted by any constraint'], nearMisses: ['x509: certificate is not authorized to sign other certificates'] },
  },
  {
    id: 'certificate/go-candidate-authority', program: 'go', literals: ['while trying to verify candidate authority certificate'], pattern: /\bpossibly because of "(?:crypto\/rsa: verification error|x509: ECDSA verification failure|x509: Ed25519 verification failure)" while trying to verify candidate authority certificate\b/,
    causes: [wrongIssuerKey, unknownRoot],
    examples: { matches: ['x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "Corp CA")'], nearMisses: ['possibly because of "x509: cannot verify signature: insecure algorithm SHA1-RSA" while trying to verify candidate authority certificate "Corp CA"'] },
  },
  {
    id: 'certificate/go-malformed', program: 'go', literals: ['x509: malformed', 'x509: invalid'], pattern: /\bx509: (?:malformed (?:certificate|tbs certificate|serial number|validity|issuer|spki|extension)|invalid (?:DSA|RSA|ECDSA|basic constraints|authority key identifier|subject key identifier|version|key usage))\b/,
    causes: [malformedCertificate],
    examples: { matches: ['tls: failed to parse certificate from server: x509: malformed tbs certificate', 'tls: failed to parse certificate from server: x509: invalid basic constraints'], nearMisses: ['x509: invalid signature: parent certificate cannot sign this kind of certificate'] },
  },
  {
    id: 'certificate/go-not-standards-compliant', program: 'go', literals: ['certificate is not standards compliant'], pattern: /\bx509: “.{1,200}” certificate is not standards compliant\b/,
    causes: [validityTooLong, missingSct, wrongUsage, commonNameOnly],
    examples: { matches: ['x509: “api.example.com” certificate is not standards compliant'], nearMisses: ['the power supply certificate is not standards compliant'] },
  },
]);
