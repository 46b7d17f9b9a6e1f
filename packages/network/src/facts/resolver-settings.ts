import { defineFact, type Fact } from '@culprit/core';
import type { HostsEntry } from '../dns/hosts-file.ts';

/** `root`: where `etc/` and `run/` are looked for in place of `/`. */
type ResolverSettingsInput = { readonly root?: string };

/** Something that is wrong with the settings. `line` counts from 1. */
export type ResolverProblem =
  /** There, but not to be read. */
  | { readonly problem: 'unreadable'; readonly file: string; readonly code: string }
  /** No name server is named: glibc then asks this machine itself (resolv.conf(5)). */
  | { readonly problem: 'no-name-server'; readonly file: string }
  /** glibc asks three. */
  | { readonly problem: 'ignored-name-servers'; readonly file: string; readonly addresses: readonly string[] }
  | { readonly problem: 'invalid-name-server' | 'invalid-hosts-line'; readonly file: string; readonly line: number; readonly value: string }
  /** The name server is on this machine, and nobody listens there. */
  | { readonly problem: 'stub-without-listener'; readonly address: string }
  /** nsswitch.conf(5) lets nobody ask a name server. */
  | { readonly problem: 'dns-not-consulted'; readonly file: string; readonly services: readonly string[] };

export type NameServerSetting = { readonly address: string; /** The file, the interface or the program that names it. */ readonly source: string; /** Only names below it are asked there. */ readonly domain?: string };

/** How this machine looks names up. */
export type ResolverSettings = {
  /** Whom a stub resolver on this machine asks, in order, at most three. */
  readonly nameServers: readonly string[];
  /** All that are configured, those behind a stub on this machine included. */
  readonly servers: readonly NameServerSetting[];
  readonly search: readonly string[];
  readonly ndots: number;
  readonly timeoutSeconds: number;
  readonly attempts: number;
  /** Names that the hosts file answers for, beside the ordinary ones; the first hundred of `hostsTotal`. */
  readonly hosts: readonly HostsEntry[];
  readonly hostsTotal: number;
  readonly hostsFile: string;
  /** The services of the `hosts` line of nsswitch.conf(5). */
  readonly nsswitch?: readonly string[];
  readonly problems: readonly ResolverProblem[];
};

/** The settings of name resolution of this machine: resolv.conf, hosts, nsswitch, systemd-resolved, macOS, Windows. */
export const resolverSettings: Fact<ResolverSettingsInput, ResolverSettings> = defineFact<ResolverSettingsInput, ResolverSettings>({
  id: 'network/resolver-settings',
  patienceMs: 3_000,
  gather: async ({ input: { root }, patienceMs, signal }): Promise<ResolverSettings> => {
    const { readSettings } = await import('../dns/read-settings.ts');
    return readSettings({ root, patienceMs, signal });
  },
  exhibit: ({ hosts, ...rest }) => ({ ...rest, hosts: hosts.slice(0, 20) }),
});
