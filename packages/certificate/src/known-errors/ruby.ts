import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, expired, incompleteChain, interception, nameMismatch, selfSigned, unknownRoot, wildcardTooShallow } from './possible-causes.ts';

/** What Ruby's openssl says: Bundler, CocoaPods, Fastlane and Homebrew print it on. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/ruby-issuer', program: 'ruby', literals: ['certificate verify failed (unable to get'], pattern: /\bSSL_connect .{0,160}certificate verify failed \(unable to get (?:local )?issuer certificate\)/,
    causes: [incompleteChain, unknownRoot, interception],
    examples: { matches: ['OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: certificate verify failed (unable to get local issuer certificate)'], nearMisses: ['OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: certificate verify failed (certificate has expired)'] },
  },
  {
    id: 'certificate/ruby-expired', program: 'ruby', literals: ['certificate verify failed (certificate has expired'], pattern: /\bSSL_connect .{0,160}certificate verify failed \(certificate has expired\)/,
    causes: [expired, clockSkew],
    examples: { matches: ['OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 peeraddr=10.0.0.5:443 state=error: certificate verify failed (certificate has expired)'], nearMisses: ['OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: certificate verify failed (unable to get local issuer certificate)'] },
  },
  {
    id: 'certificate/ruby-self-signed', program: 'ruby', literals: ['certificate verify failed (self'], pattern: /\bSSL_connect .{0,160}certificate verify failed \(self[- ]signed certificate(?: in certificate chain)?\)/,
    causes: [selfSigned, unknownRoot, interception],
    examples: { matches: ['SSL_connect returned=1 errno=0 state=error: certificate verify failed (self-signed certificate in certificate chain)'], nearMisses: ['certificate verify failed (self test)'] },
  },
  {
    id: 'certificate/ruby-name', program: 'ruby', literals: ['does not match the server certificate', 'certificate verify failed (hostname mismatch'], pattern: /\bhostname "(?<host>[\w.-]{1,253})" does not match the server certificate|\bSSL_connect .{0,160}certificate verify failed \(hostname mismatch\)/i,
    causes: [nameMismatch, wildcardTooShallow],
    examples: { matches: ['OpenSSL::SSL::SSLError: hostname "a.b.example.com" does not match the server certificate', 'SSL_connect returned=1 errno=0 state=error: certificate verify failed (hostname mismatch)'], nearMisses: ['the hostname does not match'] },
  },
]);
