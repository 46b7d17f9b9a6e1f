import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, expired, forgedAddress, incompleteChain, interception, nameMismatch, notYetValid, revoked, selfSigned, unknownRoot, wildcardTooShallow, wrongUsage } from './possible-causes.ts';

const chain = String.raw`because of errors in the certificate chain: (?:\w{1,40}, ){0,5}`;

/** What .NET says of certificates (System.Net.Security.SslStream, X509ChainStatusFlags), and Windows PowerShell with it. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/dotnet-untrusted', program: 'dotnet', literals: ['errors in the certificate chain: '], pattern: new RegExp(String.raw`\b${chain}(?:UntrustedRoot|PartialChain)\b`),
    causes: [unknownRoot, incompleteChain, selfSigned, interception],
    examples: { matches: ['The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot', 'The remote certificate is invalid because of errors in the certificate chain: RevocationStatusUnknown, PartialChain'], nearMisses: ['The remote certificate is invalid because of errors in the certificate chain: NotTimeValid'] },
  },
  {
    id: 'certificate/dotnet-not-time-valid', program: 'dotnet', literals: ['errors in the certificate chain: '], pattern: new RegExp(String.raw`\b${chain}NotTimeValid\b`),
    causes: [expired, clockSkew, notYetValid],
    examples: { matches: ['The remote certificate is invalid because of errors in the certificate chain: NotTimeValid'], nearMisses: ['The remote certificate is invalid because of errors in the certificate chain: Revoked'] },
  },
  {
    id: 'certificate/dotnet-revoked', program: 'dotnet', literals: ['errors in the certificate chain: '], pattern: new RegExp(String.raw`\b${chain}Revoked\b`),
    causes: [revoked],
    examples: { matches: ['The remote certificate is invalid because of errors in the certificate chain: Revoked'], nearMisses: ['The remote certificate is invalid because of errors in the certificate chain: RevocationStatusUnknown'] },
  },
  {
    id: 'certificate/dotnet-usage', program: 'dotnet', literals: ['errors in the certificate chain: '], pattern: new RegExp(String.raw`\b${chain}NotValidForUsage\b`),
    causes: [wrongUsage],
    examples: { matches: ['The remote certificate is invalid because of errors in the certificate chain: NotValidForUsage'], nearMisses: ['The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot'] },
  },
  {
    id: 'certificate/dotnet-name', program: 'dotnet', literals: ['RemoteCertificateNameMismatch'], pattern: /\bRemoteCertificateNameMismatch\b/,
    causes: [nameMismatch, wildcardTooShallow, forgedAddress],
    examples: { matches: ['The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch'], nearMisses: ['The remote certificate is invalid according to the validation procedure: RemoteCertificateChainErrors'] },
  },
  {
    // Framework and PowerShell 5 tell no more than this.
    id: 'certificate/dotnet-trust-relationship', program: 'dotnet', literals: ['Could not establish trust relationship for the SSL/TLS secure channel', 'RemoteCertificateChainErrors'], pattern: /\bCould not establish trust relationship for the SSL\/TLS secure channel|\bvalidation procedure: RemoteCertificateChainErrors\b/,
    causes: [unknownRoot, incompleteChain, expired, nameMismatch, selfSigned, interception],
    examples: { matches: ['The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.', 'The remote certificate is invalid according to the validation procedure: RemoteCertificateChainErrors'], nearMisses: ['The request was aborted: Could not create SSL/TLS secure channel.'] },
  },
]);
