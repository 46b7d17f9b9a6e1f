import { defineCommand, misuse, neutralise, type Command, type CommandContext } from '@culprit/core';
import { confirmed, secretOption, textOption, yesOption } from '@culprit/core/commands';
import type { DogeCloudCertificate } from '../dogecloud/client.ts';
import { callOptions } from '../dogecloud/command-options.ts';
import { callApi, showResult } from '../dogecloud/show-result.ts';

/** `culprit dogecloud certificates`: lists, uploads, binds and deletes certificates of the CDN. */
export const dogecloudCertificates: Command = defineCommand({
  name: 'dogecloud certificates',
  text: {
    en: { summary: 'List, upload, bind or delete certificates of DogeCloud\'s CDN', positionals: '[upload <file> | bind <id> <domain> | delete <id>]' },
    'zh-CN': { summary: '列出、上传、绑定或删除多吉云 CDN 的证书', positionals: '[upload <文件> | bind <编号> <域名> | delete <编号>]' },
  },
  changes: true,
  options: {
    ...callOptions, ...yesOption,
    key: { type: 'secret', placeholder: 'secret', text: { en: 'Private key of the certificate to upload, as file:path or env:NAME', 'zh-CN': '要上传的证书的私钥，写作 file:路径 或 env:名称' } },
    note: { type: 'string', text: { en: 'Note by which the certificate is listed; default: the name of its file', 'zh-CN': '证书备注，默认为文件名' } },
    ca: { type: 'string', placeholder: 'file', text: { en: 'PEM file of an authority to trust as well when the chain is judged', 'zh-CN': '判断证书链时额外信任的 CA（PEM 文件）' } },
  },
  async run(context) {
    const [action, ...rest] = context.positionals;
    switch (action) {
      case undefined:
        return showResult(context, await callApi(context, { call: 'certificates' }), ({ data }) => (data as readonly DogeCloudCertificate[]).map(({ id, expires, domainCount, name, note }) => `${id}  ${expires}  ${domainCount}  ${neutralise(name)}  ${neutralise(note)}\n`).join(''));
      case 'upload': return upload(context, rest);
      case 'bind': return bind(context, rest);
      case 'delete': return remove(context, rest);
      default: throw misuse(`There is no action ${action.slice(0, 40)}: upload, bind or delete.`, `没有操作 ${action.slice(0, 40)}：可用 upload、bind 或 delete。`);
    }
  },
});

async function upload(context: CommandContext, [file, ...more]: readonly string[]): Promise<number> {
  const { options, io, locale } = context;
  const key = secretOption(options, 'key');
  if (file === undefined || more.length > 0 || key === undefined) throw misuse('Write: culprit dogecloud certificates upload <file> --key file:<path>', '请写：culprit dogecloud certificates upload <文件> --key file:<路径>');
  const [note, ca] = [textOption(options, 'note') ?? file.replace(/^.*[\\/]/, ''), textOption(options, 'ca')];
  if (!await confirmed(context, { en: `Uploads ${file} and its private key to DogeCloud as "${note}", if they are fit.`, 'zh-CN': `将把 ${file} 及其私钥上传到多吉云，备注“${note}”；上传前会先检查。` })) return 1;
  const result = await callApi(context, { call: 'upload', certificate: file, privateKey: key, note, ...(ca === undefined ? {} : { ca }) });
  if (result !== undefined && 'judgement' in result) {
    const { judgement } = result;
    if (judgement.outcome === 'unjudged') io.stderr(locale === 'en' ? 'Not judged before it was sent: @culprit/certificate is not installed.\n' : '发送前未检查：没有安装 @culprit/certificate。\n');
    if (judgement.outcome === 'fit') for (const { fault } of judgement.remarks) io.stderr(locale === 'en' ? `Clients may refuse it: ${fault}\n` : `客户端可能拒绝该证书：${fault}\n`);
  }
  return showResult(context, result, ({ data }) => `${typeof data === 'object' && 'id' in data ? data.id : ''}\n`);
}

async function bind(context: CommandContext, [id, domain, ...more]: readonly string[]): Promise<number> {
  if (id === undefined || !/^\d{1,15}$/.test(id) || domain === undefined || more.length > 0) throw misuse('Write: culprit dogecloud certificates bind <id> <domain>', '请写：culprit dogecloud certificates bind <编号> <域名>');
  if (!await confirmed(context, { en: `Binds certificate ${id} to ${domain}.`, 'zh-CN': `将把证书 ${id} 绑定到 ${domain}。` })) return 1;
  return showResult(context, await callApi(context, { call: 'bind', id: Number(id), domain }), () => '');
}

async function remove(context: CommandContext, [id, ...more]: readonly string[]): Promise<number> {
  if (id === undefined || !/^\d{1,15}$/.test(id) || more.length > 0) throw misuse('Write: culprit dogecloud certificates delete <id>', '请写：culprit dogecloud certificates delete <编号>');
  if (!await confirmed(context, { en: `Deletes certificate ${id}.`, 'zh-CN': `将删除证书 ${id}。` })) return 1;
  return showResult(context, await callApi(context, { call: 'delete', id: Number(id) }), () => '');
}
