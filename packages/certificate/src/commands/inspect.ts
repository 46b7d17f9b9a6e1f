import { ask, defineCommand, neutralise, type Command, type CommandContext, type Locale } from '@culprit/core';
import { formatOption } from '@culprit/core/commands';
import { onlyPositional, requireFiles, sourceOf, sourceOptions, type CertificateSource } from '../command-input.ts';
import { chainInput, presentation } from '../endpoint-input.ts';
import { inspection, type InspectedCertificate, type Inspection } from '../inspection.ts';
import { refusalOf } from '../source-refusal.ts';

/** `culprit certificate inspect`: what is in it, without a verdict. */
export const inspect: Command = defineCommand({
  name: 'certificate inspect',
  text: {
    en: { summary: 'Show in plain words what the certificates of a server or a file say', positionals: '<host|file…>' },
    'zh-CN': { summary: '用通俗文字说明服务器或文件中的证书内容', positionals: '<主机|文件…>' },
  },
  options: { ...sourceOptions, ...formatOption },
  async run(context) {
    const { positionals, options, io, locale } = context;
    const texts = positionals.length === 0 ? [onlyPositional(positionals, 'certificate inspect <host|file…>')] : positionals;
    await requireFiles(options);
    const found: (Inspection | { readonly source: string; readonly refused: string })[] = [];
    for (const text of texts) found.push(await inspectOne(text, await sourceOf(text, context), context));
    const all = texts.length === 1 ? found[0] : found;
    io.stdout(options['format'] === 'json' ? `${JSON.stringify(all, undefined, 2)}\n` : found.map((one) => screenOf(one, locale)).join('\n'));
    return found.some((one) => 'refused' in one) ? 1 : 0;
  },
});

async function inspectOne(text: string, source: CertificateSource, { options, signal, locale }: CommandContext): Promise<Inspection | { readonly source: string; readonly refused: string }> {
  const { values: { shown } } = await ask({ shown: presentation(chainInput(source.input)) }, { signal, offline: options['offline'] === true, timeoutMs: Number(options['timeout']) });
  if (shown === undefined || shown.chain.length === 0) return { source: text, refused: await refusalOf(source, shown, locale) };
  return inspection(text, shown, new Date());
}

const words = {
  en: {
    roles: { server: 'Server certificate', authority: 'Intermediate authority', root: 'Root authority', unreadable: 'Unreadable certificate' },
    for: 'for', issuer: 'issued by', serial: 'serial number', from: 'valid from', until: 'valid until', key: 'key', signature: 'signature', usage: 'may be used for', fingerprint: 'SHA-256', location: 'issuer at', line: 'line',
    left: (days: number) => (days < 0 ? `expired ${-days} ${-days === 1 ? 'day' : 'days'} ago` : `${days} ${days === 1 ? 'day' : 'days'} left`),
    more: (count: number) => `… and ${count} more`,
    pair: { fits: 'The private key belongs to the first certificate.', 'fits-none': 'The private key belongs to none of these certificates.', 'password-needed': 'The private key takes a password.', 'wrong-password': 'The password does not open the private key.', unreadable: "The private key can't be read.", absent: 'There is no private key in the file given as key.' },
  },
  'zh-CN': {
    roles: { server: '服务器证书', authority: '中间 CA', root: '根 CA', unreadable: '无法读取的证书' },
    for: '适用于', issuer: '签发者', serial: '序列号', from: '生效时间', until: '到期时间', key: '密钥', signature: '签名', usage: '用途', fingerprint: 'SHA-256', location: '签发者证书', line: '行号',
    left: (days: number) => (days < 0 ? `已过期 ${-days} 天` : `还有 ${days} 天`),
    more: (count: number) => `……另有 ${count} 个`,
    pair: { fits: '私钥与第一张证书匹配。', 'fits-none': '私钥与这些证书都不匹配。', 'password-needed': '打开私钥需要密码。', 'wrong-password': '密码无法打开私钥。', unreadable: '无法读取私钥。', absent: '作为私钥给出的文件中没有私钥。' },
  },
} as const;

function screenOf(found: Inspection | { readonly source: string; readonly refused: string }, locale: Locale): string {
  if ('refused' in found) return `${neutralise(found.source)}: ${neutralise(found.refused)}\n`;
  const { source, form, certificates, key } = found;
  const pair = key === undefined ? [] : [words[locale].pair[key]];
  return [`${neutralise(source)} (${form})`, ...certificates.flatMap((certificate, index) => ['', ...linesOf(certificate, index, locale)]), ...(pair.length === 0 ? [] : ['', ...pair]), ''].join('\n');
}

function linesOf(certificate: InspectedCertificate, index: number, locale: Locale): readonly string[] {
  const say = words[locale];
  if (certificate.role === 'unreadable') return [`${index + 1}. ${say.roles.unreadable} (${certificate.reason})`];
  const { role, subject, names, nameCount, issuer, serialNumber, notBefore, notAfter, daysLeft, key, signatureAlgorithm, usages, fingerprint256, caIssuers, line } = certificate;
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    [say.for, names.length === 0 ? undefined : `${names.join(', ')}${nameCount > names.length ? ` ${say.more(nameCount - names.length)}` : ''}`],
    [say.issuer, issuer], [say.from, notBefore], [say.until, `${notAfter} (${say.left(daysLeft)})`], [say.key, key], [say.signature, signatureAlgorithm],
    [say.usage, usages], [say.serial, serialNumber], [say.fingerprint, fingerprint256], [say.location, caIssuers], [say.line, line === undefined ? undefined : String(line)],
  ];
  return [`${index + 1}. ${say.roles[role]}: ${neutralise(subject)}`, ...rows.flatMap(([label, value]) => (value === undefined ? [] : [`   ${label}: ${neutralise(value)}`]))];
}
