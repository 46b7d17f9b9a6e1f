import type { Conformance } from '@culprit/testkit';
import { slowAnswer } from '../../src/causes/slow-answer.ts';
import { responseTime } from '../../src/checks/response-time.ts';
import { httpResource } from '../../src/targets/http-resource.ts';

const target = { url: 'https://service.example/v1' };
const answered = { outcome: 'answered', status: 200, reason: 'OK', headers: {}, httpVersion: '1.1', body: { text: '', bytes: 0, complete: true }, kind: 'empty', sentAt: '', receivedAt: '' };
const way = { resolution: { outcome: 'resolved', tookMs: 12 }, connection: { outcome: 'connected', tookMs: 20 }, tunnel: { outcome: 'direct' }, handshake: { outcome: 'completed', tookMs: 45 } };

const targets = [httpResource.of(target)];
const took = (ms: number, again?: number, root?: number) => ({
  exchange: { ...answered, tookMs: ms }, again: again === undefined ? undefined : { ...answered, tookMs: again }, root: root === undefined ? undefined : { ...answered, tookMs: root },
});

export const checks: NonNullable<Conformance['checks']> = {
  [responseTime.id]: [
    {
      name: 'all phases are told', target, settings: { depth: 'full' }, facts: { ...way, exchange: { ...answered, tookMs: 80, firstByteMs: 60 } },
      concludes: { finding: 'quick', params: { phases: 'dns 12 ms · connect 20 ms · tls 45 ms · first byte 60 ms · body 20 ms' } },
    },
    {
      name: 'a slow first byte is the service', target, settings: { depth: 'full' }, facts: { ...way, exchange: { ...answered, tookMs: 3_000, firstByteMs: 2_990 } },
      concludes: { finding: 'slow-answer', params: { phase: 'first byte', ms: 2_990, phases: 'dns 12 ms · connect 20 ms · tls 45 ms · first byte 2990 ms · body 10 ms' } },
    },
    {
      name: 'a slow handshake is the way', target, settings: { depth: 'full' }, facts: { ...way, handshake: { outcome: 'completed', tookMs: 2_500 }, exchange: { ...answered, tookMs: 80, firstByteMs: 60 } },
      concludes: { finding: 'slow-way', params: { phase: 'tls', ms: 2_500, phases: 'dns 12 ms · connect 20 ms · tls 2500 ms · first byte 60 ms · body 20 ms' } },
    },
    {
      name: 'a program that stood still says nothing of the service', target, settings: { depth: 'full' }, facts: { ...way, exchange: { ...answered, tookMs: 3_000, firstByteMs: 2_990, stalledMs: 2_700 } },
      concludes: { finding: 'busy-machine', params: { ms: 2_990, stalledMs: 2_700 } },
    },
    {
      name: 'what is left of the time is the service', target, settings: { depth: 'full' }, facts: { ...way, exchange: { ...answered, tookMs: 3_000, firstByteMs: 2_990, stalledMs: 400 } },
      concludes: { finding: 'slow-answer', params: { phase: 'first byte', ms: 2_990, phases: 'dns 12 ms · connect 20 ms · tls 45 ms · first byte 2990 ms · body 10 ms' } },
    },
    { name: 'what was not observed is left out', target, settings: { depth: 'full' }, facts: { resolution: undefined, connection: undefined, tunnel: undefined, handshake: undefined, exchange: { ...answered, tookMs: 80, firstByteMs: 60 } }, concludes: { finding: 'quick', params: { phases: 'first byte 60 ms · body 20 ms' } } },
    { name: 'no answer is not measured', target, settings: { depth: 'full' }, facts: { ...way, exchange: { outcome: 'closed', phase: 'headers', tookMs: 3 } }, concludes: { finding: 'not-measured', params: {} } },
  ],
};

export const causes: NonNullable<Conformance['causes']> = {
  [slowAnswer.id]: [
    { name: 'only this path', targets, facts: took(3_000, 2_900, 20), expects: { verdict: 'confirmed', reason: 'this-path', params: { ms: 3_000, againMs: 2_900, rootMs: 20 }, witness: ['exchange', 'again', 'root'] } },
    { name: 'the whole service', targets, facts: took(3_000, 2_900, 2_500), expects: { verdict: 'confirmed', reason: 'whole-service', params: { ms: 3_000, againMs: 2_900, rootMs: 2_500 }, witness: ['exchange', 'again', 'root'] } },
    { name: 'nothing to compare with', targets, facts: took(3_000, 2_900), expects: { verdict: 'confirmed', reason: 'every-time', params: { ms: 3_000, againMs: 2_900 }, witness: ['exchange', 'again'] } },
    { name: 'one that wakes up', targets, facts: took(3_000, 90, 20), expects: { verdict: 'confirmed', reason: 'first-time', confidence: 'likely', params: { ms: 3_000, againMs: 90 }, witness: ['exchange', 'again'] } },
    { name: 'a busy program that the second answer reaches at once', targets, facts: { exchange: { ...answered, tookMs: 5_000, stalledMs: 3_000 }, again: { ...answered, tookMs: 30 }, root: undefined }, expects: { verdict: 'ruled-out', reason: 'busy-machine', params: { ms: 5_000, stalledMs: 3_000, againMs: 30 }, witness: ['exchange', 'again'] } },
    { name: 'a busy program, and a service that is slow again', targets, facts: { exchange: { ...answered, tookMs: 5_000, stalledMs: 3_000 }, again: { ...answered, tookMs: 2_100 }, root: undefined }, expects: { verdict: 'confirmed', reason: 'every-time', params: { ms: 2_000, againMs: 2_100 }, witness: ['exchange', 'again'] } },
    { name: 'one that can not be asked again', targets, facts: took(3_000), expects: { verdict: 'open', reason: 'not-repeated', witness: ['exchange'] } },
    { name: 'no answer', targets, facts: { exchange: { outcome: 'closed', phase: 'headers', tookMs: 3 } }, expects: { verdict: 'ruled-out', reason: 'not-answered', witness: ['exchange'] } },
    { name: 'nothing observed', targets, facts: {}, expects: { verdict: 'open', reason: 'not-observed', witness: [] } },
  ],
};
