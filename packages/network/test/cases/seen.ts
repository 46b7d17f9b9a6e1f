import type { Target } from '@culprit/core';
import type { Attempt } from '../../src/connection/dial.ts';
import type { CanaryResolution } from '../../src/facts/canary-resolution.ts';
import type { Address, NameResolution } from '../../src/facts/name-resolution.ts';
import type { TcpConnection } from '../../src/facts/tcp-connection.ts';
import { tcpEndpoint } from '../../src/targets/tcp-endpoint.ts';

// What several files of cases let facts say.
export const notFound: NameResolution = { outcome: 'not-found', resolver: 'system', tookMs: 3, code: 'ENOTFOUND' };
export const attempt = (outcome: Attempt['outcome'], code: string, family: 4 | 6 = 4, address: string = family === 4 ? '192.0.2.1' : '2001:db8::1'): Attempt => ({ address, family, outcome, code, tookMs: 3 });
export const failed = (outcome: Exclude<TcpConnection['outcome'], 'connected'>, code: string, ...attempts: Attempt[]): TcpConnection =>
  ({ outcome, code, attempts: attempts.length > 0 ? attempts : [attempt(outcome, code)], tookMs: 5 });
export const connected: TcpConnection = { outcome: 'connected', address: '192.0.2.1', family: 4, localAddress: '192.168.1.9', tookMs: 5, attempts: [] };
export const refused: TcpConnection = failed('refused', 'ECONNREFUSED');
export const silent: TcpConnection = failed('timed-out', 'ETIMEDOUT');
export const endpoint: readonly Target[] = [tcpEndpoint.of({ host: 'service.example', port: 443 })];

export const addressesOf = (...list: readonly string[]): readonly Address[] => list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
export const canaries = (...lists: readonly (readonly string[])[]): CanaryResolution => ({ answers: lists.map((addresses, index) => ({ name: `canary.${['invalid', 'example'][index]}`, addresses })) });
