import { defineKnownErrors, type KnownError } from '@culprit/core';
import { possible as p } from './possible-causes.ts';

/** What web frameworks and identity services say of log-ins. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'credential/django-csrf', program: 'django', literals: ['csrf verification failed', 'csrf cookie not set', 'origin checking failed', 'csrf token missing', 'csrf token from'],
    pattern: /CSRF verification failed\. Request aborted|CSRF cookie not set|Origin checking failed - .{1,200} does not match any trusted origins|CSRF token missing|CSRF token from (?:POST|the) .{0,40}(?:incorrect|invalid)/i,
    causes: [p.csrf, p.cookieNotKept],
    examples: { matches: ['Forbidden (403) CSRF verification failed. Request aborted.', 'Forbidden (Origin checking failed - https://shop.example does not match any trusted origins.): /login/', 'Forbidden (CSRF cookie not set.): /login/', 'Forbidden (CSRF token missing.): /login/', 'Forbidden (CSRF token from POST incorrect.): /login/'], nearMisses: ['CSRF protection is on'] },
  },
  {
    id: 'credential/rails-csrf', program: 'rails', literals: ['invalidauthenticitytoken', 'verify csrf token authenticity'], pattern: /ActionController::InvalidAuthenticityToken|Can't verify CSRF token authenticity/,
    causes: [p.csrf, p.cookieNotKept],
    examples: { matches: ["ActionController::InvalidAuthenticityToken (Can't verify CSRF token authenticity.)"], nearMisses: ['authenticity_token: yes'] },
  },
  {
    id: 'credential/laravel-419', program: 'laravel', literals: ['tokenmismatchexception', 'csrf token mismatch', 'page expired'], pattern: /TokenMismatchException|CSRF token mismatch|419 \|? ?Page Expired/i,
    causes: [p.csrf, p.cookieNotKept],
    examples: { matches: ['Illuminate\\Session\\TokenMismatchException: CSRF token mismatch.', '419 | Page Expired'], nearMisses: ['the page expires soon'] },
  },
  {
    id: 'credential/express-csrf', program: 'express', literals: ['ebadcsrftoken', 'invalid csrf token'], pattern: /\bEBADCSRFTOKEN\b|ForbiddenError: invalid csrf token/,
    causes: [p.csrf],
    examples: { matches: ['ForbiddenError: invalid csrf token', "  code: 'EBADCSRFTOKEN'"], nearMisses: ['csrf token is valid'] },
  },
  {
    id: 'credential/chrome-cookie-blocked', program: 'chrome', literals: ['this attempt to set a cookie via a set-cookie header was blocked', 'has been rejected because'], pattern: /This attempt to set a cookie via a Set-Cookie header was blocked|Cookie .{1,60} has been rejected because/,
    causes: [p.cookieNotKept],
    examples: { matches: ['This attempt to set a cookie via a Set-Cookie header was blocked because it had the "Secure" attribute but was not received over a secure connection.', 'Cookie “sid” has been rejected because a non-HTTPS cookie can’t be set as “secure”.'], nearMisses: ['the offer has been rejected because of its price'] },
  },
  {
    id: 'credential/cognito-not-authorized', program: 'cognito', literals: ['notauthorizedexception'], pattern: /\bNotAuthorizedException\b/,
    causes: [p.wrongPassword, p.accountLocked, p.expiredToken],
    examples: { matches: ['NotAuthorizedException: Incorrect username or password.', 'NotAuthorizedException: Password attempts exceeded'], nearMisses: ['NotAuthorized'] },
  },
  {
    id: 'credential/mfa-required', program: 'auth0', literals: ['mfa_required'], pattern: /\bmfa_required\b/,
    causes: [p.codeMissing],
    examples: { matches: ['{"error":"mfa_required","error_description":"Multifactor authentication required"}'], nearMisses: ['mfa_required_by_policy_table'] },
  },
  {
    id: 'credential/entra-codes', program: 'entra', literals: ['aadsts50126', 'aadsts50053', 'aadsts50057'], pattern: /\bAADSTS(?:50126|50053|50057)\b/,
    causes: [p.wrongPassword, p.accountLocked, p.codeMissing],
    examples: { matches: ['AADSTS50126: Error validating credentials due to invalid username or password.', 'AADSTS50053: The account is locked', 'AADSTS50057: The user account is disabled.'], nearMisses: ['AADSTS90002: Tenant not found', 'AADSTS50076: you must use multi-factor authentication'] },
  },
  {
    // Microsoft Entra's codes: learn.microsoft.com/entra/identity-platform/reference-error-codes.
    id: 'credential/entra-second-factor', program: 'entra', literals: ['aadsts50076', 'aadsts50079', 'aadsts50074', 'aadsts500121'], pattern: /\bAADSTS(?:5007[469]|500121)\b/,
    causes: [p.codeMissing],
    examples: { matches: ['AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access', 'AADSTS50079: Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access', 'AADSTS50074: Strong Authentication is required.', 'AADSTS500121: Authentication failed during strong authentication request.'], nearMisses: ['AADSTS50126: Error validating credentials due to invalid username or password.'] },
  },
  {
    id: 'credential/entra-expired', program: 'entra', literals: ['aadsts70008', 'aadsts700082', 'aadsts50173', 'aadsts50089'], pattern: /\bAADSTS(?:70008|700082|50173|50089)\b/,
    causes: [p.expiredToken],
    examples: { matches: ['AADSTS700082: The refresh token has expired due to inactivity.', 'AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed.', 'AADSTS50089: Authentication failed due to flow token expired.'], nearMisses: ['AADSTS700016: Application with identifier was not found in the directory'] },
  },
  {
    id: 'credential/entra-assertion-time', program: 'entra', literals: ['aadsts700024', 'aadsts500133'], pattern: /\bAADSTS(?:700024|500133)\b/,
    causes: [p.clock, p.expiredToken],
    examples: { matches: ['AADSTS700024: Client assertion is not within its valid time range.', 'AADSTS500133: Assertion is not within its valid time range.'], nearMisses: ['AADSTS700027: Client assertion failed signature validation.'] },
  },
  {
    // RFC 4954 §6: 535 5.7.8.
    id: 'credential/smtp-authentication', program: 'smtp', literals: ['535 5.7', '535-5.7', 'could not authenticate', 'smtpauthenticationerror'], pattern: /\b535[ -]5\.7\.(?:8|3|139)\b|SMTP Error: Could not authenticate|\bSMTPAuthenticationError\b/i,
    causes: [p.wrongPassword, p.codeMissing],
    examples: { matches: ['535 5.7.8 Error: authentication failed', 'SMTP Error: Could not authenticate.', "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted.')", '535-5.7.8 Username and Password not accepted. For more information, go to'], nearMisses: ['550 5.7.1 Relaying denied'] },
  },
  {
    id: 'credential/password-in-chinese', program: 'service', literals: ['密码错误', '密码输入错误', '密码不正确', '密码有误', '密码不匹配'], pattern: /(?:用户名|账号|帐号|账户|帐户|手机号|邮箱)(?:或者?|和|与|\/)密码(?:(?:输入)?错误|不正确|有误|不匹配)/,
    causes: [p.wrongPassword, p.accountLocked],
    examples: { matches: ['用户名或密码错误', '账号或密码不正确，请重新输入', '账号或密码输入错误', '用户名或密码有误', '用户名与密码不匹配'], nearMisses: ['请输入用户名或密码'] },
  },
]);
