import type { OptionFields } from '@culprit/core';

/** Everything that the server can be told, on the command line or as CULPRIT_… in the environment. */
export const serverOptions: OptionFields = {
  config: { type: 'string', short: 'c', placeholder: 'file', text: { en: 'The config file; default: culprit.config.* here or above', 'zh-CN': '配置文件；默认查找当前目录及上级目录中的 culprit.config.*' } },
  data: { type: 'string', placeholder: 'folder', text: { en: 'Where history is kept', 'zh-CN': '历史数据所在目录' } },
  listen: { type: 'string', placeholder: 'host:port', default: '127.0.0.1:8090', text: { en: 'Where to listen', 'zh-CN': '监听地址' } },
  publicUrl: { type: 'string', placeholder: 'url', pattern: '^https?://[^/?#\\s]+$', text: { en: 'The address that people use, where a proxy stands in front', 'zh-CN': '前面有反向代理时，用户访问的地址' } },
  trustProxy: { type: 'list', placeholder: 'address', items: { type: 'string' }, text: { en: 'Proxies whose X-Forwarded-For is believed', 'zh-CN': '信任其 X-Forwarded-For 的反向代理' } },
  allowOutbound: { type: 'list', placeholder: 'rule', items: { type: 'string' }, text: { en: 'Where targets and webhooks of the API may lead beside the public Internet: 10.0.0.0/8, *.corp.example:443', 'zh-CN': '除公网外，API 添加的目标和 Webhook 还可以访问哪里：10.0.0.0/8、*.corp.example:443' } },
  denyOutbound: { type: 'list', placeholder: 'rule', items: { type: 'string' }, text: { en: 'Where they may not', 'zh-CN': '禁止它们访问哪里' } },
  apiKind: { type: 'list', placeholder: 'kind', items: { type: 'string' }, text: { en: 'Kinds of targets that the API takes beside those that only look at the network', 'zh-CN': '除仅访问网络的类型外，API 还接受哪些目标类型' } },
  apiSecret: { type: 'list', placeholder: 'reference', items: { type: 'string' }, text: { en: 'Secrets that targets of the API may refer to: env:NAME', 'zh-CN': 'API 添加的目标可以引用的密钥：env:NAME' } },
  plugin: { type: 'list', short: 'p', placeholder: 'name', items: { type: 'string' }, text: { en: 'A plugin beside those that are installed', 'zh-CN': '额外加载的插件' } },
  otlp: { type: 'string', placeholder: 'url', pattern: '^https?://', text: { en: 'Where traces and incidents are sent by OTLP/HTTP', 'zh-CN': '通过 OTLP/HTTP 发送追踪和事件的地址' } },
  logLevel: { type: 'enum', values: ['debug', 'info', 'warn', 'error', 'silent'], default: 'info', text: { en: 'How much is logged', 'zh-CN': '日志级别' } },
  help: { type: 'boolean', short: 'h', text: { en: 'Show this', 'zh-CN': '显示本帮助' } },
};

export interface ServerOptions {
  readonly config?: string;
  readonly data: string;
  readonly host: string;
  readonly port: number;
  /** Where nobody says: the address that is listened on. */
  readonly publicUrl?: string;
  readonly trustProxy: readonly string[];
  readonly allowOutbound: readonly string[];
  readonly denyOutbound: readonly string[];
  readonly apiKind: readonly string[];
  readonly apiSecret: readonly string[];
  readonly plugin: readonly string[];
  readonly otlp?: string;
  readonly logLevel: string;
}
