import { ToolError } from '@culprit/core';

/** Names whose values let somebody in (RFC 9110 §11, RFC 6265, and what vendors call theirs). */
const credentialName = /^(proxy-)?authorization$|^(set-)?cookie$|(^|[-_])(token|secret|password|passwd|credential|signature|session|auth|api-?key|access-?key|subscription-key)s?($|[-_])/i;

/** What a credential looks like under any other name (RFC 9110 §11.4). */
const credentialValue = /^\s*(basic|bearer|digest|negotiate|token|apikey|aws4-hmac-sha256)\s+\S|^\s*(sk-|ghp_|glpat-|hf_|AKIA|xox[bp]-)/i;

/** Fields that say where a message ends: another value breaks the exchange itself (RFC 9112 §6). */
const framing = /^(content-length|transfer-encoding|connection|te|trailer|upgrade)$/i;

/**
 * Reads `Name: value` (RFC 9110 §5).
 * @throws ToolError (`USAGE_INVALID`, `SECRET_IN_ARGUMENT`)
 */
export function headersOf(lines: readonly string[]): { readonly [name: string]: string } {
  const headers: Record<string, string> = {};
  let size = 0;
  for (const line of lines) {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
    if (name === undefined || value === undefined || /[^\t\x20-\x7e\x80-\uffff]/.test(value)) throw malformed(line);
    size += line.length;
    if (size > 65_536) throw new ToolError('USAGE_INVALID', { en: 'The --header options hold more than 64 KiB, which no server accepts.', 'zh-CN': '--header 的总长度超过 64 KiB，没有服务器会接受。' });
    if (credentialName.test(name) || credentialValue.test(value)) throw credential(name);
    if (framing.test(name)) {
      throw new ToolError('USAGE_INVALID', { en: `--header ${name} can't be set: it belongs to the framing of the message.`, 'zh-CN': `不能用 --header 设置 ${name}：它属于报文本身的结构。` });
    }
    headers[name] = value;
  }
  return headers;
}

/** The line is not repeated: it may hold a credential that was put in the wrong place. */
const malformed = (line: string): ToolError => new ToolError('USAGE_INVALID', {
  en: `A --header of ${line.length} characters is no header field. Write: --header 'Name: value'`,
  'zh-CN': `某个 --header（${line.length} 个字符）不是合法的请求头。请写成：--header '名称: 值'`,
});

const credential = (name: string): ToolError => new ToolError('SECRET_IN_ARGUMENT', {
  en: `--header ${name} looks like a credential. Arguments can be read by every user of this machine and stay in the shell history, so it is refused; sending one by reference (env:NAME) is not supported for headers yet. Leave it out: that the service answers 401 or 403 without it is noted, and everything below is judged.`,
  'zh-CN': `--header ${name} 看起来是凭据。命令行参数对本机所有用户可见，还会留在命令历史中，因此不予接受；请求头目前也还不支持引用方式（env:NAME）。请去掉它：没有凭据时服务返回 401 或 403 只会被记录，下面各层照常判断。`,
});
