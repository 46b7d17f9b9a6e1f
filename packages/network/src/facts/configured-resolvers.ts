import { defineFact, type Fact } from '@culprit/core';
import { codeOf } from '../connection/connect-error.ts';
import { parseResolvConf, type ResolvConf } from '../dns/resolv-conf.ts';

/** `file`: another resolv.conf(5) than this system's. */
export type ConfiguredResolversInput = { readonly file?: string };

/** `source`: the file, or `system` where the platform keeps its name servers elsewhere. */
export type ConfiguredResolvers =
  | { readonly outcome: 'read'; readonly source: string } & ResolvConf
  | { readonly outcome: 'unavailable'; readonly code: string };

const maxBytes = 64 * 1024;

/** The name servers and search domains that this machine is configured with. */
export const configuredResolvers: Fact<ConfiguredResolversInput, ConfiguredResolvers> = defineFact<ConfiguredResolversInput, ConfiguredResolvers>({
  id: 'network/configured-resolvers',
  gather: async ({ input: { file = '/etc/resolv.conf' } }): Promise<ConfiguredResolvers> => {
    try {
      const { open } = await import('node:fs/promises');
      const handle = await open(file);
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
        return { outcome: 'read', source: file, ...parseResolvConf(buffer.toString('utf8', 0, bytesRead)) };
      } finally {
        await handle.close();
      }
    } catch (error) {
      // Windows and macOS keep them elsewhere; c-ares knows where, but tells no search list.
      const { getServers } = await import('node:dns');
      const nameServers = getServers().slice(0, 3);
      return nameServers.length > 0 ? { outcome: 'read', source: 'system', nameServers, search: [], ndots: 1 } : { outcome: 'unavailable', code: codeOf(error) };
    }
  },
  exhibit: (value) => value,
});
