import type { Conformance } from '@culprit/testkit';
import { authorityFileWithoutEffect } from '../../src/causes/authority-file-without-effect.ts';
import type { NamedAuthorities } from '../../src/facts/authority-variables.ts';
import { byRuntime, completes, noIssuer, noLocation, ownKey, targets, unavailable, unreadable } from '../synthetic.ts';

const file = (rest: Partial<NamedAuthorities>): NamedAuthorities =>
  ({ variable: 'NODE_EXTRA_CA_CERTS', path: '/etc/ca.pem', state: 'read', certificates: 1, relation: 'completes', root: 'Root', ...rest });

const named = (...files: readonly NamedAuthorities[]): { readonly files: readonly NamedAuthorities[] } => ({ files });
const others = { path: noIssuer, aia: noLocation };

export const causes: NonNullable<Conformance['causes']> = {
  [authorityFileWithoutEffect.id]: [
    { name: 'another program\'s variable names the root', targets, facts: { ...others, named: named(file({ variable: 'REQUESTS_CA_BUNDLE' })) }, expects: { verdict: 'confirmed', reason: 'other-program', params: { variable: 'REQUESTS_CA_BUNDLE', path: '/etc/ca.pem', root: 'Root', fault: 'other-program' }, witness: ['path', 'named'] } },
    { name: 'the file is sound now', targets, facts: { ...others, named: named(file({})) }, expects: { verdict: 'confirmed', reason: 'read-at-start' } },
    { name: 'the root as DER', targets, facts: { ...others, named: named(file({ state: 'der' })) }, expects: { verdict: 'confirmed', reason: 'wrong-form', params: { variable: 'NODE_EXTRA_CA_CERTS', path: '/etc/ca.pem', root: 'Root', fault: 'wrong-form', form: 'DER' } } },
    { name: 'the root behind a damaged block', targets, facts: { ...others, named: named(file({ state: 'damaged' })) }, expects: { verdict: 'confirmed', reason: 'damaged' } },
    { name: 'an intermediate in place of the root', targets, facts: { ...others, named: named(file({ relation: 'not-a-root', root: 'Authority' })) }, expects: { verdict: 'confirmed', reason: 'not-a-root', params: { variable: 'NODE_EXTRA_CA_CERTS', path: '/etc/ca.pem', root: 'Authority', fault: 'not-a-root' } } },
    { name: 'no file at all is ground, no proof', targets, facts: { ...others, named: named(file({ state: 'unreadable', code: 'EACCES', relation: 'nothing' })) }, expects: { verdict: 'confirmed', reason: 'unusable', confidence: 'likely' } },
    { name: 'an issuer that could not be had might lead elsewhere', targets, facts: { path: noIssuer, aia: unavailable('unreachable'), named: named(file({ state: 'der' })) }, expects: { verdict: 'confirmed', reason: 'wrong-form', confidence: 'likely' } },
    { name: 'it signed itself', targets, facts: { path: ownKey, named: named(file({ state: 'der' })) }, expects: { verdict: 'confirmed', reason: 'wrong-form' } },
    { name: 'another program\'s file is missing, which is nothing to Node', targets, facts: { ...others, named: named(file({ variable: 'CURL_CA_BUNDLE', state: 'missing', relation: 'nothing' })) }, expects: { verdict: 'ruled-out', reason: 'stranger' } },
    { name: 'other authorities', targets, facts: { ...others, named: named(file({ relation: 'stranger' })) }, expects: { verdict: 'ruled-out', reason: 'stranger' } },
    { name: 'no variable', targets, facts: { ...others, named: named() }, expects: { verdict: 'ruled-out', reason: 'not-set' } },
    { name: 'an intermediate is missing', targets, facts: { path: noIssuer, aia: completes, named: named(file({ state: 'missing', relation: 'nothing' })) }, expects: { verdict: 'ruled-out', reason: 'incomplete' } },
    { name: 'there is a path', targets, facts: { path: byRuntime, named: named(file({})) }, expects: { verdict: 'ruled-out', reason: 'trusted' } },
    { name: 'the certificate cannot be read', targets, facts: { path: unreadable }, expects: { verdict: 'open', reason: 'not-read' } },
  ],
};
