import { isPrivateName } from '@culprit/network';
import type { Client, ClientConfig } from 'pg';
import { rowOf, maxRows, type ReadRows } from './read-rows.ts';
import type { Row } from './cells.ts';

/** Tables in which programs keep ciphertexts, as their migrations name them: LMNR, n8n, Langfuse, LiteLLM, Flowise, Airflow, LibreChat's peers, Supabase. */
const knownTables: readonly string[] = [
  'provider_api_keys', 'slack_integrations', 'workspace_deployments', 'credentials_entity', 'llm_api_keys', 'LiteLLM_CredentialsTable', 'LiteLLM_ProxyModelTable', 'credential', 'connection', 'provider_credentials', 'vault.secrets',
];

export interface DatabaseQuestion {
  /** `postgres://user:password@host/database`; a secret. */
  readonly address: string;
  /** Default: those that are known. */
  readonly table?: string;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

type Unreadable = (ReadRows & { readonly outcome: 'unreadable' })['why'];

/**
 * Reads rows over a connection to PostgreSQL by which nothing can be changed: the session and the transaction are read-only,
 * and each statement has a deadline. Never throws; what the server says may hold values and is not repeated.
 */
export async function readDatabase({ address, table, patienceMs, signal }: DatabaseQuestion): Promise<ReadRows> {
  const unreadable = (why: Unreadable): ReadRows => ({ outcome: 'unreadable', why });
  const url = URL.parse(address);
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol)) return unreadable('bad-address');
  if (table !== undefined && !isTable(table)) return unreadable('no-table');
  // Without a certificate that verifies the password would go to whoever answers.
  const encrypted = /^(?:require|verify-full|verify-ca)$/.test(url.searchParams.get('sslmode') ?? '');
  if (!encrypted && url.hostname !== '' && !isPrivateName(url.hostname)) return unreadable('not-encrypted');
  let pg: typeof import('pg');
  try {
    pg = await import('pg');
  } catch {
    return unreadable('no-driver');
  }
  const limitMs = Math.max(500, Math.round(patienceMs / 2));
  url.searchParams.delete('sslmode');
  const config: ClientConfig = {
    connectionString: url.href, ...(encrypted ? { ssl: { rejectUnauthorized: true } } : {}),
    connectionTimeoutMillis: limitMs, statement_timeout: limitMs, query_timeout: limitMs, lock_timeout: limitMs, application_name: 'culprit',
    options: '-c default_transaction_read_only=on',
  };
  const client = new pg.Client(config);
  const hangUp = (): void => void client.end().catch(() => {});
  client.on('error', () => {});
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    await client.connect();
    await client.query('begin transaction isolation level repeatable read read only');
    const tables = table === undefined ? await presentTables(client) : [table];
    if (tables.length === 0) return unreadable('no-table');
    const rows: Row[] = [];
    for (const name of tables) rows.push(...await rowsOf(client, name, maxRows + 1 - rows.length));
    return rows.length === 0 ? unreadable('no-rows') : { outcome: 'rows', rows: rows.slice(0, maxRows), cut: rows.length > maxRows };
  } catch (error) {
    return unreadable(signal.aborted ? 'timed-out' : reasonOf(error));
  } finally {
    signal.removeEventListener('abort', hangUp);
    await Promise.race([client.end().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
  }
}

const isTable = (name: string): boolean => /^[A-Za-z_]\w{0,62}(?:\.[A-Za-z_]\w{0,62})?$/.test(name);
/** Each part checked above: no quotation mark is in it. */
const quoted = (name: string): string => name.split('.').map((part) => `"${part}"`).join('.');

async function presentTables(client: Client): Promise<readonly string[]> {
  const names = knownTables.map(quoted);
  const { rows } = await client.query<{ name: string }>('select name from unnest($1::text[]) as name where to_regclass(name) is not null and has_table_privilege(to_regclass(name), $2)', [names, 'select']);
  return knownTables.filter((name) => rows.some((row) => row.name === quoted(name)));
}

/** The server makes texts of all columns; bytea as `\x…`, times as ISO 8601. */
async function rowsOf(client: Client, table: string, most: number): Promise<readonly Row[]> {
  if (most <= 0) return [];
  const { rows } = await client.query<{ row: unknown }>(`select to_jsonb(t) as row from ${quoted(table)} as t limit ${Math.trunc(most)}`);
  return rows.flatMap(({ row }) => rowOf(row));
}

/** By SQLSTATE (PostgreSQL, appendix A), then by the system's code. */
function reasonOf(error: unknown): Unreadable {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code.startsWith('28')) return 'not-admitted';
  if (code === '42P01' || code === '3F000' || code === '3D000') return 'no-table';
  if (code === '42501') return 'denied';
  if (code === '57014' || code === '55P03' || (error instanceof Error && /timeout/i.test(error.message))) return 'timed-out';
  if (/^(?:E(?:CONN|HOST|NET|TIMED|AI_)|ENOTFOUND|08)/.test(code)) return 'unreachable';
  return /CERT|SSL|TLS/.test(code) ? 'not-encrypted' : 'failed';
}
