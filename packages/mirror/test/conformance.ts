import type { Finding, Target } from '@culprit/core';
import type { HttpExchange } from '@culprit/network';
import network from '@culprit/network/manifest';
import type { CauseCase, CheckCase, Conformance } from '@culprit/testkit';
import type { DataWalk } from '../src/facts/data-walk.ts';
import { modelMirror, type ModelMirror } from '../src/targets/model-mirror.ts';
import { openaiCompatible } from '../src/targets/openai-compatible.ts';
import { profiledService } from '../src/targets/profiled-service.ts';

const receivedAt = '2026-01-01T00:00:00.000Z';
type Answered = Extract<HttpExchange, { readonly outcome: 'answered' }>;
const answer = (status: number, text = '', headers: Readonly<Record<string, string>> = {}, more: Partial<Answered> = {}): Answered => ({
  outcome: 'answered', status, reason: '', httpVersion: '1.1', headers, body: { text, bytes: text.length, complete: true }, kind: 'json', tookMs: 20, sentAt: receivedAt, receivedAt, ...more,
});
const page = (status: number, text = '<!doctype html>'): Answered => answer(status, text, {}, { kind: 'html' });
const failed: HttpExchange = { outcome: 'timed-out', stage: 'first-byte', tookMs: 5_000 } as never;

const token = { $secret: 'env:HF_TOKEN' };
const mirror: ModelMirror = { hub: 'huggingface', endpoint: 'https://mirror.example', repository: 'acme/model' };
const onMirror = [modelMirror.of(mirror)];
const withToken = [modelMirror.of({ ...mirror, token })];
const api = { dialect: 'openai-compatible', baseUrl: 'https://relay.example' } as const;
const onApi = [openaiCompatible.of(api)];
const service = { baseUrl: 'https://service.example', profile: 'model-mirror-client' };
const onService = [profiledService.of(service)];

const entry = answer(200, '{"id":"acme/model"}');
const gated = answer(403, '', { 'x-error-code': 'GatedRepo' });
const notFound = answer(401, '', { 'x-error-code': 'RepoNotFound' });
const tokenRefused = answer(401, '', { 'x-error-message': 'Invalid credentials in Authorization header' });
const away = answer(308, '', { location: 'https://hub.example/api/models/acme/model' });
const models = answer(200, '{"object":"list","data":[{"id":"m"}]}');
const wantsKey = answer(401, '{"error":{"code":"invalid_api_key"}}');
const region = answer(403, '{"error":{"code":"unsupported_country_region_territory"}}');

const walked = (outcome: DataWalk['outcome'], more: Partial<DataWalk> = {}): DataWalk => ({ outcome, file: 'weights.bin', leftMirror: false, tokenLeft: false, hops: [{ host: 'mirror.example', status: 200, tookMs: 30 }], ...more });
const left = { leftMirror: true, dataOrigin: 'https://data.example' };

type Row = readonly [name: string, finding: string, facts: CheckCase['facts'], target?: CheckCase['target']];
const judged = (usual: CheckCase['target'], rows: readonly Row[]): readonly CheckCase[] => rows.map(([name, finding, facts, target = usual]): CheckCase => ({ name, target, facts, concludes: { finding } }));

type Verdict = readonly [name: string, facts: CauseCase['facts'], verdict: CauseCase['expects']['verdict'], reason: string, more?: Partial<CauseCase['expects']> & { readonly targets?: readonly Target[]; readonly findings?: readonly (Partial<Finding> & { readonly id: string })[] }];
const tried = (usual: readonly Target[], rows: readonly Verdict[]): readonly CauseCase[] => rows.map(([name, facts, verdict, reason, { targets = usual, findings, ...more } = {}]): CauseCase => ({ name, facts, targets, ...(findings === undefined ? {} : { findings }), expects: { verdict, reason, ...more } }));

const setting = (state: string, more: object = {}): CheckCase['facts'] => ({ given: { settings: [{ setting: 'OPENAI_BASE_URL', state, value: 'https://relay.example', better: 'https://relay.example/v1', other: 'OPENAI_API_BASE', ...more }] } });
const copy = (more: object = {}): CheckCase['facts'] => ({ copy: { outcome: 'synced', finishedAt: '2025-12-31T20:00:00.000Z', repository: 'acme/model', from: 'https://mirror.example', files: 3, damaged: [], damagedCount: 0, ...more } });
const folder = { folder: '/srv/models', maxAge: 24 * 3_600_000 };
const healthy = { 'x-mirror-status': 'active', 'x-load-average': '0.2', 'x-cdn-node': 'sha-7' };

