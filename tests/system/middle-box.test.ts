import { existsSync } from 'node:fs';
import { createAuthority } from '@culprit/lab';
import { afterAll, describe, expect, test } from 'vitest';
import { scratchFolder } from './daemon.ts';
import { broken, examine, healthy, outcomeOf, type Examined } from './examine.ts';
import { namespaces } from './network.ts';
import { apt, because, firstReason, program, root } from './requirements.ts';
import { addresses, createRouters, type Routers } from './routers.ts';

const tunnels = (): string | undefined => (existsSync('/dev/net/tun') ? undefined : 'there is no /dev/net/tun');
const reason = firstReason(root, apt('iproute2'), apt('iptables'), apt('python3'), tunnels, program('ip'), namespaces);
const [skip, why] = [reason !== undefined, because(reason)];

const authority = await createAuthority({ name: 'System Root' });
const { chain, key } = await authority.issue({ names: ['blocked.example.org', 'api.example.org'] });
const folder = scratchFolder({ 'root.pem': authority.certificate, 'chain.pem': chain.join(''), 'key.pem': key });
afterAll(() => folder[Symbol.dispose]());

/** A packet to the service and back takes some 120 ms, nearly all of it behind the near router. */
const start = (): Promise<Routers> => createRouters({ tls: { chain: `${folder.path}/chain.pem`, key: `${folder.path}/key.pem` }, slowMs: 60 });
const look = (routers: Routers, host: string): Promise<Examined> =>
  examine([`https://${host}/`, '--connect-to', `${addresses.service}:443`, '--ca', `${folder.path}/root.pem`], { by: routers.asClient, controls: { sni: ['www.example.com'] } });
const byName = ['-p', 'tcp', '-m', 'string', '--algo', 'bm', '--string', 'blocked.example.org', '-j', 'REJECT', '--reject-with', 'tcp-reset'] as const;

/** Lets the client count resets by their time to live: the service's pass two routers, the near router's none. */
const counted = ['62', '64'] as const;
function count(routers: Routers): () => readonly boolean[] {
  for (const ttl of counted) routers.run('client', 'iptables', '-A', 'INPUT', '-p', 'tcp', '--tcp-flags', 'RST', 'RST', '-m', 'ttl', '--ttl-eq', ttl);
  return () => {
    const lines = routers.run('client', 'iptables', '-L', 'INPUT', '-v', '-x', '-n').split('\n').slice(2);
    return counted.map((_, index) => Number(lines[index]?.trim().split(/\s+/)[0]) > 0);
  };
}

describe('a reset by the name in the ClientHello', () => {
  test.skipIf(skip)(`by a router near the client came too soon to be the service's${why}`, async () => {
    await using routers = await start();
    routers.run('near', 'iptables', '-A', 'FORWARD', ...byName);
    const seen = count(routers);
    const examined = await look(routers, 'blocked.example.org');
    expect(outcomeOf(examined)).toEqual(broken('network/server-name-filtered'));
    expect(examined.report.diagnoses[0]).toMatchObject({ owner: 'path', text: 'network/server-name-filtered#reset-nearby', params: { address: addresses.service } });
    expect(seen()).toEqual([false, true]);
    expect(outcomeOf(await look(routers, 'api.example.org'))).toEqual(healthy);
  }, 60_000);

  test.skipIf(skip)(`by the service itself is not laid to something nearer${why}`, async () => {
    await using routers = await start();
    routers.run('service', 'iptables', '-A', 'INPUT', ...byName);
    const seen = count(routers);
    const examined = await look(routers, 'blocked.example.org');
    expect(examined.report.diagnoses[0]).toMatchObject({ cause: 'network/server-name-filtered', text: 'network/server-name-filtered#reset' });
    expect(seen()).toEqual([true, false]);
  }, 60_000);
});
