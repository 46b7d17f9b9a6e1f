import type { Conformance } from '@culprit/testkit';
import { tlsBlockPage } from '../../src/causes/tls-block-page.ts';
import { tlsEndpoint } from '../../src/targets/tls-endpoint.ts';

const inClear = { outcome: 'not-tls', address: '192.0.2.1', serverName: 'localhost', refusal: { kind: 'block-page', by: 'Fortinet' } } as const;
const targets = [tlsEndpoint.of({ host: 'localhost', port: 443 })];

export const causes: NonNullable<Conformance['causes']> = {
  [tlsBlockPage.id]: [
    { name: 'another name meets it too', targets, facts: { handshake: inClear, otherName: inClear }, expects: { verdict: 'confirmed', reason: 'every-name', params: { host: 'localhost', mark: 'Fortinet', by: 'Fortinet' } } },
    { name: 'another name does not', targets, facts: { handshake: inClear, otherName: { outcome: 'completed', address: '192.0.2.1' } }, expects: { verdict: 'confirmed', reason: 'this-name' } },
    { name: 'another name led elsewhere', targets, facts: { handshake: inClear, otherName: { outcome: 'completed', address: '192.0.2.2' } }, expects: { verdict: 'confirmed', reason: 'name-untried' } },
    { name: 'no mark', targets, facts: { handshake: { outcome: 'not-tls', address: '192.0.2.1' } }, expects: { verdict: 'ruled-out', reason: 'no-such-mark' } },
    { name: 'it passed after all', targets, facts: { handshake: { outcome: 'completed' } }, expects: { verdict: 'open', reason: 'unsettled' } },
  ],
};
