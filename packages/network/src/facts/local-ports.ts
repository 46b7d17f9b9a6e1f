import { defineFact, type Fact, type Request } from '@culprit/core';
import { destinationOf, wayOf, type TcpConnectionInput } from '../connection/destination.ts';
import { countTowards, readPortRange } from '../connection/proc-net.ts';
import { readTable } from '../connection/read-table.ts';
import { tcpConnection, type TcpConnection } from './tcp-connection.ts';

export type LocalPorts =
  /** How many local ports there are for outgoing connections, and how many of them lead to this address. */
  | { readonly outcome: 'counted'; readonly address: string; readonly available: number; readonly taken: number }
  /** No attempt lacked a local port, or the system does not tell (no Linux). */
  | { readonly outcome: 'not-met' | 'unavailable' };

type Needs = { readonly connection: Request<TcpConnection> };

/**
 * How many of the local ports are taken by connections to the address that lacked one. Each connection to one address
 * and port needs a local port of its own (RFC 9293 §3.3.1), and keeps it in TIME_WAIT after its end.
 */
export const localPorts: Fact<TcpConnectionInput, LocalPorts> = defineFact<TcpConnectionInput, LocalPorts, Needs>({
  id: 'network/local-ports',
  needs: (input) => ({ connection: tcpConnection.of(wayOf(input)) }),
  gather: async ({ input, facts: { connection } }): Promise<LocalPorts> => {
    const attempt = connection.attempts.find(({ code }) => code === 'EADDRNOTAVAIL');
    if (attempt === undefined || connection.via !== undefined) return { outcome: 'not-met' };
    const [range, table] = await Promise.all([
      readTable('/proc/sys/net/ipv4/ip_local_port_range'), readTable(attempt.family === 6 ? '/proc/net/tcp6' : '/proc/net/tcp'),
    ]);
    const read = readPortRange(range ?? '');
    if (read === undefined || table === undefined) return { outcome: 'unavailable' };
    const taken = countTowards(table, attempt.address, destinationOf(input).port);
    return { outcome: 'counted', address: attempt.address, available: read.last - read.first + 1, taken };
  },
  exhibit: (value) => value,
});
