import { defineCommand, ToolError, type Command, type Json } from '@culprit/core';
import { conduct, depthOptions, reportOptions } from '@culprit/core/examination';
import { logInFields } from '../targets/log-in.ts';

/** Names of fields and fixed fields are for a config. */
const { fields: _fields, with: _with, ...fields } = logInFields;

/** `culprit login examine`: logs in once, follows where that leads, and says why the session does not last. */
export const loginExamine: Command = defineCommand({
  name: 'login examine',
  text: {
    en: { summary: 'Log in once and find out why that, or the first request after it, fails', positionals: '<url of the log-in>' },
    'zh-CN': { summary: '登录一次，查明登录或登录后的第一个请求为何失败', positionals: '<登录网址>' },
  },
  options: {
    ...fields,
    proxy: { type: 'string', placeholder: 'url', text: { en: 'Proxy to use, or "direct"', 'zh-CN': '要使用的代理，或 direct（直连）' } },
    ca: { type: 'string', placeholder: 'file', text: { en: 'PEM file of certificate authorities to trust as well', 'zh-CN': '额外信任的 CA 证书（PEM 文件）' } },
    connectTo: { type: 'string', placeholder: 'host:port', text: { en: 'Connect here instead', 'zh-CN': '改为连接到此处' } },
    ...depthOptions, ...reportOptions,
  },
  async run(context) {
    const { positionals: [url], options } = context;
    if (url === undefined || !/^https?:\/\/[^@\s]+$/.test(url) || !URL.canParse(url)) {
      throw new ToolError('USAGE_INVALID', { en: 'Name the address of the log-in: culprit login examine https://host/login --username env:NAME --password env:NAME', 'zh-CN': '请给出登录网址：culprit login examine https://主机/login --username env:名称 --password env:名称' });
    }
    const given = (names: readonly string[]): { readonly [name: string]: Json } => Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name] as Json] as const])));
    const route = given(['proxy', 'ca', 'connectTo']);
    return conduct(context, [{ kind: 'login', url, ...given(Object.keys(fields)), ...(Object.keys(route).length === 0 ? {} : { route }) }]);
  },
});
