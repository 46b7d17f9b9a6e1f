import { ask, defineCommand, neutralise, type Command } from '@culprit/core';
import { textOption } from '@culprit/core/commands';
import { outputOptions, writeOut } from '../certificate-output.ts';
import { onlyPositional, requireFiles, sourceOf, sourceOptions } from '../command-input.ts';
import { chainInput, presentation } from '../endpoint-input.ts';
import type { WrittenForm } from '../facts/written-file.ts';
import { refusalOf } from '../source-refusal.ts';

const forms: readonly WrittenForm[] = ['pem', 'der', 'p7b', 'p12'];

/** `culprit certificate convert`: the same certificates in another form. */
export const convert: Command = defineCommand({
  name: 'certificate convert',
  text: {
    en: { summary: 'Write certificates, and their key if asked, as PEM, DER, PKCS #7 or PKCS #12', positionals: '<file|host> --to pem|der|p7b|p12' },
    'zh-CN': { summary: '将证书（可附带私钥）转换为 PEM、DER、PKCS #7 或 PKCS #12', positionals: '<文件|主机> --to pem|der|p7b|p12' },
  },
  changes: true,
  options: {
    to: { type: 'enum', values: forms, required: true, text: { en: 'Form to write', 'zh-CN': '要写成的格式' } },
    withKey: { type: 'boolean', text: { en: 'Write the private key too (pem and p12): that of --key or, without it, of the file itself', 'zh-CN': '同时写入私钥（pem 与 p12）：取自 --key，未给出时取自文件本身' } },
    ...sourceOptions,
    ...outputOptions,
  },
  async run(context) {
    const { options, positionals, io, signal, locale } = context;
    const text = onlyPositional(positionals, 'certificate convert <file|host> --to pem|der|p7b|p12');
    await requireFiles(options);
    const source = await sourceOf(text, context);
    const { values: { shown } } = await ask({ shown: presentation(chainInput(source.input)) }, { signal, timeoutMs: Number(options['timeout']) });
    if (shown === undefined || shown.chain.length === 0) {
      io.stderr(`culprit: ${neutralise(await refusalOf(source, shown, locale))}\n`);
      return 1;
    }
    const to = forms.find((form) => form === options['to']) ?? 'pem';
    const [first] = shown.chain;
    const certificates = to === 'der' && first !== undefined ? [first] : shown.chain;
    if (certificates.length < shown.chain.length) {
      io.stderr(locale === 'en'
        ? `DER holds one certificate: the first of ${shown.chain.length} is written. All of them: --to pem or p7b.\n`
        : `DER 只能存放一张证书：写入 ${shown.chain.length} 张中的第一张。要写入全部，请用 --to pem 或 p7b。\n`);
    }
    const keyFile = textOption(options, 'key') ?? (source.kind === 'file' ? source.input.file : undefined);
    const withKey = options['withKey'] === true || (to === 'p12' && textOption(options, 'key') !== undefined);
    await writeOut({ to, certificates, ...(withKey && keyFile !== undefined && (to === 'pem' || to === 'p12') ? { key: keyFile } : {}) }, context);
    return 0;
  },
});
