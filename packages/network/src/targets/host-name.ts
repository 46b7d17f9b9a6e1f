import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { ToolError } from '@culprit/core';

/** A host as it goes on the wire: lower case, punycode (RFC 3492), no brackets, no trailing dot. */
export function readHost(text: string, whole: string): string {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (isIP(bare) > 0) return bare.toLowerCase();
  const ascii = domainToASCII(bare.replace(/\.$/, ''));
  // RFC 1035 §2.3.4 for the lengths. Underscores are no host names by RFC 952, yet they resolve and people use them.
  const wellFormed = ascii.length > 0 && ascii.length <= 253 && ascii.split('.').every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label));
  if (!wellFormed) {
    throw new ToolError('TARGET_INVALID', {
      en: `"${clip(whole)}" can't be examined: "${clip(text)}" is no host name and no IP address. Write a URL (https://example.com/path), a host, or host:port.`,
      'zh-CN': `无法检查“${clip(whole)}”：“${clip(text)}”既不是主机名也不是 IP 地址。请写完整网址（https://example.com/path）、主机名，或 主机:端口。`,
    });
  }
  return ascii;
}

/** A port between 1 and 65535. */
export function readPort(text: string, whole: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    throw new ToolError('TARGET_INVALID', {
      en: `"${clip(whole)}" can't be examined: "${clip(text)}" is no port. Ports lie between 1 and 65535.`,
      'zh-CN': `无法检查“${clip(whole)}”：“${clip(text)}”不是端口。端口范围为 1 到 65535。`,
    });
  }
  return port;
}

/** Where an http or https URL connects to: the host without brackets, the port that the scheme stands for where it names none. */
export function hostAndPort(url: string): { readonly host: string; readonly port: number } {
  const { protocol, hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}

/** `host:port`, with brackets around IPv6. */
export const hostPort = (host: string, port: number): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

/** Splits `host`, `host:port`, `[v6]`, `[v6]:port` and a bare IPv6 address. */
export function splitHostPort(text: string): { readonly host: string; readonly port: string | undefined } {
  const bracketed = /^(\[[^\]]*\])(?::(.*))?$/s.exec(text);
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] };
  // Two colons and no brackets: nothing but an IPv6 address.
  if (text.indexOf(':') !== text.lastIndexOf(':') && isIP(text) === 6) return { host: text, port: undefined };
  const colon = text.lastIndexOf(':');
  return colon < 0 ? { host: text, port: undefined } : { host: text.slice(0, colon), port: text.slice(colon + 1) };
}

/** Keeps quoted input short and free of control characters. */
export const clip = (text: string): string => {
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '�');
  return clean.length > 80 ? `${clean.slice(0, 77)}…` : clean;
};
