import type { Conformance } from '@culprit/testkit';
import { resolverSettingsCheck } from '../../src/checks/resolver-settings.ts';
import type { ResolverSettings } from '../../src/facts/resolver-settings.ts';

const sound: ResolverSettings = { nameServers: ['192.0.2.53'], servers: [{ address: '192.0.2.53', source: '/etc/resolv.conf' }], search: [], ndots: 1, timeoutSeconds: 5, attempts: 2, hosts: [], hostsTotal: 0, hostsFile: '/etc/hosts', problems: [] };
const having = (...problems: ResolverSettings['problems']) => ({ settings: { ...sound, problems } });
const file = '/etc/resolv.conf';

export const checks: NonNullable<Conformance['checks']> = {
  [resolverSettingsCheck.id]: [
    { name: 'sound settings', target: {}, facts: having(), concludes: { finding: 'sound', params: { servers: '192.0.2.53' } } },
    { name: 'no server at all', target: {}, facts: having({ problem: 'no-name-server', file }), concludes: { finding: 'no-name-server', params: { file } } },
    { name: 'a fourth server', target: {}, facts: having({ problem: 'ignored-name-servers', file, addresses: ['192.0.2.4', '192.0.2.5'] }), concludes: { finding: 'ignored-name-servers', params: { file, addresses: '192.0.2.4, 192.0.2.5' } } },
    { name: 'a server that is no address', target: {}, facts: having({ problem: 'invalid-name-server', file, line: 2, value: 'dns.example' }), concludes: { finding: 'invalid-name-server', params: { file, line: 2, value: 'dns.example' } } },
    { name: 'a line of hosts the wrong way round', target: {}, facts: having({ problem: 'invalid-hosts-line', file: '/etc/hosts', line: 9, value: 'a 192.0.2.1' }), concludes: { finding: 'invalid-hosts-line', params: { file: '/etc/hosts', line: 9, value: 'a 192.0.2.1' } } },
    { name: 'a stub that is not there', target: {}, facts: having({ problem: 'stub-without-listener', address: '127.0.0.53' }), concludes: { finding: 'stub-without-listener', params: { address: '127.0.0.53' } } },
    { name: 'no DNS in nsswitch.conf', target: {}, facts: having({ problem: 'dns-not-consulted', file: '/etc/nsswitch.conf', services: ['files', 'nis'] }), concludes: { finding: 'dns-not-consulted', params: { file: '/etc/nsswitch.conf', services: 'files nis' } } },
    { name: 'a file that may not be read, and something wrong beside it', target: {}, facts: having({ problem: 'unreadable', file, code: 'EACCES' }, { problem: 'no-name-server', file }), concludes: [{ finding: 'unreadable', params: { file, code: 'EACCES' } }, { finding: 'no-name-server', params: { file } }] },
  ],
};
