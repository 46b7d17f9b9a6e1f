import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, doubledLabel, expired, incompleteChain, interception, nameMismatch, notYetValid, selfSigned, unknownRoot, weakKey, weakSignature, wildcardTooShallow, wrongUsage, captivePortal, forgedAddress } from './possible-causes.ts';

/** What Python's ssl module, urllib3 and requests say; pip, conda, huggingface_hub and boto3 print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/python-verify-failed', program: 'python', literals: ['CERTIFICATE_VERIFY_FAILED'], pattern: /\bCERTIFICATE_VERIFY_FAILED\b/,
    causes: [unknownRoot, incompleteChain, interception, expired, selfSigned],
    examples: { matches: ['ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'], nearMisses: ['CERTIFICATE_VERIFY_FAILEDS'] },
  },
  {
    id: 'certificate/python-name', program: 'python', literals: ['certificate is not valid for', "doesn't match"], pattern: /\b(?:Hostname|IP address) mismatch, certificate is not valid for '(?<host>[\w.:-]{1,253})'|\bhostname '(?<name>[\w.:-]{1,253})' doesn't match (?:either of )?'/,
    causes: [nameMismatch, wildcardTooShallow, doubledLabel, forgedAddress, captivePortal],
    examples: { matches: ["certificate verify failed: Hostname mismatch, certificate is not valid for 'hf-mirror.com'. (_ssl.c:1006)", "hostname 'b.b.tos-cn-beijing.volces.com' doesn't match either of '*.tos-cn-beijing.volces.com', 'tos-cn-beijing.volces.com'"], nearMisses: ["password doesn't match 'confirm'"] },
  },
  {
    id: 'certificate/python-expired', program: 'python', literals: ['certificate has expired'], pattern: /\bcertificate verify failed: certificate has expired\b/,
    causes: [expired, clockSkew],
    examples: { matches: ['[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)'], nearMisses: ['SSL certificate problem: certificate has expired'] },
  },
  {
    id: 'certificate/python-not-yet-valid', program: 'python', literals: ['certificate is not yet valid'], pattern: /\bcertificate verify failed: certificate is not yet valid\b/,
    causes: [clockSkew, notYetValid],
    examples: { matches: ['[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid (_ssl.c:1006)'], nearMisses: ['certificate verify failed: certificate has expired'] },
  },
  {
    id: 'certificate/python-self-signed', program: 'python', literals: ['self-signed certificate', 'self signed certificate'], pattern: /\bcertificate verify failed: self[- ]signed certificate\b(?! in)/,
    causes: [selfSigned, interception, captivePortal],
    examples: { matches: ['[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)', '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate (_ssl.c:1129)'], nearMisses: ['certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1006)'] },
  },
  {
    id: 'certificate/python-self-signed-in-chain', program: 'python', literals: ['certificate in certificate chain'], pattern: /\bcertificate verify failed: self[- ]signed certificate in certificate chain\b/,
    causes: [interception, unknownRoot],
    examples: { matches: ['[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1006)'], nearMisses: ['certificate verify failed: self-signed certificate (_ssl.c:1006)'] },
  },
  {
    id: 'certificate/python-issuer', program: 'python', literals: ['unable to get local issuer certificate', 'unable to get issuer certificate', 'unable to verify the first certificate'], pattern: /\bcertificate verify failed: unable to (?:get (?:local )?issuer certificate|verify the first certificate)\b/,
    causes: [unknownRoot, incompleteChain, interception],
    examples: { matches: ['[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)', '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get issuer certificate (_ssl.c:1006)', '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to verify the first certificate (_ssl.c:1006)'], nearMisses: ['SSL certificate problem: unable to get local issuer certificate'] },
  },
  {
    id: 'certificate/python-authority', program: 'python', literals: ['Missing Authority Key Identifier', 'Basic Constraints of CA cert', 'invalid CA certificate', 'certificate purpose', 'CA cert does not include key usage'],
    pattern: /\bcertificate verify failed: (?:Missing (?:Authority|Subject) Key Identifier|Basic Constraints of CA cert not marked critical|invalid CA certificate|(?:unsupported|unsuitable) certificate purpose|CA cert does not include key usage extension)/,
    causes: [wrongUsage, interception],
    examples: { matches: ['[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Missing Authority Key Identifier (_ssl.c:1032)', '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Basic Constraints of CA cert not marked critical (_ssl.c:1032)', '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: invalid CA certificate (_ssl.c:1006)', '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unsuitable certificate purpose (_ssl.c:1006)', '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: CA cert does not include key usage extension (_ssl.c:1032)'], nearMisses: ['Missing Authority header'] },
  },
  {
    id: 'certificate/python-weak-key', program: 'python', literals: ['KEY_TOO_SMALL', 'key too weak'], pattern: /\[SSL: (?:EE|CA)_KEY_TOO_SMALL\]|\bcertificate verify failed: (?:EE|CA) certificate key too weak\b/,
    causes: [weakKey],
    examples: { matches: ['[SSL: EE_KEY_TOO_SMALL] ee key too small (_ssl.c:3862)', '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: EE certificate key too weak (_ssl.c:1006)'], nearMisses: ['[SSL: DH_KEY_TOO_SMALL] dh key too small (_ssl.c:1006)'] },
  },
  {
    id: 'certificate/python-weak-signature', program: 'python', literals: ['MD_TOO_WEAK', 'digest algorithm too weak'], pattern: /\[SSL: CA_MD_TOO_WEAK\]|\bcertificate verify failed: CA signature digest algorithm too weak\b/,
    causes: [weakSignature],
    examples: { matches: ['[SSL: CA_MD_TOO_WEAK] ca md too weak (_ssl.c:4021)', '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: CA signature digest algorithm too weak (_ssl.c:1006)'], nearMisses: ['MD_TOO_WEAK'] },
  },
  {
    id: 'certificate/python-ca-bundle', program: 'python', literals: ['suitable TLS CA certificate bundle'], pattern: /\bCould not find a suitable TLS CA certificate bundle, invalid path: (?<name>\S{1,300})/,
    causes: [unknownRoot],
    examples: { matches: ['OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /etc/ssl/corp.pem'], nearMisses: ['Could not find a suitable bundle'] },
  },
]);
