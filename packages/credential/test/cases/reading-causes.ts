import type { Conformance } from '@culprit/testkit';
import { containerNotRecreated } from '../../src/causes/container-not-recreated.ts';
import { credentialNotReceived } from '../../src/causes/credential-not-received.ts';
import { earlyToken } from '../../src/causes/early-token.ts';
import { encryptionKeyChanged } from '../../src/causes/encryption-key-changed.ts';
import { exampleKeyInUse } from '../../src/causes/example-key-in-use.ts';
import { expiredToken } from '../../src/causes/expired-token.ts';
import { foreignAnswer } from '../../src/causes/foreign-answer.ts';
import { foreignKey } from '../../src/causes/foreign-key.ts';
import { keyNotPassed } from '../../src/causes/key-not-passed.ts';
import { malformedToken } from '../../src/causes/malformed-token.ts';
import { mangledKey } from '../../src/causes/mangled-key.ts';
import { masterKeyChanged } from '../../src/causes/master-key-changed.ts';
import { mistypedKey } from '../../src/causes/mistyped-key.ts';
import { modelNotAvailable } from '../../src/causes/model-not-available.ts';
import { renamedRow } from '../../src/causes/renamed-row.ts';
import { sharedKeysDiffer } from '../../src/causes/shared-keys-differ.ts';
import { textInsteadOfKey } from '../../src/causes/text-instead-of-key.ts';
import { tokenForAnother } from '../../src/causes/token-for-another.ts';
import { tokenInMilliseconds } from '../../src/causes/token-in-milliseconds.ts';
import { unsignedToken } from '../../src/causes/unsigned-token.ts';
import { wrongBasePath } from '../../src/causes/wrong-base-path.ts';
import type { KeyReading } from '../../src/key-reading/read-key.ts';
import { textKinds } from '../../src/key-reading/text-kinds.ts';
import type { Verdict } from '../../src/live-state/verdict.ts';
import type { Delivery } from '../../src/shared-key/deliveries.ts';
import { populationOf, type CellVerdict } from '../../src/ciphertext/survey.ts';
import { apiKey } from '../../src/targets/api-key.ts';
import { ciphertextTable } from '../../src/targets/ciphertext-table.ts';
import { sharedKey } from '../../src/targets/shared-key.ts';
import { token } from '../../src/targets/token.ts';
import { vault } from '../../src/targets/vault.ts';

const keys = [apiKey.of({ provider: 'openai', key: { $secret: 'env:K' }, baseUrl: 'https://api.test/v1', model: 'small-1' })];
const reading = (more: Partial<KeyReading> = {}): KeyReading => ({ kind: 'key', length: 40, keyLength: 40, notes: [], shape: 'unknown', ...more });
const note = (lossless: boolean) => ({ what: 'quotes', position: 1, codePoint: 'U+0022', lossless }) as const;
const said = (verdict: Verdict, status: number) => ({ outcome: 'judged', verdict, status, limits: {} });
const lost = { outcome: 'no-answer', how: 'timed-out' };
const plain = 'at https://api.test';
const tokens = [token.of({ token: { $secret: 'env:T' }, audience: 'https://api.test', issuer: 'https://id.test' })];
const jws = (more: object = {}) => ({ kind: 'jws', audience: ['https://api.test'], issuer: 'https://id.test', ...more });
const now = Date.parse('2026-01-01T00:00:00Z') / 1_000;
const compared = (verdict: string, offsetMs = 0) => ({ verdict, offsetMs, count: 2, offsets: [] });
const shared = [sharedKey.of({ variable: 'AEAD_SECRET_KEY', sources: ['docker-compose.yml'] })];
const gets = (service: string, more: Partial<Delivery> = {}) => ({ service, state: 'value', fingerprint: 'a', from: 'environment', source: 'docker-compose.yml', needed: true, ...more });
const delivered = (...deliveries: readonly object[]) => ({ delivered: { unreadable: [], deliveries } });
const vaults = [vault.of({ file: '/v' })];
const slot = { kid: 'k1-a', state: 'primary', created: '2026-01-01T00:00:00.000Z', source: 'env:CULPRIT_MASTER_KEY' };
const other = { outcome: 'other-key', file: '/v', mode: '600', exposed: false, generation: 1, updated: slot.created, slots: [slot], names: ['a'], offered: [{ source: 'env:K', kid: 'k1-b' }], retired: [] };
const tables = [ciphertextTable.of({ file: '/rows.json', key: { $secret: 'env:K' } })];
const placed = (row: number) => ({ row, column: 'value', name: 'OPENAI_API_KEY', at: `2026-01-0${row}T00:00:00.000Z`, format: 'lmnr' });
const opens = (row: number, role: 'configured' | 'previous' | 'published' = 'configured', boundTo?: string): CellVerdict => ({ ...placed(row), state: 'opens', by: role === 'published' ? 'LMNR (.env)' : 'env:K', role, repairedKey: false, ...(boundTo === undefined ? {} : { boundTo }) });
const closed = (row: number): CellVerdict => ({ ...placed(row), state: 'closed' });
const surveyed = (...cells: readonly CellVerdict[]) => ({ survey: { outcome: 'surveyed', rows: cells.length, cut: false, key: { outcome: 'key', repairs: [] }, cells, population: populationOf(cells) } });

