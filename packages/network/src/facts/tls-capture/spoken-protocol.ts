/** Protocols that a port may speak instead of TLS. `echo`: it returns what it is sent (RFC 862). */
export type SpokenProtocol = 'http' | 'ssh' | 'smtp' | 'ftp' | 'imap' | 'pop3' | 'mysql' | 'postgresql' | 'redis' | 'vnc' | 'echo' | 'other';

/** Names the protocol of a peer by the first bytes that it said, whether it spoke first or answered a ClientHello. */
export function spokenProtocol(bytes: Uint8Array): SpokenProtocol {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString('latin1');
  if (/^HTTP\/\d/.test(text) || /^\s*<(?:!doctype html|html)/i.test(text)) return 'http';
  if (text.startsWith('SSH-')) return 'ssh';
  // RFC 5321 §4.2 and RFC 959 §5.4 both greet with 220.
  if (/^220[ -]/.test(text)) return /ftp/i.test(text) ? 'ftp' : 'smtp';
  if (/^\d{3}[ -].*(?:SMTP|command)/i.test(text)) return 'smtp';
  if (/^\* (?:OK|BYE|PREAUTH)/.test(text)) return 'imap';
  if (/^(?:\+OK|-ERR \[)/.test(text)) return 'pop3';
  if (/^-(?:ERR|NOAUTH|DENIED)/.test(text)) return 'redis';
  if (text.startsWith('RFB ')) return 'vnc';
  // MySQL, protocol 10: packet length, sequence number 0, then 10 and the server's version.
  if (/^[\s\S]{3}\u0000(?:\n\d|\u00ff)/.test(text)) return 'mysql';
  // PostgreSQL, ErrorResponse: E, length, then S for the severity.
  if (/^E\u0000[\s\S]{3}S/.test(text)) return 'postgresql';
  return 'other';
}

/** The start of what a peer said, safe to print, at most 80 characters. */
export function excerptOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 160)).toString('latin1');
  const line = start.split(/[\r\n]/, 1)[0] ?? '';
  return line.replaceAll(/[^\x20-\x7e]/g, '·').slice(0, 80);
}
