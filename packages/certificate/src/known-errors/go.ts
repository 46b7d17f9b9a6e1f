import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, commonNameOnly, doubledLabel, expired, incompleteChain, interception, nameMismatch, notYetValid, unknownRoot, weakSignature, wildcardTooShallow, wrongUsage } from './possible-causes.ts';

/** What Go's crypto/x509 says; Docker, Kubernetes, Terraform and the rest print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/go-name', program: 'go', literals: ['x509: certificate is valid for', 'x509: certificate is not valid for any names'], pattern: /\bx509: certificate is (?:valid for .{1,400}, not (?<host>[\w.:-]{1,253})|not valid for any names, but wanted to match (?<name>[\w.:-]{1,253}))/,
    causes: [nameMismatch, wildcardTooShallow, doubledLabel],
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
    id: 'certificate/go-usage', program: 'go', literals: ['incompatible key usage', 'is not authorized to sign', 'not standards compliant'], pattern: /\bx509: (?:certificate specifies an incompatible key usage|certificate is not authorized to sign other certificates|“.{1,200}” certificate is not standards compliant)/,
    causes: [wrongUsage],
    examples: { matches: ['x509: certificate specifies an incompatible key usage'], nearMisses: ['incompatible key usage in keyboard map'] },
  },
]);
