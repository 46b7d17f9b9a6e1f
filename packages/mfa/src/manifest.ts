// Written by scripts/manifests.mjs from what stands in this folder.
import type { Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = {
  '~manifest': true,
  name: '@culprit/mfa',
  version,
  api: 1,
  targets: [
    { kind: 'one-time-password', schemes: ['otpauth'], bare: false, load: async () => (await import('./targets/one-time-password.ts')).oneTimePassword },
  ],
  checks: [
    { id: 'mfa/code', kind: 'one-time-password', depth: 'quick', load: async () => (await import('./checks/code.ts')).codeCheck },
    { id: 'mfa/parameters', kind: 'one-time-password', depth: 'quick', load: async () => (await import('./checks/parameters.ts')).parametersCheck },
    { id: 'mfa/secret', kind: 'one-time-password', depth: 'quick', load: async () => (await import('./checks/secret.ts')).secretCheck },
  ],
  causes: [
    { id: 'mfa/authenticator-clock', suspectedBy: ['mfa/code#rejected'], load: async () => (await import('./causes/authenticator-clock.ts')).authenticatorClock },
    { id: 'mfa/counter-out-of-step', suspectedBy: ['mfa/code#rejected'], load: async () => (await import('./causes/counter-out-of-step.ts')).counterOutOfStep },
    { id: 'mfa/parameter-mismatch', suspectedBy: ['mfa/code#rejected'], load: async () => (await import('./causes/parameter-mismatch.ts')).parameterMismatch },
    { id: 'mfa/secret-mismatch', suspectedBy: ['mfa/code#rejected'], load: async () => (await import('./causes/secret-mismatch.ts')).secretMismatch },
    { id: 'mfa/stale-code', suspectedBy: ['mfa/code#rejected'], load: async () => (await import('./causes/stale-code.ts')).staleCode },
    { id: 'mfa/undecrypted-secret', suspectedBy: ['mfa/secret#undecrypted'], load: async () => (await import('./causes/undecrypted-secret.ts')).undecryptedSecret },
  ],
  knownErrors: [
    { load: async () => (await import('./known-errors/refused-codes.ts')).errors },
  ],
  commands: [
    { name: 'totp check', summary: { en: 'Check a one-time code from the standard input', 'zh-CN': '校验标准输入中的动态验证码' }, load: async () => (await import('./commands/check.ts')).check },
    { name: 'totp code', summary: { en: 'Show the current one-time code of a secret', 'zh-CN': '显示密钥当前的动态验证码' }, load: async () => (await import('./commands/code.ts')).code },
    { name: 'totp diagnose', summary: { en: 'Find out why a one-time code is refused: secret, code and the next code, a line each', 'zh-CN': '查明动态验证码为何被拒：逐行输入密钥、验证码和下一个验证码' }, load: async () => (await import('./commands/diagnose.ts')).diagnose },
    { name: 'totp enroll', summary: { en: 'Make a new secret, show it as a QR code, and confirm it by a code', 'zh-CN': '生成新密钥并显示二维码，输入验证码确认' }, load: async () => (await import('./commands/enroll.ts')).enroll },
    { name: 'totp import', summary: { en: 'Read the accounts of otpauth:// and otpauth-migration:// URIs from the standard input', 'zh-CN': '从标准输入读取 otpauth:// 和 otpauth-migration:// URI 中的帐户' }, load: async () => (await import('./commands/import.ts')).importAccounts },
    { name: 'recovery-codes check', summary: { en: 'Check a recovery code from the standard input', 'zh-CN': '校验标准输入中的恢复码' }, load: async () => (await import('./commands/recovery-check.ts')).recoveryCheck },
    { name: 'recovery-codes generate', summary: { en: 'Make ten recovery codes; they are shown once', 'zh-CN': '生成十个恢复码，仅显示一次' }, load: async () => (await import('./commands/recovery-generate.ts')).recoveryGenerate },
    { name: 'totp uri', summary: { en: 'Write the otpauth:// URI of a secret, or its QR code', 'zh-CN': '生成密钥的 otpauth:// URI 或二维码' }, load: async () => (await import('./commands/uri.ts')).uri },
  ],
  secretSources: [
    { scheme: 'totp', load: async () => (await import('./secret-sources/one-time-code.ts')).codeSource },
  ],
};

export default manifest;
