import { defineCommand, type Command } from '@culprit/core';
import { codeOptions, linesOf, misuse, nameOptions, nextLine, noPositionals, policyOf, prompt, writePrivateFile } from '../command-input.ts';
import { beginEnrolment, confirmEnrolment } from '../enrolment/enrolment.ts';
import { incompatibleParameters } from '../policy.ts';
import { drawQrAsSvg, drawQrForTerminal } from '../qr/draw-qr.ts';
import { decodeBase32 } from '../secret/base32.ts';
import { parameterWords } from '../words.ts';

const { secret: _, counter: __, ...parameterOptions } = codeOptions;

/** `culprit totp enroll`: a new secret as a QR code, confirmed by its first code, and kept only then. */
export const enroll: Command = defineCommand({
  name: 'totp enroll',
  text: { en: { summary: 'Make a new secret, show it as a QR code, and confirm it by a code' }, 'zh-CN': { summary: '生成新密钥并显示二维码，输入验证码确认' } },
  options: {
    ...parameterOptions, ...nameOptions,
    showUri: { type: 'boolean', text: { en: 'Show the URI too', 'zh-CN': '同时显示 URI' } },
    svg: { type: 'string', placeholder: 'file', text: { en: 'Write the QR code into a new file as well', 'zh-CN': '同时将二维码写入新文件' } },
    output: { type: 'string', short: 'o', placeholder: 'file', text: { en: 'Write the URI into a new file once a code has confirmed it', 'zh-CN': '验证码确认之后将 URI 写入新文件' } },
  },
  async run(context) {
    noPositionals(context);
    const { options, io, locale } = context;
    const policy = policyOf(options);
    let begun: ReturnType<typeof beginEnrolment>;
    try {
      begun = beginEnrolment({}, { issuer: String(options['issuer']), account: String(options['account']), policy, nowMs: Date.now() });
    } catch {
      throw misuse('Issuer and account hold no colon and no blank at their ends: no authenticator could tell them apart.', '服务名称和帐户名称中不能有冒号，首尾不能有空格：否则验证器无法区分。');
    }
    for (const { parameter, value, used, authenticators } of incompatibleParameters(policy)) {
      io.stderr(locale === 'en' ? `${authenticators.join(', ')} ignore the ${parameterWords.en[parameter]} ${value} and use ${used}\n` : `${authenticators.join('、')} 会忽略${parameterWords['zh-CN'][parameter]} ${value}，改用 ${used}\n`);
    }
    io.stdout(`${await drawQrForTerminal(begun.uri)}\n${begun.groups}\n${options['showUri'] === true ? `${begun.uri}\n` : ''}`);
    if (typeof options['svg'] === 'string') await writePrivateFile(options['svg'], await drawQrAsSvg(begun.uri));
    const lines = linesOf(context);
    const secret = decodeBase32(begun.enrolment.pending?.factor.secret ?? '')?.bytes ?? new Uint8Array();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      prompt(context, { en: 'Code that the authenticator shows now', 'zh-CN': '验证器当前显示的验证码' });
      const typed = await nextLine(lines);
      if (typed === undefined) break;
      const step = await confirmEnrolment(begun.enrolment, secret, typed, Date.now());
      if (step.outcome === 'confirmed') {
        if (typeof options['output'] === 'string') await writePrivateFile(options['output'], `${begun.uri}\n`);
        io.stderr(locale === 'en' ? 'Confirmed. Make recovery codes next: culprit recovery-codes generate\n' : '已确认。接下来请生成恢复码：culprit recovery-codes generate\n');
        return 0;
      }
      io.stderr(locale === 'en' ? 'This code does not fit.\n' : '验证码不符。\n');
    }
    io.stderr(locale === 'en' ? 'Not confirmed: nothing was kept. Leave an older factor as it is.\n' : '未确认：没有保存任何内容，请保留原有的验证方式。\n');
    return 1;
  },
});
