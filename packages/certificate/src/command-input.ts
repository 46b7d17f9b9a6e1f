import { stat } from 'node:fs/promises';
import { domainToASCII } from 'node:url';
import { readTarget, ToolError, type CommandContext, type OptionFields, type Route } from '@culprit/core';
import { secretOption, textOption, timeoutOption } from '@culprit/core/commands';
import { tlsEndpoint, type TlsEndpoint } from '@culprit/network';
import type { CertificateFile } from './targets/certificate-file.ts';

/** How certificates are found and what they are compared with: options of every command about certificates. */
export const sourceOptions: OptionFields = {
  host: { type: 'string', placeholder: 'name', text: { en: 'Host that it is to be used for; of a server: the name to ask for', 'zh-CN': '证书将用于的主机；对服务器则为要请求的名称' } },
  issuer: { type: 'string', placeholder: 'file', text: { en: 'Certificates to complete the chain of a file with', 'zh-CN': '用于补全文件中证书链的证书' } },
  key: { type: 'string', placeholder: 'file', text: { en: 'Private key that belongs to the certificate', 'zh-CN': '证书对应的私钥文件' } },
  password: { type: 'secret', placeholder: 'secret', text: { en: 'Password of a PKCS #12 file or an encrypted key, as env:NAME or file:path', 'zh-CN': 'PKCS #12 文件或加密私钥的密码，写作 env:名称 或 file:路径' } },
  ca: { type: 'string', placeholder: 'file', text: { en: 'PEM file of authorities to trust as well', 'zh-CN': '额外信任的 CA 证书（PEM 文件）' } },
  connectTo: { type: 'string', placeholder: 'host:port', text: { en: 'Connect here instead; the names that are sent stay', 'zh-CN': '改为连接此处；发送的名称不变' } },
  offline: { type: 'boolean', text: { en: 'Fetch nothing from where certificates point at', 'zh-CN': '不从证书所指的地址获取任何内容' } },
  ...timeoutOption,
};

type Options = CommandContext['options'];

/** What a person named: a server or a file. */
export type CertificateSource = { readonly kind: 'file'; readonly input: CertificateFile } | { readonly kind: 'endpoint'; readonly input: TlsEndpoint };

const fileName = /\.(?:pem|crt|cer|cert|der|p7b|p7c|p12|pfx|csr|key)$/i;

/**
 * A path, or a name of a file that is there, is a file; anything else a server: `host`, `host:port` or `https://host/…`.
 * @throws ToolError (`TARGET_INVALID`, `FILE_UNREADABLE`, `USAGE_INVALID`)
 */
export async function sourceOf(text: string, { options, plugins }: Pick<CommandContext, 'options' | 'plugins'>): Promise<CertificateSource> {
  const host = hostOption(options);
  const ca = textOption(options, 'ca');
  const isPath = /^(?:\.{0,2}[\\/]|[a-z]:[\\/])/i.test(text);
  if (isPath || (!text.includes('://') && await stat(text).then((stats) => !stats.isDirectory(), () => false))) return { kind: 'file', input: fileInput(text, options, host, ca) };
  if (fileName.test(text)) throw unreadable(text);
  const connectTo = textOption(options, 'connectTo');
  const route: Route = { ...(ca === undefined ? {} : { ca }), ...(connectTo === undefined ? {} : { connectTo }) };
  const authority = /^(?:[a-z]+:\/\/)?([^/?#]*)/i.exec(text.trim())?.[1] ?? '';
  const target = await readTarget(`tls://${authority}`, plugins, Object.keys(route).length === 0 ? {} : { route });
  const read = tlsEndpoint.schema['~standard'].validate(target.data);
  const value = read instanceof Promise ? await read : read;
  if (value.issues !== undefined) throw new Error('tls-endpoint does not know its own data');
  return { kind: 'endpoint', input: { ...value.value, ...(host === undefined ? {} : { serverName: host }) } };
}

function fileInput(file: string, options: Options, host: string | undefined, ca: string | undefined): CertificateFile {
  const [issuer, key, password] = [textOption(options, 'issuer'), textOption(options, 'key'), secretOption(options, 'password')];
  return {
    file, ...(host === undefined ? {} : { host }), ...(issuer === undefined ? {} : { issuer }), ...(key === undefined ? {} : { key }),
    ...(password === undefined ? {} : { password }), ...(ca === undefined ? {} : { route: { ca } }),
  };
}

/** In lower case and A-labels, as certificates are compared with. */
function hostOption(options: Options): string | undefined {
  const given = textOption(options, 'host');
  if (given === undefined) return undefined;
  const host = given.includes(':') ? given.replace(/^\[|\]$/g, '').toLowerCase() : domainToASCII(given);
  if (host === '') throw new ToolError('USAGE_INVALID', { en: `--host ${JSON.stringify(given.slice(0, 80))} is no host name and no address.`, 'zh-CN': `--host ${JSON.stringify(given.slice(0, 80))} 既不是主机名也不是地址。` });
  return host;
}

/** Files beside the first one that can't be read are misuse: told before anything is asked. */
export async function requireFiles(options: Options): Promise<void> {
  for (const name of ['issuer', 'key', 'ca']) {
    const file = textOption(options, name);
    if (file !== undefined && !await stat(file).then((stats) => !stats.isDirectory(), () => false)) throw unreadable(file, `--${name} `);
  }
}

function unreadable(file: string, flag = ''): ToolError {
  const path = JSON.stringify(file.slice(0, 200));
  return new ToolError('FILE_UNREADABLE', { en: `${flag}${path} can't be read: there is no such file.`, 'zh-CN': `无法读取 ${flag}${path}：没有这个文件。` });
}

/** The one thing that a command is about. @throws ToolError (`USAGE_INVALID`) */
export function onlyPositional(positionals: readonly string[], usage: string): string {
  const [first, ...more] = positionals;
  if (first !== undefined && more.length === 0) return first;
  throw new ToolError('USAGE_INVALID', { en: `Give one host or file: culprit ${usage}`, 'zh-CN': `请给出一个主机或文件：culprit ${usage}` });
}
