import type { Conformance } from '@culprit/testkit';
import { trustStoresCheck } from '../../src/checks/trust-stores.ts';
import type { StoreOpinion, StoreVerdict, TrustStoreComparison } from '../../src/facts/trust-store-comparison.ts';
import { endpoint as target } from '../synthetic.ts';

const full = { depth: 'full' } as const;
const compared = (runtime: StoreVerdict, ...stores: readonly StoreOpinion[]): TrustStoreComparison => ({ outcome: 'compared', subject: 'service.test', runtime, root: 'Root', stores });
const subject = 'service.test';

export const checks: NonNullable<Conformance['checks']> = {
  [trustStoresCheck.id]: [
    { name: 'both stores accept', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'accepts' }) }, concludes: { finding: 'all-accept', params: { subject, accepting: 'bundled, system' } } },
    { name: 'an addition need not accept by itself', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'route.ca', outcome: 'rejects' }) }, concludes: { finding: 'all-accept', params: { subject, accepting: 'bundled' } } },
    { name: 'a root that was given', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'rejects' }, { store: 'system', outcome: 'rejects' }, { store: 'route.ca', outcome: 'accepts' }) }, concludes: { finding: 'given-only', params: { subject, root: 'Root', rejecting: 'bundled, system' } } },
    { name: 'the system store is behind', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'rejects' }) }, concludes: { finding: 'some-reject', params: { subject, root: 'Root', accepting: 'bundled', rejecting: 'system' } } },
    { name: 'the root of the system is out of date', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'out-of-date' }) }, concludes: { finding: 'some-reject', params: { subject, root: 'Root', accepting: 'bundled', rejecting: 'system' } } },
    { name: 'all are out of date', target, settings: full, facts: { comparison: compared('out-of-date', { store: 'bundled', outcome: 'out-of-date' }, { store: 'system', outcome: 'out-of-date' }) }, concludes: { finding: 'all-accept', params: { subject, accepting: 'bundled, system' } } },
    { name: 'only several stores together make a path', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'rejects' }, { store: 'NODE_EXTRA_CA_CERTS', outcome: 'rejects' }) }, concludes: { finding: 'some-reject', params: { subject, root: 'Root', accepting: 'default', rejecting: 'bundled' } } },
    { name: 'no system store, as in a small container', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'empty' }) }, concludes: [{ finding: 'all-accept', params: { subject, accepting: 'bundled' } }, { finding: 'store-empty', params: { store: 'system' } }] },
    { name: 'too many paths in one', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'undecided' }) }, concludes: [{ finding: 'all-accept', params: { subject, accepting: 'bundled' } }, { finding: 'undecided', params: { store: 'system' } }] },
    { name: 'Python and Java are behind', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'certifi', outcome: 'rejects' }, { store: 'java', outcome: 'rejects' }) }, concludes: { finding: 'some-reject', params: { subject, root: 'Root', accepting: 'bundled', rejecting: 'certifi, java' } } },
    { name: 'nobody accepts but others', target, settings: full, facts: { comparison: compared('rejects', { store: 'bundled', outcome: 'rejects' }, { store: 'java', outcome: 'accepts' }) }, concludes: { finding: 'accepted-elsewhere', params: { subject, accepting: 'java' } } },
    { name: 'nobody accepts', target, settings: full, facts: { comparison: compared('rejects', { store: 'bundled', outcome: 'rejects' }) }, concludes: { finding: 'none-accept', params: { subject } } },
    { name: 'a certificate that is none', target, settings: full, facts: { comparison: { outcome: 'unreadable' } }, concludes: { finding: 'unreadable', params: {} } },
  ],
};
