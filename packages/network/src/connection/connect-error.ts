/** How a connection attempt can fail. */
export type ConnectFailure = 'refused' | 'timed-out' | 'unreachable' | 'reset' | 'failed';

const outcomes: { readonly [code: string]: ConnectFailure } = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed-out',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  // No source address for this family: the machine has no such network.
  EADDRNOTAVAIL: 'unreachable',
  EAFNOSUPPORT: 'unreachable',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
};

/** What an errno of `connect(2)` means. */
export const failureOf = (code: string): ConnectFailure => outcomes[code] ?? 'failed';

/** The code of a Node error; `UNKNOWN` where there is none. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
