import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { defineFact, type Fact } from '@culprit/core';
import { isWellKnown, parseHosts, type HostsEntry } from '../environment/hosts-file.ts';

export type HostsOverrides =
  | { readonly outcome: 'read'; readonly file: string; readonly overrides: readonly HostsEntry[]; /** `localhost` on an address that is not loopback. */ readonly localhost?: HostsEntry }
  | { readonly outcome: 'unreadable'; readonly file: string; readonly code: string };

const [maxBytes, maxShown] = [16 * 1024 * 1024, 20];

/** Where the system keeps hosts(5); Windows: Microsoft's TCP/IP documentation. */
const hostsFile = (): string => (process.platform === 'win32' ? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32\\drivers\\etc\\hosts') : '/etc/hosts');

/** The well-known names that the hosts file fixes to an address. */
export const hostsOverrides: Fact<Record<never, never>, HostsOverrides> = defineFact<Record<never, never>, HostsOverrides>({
  id: 'network/hosts-overrides',
  gather: async (): Promise<HostsOverrides> => {
    const path = hostsFile();
    try {
      const file = await open(path, 'r');
      try {
        const bytes = Buffer.alloc(Math.min((await file.stat()).size, maxBytes));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
        const entries = parseHosts(bytes.toString('utf8', 0, bytesRead));
        const localhost = entries.find(({ name, address }) => name === 'localhost' && !/^(?:127\.|::1$|::ffff:127\.)/i.test(address));
        return { outcome: 'read', file: path, overrides: entries.filter(({ name }) => isWellKnown(name)).slice(0, maxShown), ...(localhost === undefined ? {} : { localhost }) };
      } finally {
        await file.close();
      }
    } catch (error) {
      return { outcome: 'unreadable', file: path, code: error instanceof Error && 'code' in error ? String(error.code) : 'EIO' };
    }
  },
  exhibit: (value) => value,
});
