import { afterEach, beforeEach } from 'vitest';

const names = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]).concat('NODE_EXTRA_CA_CERTS');

/** Runs every test of a file without the proxy variables of whoever started it, and gives them back. */
export function useQuietEnvironment(): void {
  let saved: { readonly name: string; readonly value: string }[] = [];
  beforeEach(() => {
    saved = names.flatMap((name) => (process.env[name] === undefined ? [] : [{ name, value: process.env[name] }]));
    for (const name of names) delete process.env[name];
  });
  afterEach(() => {
    for (const name of names) delete process.env[name];
    for (const { name, value } of saved) process.env[name] = value;
  });
}
