/** How a connection attempt can fail. `not-permitted`: it was not made, whoever runs the examination does not allow it. */
export type ConnectFailure = 'refused' | 'timed-out' | 'unreachable' | 'reset' | 'failed' | 'not-permitted';

/** Stands where an errno would. */
export const notPermitted = 'NOT_PERMITTED';

const outcomes: { readonly [code: string]: ConnectFailure } = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed-out',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EAFNOSUPPORT: 'unreachable',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
};

/** What an errno of `connect(2)` means. */
export function failureOf(code: string, family: 4 | 6): ConnectFailure {
  // Linux hands on what a router says by ICMPv6, "administratively prohibited" (RFC 4443 §3.1), as EACCES.
  if (code === 'EACCES' && family === 6) return 'unreachable';
  // No source address for IPv6: the machine has no such network. For IPv4 it is a local port that is not to be had.
  if (code === 'EADDRNOTAVAIL' && family === 6) return 'unreachable';
  return outcomes[code] ?? 'failed';
}

/** The code of a Node error; `UNKNOWN` where there is none. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
