import { ask, defineCommand, misuse, neutralise, ToolError, type Command } from '@culprit/core';
import { textOption } from '@culprit/core/commands';
import { keyOptions, keysOf } from '../dogecloud/command-options.ts';
import { uriAsFetchSends } from '../dogecloud/sign.ts';
import { dogecloudAuthorization } from '../facts/dogecloud-authorization.ts';

/** `culprit dogecloud sign`: the Authorization field that a request should have. */
export const dogecloudSign: Command = defineCommand({
  name: 'dogecloud sign',
  text: {
    en: { summary: 'Show the Authorization field that a request to DogeCloud should have', positionals: '<path?query>' },
    'zh-CN': { summary: '显示某个多吉云请求应有的 Authorization 头', positionals: '<路径与查询串>' },
  },
  options: { ...keyOptions, body: { type: 'string', placeholder: 'file', text: { en: 'File with the body, byte for byte', 'zh-CN': '请求体文件，逐字节参与签名' } } },
  async run(context) {
    const { positionals: [uri, ...more], io, locale, signal, config } = context;
    if (uri === undefined || more.length > 0) throw misuse('Write: culprit dogecloud sign /path?query [--body <file>]', '请写：culprit dogecloud sign /路径?查询串 [--body <文件>]');
    if (!uri.startsWith('/')) throw misuse('The path is signed with its leading slash, without scheme and host: /cdn/domain/list.json', '参与签名的是以斜杠开头的路径，不含协议和主机：/cdn/domain/list.json');
    const body = textOption(context.options, 'body');
    const { values: { signed } } = await ask({ signed: dogecloudAuthorization.of({ ...keysOf(context), uri, ...(body === undefined ? {} : { body }) }) }, { signal, ...(config?.secrets === undefined ? {} : { secrets: config.secrets }) });
    if (signed?.outcome !== 'signed') throw new ToolError('FILE_UNREADABLE', { en: `--body ${body ?? ''} can't be read: ${signed?.code ?? ''}.`, 'zh-CN': `无法读取 --body ${body ?? ''}：${signed?.code ?? ''}。` });
    io.stdout(`Authorization: ${signed.authorization}\n`);
    const sent = uriAsFetchSends(uri);
    io.stderr(locale === 'en' ? `Signed: ${neutralise(uri)}, a line feed, ${signed.bodyBytes} bytes. It is valid for this request as long as the key is: treat it like a password.\n` : `签名内容：${neutralise(uri)}、一个换行、${signed.bodyBytes} 字节。只要密钥有效，它对该请求就一直有效：请像密码一样保管。\n`);
    if (sent !== uri) io.stderr(locale === 'en' ? `fetch would send ${neutralise(sent)} instead, for which another signature is right.\n` : `fetch 实际会发送 ${neutralise(sent)}，需要的是另一个签名。\n`);
    return 0;
  },
});
