import { readFileSync } from 'node:fs';
import { isSecretRef, ToolError, type Given, type Json, type Route } from '@culprit/core';

type Options = { readonly [name: string]: unknown };

/**
 * What the options say about the way to a target and about the request. Files are looked at now, so that a wrong path is
 * told before anything is asked.
 * @throws ToolError (`USAGE_INVALID`, `FILE_UNREADABLE`, `SECRET_IN_ARGUMENT`)
 */
export async function givenOf(options: Options): Promise<Given> {
  const route = routeOf(options);
  const { method, header, expectStatus, kind, field } = options;
  const headers = Array.isArray(header) ? (await import('./headers.ts')).headersOf(header.map(String)) : undefined;
  return {
    ...(Object.keys(route).length === 0 ? {} : { route }),
    ...(typeof method === 'string' ? { method } : {}),
    ...(headers === undefined ? {} : { headers }),
    ...(Array.isArray(expectStatus) ? { expectStatus: expectStatus.map(Number) } : {}),
    ...(typeof kind === 'string' ? { kind } : {}),
    ...(field === undefined ? {} : { fields: fieldsOf(field, kind) }),
  };
}

function fieldsOf(field: unknown, kind: unknown): NonNullable<Given['fields']> {
  if (kind === undefined) throw new ToolError('USAGE_INVALID', { en: '--field needs the kind whose field it is: add --kind <kind>.', 'zh-CN': '--field 需要指明目标类型：请同时给出 --kind <类型>。' });
  return Object.fromEntries(Object.entries(field ?? {}).map(([name, value]) => [name, String(value)]));
}

function routeOf(options: Options): Route {
  const { resolver, connectTo, proxy, ca, proxyCredential } = options;
  const clientCertificate = clientCertificateOf(options);
  if (typeof ca === 'string') requirePem('--ca', ca, /-----BEGIN (TRUSTED )?CERTIFICATE-----/, { en: 'a certificate', 'zh-CN': '证书' });
  return {
    ...(typeof resolver === 'string' ? { resolver: checked('--resolver', resolver, isResolver, 'address, address:port, [IPv6]:port, tls://address#name, https://…/dns-query') } : {}),
    ...(typeof proxy === 'string' ? { proxy: proxyOf(proxy) } : {}),
    ...(isSecretRef(proxyCredential as Json) ? { proxyCredential: proxyCredential as { $secret: string } } : {}),
    ...(typeof connectTo === 'string' ? { connectTo: checked('--connect-to', connectTo, isHostPort, 'host:port, [IPv6]:port') } : {}),
    ...(typeof ca === 'string' ? { ca } : {}),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
  };
}

function clientCertificateOf({ cert, key }: Options): Route['clientCertificate'] {
  if (typeof cert !== 'string') {
    if (key === undefined) return undefined;
    throw new ToolError('USAGE_INVALID', { en: '--key needs the certificate that it belongs to: add --cert <file>.', 'zh-CN': '--key 需要与之对应的证书：请同时给出 --cert <文件>。' });
  }
  // One file often holds both.
  const keyFile = typeof key === 'string' ? key : cert;
  requirePem('--cert', cert, /-----BEGIN CERTIFICATE-----/, { en: 'a certificate', 'zh-CN': '证书' });
  requirePem(typeof key === 'string' ? '--key' : '--cert', keyFile, /-----BEGIN [A-Z ]*PRIVATE KEY-----/, { en: 'a private key; give it with --key <file>', 'zh-CN': '私钥；请用 --key <文件> 给出' });
  return { certificate: cert, key: keyFile };
}

function requirePem(flag: string, file: string, pattern: RegExp, what: { readonly en: string; readonly 'zh-CN': string }): void {
  let text: string;
  try {
    text = readFileSync(file, 'latin1');
  } catch (error) {
    throw unreadable(flag, file, error);
  }
  if (pattern.test(text)) return;
  throw new ToolError('FILE_UNREADABLE', {
    en: `${flag} ${file} holds no PEM block of ${what.en}. A DER file becomes PEM with: openssl x509 -inform der -in ${file}`,
    'zh-CN': `${flag} ${file} 中没有 PEM 格式的${what['zh-CN']}。DER 文件可这样转换：openssl x509 -inform der -in ${file}`,
  });
}

/** Says why a file named by an option can't be read. */
export function unreadable(flag: string, file: string, error: unknown): ToolError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const known: { readonly [code: string]: readonly [string, string] } = {
    ENOENT: ['there is no such file', '文件不存在'], EACCES: ['reading it is not permitted', '没有读取权限'], EISDIR: ['it is a directory', '这是一个目录'],
  };
  const [en, zh] = known[code] ?? [code, code];
  return new ToolError('FILE_UNREADABLE', { en: `${flag}${flag === '' ? '' : ' '}${file} can't be read: ${en}.`, 'zh-CN': `无法读取 ${flag}${flag === '' ? '' : ' '}${file}：${zh}。` }, { cause: error });
}

function proxyOf(text: string): string {
  if (text === 'direct') return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:', 'socks5:', 'socks5h:', 'socks4:', 'socks4a:'].includes(url.protocol) || url.hostname === '') {
    throw wrong('--proxy', text.replace(/\/\/[^/]*@/, '//…@'), 'direct, http://host:port, https://host:port, socks5://host:port');
  }
  if (url.username !== '' || url.password !== '') {
    throw new ToolError('SECRET_IN_ARGUMENT', {
      en: `--proxy carries a user name or password, which every user of this machine could read. Write: --proxy ${url.protocol}//${url.host} --proxy-credential env:NAME, with user:password in that variable.`,
      'zh-CN': `--proxy 中带有用户名或密码，本机所有用户都能看到。请写成：--proxy ${url.protocol}//${url.host} --proxy-credential env:NAME，并把 user:password 放进该环境变量。`,
    });
  }
  return text;
}

function checked(flag: string, text: string, good: (text: string) => boolean, expected: string): string {
  if (!good(text)) throw wrong(flag, text, expected);
  return text;
}

const wrong = (flag: string, text: string, expected: string): ToolError => new ToolError('USAGE_INVALID', {
  en: `${flag} ${JSON.stringify(text.slice(0, 80))} is wrong. Expected: ${expected}.`,
  'zh-CN': `${flag} ${JSON.stringify(text.slice(0, 80))} 有误。应为：${expected}。`,
});

const isHostPort = (text: string): boolean => {
  const match = /^(?:\[[0-9a-f:.]+\]|[^\s:/@[\]]+):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[1] ?? 0);
  return port >= 1 && port <= 65_535;
};

/** Only an address: a name would need a resolver to find the resolver. */
const isResolver = (text: string): boolean => {
  if (text.startsWith('https://')) return URL.canParse(text);
  if (text.startsWith('tls://')) return isResolver(text.slice('tls://'.length).replace(/#[\w.-]*$/, ''));
  const address = /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || /^[0-9a-f]*:[0-9a-f:.]*$/i.test(text) && text.split(':').length > 2;
  return address || (isHostPort(text) && /^(\d{1,3}(\.\d{1,3}){3}|\[.*\]):\d+$/.test(text));
};
