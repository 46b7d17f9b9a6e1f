import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, doubledLabel, expired, incompleteChain, interception, nameMismatch, notYetValid, selfSigned, unknownRoot, weakKey, weakSignature, wildcardTooShallow, wrongUsage, captivePortal, forgedAddress } from './possible-causes.ts';

/** What curl and programs on libcurl say, with OpenSSL, GnuTLS, Schannel or Secure Transport under them; also wget and openssl. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/curl-name', program: 'curl', literals: ['no alternative certificate subject name', 'does not match target host', 'SEC_E_WRONG_PRINCIPAL', 'does not match hostname', 'no certificate subject alternative name matches'],
    pattern: /\bno alternative certificate subject name matches target (?:host name|ipv[46] address) '(?<host>[\w.:-]{1,253})'|\bcertificate subject name '.{1,253}' does not match target host|\bSEC_E_WRONG_PRINCIPAL\b|\bowner does not match hostname '(?<name>[\w.-]{1,253})'|no certificate subject alternative name matches/,
    causes: [nameMismatch, wildcardTooShallow, doubledLabel, forgedAddress, captivePortal],
    examples: { matches: ["curl: (60) SSL: no alternative certificate subject name matches target host name 'cdn.example.com'", "The certificate's owner does not match hostname 'localhost'", "curl: (60) SSL: certificate subject name 'localhost' does not match target host name 'cdn.example.com'", 'schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322) - The target principal name is incorrect.', 'ERROR: no certificate subject alternative name matches'], nearMisses: ['no alternative subject was chosen'] },
  },
  {
    id: 'certificate/curl-expired', program: 'curl', literals: ['certificate has expired', 'SEC_E_CERT_EXPIRED'], pattern: /\bSSL certificate problem: certificate has expired\b|\bSEC_E_CERT_EXPIRED\b|\bIssued certificate has expired\b|\bverify error:num=10:certificate has expired/,
    causes: [expired, clockSkew],
    examples: { matches: ['curl: (60) SSL certificate problem: certificate has expired', 'verify error:num=10:certificate has expired', 'schannel: SNI or certificate check failed: SEC_E_CERT_EXPIRED (0x80090328) - The received certificate has expired.'], nearMisses: ['your gift certificate has expired'] },
  },
  {
    id: 'certificate/curl-not-yet-valid', program: 'curl', literals: ['certificate is not yet valid', 'is not yet activated'], pattern: /\bSSL certificate problem: certificate is not yet valid\b|\bcertificate of .{1,253} is not yet activated\b|\bverify error:num=9:/,
    causes: [clockSkew, notYetValid],
    examples: { matches: ['curl: (60) SSL certificate problem: certificate is not yet valid', 'ERROR: The certificate of ‘localhost’ is not yet activated.'], nearMisses: ['Error: certificate is not yet valid'] },
  },
  {
    id: 'certificate/curl-self-signed', program: 'curl', literals: ['self-signed certificate', 'self signed certificate', 'Self-signed certificate encountered'], pattern: /\bSSL certificate problem: self[- ]signed certificate\b(?! in)|\bverify error:num=18:self[- ]signed|\bSelf-signed certificate encountered\b/,
    causes: [selfSigned, interception, captivePortal],
    examples: { matches: ['curl: (60) SSL certificate problem: self-signed certificate', 'curl: (60) SSL certificate problem: self signed certificate', '    Self-signed certificate encountered.'], nearMisses: ['curl: (60) SSL certificate problem: self-signed certificate in certificate chain'] },
  },
  {
    id: 'certificate/curl-self-signed-in-chain', program: 'curl', literals: ['certificate in certificate chain'], pattern: /\b(?:SSL certificate problem: |verify error:num=19:)self[- ]signed certificate in certificate chain\b/,
    causes: [interception, unknownRoot],
    examples: { matches: ['curl: (60) SSL certificate problem: self-signed certificate in certificate chain'], nearMisses: ['curl: (60) SSL certificate problem: self-signed certificate'] },
  },
  {
    id: 'certificate/curl-issuer', program: 'curl', literals: ['unable to get local issuer certificate', 'unable to get issuer certificate', 'UNTRUSTED_ROOT', 'UNTRUSTEDROOT', "doesn't have a known issuer", 'Unable to locally verify', 'unable to verify the first certificate'],
    pattern: /\b(?:SSL certificate problem: |verify error:num=(?:20|21|2):)unable to (?:get (?:local )?issuer certificate|verify the first certificate)|\b(?:(?:SEC_E|CERT_TRUST_IS)_UNTRUSTED_ROOT|CERT_E_UNTRUSTEDROOT)\b|\bdoesn't have a known issuer\b|\bUnable to locally verify the issuer's authority\b/,
    causes: [incompleteChain, unknownRoot, interception],
    examples: { matches: ['curl: (60) SSL certificate problem: unable to get local issuer certificate', "ERROR: The certificate of 'localhost' doesn't have a known issuer.", 'verify error:num=20:unable to get local issuer certificate', 'curl: (60) SSL certificate problem: unable to get issuer certificate', 'curl: (60) schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.', "  Unable to locally verify the issuer's authority.", 'verify error:num=21:unable to verify the first certificate', 'curl: (60) schannel: CertGetCertificateChain trust error CERT_TRUST_IS_UNTRUSTED_ROOT', 'CERT_E_UNTRUSTEDROOT (0x800B0109): A certificate chain processed, but terminated in a root certificate which is not trusted by the trust provider.'], nearMisses: ["code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'"] },
  },
  {
    id: 'certificate/curl-ca-file', program: 'curl', literals: ['error setting certificate verify locations', 'error setting certificate file', 'Problem with the SSL CA cert', 'adding trust anchors'], pattern: /\berror (?:setting certificate (?:verify locations|file)|adding trust anchors from file)\b|\bProblem with the SSL CA cert\b/,
    causes: [unknownRoot],
    examples: { matches: ['curl: (77) error setting certificate verify locations:  CAfile: /etc/ssl/certs/ca-certificates.crt', 'curl: (77) error setting certificate file: /etc/pki/tls/certs/ca-bundle.crt', 'curl: (77) error adding trust anchors from file: /etc/ssl/certs/ca-certificates.crt', 'curl: (77) Problem with the SSL CA cert (path? access rights?)'], nearMisses: ['error setting certificate date'] },
  },
  {
    id: 'certificate/curl-purpose', program: 'curl', literals: ['certificate purpose', 'invalid CA certificate'], pattern: /\bSSL certificate problem: (?:(?:unsupported|unsuitable) certificate purpose|invalid CA certificate)/,
    causes: [wrongUsage],
    examples: { matches: ['curl: (60) SSL certificate problem: unsuitable certificate purpose', 'curl: (60) SSL certificate problem: invalid CA certificate'], nearMisses: ['the certificate purpose is clear'] },
  },
  {
    id: 'certificate/curl-weak', program: 'curl', literals: ['key too small', 'key too weak'], pattern: /\bSSL certificate problem: (?:EE|CA) certificate key too weak\b|\bSSL routines:.{0,80}\b(?:ee|ca) key too small\b/,
    causes: [weakKey],
    examples: { matches: ['curl: (60) SSL certificate problem: EE certificate key too weak', 'curl: (58) could not load PEM client certificate from client.pem, OpenSSL error error:0A00018F:SSL routines::ee key too small, (no key found, wrong pass phrase, or wrong file format?)'], nearMisses: ['SSL routines::dh key too small'] },
  },
  {
    id: 'certificate/curl-weak-signature', program: 'curl', literals: ['md too weak', 'CA signature digest algorithm too weak'], pattern: /\bSSL certificate problem: CA signature digest algorithm too weak\b|\bSSL routines:.{0,80}\bca md too weak\b/,
    causes: [weakSignature],
    examples: { matches: ['curl: (60) SSL certificate problem: CA signature digest algorithm too weak', 'curl: (58) could not load PEM client certificate from client.pem, OpenSSL error error:0A00018E:SSL routines::ca md too weak, (no key found, wrong pass phrase, or wrong file format?)'], nearMisses: ['CA signature digest algorithm: sha256'] },
  },
]);
