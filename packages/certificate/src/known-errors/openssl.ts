import { defineKnownErrors, type KnownError } from '@culprit/core';
import { malformedCertificate, nameConstraint, pathLength, unknownCriticalExtension, wrongIssuerKey, wrongOrder } from './possible-causes.ts';

/** What OpenSSL says of a path that breaks a rule (X509_verify_cert_error_string(3)); Node, Python, curl, Ruby, PHP and nginx print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/openssl-path-length', program: 'openssl', literals: ['path length constraint exceeded', 'PATH_LENGTH_EXCEEDED'], pattern: /\bpath length constraint exceeded\b|\bPATH_LENGTH_EXCEEDED\b/,
    causes: [pathLength],
    examples: { matches: ['certificate verify failed: path length constraint exceeded (_ssl.c:1006)', "code: 'PATH_LENGTH_EXCEEDED'"], nearMisses: ['path length exceeded: 260'] },
  },
  {
    id: 'certificate/openssl-critical-extension', program: 'openssl', literals: ['unhandled critical extension'], pattern: /(?<!x509: )unhandled critical extension\b/,
    causes: [unknownCriticalExtension],
    examples: { matches: ['SSL certificate problem: unhandled critical extension', 'verify error:num=34:unhandled critical extension'], nearMisses: ['x509: unhandled critical extension'] },
  },
  {
    id: 'certificate/openssl-name-constraint', program: 'openssl', literals: ['subtree violation', 'name constraint type', 'name constraint syntax'], pattern: /\b(?:permitted|excluded) subtree violation\b|\bunsupported (?:or invalid )?name constraint (?:type|syntax)\b/,
    causes: [nameConstraint],
    examples: { matches: ['SSL certificate problem: permitted subtree violation', 'verify error:num=48:excluded subtree violation', 'verify error:num=51:unsupported name constraint type', 'verify error:num=52:unsupported or invalid name constraint syntax'], nearMisses: ['a subtree violation in the directory'] },
  },
  {
    id: 'certificate/openssl-signature', program: 'openssl', literals: ['certificate signature failure', 'CERT_SIGNATURE_FAILURE'], pattern: /\bcertificate signature failure\b|\bCERT_SIGNATURE_FAILURE\b/,
    causes: [wrongIssuerKey, wrongOrder],
    examples: { matches: ["code: 'CERT_SIGNATURE_FAILURE'", 'SSL certificate problem: certificate signature failure'], nearMisses: ['certificate signature failed to load'] },
  },
  {
    id: 'certificate/openssl-malformed', program: 'openssl', literals: ['nested asn1 error', 'format error in certificate', 'bad object header'], pattern: /\basn1 encoding routines:.{0,80}\b(?:nested asn1 error|bad object header)\b|\bformat error in certificate's not(?:Before|After) field\b/,
    causes: [malformedCertificate],
    examples: { matches: ['error:0688010A:asn1 encoding routines::nested asn1 error', "format error in certificate's notAfter field", 'error:06800066:asn1 encoding routines::bad object header'], nearMisses: ['format error in certificate request'] },
  },
]);