const redirected = [{ id: 'mirror/control-plane#redirected', params: { origin: 'https://hub.example' } }];
const sentAway = [{ id: 'mirror/data-plane#sent-away', params: { origin: 'https://hub.example' } }];
const toItself = [{ id: 'mirror/control-plane#redirected', params: { origin: 'https://mirror.example' } }];
const leads = [{ id: 'mirror/data-plane#unreachable', params: { origin: 'https://data.example' } }];
const stripped = [{ id: 'mirror/data-plane#stripped', params: { file: 'weights.bin' } }];
const lost = walked('stripped', { missing: ['etag'] });
const nested = { ...mirror, endpoint: 'https://mirror.example/models' };

const conformance: Conformance = {
  others: [network],
  checks: {
    'mirror/api': judged(api, [
      ['a list of models', 'lists-models', { exchange: models }],
      ['a key is wanted', 'wants-key', { exchange: wantsKey }],
      ['a home page', 'web-page', { exchange: page(200) }],
      ['404', 'wrong-path', { exchange: answer(404) }],
      ['the region', 'region-refused', { exchange: region }],
      ['429', 'overloaded', { exchange: answer(429) }],
      ['500', 'server-error', { exchange: answer(500) }],
      ['an error inside of a 200', 'error-in-success', { exchange: answer(200, '{"error":{"code":"upstream_failed"}}') }],
      ['a redirect', 'redirected', { exchange: answer(301, '', { location: 'https://elsewhere.example/v1' }) }],
      ['a filter before the service', 'refused-by-other', { exchange: answer(403, '', {}, { refusal: { by: 'cloudflare', kind: 'firewall' } as never }) }],
      ['silence', 'no-answer', { exchange: failed }],
      ['a number', 'unknown-answer', { exchange: answer(200, '17') }],
    ]),
    'mirror/client-settings': judged({}, [
      ['none', 'unset', { given: { settings: [] } }],
      ...['sound', 'prefix-missing', 'prefix-too-many', 'whole-path', 'scheme-unwanted', 'read-by-one', 'contradicting', 'offline'].map((state): Row => [state, state, setting(state)]),
    ]),
    'mirror/control-plane': judged(mirror, [
      ['an entry', 'found', { exchange: entry }],
      ['an unknown repository', 'repository-unknown', { exchange: notFound }],
      ['a gated one', 'gated', { exchange: gated }],
      ['a refused token', 'token-refused', { exchange: tokenRefused }],
      ['a disabled one', 'disabled', { exchange: answer(403, '', { 'x-error-message': 'Access to this resource is disabled.' }) }],
      ['no such revision', 'revision-unknown', { exchange: answer(404, '', { 'x-error-code': 'RevisionNotFound' }) }],
      ['no such entry', 'entry-unknown', { exchange: answer(404, '', { 'x-error-code': 'EntryNotFound' }) }],
      ['a redirect', 'redirected', { exchange: away }],
      ['the region', 'region-refused', { exchange: region }],
      ['429', 'overloaded', { exchange: answer(429) }],
      ['502', 'server-error', { exchange: answer(502) }],
      ['a filter before the mirror', 'refused-by-other', { exchange: answer(403, '', {}, { refusal: { by: 'cloudflare', kind: 'firewall' } as never }) }],
      ['a home page', 'not-a-hub', { exchange: page(200) }],
      ['silence', 'no-answer', { exchange: failed }],
      ['a token and no encryption', 'token-kept-back', { exchange: entry }, { ...mirror, endpoint: 'http://mirror.example', token }],
      ['418', 'unknown-answer', { exchange: answer(418) }],
    ]),
    'mirror/data-plane': [
      ...judged(mirror, [
        ['from the mirror', 'served', { walk: walked('served', { dataOrigin: 'https://mirror.example' }) }],
        ['from another host', 'served-elsewhere', { walk: walked('served', left) }],
        ['another host that is silent', 'unreachable', { walk: walked('unreachable', { ...left, hops: [{ host: 'data.example', how: 'timed-out', tookMs: 5_000 }] }) }],
        ['another host whose certificate fails', 'untrusted', { walk: walked('untrusted', left) }],
        ['another host that refuses', 'refused', { walk: walked('refused', left) }],
        ['a redirect without end', 'refused', { walk: walked('too-many', left) }],
        ['fields are gone', 'stripped', { walk: lost }],
        ['another host for the very request', 'sent-away', { walk: walked('sent-away', left) }],
        ['a gated file', 'gated', { walk: walked('answered', { state: 'gated' }) }],
        ['a missing file', 'file-refused', { walk: walked('answered', { state: 'entry-unknown' }) }],
        ['silence', 'no-answer', { walk: walked('no-answer') }],
        ['another host that may not be asked', 'not-followed', { walk: walked('not-followed', left) }],
        ['an empty repository', 'no-file', { walk: walked('no-file') }],
      ]),
      { name: 'the listing goes on elsewhere', target: mirror, facts: { walk: walked('served', { dataOrigin: 'https://mirror.example', pagesAt: 'https://hub.example' }) }, concludes: [{ finding: 'served' }, { finding: 'pages-elsewhere' }] },
    ],
    'mirror/last-sync': judged(folder, [
      ['four hours old', 'fresh', copy()],
      ['two days old', 'stale', copy({ finishedAt: '2025-12-30T00:00:00.000Z' })],
      ['a file is gone', 'damaged', copy({ damaged: ['weights.bin'], damagedCount: 1 })],
      ['from tomorrow', 'in-the-future', copy({ finishedAt: '2026-01-02T00:00:00.000Z' })],
      ['nothing was ever copied', 'never', { copy: { outcome: 'never' } }],
    ]),
    'mirror/service-health': judged(service, [
      ['by a node', 'healthy-at-node', { exchange: answer(200, '{}', healthy) }],
      ['by a profile without nodes', 'healthy', { exchange: answer(200) }, { baseUrl: service.baseUrl }],
      ['its status field', 'maintenance', { exchange: answer(200, '{}', { ...healthy, 'x-mirror-status': 'maintenance' }) }],
      ['a load above the limit', 'overloaded', { exchange: answer(200, '{}', { ...healthy, 'x-load-average': '0.9' }) }],
      ['the region', 'region-refused', { exchange: region }],
      ['401', 'wants-credential', { exchange: answer(401) }],
      ['404', 'not-served', { exchange: answer(404) }],
      ['418', 'unexpected-status', { exchange: answer(418) }],
      ['a field is missing', 'missing-headers', { exchange: answer(200, '{}', { 'x-mirror-status': 'active', 'x-cdn-node': 'sha-7' }) }],
      ['a field says something else', 'unexpected-header', { exchange: answer(200, '{}', { ...healthy, 'x-mirror-status': 'passive' }) }],
      ['a body without the word', 'unexpected-body', { exchange: answer(200, '{}') }, { baseUrl: service.baseUrl, expect: { bodyContains: 'ready' } }],
      ['silence', 'no-answer', { exchange: failed }],
      ['a certificate that fails', 'kept-back', { exchange: answer(200, '{}', healthy, { withheldHeaders: ['X-Api-Key'] }) }],
    ]),
    'mirror/token-plane': judged(mirror, [
      ['none', 'no-token', {}],
      ['to the hub itself', 'own', {}, { ...mirror, endpoint: 'https://huggingface.co', token }],
      ['to a private address', 'private', {}, { ...mirror, endpoint: 'https://10.0.0.5', token }],
      ['to a mirror', 'third-party', {}, { ...mirror, endpoint: 'https://hf-mirror.com', token }],
    ]),
  },
  causes: {
    'mirror/base-path': tried(onApi, [
      ['with the prefix it answers', { exchange: page(200), 'at https://relay.example/v1': wantsKey }, 'confirmed', 'prefix-missing'],
      ['once is enough', { exchange: answer(404), 'at https://relay.example/v1': models }, 'confirmed', 'prefix-doubled', { targets: [openaiCompatible.of({ ...api, baseUrl: 'https://relay.example/v1/v1' })] }],
      ['without the prefix it answers', { exchange: answer(404), 'at https://relay.example': models }, 'confirmed', 'prefix-too-many', { targets: [openaiCompatible.of({ ...api, baseUrl: 'https://relay.example/v1' })] }],
      ['the path of a request', { exchange: answer(404), 'at https://relay.example/v1': models }, 'confirmed', 'whole-path', { targets: [openaiCompatible.of({ ...api, baseUrl: 'https://relay.example/v1/chat/completions' })] }],
      ['no API under any path', { exchange: page(200), 'at https://relay.example/v1': page(200), 'at https://relay.example/api/v1': page(404) }, 'ruled-out', 'no-api-there-either'],
      ['nobody could ask again', { exchange: undefined }, 'open', 'not-observed'],
    ]),
    'mirror/gated-repository': tried(onMirror, [
      ['the entry', { exchange: gated }, 'confirmed', 'entry-gated'],
      ['the files', { exchange: entry, walk: walked('answered', { state: 'gated' }) }, 'confirmed', 'files-gated'],
      ['neither', { exchange: entry, walk: walked('served') }, 'ruled-out', 'not-gated'],
      ['silence', { exchange: failed }, 'open', 'not-observed'],
    ]),
    'mirror/maintenance': tried(onService, [
      ['by a field', { exchange: answer(200, '{}', { ...healthy, 'x-mirror-status': 'maintenance' }) }, 'confirmed', 'says-its-status'],
      ['by both', { exchange: answer(503, 'Down for maintenance'), root: answer(503) }, 'confirmed', 'says-everywhere'],
      ['by its page alone', { exchange: answer(503, 'Down for maintenance'), root: answer(200) }, 'confirmed', 'says-its-page', { confidence: 'likely' }],
      ['it is busy', { exchange: answer(429), root: answer(200) }, 'ruled-out', 'answered-otherwise'],
      ['silence', { exchange: failed }, 'open', 'not-observed'],
    ]),
    'mirror/mirror-sends-away': tried(onMirror, [
      ['the other host knows the repository', { exchange: away, there: entry }, 'confirmed', 'answers-there', { findings: redirected, witness: ['exchange', 'there'] }],
      ['the other host refuses', { exchange: away, there: notFound }, 'confirmed', 'refuses-there', { findings: redirected, confidence: 'likely' }],
      ['the file too, and nobody asked there', { walk: walked('sent-away', left) }, 'confirmed', 'not-asked', { findings: sentAway, confidence: 'likely', witness: ['walk'] }],
      ['to a path of its own', { exchange: away }, 'ruled-out', 'no-redirect', { findings: toItself }],
      ['asked again it answers', { exchange: entry }, 'ruled-out', 'no-redirect', { findings: redirected }],
      ['silence', { exchange: failed }, 'open', 'not-observed', { findings: redirected }],
    ]),
    'mirror/not-a-hub': tried([modelMirror.of(nested)], [
      ['a path too many', { exchange: page(404), known: page(404), origin: entry }, 'confirmed', 'path-too-many'],
      ['no hub there', { exchange: page(404), known: page(404), origin: page(200) }, 'confirmed', 'nothing-there'],
      ['other repositories are there', { exchange: page(404), known: entry }, 'ruled-out', 'hub-there'],
      ['silence', { exchange: failed }, 'open', 'not-observed'],
    ]),
    'mirror/off-mirror-data-plane': tried(onMirror, [
      ['silence where it leads', { walk: walked('unreachable', left), there: { outcome: 'unreachable', step: 'connection', how: 'timed-out', tookMs: 5_000 } }, 'confirmed', 'out-of-reach', { findings: leads }],
      ['a refusal where it leads', { walk: walked('refused', left), there: answer(200) }, 'confirmed', 'refuses-file', { findings: leads }],
      ['nobody asked there', { walk: walked('unreachable', left) }, 'confirmed', 'not-asked', { findings: leads, confidence: 'likely' }],
      ['the mirror has the file', { walk: walked('served', left) }, 'ruled-out', 'served', { findings: leads }],
      ['the mirror alone', { walk: walked('refused', { dataOrigin: 'https://mirror.example' }) }, 'ruled-out', 'own-data-plane', { findings: leads }],
      ['no walk', {}, 'open', 'not-observed', { findings: leads }],
    ]),
    'mirror/overload': tried(onService, [
      ['by its load', { exchange: answer(200, '{}', { ...healthy, 'x-load-average': '0.9' }) }, 'confirmed', 'says-its-load'],
      ['come back later', { exchange: answer(429, '', { 'retry-after': '30' }) }, 'confirmed', 'come-back'],
      ['by its status', { exchange: answer(503) }, 'confirmed', 'says-so', { confidence: 'likely' }],
      ['it is well', { exchange: answer(200, '{}', healthy) }, 'ruled-out', 'answered-otherwise'],
      ['silence', { exchange: failed }, 'open', 'not-observed'],
    ]),
    'mirror/profile-not-followed': tried(onService, [
      ['the root answers', { exchange: answer(404), root: answer(200) }, 'confirmed', 'nothing-served'],
      ['no field at all', { exchange: answer(200, '{}'), root: answer(200) }, 'confirmed', 'no-field', { confidence: 'likely' }],
      ['the root fails too', { exchange: answer(404), root: answer(500) }, 'ruled-out', 'service-down'],
      ['it is in maintenance', { exchange: answer(200, '{}', { ...healthy, 'x-mirror-status': 'maintenance' }), root: answer(200) }, 'ruled-out', 'answered-otherwise'],
      ['silence', { exchange: failed, root: answer(200) }, 'open', 'not-observed'],
    ]),
    'mirror/refused-token': tried(withToken, [
      ['without it the entry is there', { exchange: tokenRefused, anonymous: entry }, 'confirmed', 'works-without'],
      ['without it the hub says something else', { exchange: tokenRefused, anonymous: notFound }, 'confirmed', 'refused'],
      ['without it the same', { exchange: tokenRefused, anonymous: tokenRefused }, 'ruled-out', 'not-the-token'],
      ['asked again it is taken', { exchange: entry, anonymous: notFound }, 'ruled-out', 'taken'],
      ['silence', { exchange: failed, anonymous: entry }, 'open', 'not-observed'],
    ]),
    'mirror/region-refusal': tried(onApi, [
      ['by its code', { exchange: region, root: answer(200) }, 'confirmed', 'says-to-everybody'],
      ['in words', { exchange: answer(403, '{"message":"This country is not supported"}'), root: answer(200) }, 'confirmed', 'says-in-words', { confidence: 'likely' }],
      ['it wants a key', { exchange: wantsKey, root: answer(200) }, 'ruled-out', 'answered-otherwise'],
      ['silence', { exchange: failed, root: answer(200) }, 'open', 'not-observed'],
    ]),
    'mirror/repository-not-visible': tried(onMirror, [
      ['no token', { exchange: notFound, known: entry }, 'confirmed', 'without-token'],
      ['a token that the hub knows', { exchange: notFound, known: entry, owner: answer(200, '{"name":"ada"}') }, 'confirmed', 'with-good-token', { targets: withToken }],
      ['a token that nobody vouches for', { exchange: notFound, known: entry, owner: answer(401) }, 'confirmed', 'with-doubtful-token', { targets: withToken, confidence: 'likely' }],
      ['asked again it is there', { exchange: entry, known: entry }, 'ruled-out', 'visible'],
      ['nothing is visible there', { exchange: notFound, known: notFound }, 'ruled-out', 'nothing-visible'],
      ['silence', { exchange: failed, known: entry }, 'open', 'not-observed'],
    ]),
    'mirror/stripped-headers': tried(onMirror, [
      ['past the proxy they are there', { walk: lost, get: answer(206), direct: answer(200, '', { etag: '"a"' }) }, 'confirmed', 'lost-in-proxy', { findings: stripped }],
      ['a GET brings them', { walk: lost, get: answer(206, '', { etag: '"a"' }), direct: answer(200) }, 'confirmed', 'lost-on-head', { findings: stripped }],
      ['neither brings them', { walk: lost, get: answer(206), direct: answer(200) }, 'confirmed', 'lost-everywhere', { findings: stripped }],
      ['nobody asked otherwise', { walk: lost }, 'confirmed', 'lost-for-head', { findings: stripped, confidence: 'likely' }],
      ['asked again they are there', { walk: walked('served') }, 'ruled-out', 'complete', { findings: stripped }],
      ['no walk', {}, 'open', 'not-observed', { findings: stripped }],
    ]),
  },
};

export default conformance;
