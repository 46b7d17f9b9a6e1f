import { defineKnownErrors, type KnownError, type PossibleCause } from '@culprit/core';

const cause = (id: string, en: string, zh: string): PossibleCause => ({ id, when: { en, 'zh-CN': zh } });

/* What a refused code may have behind it. "culprit totp diagnose" tells them apart, given the secret and two codes. */
const clock = cause('mfa/authenticator-clock', 'Every code is refused since some day: the phone\'s clock is off by more than the service forgives (mostly 30 seconds).', '从某天起所有验证码都被拒：手机时钟的偏差超过了服务的容许范围（通常 30 秒）。');
const stale = cause('mfa/stale-code', 'It goes well at the second try: the code had just changed, was mistyped, or was used already.', '再试一次就成功：验证码刚好更新、输错，或已被用过。');
const secret = cause('mfa/secret-mismatch', 'The service and the authenticator hold different secrets: another account was chosen, or one side was enrolled anew.', '服务与验证器保存的密钥不同：选错了账户，或其中一方重新绑定过。');
const parameters = cause('mfa/parameter-mismatch', 'The codes have another length or period than the service expects, or the authenticator ignores SHA-256.', '验证码的位数或周期与服务要求不同，或验证器忽略了 SHA-256。');
const verifier = cause('network/clock-skew', 'Everybody\'s codes are refused: the clock of the service is wrong.', '所有人的验证码都被拒：服务端时钟不准。');

/** What services say when a one-time code (RFC 6238) is not the one they expect. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'mfa/code-refused', program: 'service',
    literals: ['two-factor', 'two factor', 'second factor', 'invalid authenticator', 'incorrect authenticator', 'wrong authenticator', 'pam_google_authenticator', 'mfa one time pass', 'otp code', 'otp token', 'otp_code', 'invalid otp', 'incorrect otp', 'wrong otp', 'invalid totp', 'invalid mfa', 'incorrect mfa', 'wrong mfa', 'invalid 2fa', 'incorrect 2fa', 'wrong 2fa', 'incorrect totp', 'wrong totp', 'passcode', 'CodeMismatchException', 'EnableSoftwareTokenMFAException', 'two-step token'],
    pattern: new RegExp([
      // GitHub, GitLab, Laravel Fortify, Mastodon, Nextcloud and most web applications.
      String.raw`\b(?:invalid|incorrect|wrong) (?:two[- ]factor|authenticator|2fa|mfa|totp|otp)(?: authentication)? ?(?:code|token)?\b`,
      String.raw`\btwo[- ]factor (?:authentication )?(?:code|token)(?: you entered)? (?:is|was) (?:invalid|incorrect|wrong)`, String.raw`\btwo-factor authentication failed\b`, String.raw`\berror while validating your second factor\b`,
      String.raw`\btwo-step token is invalid\b`,
      // google-authenticator-libpam, AWS STS, Cognito, Okta, Auth0, Supabase.
      String.raw`\bpam_google_authenticator\).{0,40}invalid verification code`, String.raw`\binvalid MFA one time pass code\b`, String.raw`\b(?:CodeMismatch|EnableSoftwareTokenMFA)Exception\b`,
      String.raw`\byour passcode doesn.t match our records\b`, String.raw`\bE0000068\b.{0,80}invalid passcode`, String.raw`\binvalid otp_code\b`, String.raw`\binvalid TOTP code entered\b`,
    ].join('|'), 'i'),
    causes: [clock, stale, secret, parameters, verifier],
    examples: {
      matches: [
        'Invalid two-factor code', 'Invalid authenticator code.', 'The provided two factor authentication code was invalid.', 'Two-factor authentication failed.', 'The two-factor code you entered is incorrect', 'Invalid OTP code',
        'sshd(pam_google_authenticator)[1432]: Invalid verification code for root', 'An error occurred (AccessDenied) when calling the GetSessionToken operation: MultiFactorAuthentication failed with invalid MFA one time pass code.',
        'CodeMismatchException: Invalid code received for user', "Your passcode doesn't match our records. Please try again.", '{"error":"invalid_grant","error_description":"Invalid otp_code."}', 'Two-step token is invalid. Try again.',
        'Error while validating your second factor.',
        'Incorrect authenticator code',
        'Wrong authenticator code',
        'Invalid OTP token',
        'Incorrect OTP',
        'Wrong OTP',
        'Invalid TOTP code',
        'Incorrect MFA code',
        'Wrong MFA code',
        'Invalid 2FA code',
        'Incorrect 2FA code',
        'Wrong 2FA code',
        'Incorrect TOTP code',
        'Wrong TOTP code',
        'An error occurred (EnableSoftwareTokenMFAException) when calling the VerifySoftwareToken operation: Code mismatch',
      ],
      nearMisses: ['Enter your two-factor code', 'invalid verification code of the coupon'],
    },
  },
  {
    id: 'mfa/code-refused-in-chinese', program: 'service', literals: ['验证码', '动态口令', '动态密码'], pattern: /(?:动态|两步|二次|双因素|双重|身份验证器|MFA|OTP|TOTP) ?(?:验证码|口令|密码|验证)(?:错误|无效|不正确|已失效|校验失败)/i,
    causes: [clock, stale, secret, parameters, verifier],
    examples: { matches: ['动态口令错误', 'MFA 验证码错误', '两步验证码不正确，请重试', '动态密码错误'], nearMisses: ['请输入动态验证码', '图形验证码错误'] },
  },
]);
