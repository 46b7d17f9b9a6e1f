import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, doubledLabel, expired, incompleteChain, interception, malformedCertificate, missingSct, mustStapleMissing, nameConstraint, nameMismatch, notYetValid, ocspStapleInvalid, pathLength, revoked, selfSigned, unknownCriticalExtension, unknownRoot, validityTooLong, weakKey, weakSignature, wildcardTooShallow, wrongIssuerKey, wrongUsage, captivePortal, forgedAddress } from './possible-causes.ts';

/** What Firefox and other programs on NSS and mozilla::pkix say: https://support.mozilla.org/kb/error-codes-secure-websites */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/firefox-warning', program: 'firefox', literals: ['面临潜在的安全风险', 'Potential Security Risk Ahead', '有潜在的安全问题', '有安全风险', 'Did Not Connect'], pattern: /警告：面临潜在的安全风险|未连接：有(?:潜在的安全问题|安全风险)|Potential Security Risk Ahead|Did Not Connect: Potential Security Issue/,
    causes: [nameMismatch, unknownRoot, expired, selfSigned, clockSkew, interception],
    examples: { matches: ['警告：面临潜在的安全风险', 'Warning: Potential Security Risk Ahead', '未连接：有潜在的安全问题', '未连接：有安全风险', 'Did Not Connect: Potential Security Issue'], nearMisses: ['模型可能面临潜在的安全风险'] },
  },
  {
    id: 'certificate/firefox-name', program: 'firefox', literals: ['SSL_ERROR_BAD_CERT_DOMAIN'], pattern: /\bSSL_ERROR_BAD_CERT_DOMAIN\b/,
    causes: [nameMismatch, wildcardTooShallow, doubledLabel, forgedAddress, captivePortal],
    examples: { matches: ['Error code: SSL_ERROR_BAD_CERT_DOMAIN'], nearMisses: ['SSL_ERROR_BAD_CERT_ALERT'] },
  },
  {
    id: 'certificate/firefox-unknown-issuer', program: 'firefox', literals: ['SEC_ERROR_UNKNOWN_ISSUER', 'SEC_ERROR_UNTRUSTED_ISSUER', 'SEC_ERROR_UNTRUSTED_CERT'], pattern: /\bSEC_ERROR_(?:UNKNOWN_ISSUER|UNTRUSTED_ISSUER|UNTRUSTED_CERT)\b/,
    causes: [incompleteChain, unknownRoot, interception],
    examples: { matches: ['Error code: SEC_ERROR_UNKNOWN_ISSUER', 'Error code: SEC_ERROR_UNTRUSTED_ISSUER', 'Error code: SEC_ERROR_UNTRUSTED_CERT'], nearMisses: ['SEC_ERROR_UNKNOWN_CERT'] },
  },
  {
    id: 'certificate/firefox-self-signed', program: 'firefox', literals: ['MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT'], pattern: /\bMOZILLA_PKIX_ERROR_SELF_SIGNED_CERT\b/,
    causes: [selfSigned, captivePortal],
    examples: { matches: ['Error code: MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT'], nearMisses: ['MOZILLA_PKIX_ERROR_SELF_SIGNED'] },
  },
  {
    id: 'certificate/firefox-mitm', program: 'firefox', literals: ['MOZILLA_PKIX_ERROR_MITM_DETECTED', '阻止 Firefox 安全地连接', 'Software is Preventing'], pattern: /\bMOZILLA_PKIX_ERROR_MITM_DETECTED\b|有软件正在阻止 Firefox 安全地连接|Software is Preventing Firefox From Safely Connecting/i,
    causes: [interception],
    examples: { matches: ['Error code: MOZILLA_PKIX_ERROR_MITM_DETECTED', '有软件正在阻止 Firefox 安全地连接至此网站', 'Software is Preventing Firefox From Safely Connecting to This Site'], nearMisses: ['MOZILLA_PKIX_ERROR_MITM'] },
  },
  {
    id: 'certificate/firefox-expired', program: 'firefox', literals: ['SEC_ERROR_EXPIRED_CERTIFICATE', 'SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE'], pattern: /\bSEC_ERROR_EXPIRED_(?:ISSUER_)?CERTIFICATE\b/,
    causes: [expired, clockSkew],
    examples: { matches: ['Error code: SEC_ERROR_EXPIRED_CERTIFICATE', 'Error code: SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE'], nearMisses: ['SEC_ERROR_EXPIRED_PASSWORD'] },
  },
  {
    id: 'certificate/firefox-not-yet-valid', program: 'firefox', literals: ['NOT_YET_VALID_CERTIFICATE', 'NOT_YET_VALID_ISSUER'], pattern: /\bMOZILLA_PKIX_ERROR_NOT_YET_VALID_(?:ISSUER_)?CERTIFICATE\b/,
    causes: [clockSkew, notYetValid],
    examples: { matches: ['Error code: MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE', 'Error code: MOZILLA_PKIX_ERROR_NOT_YET_VALID_ISSUER_CERTIFICATE'], nearMisses: ['NOT_YET_VALID_CERTIFICATE'] },
  },
  {
    id: 'certificate/firefox-clock', program: 'firefox', literals: ['您的计算机时间有误', 'Your Computer Clock is Wrong'], pattern: /您的计算机时间有误|Your Computer Clock is Wrong/i,
    causes: [clockSkew],
    examples: { matches: ['您的计算机时间有误', 'Your Computer Clock is Wrong'], nearMisses: ['计算机时间正确'] },
  },
  {
    id: 'certificate/firefox-usage', program: 'firefox', literals: ['INADEQUATE_CERT_TYPE', 'INADEQUATE_KEY_USAGE', 'SEC_ERROR_CA_CERT_INVALID', 'CA_CERT_USED_AS_END_ENTITY', 'V1_CERT_USED_AS_CA'], pattern: /\bSEC_ERROR_(?:INADEQUATE_CERT_TYPE|INADEQUATE_KEY_USAGE|CA_CERT_INVALID)\b|\bMOZILLA_PKIX_ERROR_(?:CA_CERT_USED_AS_END_ENTITY|V1_CERT_USED_AS_CA)\b/,
    causes: [wrongUsage],
    examples: { matches: ['Error code: MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY', 'Error code: SEC_ERROR_INADEQUATE_CERT_TYPE', 'Error code: SEC_ERROR_INADEQUATE_KEY_USAGE', 'Error code: SEC_ERROR_CA_CERT_INVALID', 'Error code: MOZILLA_PKIX_ERROR_V1_CERT_USED_AS_CA'], nearMisses: ['SEC_ERROR_INADEQUATE'] },
  },
  {
    id: 'certificate/firefox-weak-signature', program: 'firefox', literals: ['CERT_SIGNATURE_ALGORITHM_DISABLED'], pattern: /\bSEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED\b/,
    causes: [weakSignature],
    examples: { matches: ['Error code: SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED'], nearMisses: ['CERT_SIGNATURE_ALGORITHM_DISABLED'] },
  },
  {
    id: 'certificate/firefox-weak-key', program: 'firefox', literals: ['INADEQUATE_KEY_SIZE', 'SSL_ERROR_WEAK_SERVER_CERT_KEY'], pattern: /\bMOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE\b|\bSSL_ERROR_WEAK_SERVER_CERT_KEY\b/,
    causes: [weakKey],
    examples: { matches: ['Error code: MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE', 'Error code: SSL_ERROR_WEAK_SERVER_CERT_KEY'], nearMisses: ['INADEQUATE_KEY_SIZE'] },
  },
  {
    id: 'certificate/firefox-revoked', program: 'firefox', literals: ['SEC_ERROR_REVOKED_CERTIFICATE'], pattern: /\bSEC_ERROR_REVOKED_CERTIFICATE\b/,
    causes: [revoked],
    examples: { matches: ['Error code: SEC_ERROR_REVOKED_CERTIFICATE'], nearMisses: ['SEC_ERROR_REVOKED_KEY'] },
  },
  {
    id: 'certificate/firefox-must-staple', program: 'firefox', literals: ['MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING'], pattern: /\bMOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING\b/,
    causes: [mustStapleMissing, ocspStapleInvalid],
    examples: { matches: ['Error code: MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING'], nearMisses: ['MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE'] },
  },
  {
    id: 'certificate/firefox-ocsp', program: 'firefox', literals: ['SEC_ERROR_OCSP_'],
    pattern: /\bSEC_ERROR_OCSP_(?:OLD_RESPONSE|FUTURE_RESPONSE|UNKNOWN_CERT|INVALID_SIGNING_CERT|MALFORMED_RESPONSE|BAD_SIGNATURE|UNAUTHORIZED_RESPONSE|RESPONDER_CERT_INVALID|TRY_SERVER_LATER)\b/,
    causes: [ocspStapleInvalid, clockSkew],
    examples: { matches: ['Error code: SEC_ERROR_OCSP_OLD_RESPONSE', 'SEC_ERROR_OCSP_UNKNOWN_CERT', 'SEC_ERROR_OCSP_INVALID_SIGNING_CERT'], nearMisses: ['SEC_ERROR_OCSP_NOT_ENABLED'] },
  },
  {
    id: 'certificate/firefox-path-length', program: 'firefox', literals: ['SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID'], pattern: /\bSEC_ERROR_PATH_LEN_CONSTRAINT_INVALID\b/,
    causes: [pathLength],
    examples: { matches: ['Error code: SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID'], nearMisses: ['SEC_ERROR_PATH_LEN'] },
  },
  {
    id: 'certificate/firefox-critical-extension', program: 'firefox', literals: ['SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION'], pattern: /\bSEC_ERROR_UNKNOWN_CRITICAL_EXTENSION\b/,
    causes: [unknownCriticalExtension],
    examples: { matches: ['Error code: SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION'], nearMisses: ['SEC_ERROR_UNKNOWN_ISSUER'] },
  },
  {
    id: 'certificate/firefox-name-constraint', program: 'firefox', literals: ['SEC_ERROR_CERT_NOT_IN_NAME_SPACE'], pattern: /\bSEC_ERROR_CERT_NOT_IN_NAME_SPACE\b/,
    causes: [nameConstraint],
    examples: { matches: ['Error code: SEC_ERROR_CERT_NOT_IN_NAME_SPACE'], nearMisses: ['SSL_ERROR_BAD_CERT_DOMAIN'] },
  },
  {
    id: 'certificate/firefox-signature', program: 'firefox', literals: ['SEC_ERROR_BAD_SIGNATURE'], pattern: /\bSEC_ERROR_BAD_SIGNATURE\b/,
    causes: [wrongIssuerKey],
    examples: { matches: ['Error code: SEC_ERROR_BAD_SIGNATURE'], nearMisses: ['SEC_ERROR_OCSP_BAD_SIGNATURE'] },
  },
  {
    id: 'certificate/firefox-malformed', program: 'firefox', literals: ['SEC_ERROR_BAD_DER', 'SEC_ERROR_EXTENSION_VALUE_INVALID'], pattern: /\bSEC_ERROR_(?:BAD_DER|EXTENSION_VALUE_INVALID)\b/,
    causes: [malformedCertificate],
    examples: { matches: ['Error code: SEC_ERROR_BAD_DER', 'Error code: SEC_ERROR_EXTENSION_VALUE_INVALID'], nearMisses: ['SEC_ERROR_BAD_DATA'] },
  },
  {
    id: 'certificate/firefox-validity', program: 'firefox', literals: ['MOZILLA_PKIX_ERROR_VALIDITY_TOO_LONG'], pattern: /\bMOZILLA_PKIX_ERROR_VALIDITY_TOO_LONG\b/,
    causes: [validityTooLong],
    examples: { matches: ['Error code: MOZILLA_PKIX_ERROR_VALIDITY_TOO_LONG'], nearMisses: ['MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE'] },
  },
  {
    id: 'certificate/firefox-transparency', program: 'firefox', literals: ['INSUFFICIENT_CERTIFICATE_TRANSPARENCY'], pattern: /\bMOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY\b/,
    causes: [missingSct],
    examples: { matches: ['Error code: MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY'], nearMisses: ['INSUFFICIENT_CERTIFICATE_TRANSPARENCY_LOGS'] },
  },
]);
