import type { Conformance } from '@culprit/testkit';
import { mustStapleMissing } from '../../src/causes/must-staple-missing.ts';
import { ocspStapleInvalid } from '../../src/causes/ocsp-staple-invalid.ts';
import { renewalOverdue } from '../../src/causes/renewal-overdue.ts';
import { revoked } from '../../src/causes/revoked.ts';
import { systemStoreNotUsed } from '../../src/causes/system-store-not-used.ts';
import type { Revocation, RevocationSource, SourceOutcome } from '../../src/facts/revocation.ts';
import type { StapledOcsp } from '../../src/facts/stapled-ocsp.ts';
import type { RevocationVerdict } from '../../src/revocation/verdict.ts';
import { byRuntime, certificate, chain, chainOf, clocks, noIssuer, step, targets, trustedBy, unreadable } from '../synthetic.ts';

const window = { thisUpdate: '2026-01-01T00:00:00.000Z', nextUpdate: '2026-01-08T00:00:00.000Z' };
const good: RevocationVerdict = { outcome: 'good', ...window };
const taken: RevocationVerdict = { outcome: 'revoked', at: '2025-12-24T00:00:00.000Z', reason: 'keyCompromise', ...window };
const unusable = (why: 'expired' | 'signature' | 'other-certificate'): RevocationVerdict => ({ outcome: 'unusable', why, ...window });
const staple = (verdict: RevocationVerdict, demanded = false): StapledOcsp => ({ outcome: 'judged', demanded, subject: 'service.test', verdict });
const absent = (demanded: boolean): StapledOcsp => ({ outcome: 'absent', demanded });
const source = (by: 'ocsp' | 'crl', outcome: SourceOutcome): RevocationSource => ({ by, url: `http://ca.test/${by}`, ...outcome });
const asked = (...sources: readonly RevocationSource[]): Revocation => ({ outcome: 'asked', certificates: [{ subject: 'service.test', position: 1, serialNumber: '01', sources }] });
const down: SourceOutcome = { outcome: 'unreachable', code: 'ECONNREFUSED' };
const gateway = [certificate('service.test', 'Zscaler Root CA')];
const late = '2026-05-20T00:00:00Z';

