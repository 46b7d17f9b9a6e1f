import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, commonNameOnly, doubledLabel, expired, incompleteChain, interception, nameConstraint, nameMismatch, notYetValid, pathLength, unknownCriticalExtension, unknownRoot, weakKey, weakSignature, wildcardTooShallow, wrongIssuerKey, captivePortal, forgedAddress } from './possible-causes.ts';

/** What JSSE says; Maven, Gradle, Android and JetBrains products print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/java-path', program: 'java', literals: ['PKIX path building failed', 'unable to find valid certification path', 'Trust anchor for certification path not found'], pattern: /\bPKIX path building failed\b|\bunable to find valid certification path to requested target\b|\bTrust anchor for certification path not found\b/,
    causes: [unknownRoot, incompleteChain, interception],
    examples: { matches: ['javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target', 'Caused by: java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.'], nearMisses: ['path building failed: make error 2'] },
  },
  {
    id: 'certificate/java-name', program: 'java', literals: ['No subject alternative', 'not verified'], pattern: /\bNo subject alternative (?:DNS )?names? matching (?:IP address )?(?<host>[\w.:-]{1,253}) found\b|\bHostname (?<name>[\w.:-]{1,253}) not verified\b/,
    causes: [nameMismatch, wildcardTooShallow, doubledLabel, forgedAddress, captivePortal],
    examples: { matches: ['java.security.cert.CertificateException: No subject alternative DNS name matching a.b.example.com found.', 'javax.net.ssl.SSLPeerUnverifiedException: Hostname api.example.com not verified:'], nearMisses: ['e-mail address not verified'] },
  },
  {
    id: 'certificate/java-common-name', program: 'java', literals: ['No name matching', 'No subject alternative names present'], pattern: /\bNo name matching (?<host>[\w.:-]{1,253}) found\b|\bNo subject alternative names present\b/,
    causes: [commonNameOnly, nameMismatch],
    examples: { matches: ['java.security.cert.CertificateException: No name matching localhost found', 'java.security.cert.CertificateException: No subject alternative names present'], nearMisses: ['No name matching your search'] },
  },
  {
    id: 'certificate/java-expired', program: 'java', literals: ['CertificateExpiredException', 'NotAfter:'], pattern: /\bCertificateExpiredException\b: NotAfter|\bNotAfter: \w{3} \w{3} \d/,
    causes: [expired, clockSkew],
    examples: { matches: ['java.security.cert.CertificateExpiredException: NotAfter: Sun Nov 01 00:00:00 UTC 2026'], nearMisses: ['catch (CertificateExpiredException e)'] },
  },
  {
    id: 'certificate/java-not-yet-valid', program: 'java', literals: ['CertificateNotYetValidException'], pattern: /\bCertificateNotYetValidException: NotBefore\b/,
    causes: [clockSkew, notYetValid],
    examples: { matches: ['java.security.cert.CertificateNotYetValidException: NotBefore: Mon Nov 01 00:00:00 UTC 2027'], nearMisses: ['throws CertificateNotYetValidException'] },
  },
  {
    id: 'certificate/java-validity', program: 'java', literals: ['validity check failed'], pattern: /\bvalidity check failed\b/,
    causes: [expired, clockSkew, notYetValid],
    examples: { matches: ['sun.security.validator.ValidatorException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed'], nearMisses: ['form validity checks failed'] },
  },
  {
    id: 'certificate/java-weak-key', program: 'java', literals: ['Algorithm constraints check failed', 'conform to algorithm constraints'], pattern: /\bAlgorithm constraints check failed on keysize|\bCertificates do not conform to algorithm constraints\b|\bdoes not conform to algorithm constraints\b/,
    causes: [weakKey, weakSignature],
    examples: { matches: ['java.security.cert.CertPathValidatorException: Algorithm constraints check failed on keysize limits: RSA 512 bit key', 'java.security.cert.CertificateException: Certificates do not conform to algorithm constraints'], nearMisses: ['Algorithm constraints check failed on signature algorithm: MD5withRSA'] },
  },
  {
    id: 'certificate/java-weak-signature', program: 'java', literals: ['Algorithm constraints check failed'], pattern: /\bAlgorithm constraints check failed on (?:signature|disabled) algorithm/,
    causes: [weakSignature],
    examples: { matches: ['Algorithm constraints check failed on signature algorithm: MD5withRSA'], nearMisses: ['Algorithm constraints check failed on keysize limits: RSA 512 bit key'] },
  },
  {
    id: 'certificate/java-path-length', program: 'java', literals: ['pathLenConstraint violated'], pattern: /\bbasic constraints check failed: pathLenConstraint violated\b/,
    causes: [pathLength],
    examples: { matches: ['java.security.cert.CertPathValidatorException: basic constraints check failed: pathLenConstraint violated - this cert must be the last cert in the certification path'], nearMisses: ['basic constraints check failed: this is not a CA certificate'] },
  },
  {
    id: 'certificate/java-critical-extension', program: 'java', literals: ['unrecognized critical extension'], pattern: /\bunrecognized critical extension\(s\)/,
    causes: [unknownCriticalExtension],
    examples: { matches: ['java.security.cert.CertPathValidatorException: unrecognized critical extension(s)'], nearMisses: ['unrecognized critical option'] },
  },
  {
    id: 'certificate/java-name-constraint', program: 'java', literals: ['name constraints check failed'], pattern: /\bCertPathValidatorException: name constraints check failed\b/,
    causes: [nameConstraint],
    examples: { matches: ['java.security.cert.CertPathValidatorException: name constraints check failed'], nearMisses: ['form name constraints check failed'] },
  },
  {
    id: 'certificate/java-signature', program: 'java', literals: ['signature check failed'], pattern: /\bCertPathValidatorException: signature check failed\b/,
    causes: [wrongIssuerKey],
    examples: { matches: ['java.security.cert.CertPathValidatorException: signature check failed'], nearMisses: ['JWT signature check failed'] },
  },
]);
