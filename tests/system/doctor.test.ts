import { describe, expect, test } from 'vitest';
import { broken, examine, healthy, outcomeOf } from './examine.ts';
import { createNetwork, namespaces } from './network.ts';
import { apt, because, firstReason, program, root } from './requirements.ts';

const reason = firstReason(root, apt('iproute2'), apt('iptables'), program('ip'), namespaces);
const [skip, why] = [reason !== undefined, because(reason)];

/** What the network of a namespace decides. */
const args = ['doctor', '--only', 'network/default-routes', '--only', 'network/hosts-overrides'];

describe('culprit doctor', () => {
  test.skipIf(skip)(`finds a machine with a default route healthy, and names one without${why}`, async () => {
    await using network = await createNetwork();
    const sound = await examine(args, { by: network.asClient });
    expect(outcomeOf(sound)).toEqual(healthy);
    expect(sound.report.findings.map(({ id }) => id)).toContain('network/default-routes#both');
    network.ip('client', '-4', 'route', 'del', 'default');
    network.ip('client', '-6', 'route', 'del', 'default');
    expect(outcomeOf(await examine(args, { by: network.asClient }))).toEqual(broken('network/default-routes#no-route'));
  });

  test.skipIf(skip)(`names a well-known host that the hosts file fixes, with the line, and leaves others alone${why}`, async () => {
    await using network = await createNetwork({ hosts: '192.0.2.10 intranet.example.org\n192.0.2.10 huggingface.co\n' });
    const { report, code } = await examine(args, { by: network.asClient });
    expect(code).toBe(0);
    expect(report.diagnoses.map(({ cause, params }) => [cause, params['name'], params['line']])).toEqual([['network/hosts-overrides#overridden', 'huggingface.co', 4]]);
  });
});
