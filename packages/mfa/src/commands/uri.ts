import { defineCommand, misuse, type Command } from '@culprit/core';
import { linesOf } from '@culprit/core/commands';
import { writePrivateFile } from '@culprit/core/files';
import { codeOptions, nameOptions, noPositionals, policyOf, requireSecret, secretTextOf } from '../command-input.ts';
import { drawQrAsSvg, drawQrForTerminal } from '../qr/draw-qr.ts';
import { writeUri } from '../uri/write-uri.ts';
import { noteWords } from '../words.ts';

/** `culprit totp uri`: the exact URI of a secret, to be scanned or stored. It shows the secret: that is what it is for. */
export const uri: Command = defineCommand({
  name: 'totp uri',
  text: { en: { summary: 'Write the otpauth:// URI of a secret, or its QR code' }, 'zh-CN': { summary: '生成密钥的 otpauth:// URI 或二维码' } },
  options: {
    ...codeOptions, ...nameOptions,
    qr: { type: 'boolean', text: { en: 'Draw its QR code instead', 'zh-CN': '改为显示二维码' } },
    svg: { type: 'string', placeholder: 'file', text: { en: 'Write its QR code into a new file', 'zh-CN': '将二维码写入新文件' } },
  },
  async run(context) {
    noPositionals(context);
    const { options, io, locale } = context;
    const { bytes, account, notes } = requireSecret(await secretTextOf(context, linesOf(context)));
    const { type, algorithm, digits, periodSeconds } = policyOf(options, account);
    let written: string;
    try {
      written = writeUri({ type, algorithm, digits, periodSeconds, secret: bytes, issuer: String(options['issuer']), account: String(options['account']), counter: Number(options['counter'] ?? account?.counter ?? 0) });
    } catch {
      throw misuse('Issuer and account hold no colon and no blank at their ends: no authenticator could tell them apart.', '服务名称和帐户名称中不能有冒号，首尾不能有空格：否则验证器无法区分。');
    }
    if (typeof options['svg'] === 'string') await writePrivateFile(options['svg'], await drawQrAsSvg(written));
    else io.stdout(options['qr'] === true ? await drawQrForTerminal(written) : `${written}\n`);
    for (const note of notes) io.stderr(`${noteWords[locale][note]}\n`);
    return 0;
  },
});
