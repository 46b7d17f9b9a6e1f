import { defineKnownErrors, type KnownError } from '@culprit/core';
import { clockSkew, doubledLabel, expired, incompleteChain, interception, malformedCertificate, missingSct, nameConstraint, nameMismatch, notYetValid, revoked, selfSigned, unknownRoot, validityTooLong, weakKey, weakSignature, wildcardTooShallow, wrongUsage, captivePortal, forgedAddress } from './possible-causes.ts';

/** What Chrome, Edge and other Chromium browsers say: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'certificate/chrome-privacy-error', program: 'chrome', literals: ['不是私密连接', '不是专用连接', 'Your connection is not private', "Your connection isn't private", 'Your connection isn’t private', '攻击者可能'],
    pattern: /[您你]的连接不是(?:私密|专用)连接|Your connection (?:is not|isn[’']t) private|攻击者可能(?:会试图从|正尝试窃取你在) ?(?<host>[\w.-]{1,253}) ?(?:窃取|中的)/,
    causes: [nameMismatch, unknownRoot, expired, selfSigned, clockSkew, interception],
    examples: { matches: ['您的连接不是私密连接', '你的连接不是专用连接', 'Your connection is not private', '攻击者可能会试图从 gitlab.example.com 窃取您的信息（例如：密码、消息或信用卡信息）。', "Your connection isn't private", 'Your connection isn’t private'], nearMisses: ['您的连接是私密连接'] },
  },
  {
    id: 'certificate/chrome-common-name', program: 'chrome', literals: ['ERR_CERT_COMMON_NAME_INVALID', 'SEC_CERT_CN_INVALID'], pattern: /\b(?:ERR_CERT_COMMON_NAME_INVALID|DLG_FLAGS_SEC_CERT_CN_INVALID)\b(?: at (?<url>https?:\/\/\S{1,2000}))?/,
    causes: [nameMismatch, wildcardTooShallow, doubledLabel, forgedAddress, captivePortal],
    examples: { matches: ['NET::ERR_CERT_COMMON_NAME_INVALID', 'net::ERR_CERT_COMMON_NAME_INVALID at https://b.b.tos-cn-beijing.volces.com/', 'DLG_FLAGS_SEC_CERT_CN_INVALID'], nearMisses: ['ERR_CERT_COMMON_NAME'] },
  },
  {
    id: 'certificate/chrome-authority', program: 'chrome', literals: ['ERR_CERT_AUTHORITY_INVALID', 'DLG_FLAGS_INVALID_CA'], pattern: /\b(?:ERR_CERT_AUTHORITY_INVALID|DLG_FLAGS_INVALID_CA)\b(?: at (?<url>https?:\/\/\S{1,2000}))?/,
    causes: [unknownRoot, selfSigned, interception],
    examples: { matches: ['NET::ERR_CERT_AUTHORITY_INVALID', 'DLG_FLAGS_INVALID_CA'], nearMisses: ['ERR_CERT_AUTHORITY'] },
  },
  {
    id: 'certificate/chrome-date', program: 'chrome', literals: ['ERR_CERT_DATE_INVALID', 'SEC_CERT_DATE_INVALID'], pattern: /\b(?:ERR_CERT_DATE_INVALID|DLG_FLAGS_SEC_CERT_DATE_INVALID)\b(?: at (?<url>https?:\/\/\S{1,2000}))?/,
    causes: [expired, clockSkew, notYetValid],
    examples: { matches: ['NET::ERR_CERT_DATE_INVALID', 'DLG_FLAGS_SEC_CERT_DATE_INVALID'], nearMisses: ['ERR_CERT_VALIDITY_TOO_LONG'] },
  },
  {
    id: 'certificate/chrome-clock', program: 'chrome', literals: ['您的时钟', '你的时钟', 'Your clock is'], pattern: /[您你]的时钟(?:慢了|快了)|Your clock is (?:behind|ahead)/,
    causes: [clockSkew],
    examples: { matches: ['您的时钟慢了', 'Your clock is behind', '你的时钟快了'], nearMisses: ['Your clock is ticking'] },
  },
  {
    id: 'certificate/chrome-weak-signature', program: 'chrome', literals: ['ERR_CERT_WEAK_SIGNATURE_ALGORITHM'], pattern: /\bERR_CERT_WEAK_SIGNATURE_ALGORITHM\b/,
    causes: [weakSignature],
    examples: { matches: ['NET::ERR_CERT_WEAK_SIGNATURE_ALGORITHM'], nearMisses: ['ERR_CERT_WEAK_KEY'] },
  },
  {
    id: 'certificate/chrome-weak-key', program: 'chrome', literals: ['ERR_CERT_WEAK_KEY', 'ERR_SSL_WEAK_SERVER'], pattern: /\bERR_CERT_WEAK_KEY\b|\bERR_SSL_WEAK_SERVER_\w{4,40}\b/,
    causes: [weakKey],
    examples: { matches: ['NET::ERR_CERT_WEAK_KEY', 'net::ERR_SSL_WEAK_SERVER_EPHEMERAL_DH_KEY'], nearMisses: ['ERR_CERT_WEAK_SIGNATURE_ALGORITHM'] },
  },
  {
    id: 'certificate/chrome-key-usage', program: 'chrome', literals: ['ERR_SSL_KEY_USAGE_INCOMPATIBLE', 'ERR_CERT_INVALID'], pattern: /\bERR_(?:SSL_KEY_USAGE_INCOMPATIBLE|CERT_INVALID)\b/,
    causes: [wrongUsage, incompleteChain],
    examples: { matches: ['ERR_SSL_KEY_USAGE_INCOMPATIBLE', 'NET::ERR_CERT_INVALID'], nearMisses: ['ERR_CERT_REVOKED'] },
  },
  {
    id: 'certificate/chrome-interception', program: 'chrome', literals: ['ERR_CERT_KNOWN_INTERCEPTION_BLOCKED', 'ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN'], pattern: /\bERR_(?:CERT_KNOWN_INTERCEPTION_BLOCKED|SSL_PINNED_KEY_NOT_IN_CERT_CHAIN)\b/,
    causes: [interception],
    examples: { matches: ['NET::ERR_CERT_KNOWN_INTERCEPTION_BLOCKED', 'net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN'], nearMisses: ['NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED'] },
  },
  {
    id: 'certificate/chrome-revoked', program: 'chrome', literals: ['ERR_CERT_REVOKED'], pattern: /\bERR_CERT_REVOKED\b/,
    causes: [revoked],
    examples: { matches: ['NET::ERR_CERT_REVOKED'], nearMisses: ['ERR_CERT_UNABLE_TO_CHECK_REVOCATION'] },
  },
  {
    id: 'certificate/chrome-hsts', program: 'chrome', literals: ['because the website uses HSTS', '因为此网站使用了 HSTS', '因为该网站使用了 HSTS'],
    pattern: /(?:You cannot visit (?<host>[\w.-]{1,253}) right now )?because the website uses HSTS|因为[此该]网站使用了 HSTS/,
    causes: [expired, nameMismatch, unknownRoot, selfSigned, clockSkew, interception],
    examples: { matches: ['You cannot visit api.shop.example right now because the website uses HSTS.', '您目前无法访问 api.shop.example，因为此网站使用了 HSTS。', '你目前无法访问 api.shop.example，因为该网站使用了 HSTS。'], nearMisses: ['the website uses HTTPS'] },
  },
  {
    id: 'certificate/chrome-validity', program: 'chrome', literals: ['ERR_CERT_VALIDITY_TOO_LONG'], pattern: /\bERR_CERT_VALIDITY_TOO_LONG\b/,
    causes: [validityTooLong],
    examples: { matches: ['NET::ERR_CERT_VALIDITY_TOO_LONG'], nearMisses: ['NET::ERR_CERT_DATE_INVALID'] },
  },
  {
    id: 'certificate/chrome-transparency', program: 'chrome', literals: ['ERR_CERTIFICATE_TRANSPARENCY_REQUIRED'], pattern: /\bERR_CERTIFICATE_TRANSPARENCY_REQUIRED\b/,
    causes: [missingSct, interception],
    examples: { matches: ['NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED'], nearMisses: ['CERTIFICATE_TRANSPARENCY_ENABLED'] },
  },
  {
    id: 'certificate/chrome-name-constraint', program: 'chrome', literals: ['ERR_CERT_NAME_CONSTRAINT_VIOLATION'], pattern: /\bERR_CERT_NAME_CONSTRAINT_VIOLATION\b/,
    causes: [nameConstraint],
    examples: { matches: ['NET::ERR_CERT_NAME_CONSTRAINT_VIOLATION'], nearMisses: ['NET::ERR_CERT_COMMON_NAME_INVALID'] },
  },
  {
    id: 'certificate/chrome-bad-format', program: 'chrome', literals: ['ERR_SSL_SERVER_CERT_BAD_FORMAT'], pattern: /\bERR_SSL_SERVER_CERT_BAD_FORMAT\b/,
    causes: [malformedCertificate],
    examples: { matches: ['ERR_SSL_SERVER_CERT_BAD_FORMAT'], nearMisses: ['ERR_SSL_BAD_RECORD_MAC_ALERT'] },
  },
]);
