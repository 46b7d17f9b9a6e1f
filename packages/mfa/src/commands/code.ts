import { defineCommand, type Command } from '@culprit/core';
import { codeAt, secondsLeft, timeStep } from '../codes/one-time-code.ts';
import { formatOption, linesOf } from '@culprit/core/commands';
import { codeOptions, noPositionals, policyOf, requireSecret, secretTextOf } from '../command-input.ts';

/** `culprit totp code`: the current code of a secret. */
export const code: Command = defineCommand({
  name: 'totp code',
  text: { en: { summary: 'Show the current one-time code of a secret' }, 'zh-CN': { summary: '显示密钥当前的动态验证码' } },
  options: { ...codeOptions, ...formatOption },
  async run(context) {
    noPositionals(context);
    const { options, io, locale } = context;
    const read = requireSecret(await secretTextOf(context, linesOf(context)));
    const policy = policyOf(options, read.account);
    const now = Date.now();
    const counter = policy.type === 'hotp' ? Number(options['counter'] ?? read.account?.counter ?? 0) : timeStep(now, policy);
    const shown = codeAt(read.bytes, counter, policy);
    const left = policy.type === 'hotp' ? undefined : secondsLeft(now, policy);
    if (options['format'] === 'json') io.stdout(`${JSON.stringify({ code: shown, ...(left === undefined ? { counter } : { secondsLeft: left }) })}\n`);
    else io.stdout(`${shown}\n`);
    if (left !== undefined) io.stderr(locale === 'en' ? `For another ${left} s\n` : `还有 ${left} 秒有效\n`);
    return 0;
  },
});
