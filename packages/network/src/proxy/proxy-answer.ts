import type { TunnelAnswer } from '../facts/proxy-tunnel.ts';

/** What the replies of SOCKS4 proxies mean. */
const socks4Replies: { readonly [reply: number]: string | undefined } = { 91: 'request rejected or failed', 92: 'no identd on the client', 93: 'identd names another user' };

/** What the replies of a SOCKS5 proxy mean, in the words of RFC 1928 §6. */
const socksReplies: { readonly [reply: number]: string | undefined } = [
  'succeeded', 'general SOCKS server failure', 'connection not allowed by ruleset', 'Network unreachable', 'Host unreachable', 'Connection refused', 'TTL expired',
  'Command not supported', 'Address type not supported',
];

/** For texts: the status of an HTTP proxy, or the reply of a SOCKS proxy with its meaning; `undefined` where it said neither. */
export function proxyAnswer({ status, reply }: Pick<TunnelAnswer, 'status' | 'reply'>): number | string | undefined {
  if (status !== undefined || reply === undefined) return status;
  const meaning = socksReplies[reply] ?? socks4Replies[reply];
  return meaning === undefined ? `SOCKS ${reply}` : `SOCKS ${reply}, ${meaning}`;
}

/** Whether the proxy tried to get there and did not: 502 to 504 (RFC 9110 §15.6), and the SOCKS replies about the network; 91 of SOCKS4 leaves that open. */
export const triedInVain = ({ status, reply }: Pick<TunnelAnswer, 'status' | 'reply'>): boolean =>
  (status !== undefined && status >= 502 && status <= 504) || (reply !== undefined && (reply === 1 || (reply >= 3 && reply <= 6) || reply === 91));

/** Whether a SOCKS proxy says that its rules forbid it. */
export const forbidsBySocks = ({ reply }: Pick<TunnelAnswer, 'reply'>): boolean => reply === 2;
