import { defineKnownErrors, type KnownError } from '@culprit/core';
import { possible as p } from './possible-causes.ts';

/** What web frameworks and identity services say of log-ins. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'credential/django-csrf', program: 'django', literals: ['csrf verification failed', 'csrf cookie not set', 'origin checking failed', 'csrf token missing', 'csrf token from'],
    pattern: /CSRF verification failed\. Request aborted|CSRF cookie not set|Origin checking failed - .{1,200} does not match any trusted origins|CSRF token missing|CSRF token from (?:POST|the) .{0,40}(?:incorrect|invalid)/i,
    causes: [p.csrf, p.cookieNotKept],
    examples: { matches: ['Forbidden (403) CSRF verification failed. Request aborted.', 'Forbidden (Origin checking failed - https://shop.example does not match any trusted origins.): /login/'], nearMisses: ['CSRF protection is on'] },
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
    examples: { matches: ['ForbiddenError: invalid csrf token'], nearMisses: ['csrf token is valid'] },
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
    id: 'credential/entra-codes', program: 'entra', literals: ['aadsts50126', 'aadsts50053', 'aadsts50057', 'aadsts50076'], pattern: /\bAADSTS(?:50126|50053|50057|50076)\b/,
    causes: [p.wrongPassword, p.accountLocked, p.codeMissing],
    examples: { matches: ['AADSTS50126: Error validating credentials due to invalid username or password.', 'AADSTS50053: The account is locked'], nearMisses: ['AADSTS90002: Tenant not found'] },
  },
]);
