import type { OptionFields } from '@culprit/core';
import { depthOptions as depth } from '@culprit/core/examination';

/** What every command understands. */
export const globalOptions: OptionFields = {
  lang: { type: 'enum', values: ['en', 'zh-CN'], text: { en: 'Language; default: from LC_ALL, LC_MESSAGES, LANG or LANGUAGE', 'zh-CN': '语言，默认取自 LC_ALL、LC_MESSAGES、LANG 或 LANGUAGE' } },
  color: { type: 'boolean', text: { en: 'Use no colours; they are only used on a terminal, and not where NO_COLOR is set', 'zh-CN': '不使用颜色；颜色仅用于终端，设置了 NO_COLOR 时也不使用' } },
  config: { type: 'string', placeholder: 'file', text: { en: 'Config file; default: the nearest culprit.config.*', 'zh-CN': '配置文件，默认使用最近的 culprit.config.*' } },
  plugin: { type: 'list', items: { type: 'string' }, placeholder: 'name', text: { en: 'Package or ./path of a plugin to load as well', 'zh-CN': '额外加载的插件（npm 包名或 ./路径）' } },
  help: { type: 'boolean', short: 'h', text: { en: 'Show this help', 'zh-CN': '显示帮助' } },
  version: { type: 'boolean', short: 'V', text: { en: 'Print the version', 'zh-CN': '输出版本号' } },
};

/** What targets are to be taken for. */
export const kindOptions: OptionFields = {
  kind: { type: 'string', placeholder: 'kind', text: { en: 'Take the address for a target of this kind: login, relay, model-mirror, … ("culprit list targets" shows all)', 'zh-CN': '把地址当作此类目标：login、relay、model-mirror 等（“culprit list targets”列出全部）' } },
  field: { type: 'map', values: { type: 'string' }, placeholder: 'name=value', text: { en: 'With --kind: a field that the address does not say, such as username=env:NAME', 'zh-CN': '与 --kind 合用：地址中没有的字段，例如 username=env:NAME' } },
};

/** How a target is reached and what is asked of it. */
export const routeOptions: OptionFields = {
  resolver: { type: 'string', placeholder: 'address', text: { en: 'Name server to ask: address, address:port, tls://address#name or https://…', 'zh-CN': '要查询的域名服务器：地址、地址:端口、tls://地址#名称 或 https://…' } },
  connectTo: { type: 'string', placeholder: 'host:port', text: { en: 'Connect here instead; the names that are sent stay', 'zh-CN': '改为连接此处；发送的名称不变' } },
  proxy: { type: 'string', placeholder: 'url', text: { en: 'Proxy to use, or "direct"; default: from the environment', 'zh-CN': '要使用的代理，或 direct（直连）；默认取自环境变量' } },
  proxyCredential: { type: 'secret', placeholder: 'secret', text: { en: 'User name and password for the proxy, as env:NAME or file:path', 'zh-CN': '代理的用户名和密码，写作 env:NAME 或 file:路径' } },
  ca: { type: 'string', placeholder: 'file', text: { en: 'PEM file of authorities to trust as well', 'zh-CN': '额外信任的 CA 证书（PEM 文件）' } },
  cert: { type: 'string', placeholder: 'file', text: { en: 'PEM file of a client certificate', 'zh-CN': '客户端证书（PEM 文件）' } },
  key: { type: 'string', placeholder: 'file', text: { en: 'PEM file of its private key', 'zh-CN': '客户端证书的私钥（PEM 文件）' } },
  header: { type: 'list', items: { type: 'string' }, placeholder: 'name: value', text: { en: 'Header field to send; a credential as "Authorization: Bearer env:NAME"', 'zh-CN': '要发送的请求头；凭据写作“Authorization: Bearer env:NAME”' } },
  method: { type: 'string', pattern: '^[A-Z]{1,20}$', placeholder: 'verb', text: { en: 'Request method; default GET', 'zh-CN': '请求方法，默认 GET' } },
  expectStatus: { type: 'list', items: { type: 'integer', min: 100, max: 599 }, placeholder: 'codes', text: { en: 'Status codes that count as healthy: 200,204', 'zh-CN': '视为正常的状态码：200,204' } },
};

/** How deep and how widely to look at a target. */
export const depthOptions: OptionFields = {
  ...depth,
  noRevocation: { type: 'boolean', text: { en: 'Do not look whether certificates were revoked', 'zh-CN': '不检查证书是否被吊销' } },
};