export const causes: NonNullable<Conformance['causes']> = {
  [textInsteadOfKey.id]: [
    ...Object.keys(textKinds.en).map((kind) => ({ name: kind, targets: keys, facts: { reading: { ...reading(), kind } }, expects: { verdict: 'confirmed', reason: kind } as const })),
    { name: 'a key', targets: keys, facts: { reading: reading() }, expects: { verdict: 'ruled-out', reason: 'is-a-key' } },
    { name: 'nothing to read', targets: keys, facts: {}, expects: { verdict: 'open', reason: 'not-read' } },
  ],
  [mangledKey.id]: [
    { name: 'what is left is known', targets: keys, facts: { reading: reading({ notes: [note(true)], shape: 'known', provider: 'openai' }) }, expects: { verdict: 'confirmed', reason: 'ends-with-known-key' } },
    { name: 'around something unknown', targets: keys, facts: { reading: reading({ notes: [note(true)] }) }, expects: { verdict: 'confirmed', reason: 'at-the-ends', confidence: 'likely' } },
    { name: 'in the midst', targets: keys, facts: { reading: reading({ notes: [note(false)] }) }, expects: { verdict: 'confirmed', reason: 'inside' } },
    { name: 'nothing strange', targets: keys, facts: { reading: reading() }, expects: { verdict: 'ruled-out', reason: 'nothing-strange' } },
    { name: 'nothing to read', targets: keys, facts: {}, expects: { verdict: 'open', reason: 'not-read' } },
  ],
  [foreignKey.id]: [
    { name: 'of another', targets: keys, facts: { reading: reading({ shape: 'known', provider: 'anthropic', keyKind: 'API key' }) }, expects: { verdict: 'confirmed', reason: 'other-mark', params: { owner: 'anthropic', kind: 'API key', provider: 'openai' } } },
    { name: 'its own', targets: keys, facts: { reading: reading({ shape: 'known', provider: 'openai' }) }, expects: { verdict: 'ruled-out', reason: 'own-mark' } },
    { name: 'nothing to read', targets: keys, facts: {}, expects: { verdict: 'open', reason: 'not-read' } },
  ],
  [mistypedKey.id]: [
    { name: 'a wrong checksum', targets: keys, facts: { reading: reading({ shape: 'checksum-wrong', provider: 'github', keyKind: 'token' }) }, expects: { verdict: 'confirmed', reason: 'checksum-differs' } },
    { name: 'a right one', targets: keys, facts: { reading: reading({ shape: 'known' }) }, expects: { verdict: 'ruled-out', reason: 'checksum-fits' } },
    { name: 'nothing to read', targets: keys, facts: {}, expects: { verdict: 'open', reason: 'not-read' } },
  ],
  [credentialNotReceived.id]: [
    { name: 'the same with and without', targets: keys, facts: { state: said('not-received', 401), anonymous: said('not-received', 401) }, expects: { verdict: 'confirmed', reason: 'same-without-key' } },
    { name: 'told apart', targets: keys, facts: { state: said('not-received', 400), anonymous: said('not-received', 401) }, expects: { verdict: 'ruled-out', reason: 'told-apart' } },
    { name: 'no control', targets: keys, facts: { state: said('not-received', 401), anonymous: lost }, expects: { verdict: 'open', reason: 'no-control' } },
  ],
  [modelNotAvailable.id]: [
    { name: 'not in the list', targets: keys, facts: { state: { ...said('model-not-available', 200), nearestModels: ['small-2'] }, bare: said('accepted', 200) }, expects: { verdict: 'confirmed', reason: 'not-in-list', params: { model: 'small-1', nearest: 'small-2', answer: '200' } } },
    { name: 'said by the provider', targets: keys, facts: { state: said('model-not-available', 404), bare: said('model-not-available', 404) }, expects: { verdict: 'confirmed', reason: 'said-so' } },
    { name: 'the key is refused', targets: keys, facts: { state: said('model-not-available', 404), bare: said('invalid', 401) }, expects: { verdict: 'ruled-out', reason: 'key-refused' } },
    { name: 'no list', targets: keys, facts: { state: said('model-not-available', 404), bare: lost }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [wrongBasePath.id]: [
    { name: 'the API is elsewhere', targets: keys, facts: { state: said('not-an-api', 200), [plain]: said('accepted', 200) }, expects: { verdict: 'confirmed', reason: 'api-elsewhere', params: { answer: '200', base: 'https://api.test', there: '200' } } },
    { name: 'it is not', targets: keys, facts: { state: said('not-an-api', 200), [plain]: said('wrong-path', 404) }, expects: { verdict: 'ruled-out', reason: 'no-api-there-either' } },
    { name: 'not asked', targets: keys, facts: { state: said('not-an-api', 200), [plain]: lost }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [foreignAnswer.id]: [
    { name: 'no API anywhere', targets: keys, facts: { state: said('not-an-api', 200), anonymous: said('not-an-api', 200), [plain]: said('not-an-api', 200) }, expects: { verdict: 'confirmed', reason: 'no-api-anywhere' } },
    { name: 'one elsewhere', targets: keys, facts: { state: said('not-an-api', 200), anonymous: said('not-an-api', 200), [plain]: said('not-received', 401) }, expects: { verdict: 'ruled-out', reason: 'api-elsewhere' } },
    { name: 'not asked', targets: keys, facts: { state: said('not-an-api', 200), anonymous: lost, [plain]: lost }, expects: { verdict: 'open', reason: 'not-observed' } },
  ],
  [malformedToken.id]: [
    { name: 'cut off', targets: tokens, facts: { reading: { kind: 'malformed', fault: 'parts' } }, expects: { verdict: 'confirmed', reason: 'unreadable-part', params: { fault: 'parts' } } },
    { name: 'whole', targets: tokens, facts: { reading: jws() }, expects: { verdict: 'ruled-out', reason: 'whole' } },
    { name: 'nothing to read', targets: tokens, facts: {}, expects: { verdict: 'open', reason: 'not-read' } },
  ],
  [unsignedToken.id]: [
    { name: 'alg none', targets: tokens, facts: { reading: jws({ algorithm: 'none' }) }, expects: { verdict: 'confirmed', reason: 'algorithm-none' } },
    { name: 'signed', targets: tokens, facts: { reading: jws({ algorithm: 'HS256' }) }, expects: { verdict: 'ruled-out', reason: 'is-signed' } },
    { name: 'nothing to read', targets: tokens, facts: {}, expects: { verdict: 'open', reason: 'not-read' } },
  ],
  [tokenInMilliseconds.id]: [
    { name: 'exp in milliseconds', targets: tokens, facts: { reading: jws({ milliseconds: ['exp'] }) }, expects: { verdict: 'confirmed', reason: 'in-milliseconds', params: { claims: 'exp' } } },
    { name: 'in seconds', targets: tokens, facts: { reading: jws() }, expects: { verdict: 'ruled-out', reason: 'in-seconds' } },
    { name: 'nothing to read', targets: tokens, facts: {}, expects: { verdict: 'open', reason: 'not-read' } },
  ],
  [tokenForAnother.id]: [
    { name: 'another audience', targets: tokens, facts: { reading: jws({ audience: ['https://other.test'] }) }, expects: { verdict: 'confirmed', reason: 'other-audience' } },
    { name: 'another issuer', targets: tokens, facts: { reading: jws({ issuer: 'https://other.test' }) }, expects: { verdict: 'confirmed', reason: 'other-issuer' } },
    { name: 'as expected', targets: tokens, facts: { reading: jws() }, expects: { verdict: 'ruled-out', reason: 'as-expected' } },
    { name: 'nothing to read', targets: tokens, facts: {}, expects: { verdict: 'open', reason: 'not-read' } },
  ],
  [expiredToken.id]: [
    { name: 'by all clocks', targets: tokens, facts: { reading: jws({ expires: now - 60 }), clocks: compared('agrees') }, expects: { verdict: 'confirmed', reason: 'expired-by-true-time', params: { until: '2025-12-31T23:59:00Z', now: '2026-01-01T00:00:00Z', overdueSeconds: 60 } } },
    { name: 'this clock is an hour ahead', targets: tokens, facts: { reading: jws({ expires: now - 60 }), clocks: compared('machine', 3_600_000) }, expects: { verdict: 'ruled-out', reason: 'good-by-true-time' } },
    { name: 'no clock', targets: tokens, facts: { reading: jws({ expires: now - 60 }), clocks: compared('none') }, expects: { verdict: 'open', reason: 'no-clock' } },
  ],
  [earlyToken.id]: [
    { name: 'by all clocks', targets: tokens, facts: { reading: jws({ notBefore: now + 60 }), clocks: compared('agrees') }, expects: { verdict: 'confirmed', reason: 'early-by-true-time' } },
    { name: 'this clock is an hour behind', targets: tokens, facts: { reading: jws({ notBefore: now + 60 }), clocks: compared('machine', -3_600_000) }, expects: { verdict: 'ruled-out', reason: 'good-by-true-time' } },
    { name: 'no clock', targets: tokens, facts: { reading: jws({ notBefore: now + 60 }), clocks: compared('disagree') }, expects: { verdict: 'open', reason: 'no-clock' } },
  ],
  [keyNotPassed.id]: [
    { name: 'the other has it', targets: shared, facts: delivered(gets('app'), gets('web', { state: 'absent' })), expects: { verdict: 'confirmed', reason: 'others-have-it', params: { service: 'web', name: 'AEAD_SECRET_KEY', source: 'docker-compose.yml', others: 'app' } } },
    { name: 'nobody has it', targets: shared, facts: delivered(gets('web', { state: 'absent' })), expects: { verdict: 'confirmed', reason: 'nobody-has-it' } },
    { name: 'both have it', targets: shared, facts: delivered(gets('app'), gets('web')), expects: { verdict: 'ruled-out', reason: 'passed' } },
    { name: 'nothing to read', targets: shared, facts: {}, expects: { verdict: 'open', reason: 'unread' } },
  ],
  [sharedKeysDiffer.id]: [
    { name: 'two keys', targets: shared, facts: delivered(gets('app'), gets('web', { fingerprint: 'b' })), expects: { verdict: 'confirmed', reason: 'fingerprints-differ' } },
    { name: 'one key', targets: shared, facts: delivered(gets('app'), gets('web')), expects: { verdict: 'ruled-out', reason: 'equal' } },
    { name: 'a container and its own file', targets: shared, facts: delivered(gets('app'), gets('app', { fingerprint: 'b', created: '2026-01-01T00:00:00Z' })), expects: { verdict: 'ruled-out', reason: 'older-container' } },
    { name: 'one alone', targets: shared, facts: delivered(gets('app')), expects: { verdict: 'open', reason: 'not-compared' } },
  ],
  [containerNotRecreated.id]: [
    { name: 'older than its file', targets: shared, facts: delivered(gets('app', { changed: '2026-02-01T00:00:00Z' }), gets('app', { fingerprint: 'b', created: '2026-01-01T00:00:00Z' })), expects: { verdict: 'confirmed', reason: 'older-than-file' } },
    { name: 'younger', targets: shared, facts: delivered(gets('app', { changed: '2026-01-01T00:00:00Z' }), gets('app', { created: '2026-02-01T00:00:00Z' })), expects: { verdict: 'ruled-out', reason: 'as-the-files-say' } },
    { name: 'files alone', targets: shared, facts: delivered(gets('app')), expects: { verdict: 'open', reason: 'no-container' } },
  ],
  [masterKeyChanged.id]: [
    { name: 'another id', targets: vaults, facts: { state: other }, expects: { verdict: 'confirmed', reason: 'other-id' } },
    { name: 'one that was rotated out', targets: vaults, facts: { state: { ...other, retired: ['k1-b'] } }, expects: { verdict: 'confirmed', reason: 'retired-id' } },
    { name: 'it opens', targets: vaults, facts: { state: { ...other, outcome: 'open' } }, expects: { verdict: 'ruled-out', reason: 'opens' } },
    { name: 'the file is damaged', targets: vaults, facts: { state: { outcome: 'corrupt', file: '/v', mode: '600', exposed: false, why: 'altered' } }, expects: { verdict: 'open', reason: 'file-damaged' } },
    { name: 'no key', targets: vaults, facts: { state: { ...other, outcome: 'no-key', looked: [] } }, expects: { verdict: 'open', reason: 'not-compared' } },
  ],
  [encryptionKeyChanged.id]: [
    { name: 'an earlier key opens one', targets: tables, facts: surveyed(opens(1, 'previous'), opens(2)), expects: { verdict: 'confirmed', reason: 'previous-key-opens' } },
    { name: 'all before a day are shut', targets: tables, facts: surveyed(closed(1), closed(2), opens(3), opens(4)), expects: { verdict: 'confirmed', reason: 'before-a-date', confidence: 'likely' } },
    { name: 'all are shut', targets: tables, facts: surveyed(closed(1), closed(2), closed(3)), expects: { verdict: 'confirmed', reason: 'all-closed', confidence: 'likely' } },
    { name: 'all open', targets: tables, facts: surveyed(opens(1), opens(2)), expects: { verdict: 'ruled-out', reason: 'opens' } },
    { name: 'with the example key', targets: tables, facts: surveyed(opens(1, 'published')), expects: { verdict: 'ruled-out', reason: 'example-key' } },
    { name: 'one among others', targets: tables, facts: surveyed(opens(1), closed(2), opens(3)), expects: { verdict: 'ruled-out', reason: 'mixed-up' } },
    { name: 'one alone', targets: tables, facts: surveyed(closed(1)), expects: { verdict: 'open', reason: 'too-few' } },
    { name: 'nothing to read', targets: tables, facts: { survey: { outcome: 'unreadable', why: 'absent' } }, expects: { verdict: 'open', reason: 'no-key' } },
  ],
  [exampleKeyInUse.id]: [
    { name: 'the example key opens one', targets: tables, facts: surveyed(opens(1, 'published')), expects: { verdict: 'confirmed', reason: 'example-key-opens', params: { publisher: 'LMNR (.env)', count: 1 } } },
    { name: 'it opens none', targets: tables, facts: surveyed(closed(1)), expects: { verdict: 'ruled-out', reason: 'no-example-key' } },
    { name: 'nothing to read', targets: tables, facts: { survey: { outcome: 'unreadable', why: 'absent' } }, expects: { verdict: 'open', reason: 'not-surveyed' } },
  ],
  [renamedRow.id]: [
    { name: 'another name opens it', targets: tables, facts: surveyed(opens(1, 'configured', 'GEMINI_API_KEY')), expects: { verdict: 'confirmed', reason: 'other-name-opens', params: { example: '#1 OPENAI_API_KEY', boundTo: 'GEMINI_API_KEY' } } },
    { name: 'its own does', targets: tables, facts: surveyed(opens(1)), expects: { verdict: 'ruled-out', reason: 'own-name' } },
    { name: 'nothing to read', targets: tables, facts: { survey: { outcome: 'unreadable', why: 'absent' } }, expects: { verdict: 'open', reason: 'not-read' } },
  ],
};
