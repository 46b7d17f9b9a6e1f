import { isAbsolute } from 'node:path';
import { defineFact, type Fact } from '@culprit/core';
import { readAuthorities, type AuthorityContent } from '../environment/authority-file.ts';
import { authorityVariables, javaVariables, trustStoreOf } from '../environment/authority-variables.ts';

export type AuthorityFile = AuthorityContent & {
  readonly variable: string;
  readonly reader: string;
  readonly path: string;
  readonly relative: boolean;
  readonly holds: 'bundle' | 'directory' | 'store';
  readonly onFailure: 'fails' | 'goes-on';
};

export type AuthorityFiles = { readonly files: readonly AuthorityFile[] };

/** The files of authorities that variables of this environment name, and what each is worth. */
export const authorityFiles: Fact<Record<never, never>, AuthorityFiles> = defineFact<Record<never, never>, AuthorityFiles>({
  id: 'network/authority-files',
  gather: async ({ now }): Promise<AuthorityFiles> => {
    const named = [
      ...authorityVariables.flatMap(({ name, ...about }) => pathsOf(process.env[name], about.holds).map((path) => ({ ...about, variable: name, path }))),
      ...javaVariables.flatMap((variable) => {
        const path = trustStoreOf(process.env[variable] ?? '');
        return path === undefined ? [] : [{ variable, reader: 'Java', holds: 'store' as const, onFailure: 'fails' as const, path }];
      }),
    ];
    return { files: await Promise.all(named.map(async (one) => ({ ...one, path: one.path.slice(0, 500), relative: !isAbsolute(one.path), ...await readAuthorities(one.path, one.holds, now()) }))) };
  },
  exhibit: (value) => value,
});

/** SSL_CERT_DIR is a list; an empty value is as none (OpenSSL). */
function pathsOf(value: string | undefined, holds: string): readonly string[] {
  if (value === undefined || value === '') return [];
  return holds === 'directory' ? value.split(process.platform === 'win32' ? ';' : ':').filter((part) => part !== '').slice(0, 16) : [value];
}
