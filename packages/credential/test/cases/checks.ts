import { checkTable, type CheckCase, type CheckRow, type Conformance } from '@culprit/testkit';
import { populationOf, type CellVerdict } from '../../src/ciphertext/survey.ts';
import type { LiveState } from '../../src/facts/live-state.ts';
import { textKinds } from '../../src/key-reading/text-kinds.ts';
import type { Verdict } from '../../src/live-state/verdict.ts';

/** Findings that are what the service said, and what else they tell. */
const told = (verdicts: readonly string[], facts: (verdict: string) => CheckCase['facts']): readonly CheckRow[] => verdicts.map((verdict): CheckRow => [verdict, verdict, facts(verdict)]);

const cell = (rest: object): CellVerdict => ({ row: 1, column: 'value', name: 'OPENAI', format: 'lmnr', ...rest }) as unknown as CellVerdict;
const [opens, closed] = [cell({ state: 'opens', by: 'env:KEY', role: 'configured', repairedKey: false }), cell({ state: 'closed' })];
const survey = (cells: readonly CellVerdict[], key: object = { outcome: 'key', repairs: [] }): CheckCase['facts'] => ({ survey: { outcome: 'surveyed', rows: cells.length, cut: false, key, cells, population: populationOf(cells) } });
const noRows = { survey: { outcome: 'unreadable', why: 'absent' } };
const table = { file: 'provider_api_keys.csv', key: { $secret: 'env:AEAD_SECRET_KEY' } };

const reading = (rest: object): CheckCase['facts'] => ({ reading: { kind: 'key', length: 40, keyLength: 40, notes: [], shape: 'unknown', ...rest } });
const note = (what: string): CheckCase['facts'] => reading({ notes: [{ what, position: 1, codePoint: 'U+0022', lossless: true }] });

const said = (verdict: string): { readonly state: LiveState } => ({ state: { outcome: 'judged', verdict: verdict as Verdict, status: 403, limits: {}, by: 'cloudflare', to: 'elsewhere.test' } as LiveState });
const course = (verdict: string, status = 401): CheckCase['facts'] => ({ course: { outcome: 'judged', verdict, by: 'code', status, landing: { url: 'https://shop.test/home?token=1', status, redirects: 1 }, refusedBy: 'cloudflare', retryAfter: '30 s' } });
const use = (verdict: string): CheckCase['facts'] => ({ use: { outcome: 'judged', verdict, status: 403, address: 'https://shop.test/home', refusedBy: 'cloudflare' } });

const at = '2026-01-01T00:00:00.000Z';
const placed = { file: '/home/ada/vault.json', mode: '600', exposed: false };
const header = { generation: 3, updated: at, slots: [{ kid: 'a1', state: 'primary', source: 'env:CULPRIT_KEY', created: at }], names: ['OPENAI'] };
const vault = (rest: object): CheckCase['facts'] => ({ state: { ...placed, ...header, ...rest } });
const open = (rest: object = {}): CheckCase['facts'] => vault({ outcome: 'open', kid: 'a1', source: 'env:CULPRIT_KEY', role: 'current', slot: 'primary', repairs: [], intact: true, entries: [{ name: 'OPENAI', state: 'readable' }], ...rest });
const looked = (text: object): CheckCase['facts'] => vault({ outcome: 'no-key', looked: [{ source: 'env:CULPRIT_KEY', text }] });
const corrupt = (why: string): CheckCase['facts'] => ({ state: { ...placed, outcome: 'corrupt', why, at: 12 } });
const absent = { state: { outcome: 'unreadable', file: placed.file, why: 'absent' } };

const delivery = (service: string, rest: object): object => ({ service, source: 'compose.yaml', needed: true, from: 'environment', ...rest });
const [app, worker] = [delivery('app', { state: 'value', fingerprint: 'f1' }), delivery('worker', { state: 'value', fingerprint: 'f1' })];
const delivered = (deliveries: readonly object[], unreadable: readonly string[] = []): CheckCase['facts'] => ({ delivered: { unreadable, deliveries } });

const claims = (rest: object): CheckCase['facts'] => ({ reading: { kind: 'jws', algorithm: 'RS256', audience: ['shop'], issuer: 'https://id.test', expires: 1_767_229_200, ...rest } });

