// Starts lab servers in the network namespace that this program is run in. Reads what to start as one line of JSON,
// writes the ports as another, and ends when its input does, however the test ends.
import { createInterface } from 'node:readline';
import { httpHandler, startDnsServer, startDohServer, startHttpServer, startTlsServer } from '@culprit/lab';
import type { LabServers } from './network.ts';

for await (const line of createInterface({ input: process.stdin })) {
  const ports: Record<string, number> = {};
  for (const [name, server] of Object.entries(JSON.parse(line) as LabServers)) {
    const started = await start(server);
    ports[name] = started.port;
  }
  process.stdout.write(`${JSON.stringify(ports)}\n`);
}
process.exit();

function start(server: LabServers[string]): Promise<{ readonly port: number }> {
  if ('dns' in server) {
    const names = { answers: server.dns, fallback: server.fallback ?? 'nxdomain' } as const;
    return server.https === undefined ? startDnsServer(names) : startDohServer({ ...names, ...server.https });
  }
  return 'chain' in server ? startTlsServer({ chain: server.chain, key: server.key, http: httpHandler({ fallback: { body: 'ok' } }) }) : startHttpServer({ fallback: server.http });
}
