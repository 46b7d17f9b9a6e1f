import { defineKnownErrors, type KnownError } from '@culprit/core';
import { possible as p } from './possible-causes.ts';

/** What libraries of JSON Web Tokens and OAuth 2.0 say (RFC 6749 §5.2, RFC 6750 §3.1, RFC 7519). */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'credential/jwt-expired', program: 'jwt', literals: ['jwt expired', 'signature has expired', 'token is expired', 'token has expired', '"exp" claim timestamp check failed', 'expiredsignatureerror', 'expiredjwtexception'],
    pattern: /\bjwt expired\b|Signature has expired|\btoken (?:is|has) expired\b|"exp" claim timestamp check failed|\bExpiredSignatureError\b|\bExpiredJwtException\b/i,
    causes: [p.expiredToken, p.clock, p.milliseconds],
    examples: { matches: ['TokenExpiredError: jwt expired', 'jwt.exceptions.ExpiredSignatureError: Signature has expired', 'token has invalid claims: token is expired', 'JWTExpired: "exp" claim timestamp check failed', '{"msg":"Token has expired"}', 'io.jsonwebtoken.ExpiredJwtException: JWT expired 73000 milliseconds ago at 2026-11-22T08:00:00.000Z.'], nearMisses: ['the certificate has expired'] },
  },
  {
    id: 'credential/jwt-early', program: 'jwt', literals: ['jwt not active', 'the token is not yet valid', 'token used before issued', '"nbf" claim timestamp check failed', 'token is not valid yet', 'cannot handle token with iat prior', 'cannot handle token with nbf prior', 'immaturesignatureerror'],
    pattern: /\bjwt not active\b|The token is not yet valid \((?:iat|nbf)\)|Token used before issued|"(?:nbf|iat)" claim timestamp check failed|token is not valid yet|Cannot handle token with (?:iat|nbf) prior to|\bImmatureSignatureError\b/i,
    causes: [p.earlyToken, p.clock, p.milliseconds],
    examples: { matches: ['NotBeforeError: jwt not active', 'jwt.exceptions.ImmatureSignatureError: The token is not yet valid (iat)', 'Token used before issued', 'Cannot handle token with iat prior to 2026-11-22T08:00:00+0000', 'JWTClaimValidationFailed: "nbf" claim timestamp check failed', 'token has invalid claims: token is not valid yet', 'Cannot handle token with nbf prior to 2026-11-22T08:00:00+0000'], nearMisses: ['the certificate is not yet valid'] },
  },
  {
    id: 'credential/jwt-malformed', program: 'jwt', literals: ['jwt malformed', 'not enough segments', 'token contains an invalid number of segments', 'invalid compact jws', 'wrong number of segments'],
    pattern: /\bjwt malformed\b|\bNot enough segments\b|token contains an invalid number of segments|Invalid Compact JWS|Wrong number of segments/i,
    causes: [p.malformedToken, p.textInstead],
    examples: { matches: ['JsonWebTokenError: jwt malformed', 'jwt.exceptions.DecodeError: Not enough segments', 'token is malformed: token contains an invalid number of segments', 'JWSInvalid: Invalid Compact JWS', 'UnexpectedValueException: Wrong number of segments'], nearMisses: ['malformed request'] },
  },
  {
    id: 'credential/jwt-signature', program: 'jwt', literals: ['signature verification failed', 'jwt signature does not match', 'invalid signature', 'signature is invalid'],
    pattern: /JsonWebTokenError: invalid signature|InvalidSignatureError: Signature verification failed|JWT signature does not match locally computed signature|JWSSignatureVerificationFailed: signature verification failed|token signature is invalid/,
    causes: [p.keysDiffer, p.keyNotPassed, p.malformedToken],
    examples: { matches: ['JsonWebTokenError: invalid signature', 'jwt.exceptions.InvalidSignatureError: Signature verification failed', 'token signature is invalid: signature is invalid', 'io.jsonwebtoken.security.SignatureException: JWT signature does not match locally computed signature. JWT validity cannot be asserted and should not be trusted.'], nearMisses: ['certificate signature verification failed'] },
  },
  {
    id: 'credential/jwt-audience', program: 'jwt', literals: ['jwt audience invalid', 'invalidaudienceerror', "audience doesn't match", 'unexpected "aud" claim value', 'token has invalid audience', 'jwt issuer invalid', 'invalidissuererror', 'unexpected "iss" claim value'],
    pattern: /jwt (?:audience|issuer) invalid|\bInvalid(?:Audience|Issuer)Error\b|Audience doesn't match|unexpected "(?:aud|iss)" claim value|token has invalid (?:audience|issuer)/,
    causes: [p.tokenForAnother],
    examples: { matches: ['JsonWebTokenError: jwt audience invalid. expected: https://api.shop.example', "jwt.exceptions.InvalidAudienceError: Audience doesn't match", 'JWTClaimValidationFailed: unexpected "aud" claim value', 'token has invalid claims: token has invalid audience', 'JsonWebTokenError: jwt issuer invalid. expected: https://login.shop.example', 'jwt.exceptions.InvalidIssuerError: Invalid issuer', 'JWTClaimValidationFailed: unexpected "iss" claim value'], nearMisses: ['invalid audience of the talk'] },
  },
  {
    id: 'credential/oauth-invalid-grant', program: 'oauth', literals: ['invalid_grant'], pattern: /\binvalid_grant\b/,
    causes: [p.expiredToken, p.wrongPassword, p.clock],
    examples: { matches: ['{"error":"invalid_grant","error_description":"Token has been expired or revoked."}', 'invalid_grant: Invalid JWT Signature.'], nearMisses: ['invalid_grants_table'] },
  },
  {
    id: 'credential/oauth-invalid-client', program: 'oauth', literals: ['invalid_client'], pattern: /"error": ?"invalid_client"|\bAADSTS7000215\b|OAuthError: invalid_client\b/,
    causes: [p.invalidKey, p.mangledKey, p.expiredKey],
    examples: { matches: ['{"error":"invalid_client","error_description":"The OAuth client was not found."}'], nearMisses: ['invalid_client_version'] },
  },
  {
    id: 'credential/oauth-invalid-token', program: 'oauth', literals: ['error="invalid_token"', 'error="insufficient_scope"'], pattern: /error="(?:invalid_token|insufficient_scope)"/,
    causes: [p.expiredToken, p.tokenForAnother, p.missingPermission],
    examples: { matches: ['WWW-Authenticate: Bearer realm="api", error="invalid_token", error_description="The access token expired"', 'WWW-Authenticate: Bearer realm="api", error="insufficient_scope", scope="read"'], nearMisses: ['error="invalid_request"'] },
  },
  {
    id: 'credential/token-expired-in-chinese', program: 'service', literals: ['已过期', '已失效'], pattern: /(?:(?<!该)令牌|\btoken ?|登录(?:状态|信息)?|会话)已(?:过期|失效)/i,
    causes: [p.expiredToken, p.clock],
    examples: { matches: ['token 已过期', '登录状态已失效，请重新登录', '访问令牌已过期'], nearMisses: ['证书已过期', '该令牌已过期'] },
  },
]);
