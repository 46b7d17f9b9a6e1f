import { defineCommand, misuse, type Command, type CommandContext } from '@culprit/core';
import { linesOf, nextLine, type Lines } from '@culprit/core/commands';
import { writePrivateFile } from '@culprit/core/files';
import { codeOptions, nameOptions, noPositionals, policyOf, prompt } from '../command-input.ts';
import { activateEnrolment, beginEnrolment, confirmEnrolment, issueRecoveryCodes, type Enrolment } from '../enrolment/enrolment.ts';
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
    recovery: { type: 'string', placeholder: 'file', text: { en: 'Make recovery codes too, ask for one of them, and write what is stored of them into a new file', 'zh-CN': '同时生成恢复码，要求输入其中一个，并将其散列写入新文件' } },
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
        const recovered = typeof options['recovery'] !== 'string' || await keepRecoveryCodes(step.enrolment, options['recovery'], context, lines);
        if (!recovered) break;
        if (typeof options['output'] === 'string') await writePrivateFile(options['output'], `${begun.uri}\n`);
        io.stderr(`${done[locale]}${typeof options['recovery'] === 'string' ? '' : next[locale]}\n`);
        return 0;
      }
      io.stderr(locale === 'en' ? 'This code does not fit.\n' : '验证码不符。\n');
    }
    io.stderr(locale === 'en' ? 'Not confirmed: nothing was kept. Leave an older factor as it is.\n' : '未确认：没有保存任何内容，请保留原有的验证方式。\n');
    return 1;
  },
});

const done = { en: 'Confirmed.', 'zh-CN': '已确认。' } as const;
const next = { en: ' Make recovery codes next: culprit recovery-codes generate', 'zh-CN': '接下来请生成恢复码：culprit recovery-codes generate' } as const;

/** Shows recovery codes and asks for one of them; only then what is stored of them is kept. Resolves to whether it was. */
async function keepRecoveryCodes(enrolment: Enrolment, file: string, context: CommandContext, lines: Lines): Promise<boolean> {
  const { io, locale } = context;
  const issued = await issueRecoveryCodes(enrolment, Date.now());
  if (issued.outcome !== 'issued') return false;
  io.stdout(`${issued.codes.join('\n')}\n`);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    prompt(context, { en: 'Keep these recovery codes, and type one of them back', 'zh-CN': '请保存这些恢复码，并输入其中一个' });
    const typed = await nextLine(lines);
    if (typed === undefined) break;
    const activated = await activateEnrolment(issued.enrolment, typed, Date.now());
    if (activated.outcome === 'activated') {
      await writePrivateFile(file, `${JSON.stringify(activated.enrolment.recovery)}\n`);
      return true;
    }
    io.stderr(locale === 'en' ? 'This is none of them.\n' : '不是其中任何一个。\n');
  }
  return false;
}
