import { isIP } from 'node:net';
import { isSilence, type Exchange } from './exchange.ts';
import type { TunnelAnswer } from '../facts/proxy-tunnel.ts';

/** Asks a SOCKS5 proxy for a connection (RFC 1928), by user name and password if they are wanted (RFC 1929). Names are left to the proxy. */
export async function connectBySocks(exchange: Exchange, host: string, port: number, credential: string | undefined): Promise<TunnelAnswer> {
  exchange.write(credential === undefined ? Buffer.of(5, 1, 0) : Buffer.of(5, 2, 0, 2));
  const method = await exchange.read(atLeast(2, 5));
  if (isSilence(method)) return { outcome: method.ended, code: method.code };
  if (method[0] !== 5) return { outcome: 'not-a-proxy', code: 'NO_SOCKS' };
  if (method[1] === 0xff) return { outcome: 'authentication-required', code: 'NO_METHOD' };
  if (method[1] === 2) {
    if (credential === undefined) return { outcome: 'authentication-required', code: 'NO_METHOD' };
    const colon = credential.indexOf(':');
    const user = Buffer.from(credential.slice(0, colon)).subarray(0, 255);
    const password = Buffer.from(credential.slice(colon + 1)).subarray(0, 255);
    exchange.write(Buffer.concat([Buffer.of(1, user.length), user, Buffer.of(password.length), password]));
    const verdict = await exchange.read(atLeast(2, 1));
    if (isSilence(verdict)) return { outcome: verdict.ended, code: verdict.code };
    if (verdict[1] !== 0) return { outcome: 'authentication-required', code: 'CREDENTIAL_REFUSED' };
  } else if (method[1] !== 0) {
    return { outcome: 'not-a-proxy', code: 'NO_SOCKS' };
  }
  const number = Buffer.alloc(2);
  number.writeUInt16BE(port);
  exchange.write(Buffer.concat([Buffer.of(5, 1, 0), addressBytes(host), number]));
  const answer = await exchange.read(replyLength);
  if (isSilence(answer)) return { outcome: answer.ended, code: answer.code };
  const reply = answer[1] ?? 0xff;
  return answer[0] !== 5 ? { outcome: 'not-a-proxy', code: 'NO_SOCKS' } : reply === 0 ? { outcome: 'open', reply } : { outcome: 'refused', reply };
}

/**
 * Asks a SOCKS4 proxy for a connection (Ying-Da Lee, "SOCKS: A protocol for TCP proxy across firewalls"). Names are left to
 * the proxy, which must then speak 4A: the address 0.0.0.1 and the name behind the user. A password can't be given.
 */
export async function connectBySocks4(exchange: Exchange, host: string, port: number, credential: string | undefined): Promise<TunnelAnswer> {
  const number = Buffer.alloc(2);
  number.writeUInt16BE(port);
  const user = Buffer.from((credential ?? '').split(':', 1)[0] ?? '').subarray(0, 255);
  const address = isIP(host) === 4 ? Buffer.of(...host.split('.').map(Number)) : Buffer.of(0, 0, 0, 1);
  const name = isIP(host) === 4 ? [] : [Buffer.from(host, 'ascii').subarray(0, 255), Buffer.of(0)];
  exchange.write(Buffer.concat([Buffer.of(4, 1), number, address, user, Buffer.of(0), ...name]));
  const answer = await exchange.read(atLeast(8, 0));
  if (isSilence(answer)) return { outcome: answer.ended, code: answer.code };
  const reply = answer[1] ?? 0;
  if (answer[0] !== 0 || !isSocks4Reply(reply)) return { outcome: 'not-a-proxy', code: 'NO_SOCKS' };
  return reply === 90 ? { outcome: 'open', reply } : { outcome: 'refused', reply };
}

/** 90 granted, 91 rejected or failed, 92 and 93 for want of an identd on the client. */
export const isSocks4Reply = (reply: number | undefined): boolean => reply !== undefined && reply >= 90 && reply <= 93;

/** The whole answer, or at once what does not begin as one. */
const atLeast = (length: number, version: number) => (bytes: Buffer): number | undefined =>
  bytes[0] !== version ? bytes.length : bytes.length >= length ? length : undefined;

function replyLength(bytes: Buffer): number | undefined {
  if (bytes[0] !== 5) return bytes.length;
  if (bytes.length < 5) return undefined;
  const address = bytes[3] === 1 ? 4 : bytes[3] === 4 ? 16 : 1 + (bytes[4] ?? 0);
  return bytes.length >= 6 + address ? 6 + address : undefined;
}

function addressBytes(host: string): Buffer {
  const version = isIP(host);
  if (version === 4) return Buffer.of(1, ...host.split('.').map(Number));
  if (version === 6) return Buffer.concat([Buffer.of(4), ipv6Bytes(host)]);
  const name = Buffer.from(host, 'ascii').subarray(0, 255);
  return Buffer.concat([Buffer.of(3, name.length), name]);
}

/** The 16 bytes of an IPv6 address; the URL parser turns an embedded IPv4 part into hexadecimal groups. */
function ipv6Bytes(address: string): Buffer {
  const canonical = new URL(`http://[${address.split('%', 1)[0] ?? ''}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::', 2);
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const all = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  const bytes = Buffer.alloc(16);
  all.forEach((group, index) => bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2));
  return bytes;
}