export const checks: NonNullable<Conformance['checks']> = {
  'credential/ciphertext-form': checkTable(table, [
    ['whole', 'well-formed', survey([opens])],
    ['no file', 'unreadable', noRows],
    ['cut off', 'malformed', survey([opens, cell({ state: 'malformed', fault: 'too-short' })])],
    ['in the clear', 'plaintext', survey([cell({ state: 'plaintext' })])],
    ['of another program', 'unknown-format', survey([cell({ state: 'foreign' })])],
    ['no such column', 'no-values', survey([])],
  ]),
  'credential/ciphertext-opening': checkTable(table, [
    ['opens', 'opens', survey([opens])],
    ['none opens', 'all-closed', survey([closed, closed])],
    ['one of two opens', 'some-closed', survey([opens, closed])],
    ['under another name', 'renamed', survey([cell({ state: 'opens', by: 'env:KEY', role: 'configured', repairedKey: false, boundTo: 'ANTHROPIC' })])],
    ['garbage', 'garbage', survey([cell({ state: 'unproven', plausible: false, by: 'env:KEY', role: 'configured' })])],
    ['sense, and no tag', 'cannot-be-proven', survey([cell({ state: 'unproven', plausible: true, by: 'env:KEY', role: 'configured' })])],
    ['no key', 'no-key', survey([cell({ state: 'no-key' })])],
    ['no value', 'not-judged', survey([])],
    ['no file', 'not-judged', noRows],
  ]),
  'credential/encryption-key': checkTable(table, [
    ['32 bytes', 'clean', survey([opens])],
    ['none', 'absent', survey([opens], { outcome: 'absent' })],
    ['half a key', 'wrong-length', survey([opens], { outcome: 'wrong-length', encoding: 'hex', length: 32 })],
    ['base64 of too little', 'wrong-size', survey([opens], { outcome: 'wrong-length', encoding: 'base64', length: 16 })],
    ['a letter that is no digit', 'wrong-character', survey([opens], { outcome: 'wrong-character', position: 5, codePoint: 'U+0067' })],
    ['a placeholder', 'other-text', survey([opens], { outcome: 'no-key', what: 'placeholder' })],
    ['the example of a repository', 'published', survey([opens], { outcome: 'key', repairs: [], published: 'LMNR (.env)' })],
    ['in quotes', 'wrapped', survey([opens], { outcome: 'key', repairs: ['quotes'] })],
    ['a format of any text', 'not-applicable', survey([cell({ state: 'closed', format: undefined })])],
    ['none was named', 'not-given', survey([opens], { outcome: 'not-given' })],
    ['no file', 'not-given', noRows],
  ]),
  'credential/key-form': checkTable({ provider: 'openai', key: { $secret: 'env:K' } }, [
    ['as its provider writes them', 'known-form', reading({ shape: 'known', provider: 'openai', keyKind: 'project key' })],
    ['of no known form', 'nothing-speaks-against', reading({})],
    ['begins as one and goes on otherwise', 'unusual', reading({ shape: 'unusual', provider: 'openai', expectedPrefix: 'sk-' })],
    ...Object.keys(textKinds.en).map((kind): CheckRow => [`${kind} in its place`, kind, reading({ kind })]),
    ['quotes', 'quoted', note('quotes')],
    ['the name of a header field', 'wrapped', note('scheme')],
    ['a line end', 'surrounding-space', note('line-break')],
    ['a space without width', 'invisible-character', note('zero-width')],
    ['a full-width letter', 'strange-character', note('full-width')],
    ['of another provider', 'foreign', reading({ shape: 'foreign', provider: 'anthropic', keyKind: 'API key' })],
    ['a letter was mistyped', 'checksum-wrong', reading({ shape: 'checksum-wrong', provider: 'github', keyKind: 'token' })],
  ]),
  'credential/live-state': [
    ...checkTable({ provider: 'openai', key: { $secret: 'env:K' }, baseUrl: 'https://api.test/v1', model: 'small-1' }, [
      ...told(['accepted', 'invalid', 'expired', 'disabled', 'not-received', 'wrong-organization', 'permission-missing', 'key-restricted', 'service-disabled', 'quota-exhausted', 'billing', 'rate-limited', 'overloaded', 'region-refused', 'firewall', 'not-an-api', 'wrong-path', 'redirected', 'model-not-available', 'unknown-answer'], said),
      ['a certificate that fails', 'kept-back', { state: { outcome: 'kept-back', why: 'certificate' } }],
      ['silence', 'no-answer', { state: { outcome: 'no-answer', how: 'timed-out' } }],
    ]),
    { name: 'nobody says where', target: { provider: 'any', key: { $secret: 'env:K' } }, facts: {}, concludes: 'nothing' },
  ],
  'credential/log-in': checkTable({ url: 'https://shop.test/login', username: { $secret: 'env:U' }, password: { $secret: 'env:P' } }, [
    ['a page of its own', 'accepted', course('accepted', 200)],
    ['a page that knows nobody', 'led-on', course('accepted')],
    ...told(['refused', 'locked', 'code-wanted', 'code-refused', 'csrf-refused', 'rate-limited', 'region-refused', 'firewall', 'service-error', 'captcha-wanted', 'unknown-answer'], course),
    ['the form is elsewhere', 'redirected', { course: { outcome: 'kept-back', why: 'redirected', to: 'id.test' } }],
    ['a certificate that fails', 'kept-back', { course: { outcome: 'kept-back', why: 'certificate' } }],
    ['silence', 'no-answer', { course: { outcome: 'no-answer', how: 'timed-out', step: 'form' } }],
  ]),
  'credential/master-key': checkTable({}, [
    ['its own', 'opens', open()],
    ['none anywhere', 'missing', looked({ outcome: 'absent' })],
    ['half a key', 'wrong-length', looked({ outcome: 'wrong-length', encoding: 'hex', length: 32 })],
    ['base64 of too little', 'wrong-size', looked({ outcome: 'wrong-length', encoding: 'base64', length: 16 })],
    ['a letter that is no digit', 'wrong-character', looked({ outcome: 'wrong-character', position: 5, codePoint: 'U+0067' })],
    ['a placeholder', 'other-text', looked({ outcome: 'no-key', what: 'placeholder' })],
    ['another', 'changed', vault({ outcome: 'other-key', offered: [{ kid: 'b2', source: 'env:CULPRIT_KEY' }], retired: [] })],
    ['its own, and a slot that is damaged', 'broken-slot', vault({ outcome: 'broken-slot', kid: 'a1' })],
    ['the example of a repository', 'published', open({ published: 'LMNR (.env)' })],
    ['the one before', 'replaced', open({ role: 'previous', slot: 'decrypt-only' })],
    ['no vault', 'not-judged', absent],
  ]),
  'credential/session': checkTable({ url: 'https://shop.test/login', username: { $secret: 'env:U' }, password: { $secret: 'env:P' } }, [
    ...told(['let-in', 'forbidden', 'unauthorized', 'sent-to-log-in', 'key-missing', 'region-refused', 'firewall', 'redirected', 'other-answer'], use),
    ['silence', 'no-answer', { use: { outcome: 'no-answer', how: 'timed-out' } }],
    ['nobody logged in', 'no-session', { use: { outcome: 'not-asked', why: 'no-session' } }],
  ]),
  'credential/shared-key': checkTable({ variable: 'AEAD_SECRET_KEY', files: ['compose.yaml'] }, [
    ['both get it', 'same', delivered([app, worker])],
    ['one is never told', 'not-passed', delivered([app, delivery('worker', { state: 'absent' })])],
    ['one gets nothing', 'blank', delivered([app, delivery('worker', { state: 'blank', unset: 'KEY' })])],
    ['each gets its own', 'different', delivered([app, delivery('worker', { state: 'value', fingerprint: 'f2' })])],
    ['both get an example', 'example', delivered([delivery('app', { state: 'value', fingerprint: 'f1', published: 'LMNR (.env)' }), worker])],
    ['a file that is none', 'unreadable', delivered([app, worker], ['compose.yaml'])],
    ['one service alone', 'alone', delivered([app])],
  ]),
  'credential/token-validity': checkTable({ token: { $secret: 'env:T' }, audience: 'shop', issuer: 'https://id.test' }, [
    ['for another hour', 'current', claims({})],
    ['without an end', 'without-end', claims({ expires: undefined })],
    ['sealed', 'unreadable', { reading: { kind: 'jwe' } }],
    ['an hour ago', 'expired', claims({ expires: 1_767_222_000 })],
    ['three seconds ago is within what clocks differ by', 'current', claims({ expires: 1_767_225_597 })],
    ['from tomorrow', 'not-yet-valid', claims({ notBefore: 1_767_312_000, expires: 1_767_400_000 })],
    ['in milliseconds', 'milliseconds', claims({ milliseconds: ['exp'] })],
    ['cut off', 'malformed', { reading: { kind: 'malformed', fault: 'parts' } }],
    ['nothing', 'malformed', { reading: { kind: 'empty' } }],
    ['unsigned', 'unsigned', claims({ algorithm: 'none' })],
    ['for another', 'wrong-audience', claims({ audience: ['bank'] })],
    ['by another', 'wrong-issuer', claims({ issuer: 'https://other.test' })],
  ]),
  'credential/vault-entries': [
    ...checkTable({}, [
      ['all open', 'intact', open()],
      ['one was taken out', 'edited', open({ intact: false })],
      ['one does not open', 'unreadable', open({ entries: [{ name: 'OPENAI', state: 'unreadable' }] })],
      ['one stands under another name', 'moved', open({ entries: [{ name: 'OPENAI', state: 'moved', from: 'ANTHROPIC' }] })],
      ['no vault', 'not-judged', absent],
    ]),
  ],
  'credential/vault-file': checkTable({}, [
    ['byte by byte', 'whole', open()],
    ['none', 'absent', absent],
    ['a folder', 'unreadable', { state: { outcome: 'unreadable', file: placed.file, why: 'too-large' } }],
    ['cut off', 'no-json', corrupt('not-json')],
    ['edited', 'altered', corrupt('altered')],
    ['another program\'s', 'foreign', corrupt('foreign')],
    ['of a later version', 'too-new', { state: { ...placed, outcome: 'too-new', version: 9 } }],
    ['open to everybody', 'exposed', open({ exposed: true, mode: '644' })],
    ['an older copy', 'rolled-back', open({ seen: { generation: 5, at } })],
  ]),
};