export const causes: NonNullable<Conformance['causes']> = {
  [revoked.id]: [
    { name: 'the staple and the list agree', targets, facts: { staple: staple(taken), revocation: asked(source('crl', taken)) }, expects: { verdict: 'confirmed', reason: 'sources-agree', confidence: 'certain', witness: ['staple', 'revocation'] } },
    { name: 'the responder alone', targets, facts: { staple: absent(false), revocation: asked(source('ocsp', taken), source('crl', down)) }, expects: { verdict: 'confirmed', reason: 'one-source', confidence: 'likely' } },
    { name: 'the staple alone, offline', targets, facts: { staple: staple(taken), revocation: asked(source('ocsp', { outcome: 'not-asked' })) }, expects: { verdict: 'confirmed', reason: 'one-source', confidence: 'likely' } },
    { name: 'a later list does not know of it', targets, facts: { staple: staple(taken), revocation: asked(source('crl', good)) }, expects: { verdict: 'open', reason: 'contradicted' } },
    { name: 'an earlier list does not know of it', targets, facts: { staple: staple(taken), revocation: asked(source('crl', { ...good, thisUpdate: '2025-12-20T00:00:00.000Z' })) }, expects: { verdict: 'confirmed', reason: 'one-source', confidence: 'likely' } },
    { name: 'nobody says so', targets, facts: { staple: staple(good), revocation: asked(source('ocsp', good)) }, expects: { verdict: 'ruled-out', reason: 'not-revoked' } },
    { name: 'nothing could be asked', targets, facts: {}, expects: { verdict: 'open', reason: 'no-answer' } },
  ],
  [ocspStapleInvalid.id]: [
    { name: 'out of date, by another clock too', targets, now: '2026-02-01T00:00:00Z', facts: { staple: staple(unusable('expired')), clocks: clocks(100) }, expects: { verdict: 'confirmed', reason: 'out-of-date', confidence: 'certain' } },
    { name: 'out of date by this clock alone', targets, now: '2026-02-01T00:00:00Z', facts: { staple: staple(unusable('expired')), clocks: clocks(30 * 86_400_000) }, expects: { verdict: 'ruled-out', reason: 'clock' } },
    { name: 'no other clock', targets, now: '2026-02-01T00:00:00Z', facts: { staple: staple(unusable('expired')), clocks: clocks(undefined) }, expects: { verdict: 'open', reason: 'no-clock' } },
    { name: 'wrong, and the responder says good', targets, facts: { staple: staple(unusable('signature')), revocation: asked(source('ocsp', good)) }, expects: { verdict: 'confirmed', reason: 'responder-differs', confidence: 'certain' } },
    { name: 'wrong, and the responder is down', targets, facts: { staple: staple(unusable('other-certificate')), revocation: asked(source('ocsp', down)) }, expects: { verdict: 'confirmed', reason: 'as-sent', confidence: 'likely' } },
    { name: 'wrong, and so is what the responder says', targets, facts: { staple: staple(unusable('signature')), revocation: asked(source('ocsp', unusable('signature'))) }, expects: { verdict: 'open', reason: 'responder-too' } },
    { name: 'good', targets, facts: { staple: staple(good) }, expects: { verdict: 'ruled-out', reason: 'usable' } },
    { name: 'no staple', targets, facts: {}, expects: { verdict: 'open', reason: 'no-answer' } },
  ],
  [mustStapleMissing.id]: [
    { name: 'missing twice', targets, facts: { staple: absent(true), again: absent(true) }, expects: { verdict: 'confirmed', reason: 'never' } },
    { name: 'there at the second handshake', targets, facts: { staple: absent(true), again: staple(good, true) }, expects: { verdict: 'confirmed', reason: 'sometimes' } },
    { name: 'seen once', targets, facts: { staple: absent(true) }, expects: { verdict: 'open', reason: 'no-second-handshake' } },
    { name: 'not demanded', targets, facts: { staple: absent(false), again: absent(false) }, expects: { verdict: 'ruled-out', reason: 'sent' } },
  ],
  [systemStoreNotUsed.id]: [
    { name: 'the system holds the root', targets, facts: { chain, path: trustedBy('system') }, expects: { verdict: 'confirmed', reason: 'system-accepts', params: { root: 'Authority' } } },
    { name: 'a gateway put it there', targets, facts: { chain: chainOf(...gateway), path: trustedBy('system', [step('service.test', 'Zscaler Root CA'), step('Zscaler Root CA', 'Zscaler Root CA')]) }, expects: { verdict: 'ruled-out', reason: 'interception' } },
    { name: 'the runtime trusts it', targets, facts: { chain, path: byRuntime }, expects: { verdict: 'ruled-out', reason: 'not-there' } },
    { name: 'nobody trusts it', targets, facts: { chain, path: noIssuer }, expects: { verdict: 'ruled-out', reason: 'not-there' } },
    { name: 'the certificate cannot be read', targets, facts: { chain, path: unreadable }, expects: { verdict: 'open', reason: 'no-path' } },
  ],
  [renewalOverdue.id]: [
    { name: 'another clock agrees', targets, now: late, facts: { chain, path: byRuntime, clocks: clocks(100) }, expects: { verdict: 'confirmed', reason: 'clock-agrees' } },
    { name: 'no other clock', targets, now: late, facts: { chain, path: byRuntime, clocks: clocks(undefined) }, expects: { verdict: 'confirmed', reason: 'no-other-clock', confidence: 'likely' } },
    { name: 'this clock is months ahead', targets, now: late, facts: { chain, path: byRuntime, clocks: clocks(90 * 86_400_000) }, expects: { verdict: 'ruled-out', reason: 'clock' } },
    { name: 'nothing to look at', targets, now: late, facts: { clocks: clocks(0) }, expects: { verdict: 'open', reason: 'no-certificate' } },
  ],
};
