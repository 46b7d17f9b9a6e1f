import { stat } from 'node:fs/promises';
import { release } from 'node:os';
import { defineFact, type Fact } from '@culprit/core';
import { containerOf } from '@culprit/core/examination';
import { openFilesLimit } from '../environment/open-files-limit.ts';
import { readTable } from '../connection/read-table.ts';

export type HostSystem = {
  /** `Docker`, `Kubernetes`, …; absent: none that shows. */
  readonly container?: string;
  readonly wsl: boolean;
  /** The bundle of authorities that the system has for curl, Python and Go; absent: none stands where they look. `unknown`: not a Linux system. */
  readonly authorities?: string;
  /** How many files and sockets this process may have open at once; absent: not told or unlimited. */
  readonly openFiles?: number;
  readonly platform: string;
};

/** Where the distributions keep it: Go's crypto/x509 (root_linux.go) looks in these places. */
const bundles: readonly string[] = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem', '/etc/pki/tls/cacert.pem', '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', '/etc/ssl/cert.pem'];

/** What this process runs in: a container, its authorities, its limits. */
export const hostSystem: Fact<Record<never, never>, HostSystem> = defineFact<Record<never, never>, HostSystem>({
  id: 'network/host-system',
  gather: async (): Promise<HostSystem> => {
    const linux = process.platform === 'linux';
    const container = containerOf(process.env);
    const present = linux ? await Promise.all(bundles.map((path) => stat(path).then((found) => found.isFile() && found.size > 0, () => false))) : [];
    const authorities = bundles.find((_, index) => present[index] === true);
    const openFiles = linux ? openFilesLimit(await readTable('/proc/self/limits') ?? '') : undefined;
    return {
      platform: process.platform,
      wsl: linux && /microsoft/i.test(release()),
      ...(container === undefined ? {} : { container }),
      ...(authorities === undefined ? {} : { authorities }),
      ...(openFiles === undefined ? {} : { openFiles }),
    };
  },
  exhibit: (value) => value,
});
