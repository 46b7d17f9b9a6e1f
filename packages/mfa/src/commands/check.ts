import { defineCommand, misuse, type Command } from '@culprit/core';
import { formatOption, linesOf, nextLine } from '@culprit/core/commands';
import { codeOptions, noPositionals, policyOf, prompt, requireSecret, secretTextOf } from '../command-input.ts';
import { createFileStore } from '../verification/file-store.ts';
import { createMemoryStore } from '../verification/memory-store.ts';
import { verifyCode } from '../verification/verify-code.ts';

const words = {
  en: { accepted: 'The code is right', wrong: 'The code is wrong; culprit totp diagnose says why', malformed: 'This is no code', reused: 'The code was used before', 'clock-set-back': 'The clock of this machine was set back', 'rate-limited': 'Too many wrong codes: wait', contended: 'Too many look at this account at once' },
  'zh-CN': { accepted: '验证码正确', wrong: '验证码错误；运行 culprit totp diagnose 查明原因', malformed: '这不是验证码', reused: '验证码已被使用过', 'clock-set-back': '本机时钟被回拨', 'rate-limited': '错误次数过多，请稍候', contended: '同时访问该帐户的请求过多' },
} as const;

/** `culprit totp check`: whether a code is right; with `--state` each counts once. */
export const check: Command = defineCommand({
  name: 'totp check',
  text: { en: { summary: 'Check a one-time code from the standard input' }, 'zh-CN': { summary: '校验标准输入中的动态验证码' } },
  options: {
    ...codeOptions,
    state: { type: 'string', placeholder: 'folder', text: { en: 'Remember here which codes were used; several processes may share it', 'zh-CN': '在此目录记录已用的验证码，可供多个进程共用' } },
    account: { type: 'string', default: 'default', placeholder: 'name', text: { en: 'Account that is remembered', 'zh-CN': '所记录的帐户名' } },
    ...formatOption,
  },
  async run(context) {
    noPositionals(context);
    const { options, io, locale } = context;
    const lines = linesOf(context);
    const read = requireSecret(await secretTextOf(context, lines));
    prompt(context, { en: 'Code', 'zh-CN': '验证码' });
    const typed = await nextLine(lines);
    if (typed === undefined) throw misuse('There is no code: give it on the standard input, after the secret if that is there too.', '没有验证码：请写入标准输入（若密钥也在其中，则写在密钥之后）。');
    const policy = policyOf(options, read.account);
    const store = typeof options['state'] === 'string' ? createFileStore(options['state']) : createMemoryStore();
    const account = String(options['account']);
    const expected = options['counter'] ?? read.account?.counter;
    // A counter that is given holds for an account that nothing is remembered of.
    if (policy.type === 'hotp' && typeof expected === 'number') await store.compareAndSet(account, 0, { lastCounter: expected - 1, refusedMs: [] });
    const verified = await verifyCode({ secret: read.bytes, policy, code: typed, account, store });
    io.stdout(options['format'] === 'json' ? `${JSON.stringify(verified)}\n` : `${words[locale][verified.outcome]}\n`);
    return verified.outcome === 'accepted' ? 0 : 1;
  },
});
