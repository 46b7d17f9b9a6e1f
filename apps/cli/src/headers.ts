import { readHeaderValue, ToolError, type HeaderValue } from '@culprit/core';

/** Fields that say where a message ends: another value breaks the exchange itself (RFC 9112 §6). */
const framing = /^(content-length|transfer-encoding|connection|te|trailer|upgrade)$/i;

/**
 * Reads `Name: value` (RFC 9110 §5); a credential stands by reference: `Authorization: Bearer env:TOKEN`.
 * @throws ToolError (`USAGE_INVALID`, `SECRET_IN_ARGUMENT`)
 */
export function headersOf(lines: readonly string[]): { readonly [name: string]: HeaderValue } {
  const headers: Record<string, HeaderValue> = {};
  let size = 0;
  for (const line of lines) {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
    if (name === undefined || value === undefined || /[^\t\x20-\x7e\x80-\uffff]/.test(value)) throw malformed(line);
    size += line.length;
    if (size > 65_536) throw new ToolError('USAGE_INVALID', { en: 'The --header options hold more than 64 KiB, which no server accepts.', 'zh-CN': '--header 的总长度超过 64 KiB，没有服务器会接受。' });
    if (framing.test(name)) {
      throw new ToolError('USAGE_INVALID', { en: `--header ${name} can't be set: it belongs to the framing of the message.`, 'zh-CN': `不能用 --header 设置 ${name}：它属于报文本身的结构。` });
    }
    const read = readHeaderValue(name, value);
    if (read === undefined) throw credential(name);
    headers[name] = read;
  }
  return headers;
}

/** The line is not repeated: it may hold a credential that was put in the wrong place. */
const malformed = (line: string): ToolError => new ToolError('USAGE_INVALID', {
  en: `A --header of ${line.length} characters is no header field. Write: --header 'Name: value'`,
  'zh-CN': `某个 --header（${line.length} 个字符）不是合法的请求头。请写成：--header '名称: 值'`,
});

const credential = (name: string): ToolError => new ToolError('SECRET_IN_ARGUMENT', {
  en: `--header ${name} looks like a credential. Arguments can be read by every user of this machine and stay in the shell history, so it is refused. Put it into a variable or a file and write: --header '${example(name)}env:NAME' (or file:path).`,
  'zh-CN': `--header ${name} 看起来是凭据。命令行参数对本机所有用户可见，还会留在命令历史中，因此不予接受。请把它放进环境变量或文件，并写成：--header '${example(name)}env:NAME'（或 file:路径）。`,
});

const example = (name: string): string => (/^(proxy-)?authorization$/i.test(name) ? `${name}: Bearer ` : `${name}: `);
