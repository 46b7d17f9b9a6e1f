import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, expired, interception, nameMismatch, notYetValid, selfSigned, unknownRoot } from './possible-causes.ts';

/** What Safari and Apple's URL loading system say: https://developer.apple.com/documentation/foundation/nsurlerror-codes */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/safari-not-private', program: 'safari', literals: ['This Connection Is Not Private', '此连接非私人连接', 'pretending to be', '伪装成', 'Code=-1202'], pattern: /This Connection Is Not Private|此连接非私人连接|might be connecting to a server that is pretending to be “(?<host>[^”\s]{1,253})”|您可能正在连接到一个会伪装成“(?<name>[^”\s]{1,253})”的服务器|\bNSURLErrorDomain Code=-1202\b/i,
    causes: [nameMismatch, unknownRoot, expired, selfSigned, interception],
    examples: { matches: ['This Connection Is Not Private', '此连接非私人连接', 'The certificate for this server is invalid. You might be connecting to a server that is pretending to be “api.example.com” which could put your confidential information at risk.', '此服务器的证书无效。您可能正在连接到一个会伪装成“api.example.com”的服务器，这会威胁到您的机密信息的安全。', 'Error Domain=NSURLErrorDomain Code=-1202'], nearMisses: ['someone is pretending to be asleep'] },
  },
  {
    id: 'certificate/safari-date', program: 'safari', literals: ['Code=-1201', 'Code=-1204', 'is expired'], pattern: /\bNSURLErrorDomain Code=-120[14]\b|“.{1,200}” certificate is expired\b/,
    causes: [expired, clockSkew, notYetValid],
    examples: { matches: ['Error Domain=NSURLErrorDomain Code=-1201', '“api.example.com” certificate is expired', 'Error Domain=NSURLErrorDomain Code=-1204'], nearMisses: ['the session is expired'] },
  },
  {
    id: 'certificate/safari-untrusted', program: 'safari', literals: ['Code=-1203', 'errSSLXCertChainInvalid', 'errSSLUnknownRootCert', 'certificate is not trusted'], pattern: /\bNSURLErrorDomain Code=-1203\b|\berrSSL(?:XCertChainInvalid|UnknownRootCert)\b|^.{0,80}“.{1,200}” certificate is not trusted\b/,
    causes: [unknownRoot, interception],
    examples: { matches: ['Error Domain=NSURLErrorDomain Code=-1203', 'errSSLXCertChainInvalid', 'errSSLUnknownRootCert', '“api.example.com” certificate is not trusted'], nearMisses: ['this certificate is not trusted'] },
  },
]);
