import type { CipherFormat } from '../cipher-format.ts';

/** Supabase Vault: pgsodium keeps the root key inside of the database server; only PostgreSQL itself can open a value. */
export const supabase: CipherFormat = {
  id: 'supabase', system: 'Supabase Vault', keyName: 'pgsodium_root.key', proof: 'foreign',
  recognises: () => false, fault: () => undefined, keys: () => [], open: () => undefined,
};
