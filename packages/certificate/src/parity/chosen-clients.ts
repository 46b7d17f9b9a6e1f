import { misuse } from '@culprit/core';
import { clients, type ClientPolicies } from './clients.ts';

/** Names that stand for a client of the table. */
const aliases: { readonly [name: string]: string } = { python: 'requests', 'node-fetch': 'node', chrome: 'browser', firefox: 'browser' };

/**
 * The clients that `--as` names, separated by commas.
 * @throws ToolError (`USAGE_INVALID`)
 */
export function chosenClients(named: string): readonly ClientPolicies[] {
  const wanted = named.split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== '').map((name) => aliases[name] ?? name);
  const unknown = wanted.find((name) => !clients.some(({ client }) => client === name));
  if (unknown !== undefined || wanted.length === 0) throw misuse(`--as ${JSON.stringify(named.slice(0, 80))}: the clients are curl, python, node, go, java and browser, separated by commas.`, `--as ${JSON.stringify(named.slice(0, 80))}：可选客户端为 curl、python、node、go、java 和 browser，以逗号分隔。`);
  return clients.filter(({ client }) => wanted.includes(client));
}
