import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, commonNameOnly, doubledLabel, expired, incompleteChain, interception, nameMismatch, notYetValid, revoked, selfSigned, unknownRoot, weakKey, weakSignature, wildcardTooShallow, wrongUsage, captivePortal, forgedAddress } from './possible-causes.ts';

/** What Node.js says: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/node-altname', program: 'node', literals: ["certificate's altnames", 'ERR_TLS_CERT_ALTNAME_INVALID'], pattern: /\bdoes not match certificate's altnames: (?:Host: (?<host>[\w.-]{1,253}[\w-])\. is not in the cert's altnames|IP: (?<address>[\da-fA-F:.]{2,45}) is not in the cert's list)|\bERR_TLS_CERT_ALTNAME_INVALID\b/,
    causes: [nameMismatch, wildcardTooShallow, doubledLabel, forgedAddress, captivePortal],
    examples: { matches: ["Hostname/IP does not match certificate's altnames: Host: bucket.bucket.tos-cn-beijing.volces.com. is not in the cert's altnames: DNS:*.tos-cn-beijing.volces.com", "  code: 'ERR_TLS_CERT_ALTNAME_INVALID',"], nearMisses: ["the certificate's altnames are: DNS:example.com"] },
  },
  {
    id: 'certificate/node-common-name', program: 'node', literals: ["is not cert's CN"], pattern: /\bHost: (?<host>[\w.-]{1,253}[\w-])\. is not cert's CN: /,
    causes: [commonNameOnly, nameMismatch],
    examples: { matches: ["Hostname/IP does not match certificate's altnames: Host: localhost. is not cert's CN: old.example.com"], nearMisses: ["Host: localhost. is not in the cert's altnames: DNS:old.example.com"] },
  },
  {
    id: 'certificate/node-expired', program: 'node', literals: ['CERT_HAS_EXPIRED', 'certificate has expired'], pattern: /\bCERT_HAS_EXPIRED\b|\b(?:Error|reason): certificate has expired\b/,
    causes: [expired, clockSkew],
    examples: { matches: ["  code: 'CERT_HAS_EXPIRED'", 'Error: certificate has expired'], nearMisses: ['x509: certificate has expired or is not yet valid'] },
  },
  {
    id: 'certificate/node-not-yet-valid', program: 'node', literals: ['CERT_NOT_YET_VALID', 'certificate is not yet valid'], pattern: /\bCERT_NOT_YET_VALID\b|\b(?:Error|reason): certificate is not yet valid\b/,
    causes: [clockSkew, notYetValid],
    examples: { matches: ["  code: 'CERT_NOT_YET_VALID'", 'Error: certificate is not yet valid'], nearMisses: ['CERT_NOT_YET_VALIDATED'] },
  },
  {
    id: 'certificate/node-self-signed', program: 'node', literals: ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', 'self signed certificate'], pattern: /\bDEPTH_ZERO_SELF_SIGNED_CERT\b|\b(?:Error|reason): self[- ]signed certificate\b(?! in)/,
    causes: [selfSigned, interception, captivePortal],
    examples: { matches: ["  code: 'DEPTH_ZERO_SELF_SIGNED_CERT'", 'Error: self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca', 'Error: self signed certificate'], nearMisses: ['Error: self-signed certificate in certificate chain'] },
  },
  {
    id: 'certificate/node-self-signed-in-chain', program: 'node', literals: ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate in certificate chain'], pattern: /\bSELF_SIGNED_CERT_IN_CHAIN\b|\b(?:Error|reason): self[- ]signed certificate in certificate chain\b/,
    causes: [interception, unknownRoot],
    examples: { matches: ["  code: 'SELF_SIGNED_CERT_IN_CHAIN'", 'npm ERR! request to https://registry.example.org/x failed, reason: self-signed certificate in certificate chain'], nearMisses: ['Error: self-signed certificate'] },
  },
  {
    id: 'certificate/node-leaf-signature', program: 'node', literals: ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'], pattern: /\bUNABLE_TO_VERIFY_LEAF_SIGNATURE\b|\bunable to verify the first certificate\b/,
    causes: [incompleteChain, interception, unknownRoot],
    examples: { matches: ["  code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'", 'Error: unable to verify the first certificate; if the root CA is installed locally, try running Node.js with --use-system-ca'], nearMisses: ['unable to verify the first commit'] },
  },
  {
    id: 'certificate/node-issuer-locally', program: 'node', literals: ['UNABLE_TO_GET_ISSUER_CERT', 'unable to get local issuer certificate', 'unable to get issuer certificate'], pattern: /\bUNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?\b|\b(?:Error|reason): unable to get (?:local )?issuer certificate\b/,
    causes: [unknownRoot, interception, incompleteChain],
    examples: { matches: ["  code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'", 'Error: unable to get local issuer certificate', 'Error: unable to get issuer certificate'], nearMisses: ['SSL certificate problem: unable to get local issuer certificate'] },
  },
  {
    id: 'certificate/node-purpose', program: 'node', literals: ['INVALID_PURPOSE', 'INVALID_CA', 'certificate purpose'], pattern: /\b(?:code: '|Error: |error code )(?:INVALID_PURPOSE|INVALID_CA)\b|\b(?:unsupported|unsuitable) certificate purpose\b/,
    causes: [wrongUsage],
    examples: { matches: ["  code: 'INVALID_PURPOSE'", 'Error: unsuitable certificate purpose', "  code: 'INVALID_CA'"], nearMisses: ['status INVALID_PURPOSES'] },
  },
  {
    id: 'certificate/node-weak-key', program: 'node', literals: ['KEY_TOO_SMALL', 'key too small'], pattern: /\bERR_SSL_(?:EE|CA)_KEY_TOO_SMALL\b|\bSSL routines:.{0,80}(?:ee|ca) key too small\b/,
    causes: [weakKey],
    examples: { matches: ["code: 'ERR_SSL_EE_KEY_TOO_SMALL'", 'Error: error:0A00018F:SSL routines::ee key too small'], nearMisses: ['ERR_SSL_DH_KEY_TOO_SMALL'] },
  },
  {
    id: 'certificate/node-weak-signature', program: 'node', literals: ['MD_TOO_WEAK', 'md too weak', 'signature digest algorithm too weak'], pattern: /\bERR_SSL_CA_MD_TOO_WEAK\b|\bca md too weak\b|\bsignature digest algorithm too weak\b/i,
    causes: [weakSignature],
    examples: { matches: ["code: 'ERR_SSL_CA_MD_TOO_WEAK'", 'Error: error:0A00018E:SSL routines::ca md too weak', 'Error: CA signature digest algorithm too weak'], nearMisses: ['MD_TOO_WEAK_LIMIT'] },
  },
  {
    id: 'certificate/node-revoked', program: 'node', literals: ['CERT_REVOKED'], pattern: /(?:^|[^_])\bCERT_REVOKED\b/,
    causes: [revoked],
    examples: { matches: ["code: 'CERT_REVOKED'"], nearMisses: ['ERR_CERT_REVOKED_BY_NOBODY'] },
  },
]);
