import type { HttpExchange } from '@culprit/network';
import network from '@culprit/network/manifest';
import { causeTable, checkTable, type CheckCase, type CheckRow, type Conformance } from '@culprit/testkit';
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
    'mirror/api': checkTable(api, [
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
    'mirror/client-settings': checkTable({}, [
      ['none', 'unset', { given: { settings: [] } }],
      ...['sound', 'prefix-missing', 'prefix-too-many', 'whole-path', 'scheme-unwanted', 'read-by-one', 'contradicting', 'offline'].map((state): CheckRow => [state, state, setting(state)]),
    ]),
    'mirror/control-plane': checkTable(mirror, [
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
      ['a token and no encryption', 'token-kept-back', { exchange: entry }, { target: { ...mirror, endpoint: 'http://mirror.example', token } }],
      ['418', 'unknown-answer', { exchange: answer(418) }],
    ]),
    'mirror/data-plane': [
      ...checkTable(mirror, [
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
    'mirror/last-sync': checkTable(folder, [
      ['four hours old', 'fresh', copy()],
      ['two days old', 'stale', copy({ finishedAt: '2025-12-30T00:00:00.000Z' })],
      ['a file is gone', 'damaged', copy({ damaged: ['weights.bin'], damagedCount: 1 })],
      ['from tomorrow', 'in-the-future', copy({ finishedAt: '2026-01-02T00:00:00.000Z' })],
      ['nothing was ever copied', 'never', { copy: { outcome: 'never' } }],
    ]),
    'mirror/service-health': checkTable(service, [
      ['by a node', 'healthy-at-node', { exchange: answer(200, '{}', healthy) }],
      ['by a profile without nodes', 'healthy', { exchange: answer(200) }, { target: { baseUrl: service.baseUrl } }],
      ['its status field', 'maintenance', { exchange: answer(200, '{}', { ...healthy, 'x-mirror-status': 'maintenance' }) }],
      ['a load above the limit', 'overloaded', { exchange: answer(200, '{}', { ...healthy, 'x-load-average': '0.9' }) }],
      ['the region', 'region-refused', { exchange: region }],
      ['401', 'wants-credential', { exchange: answer(401) }],
      ['404', 'not-served', { exchange: answer(404) }],
      ['418', 'unexpected-status', { exchange: answer(418) }],
      ['a field is missing', 'missing-headers', { exchange: answer(200, '{}', { 'x-mirror-status': 'active', 'x-cdn-node': 'sha-7' }) }],
      ['a field says something else', 'unexpected-header', { exchange: answer(200, '{}', { ...healthy, 'x-mirror-status': 'passive' }) }],
      ['a body without the word', 'unexpected-body', { exchange: answer(200, '{}') }, { target: { baseUrl: service.baseUrl, expect: { bodyContains: 'ready' } } }],
      ['silence', 'no-answer', { exchange: failed }],
      ['a certificate that fails', 'kept-back', { exchange: answer(200, '{}', healthy, { withheldHeaders: ['X-Api-Key'] }) }],
    ]),
    'mirror/token-plane': checkTable(mirror, [
      ['none', 'no-token', {}],
      ['to the hub itself', 'own', {}, { target: { ...mirror, endpoint: 'https://huggingface.co', token } }],
      ['to a private address', 'private', {}, { target: { ...mirror, endpoint: 'https://10.0.0.5', token } }],
      ['to a mirror', 'third-party', {}, { target: { ...mirror, endpoint: 'https://hf-mirror.com', token } }],
    ]),
  },
  causes: {
    'mirror/base-path': causeTable(onApi, [
      ['confirmed', 'prefix-missing', { exchange: page(200), 'at https://relay.example/v1': wantsKey }, { name: 'with the prefix it answers' }],
      ['confirmed', 'prefix-doubled', { exchange: answer(404), 'at https://relay.example/v1': models }, { name: 'once is enough', targets: [openaiCompatible.of({ ...api, baseUrl: 'https://relay.example/v1/v1' })] }],
      ['confirmed', 'prefix-too-many', { exchange: answer(404), 'at https://relay.example': models }, { name: 'without the prefix it answers', targets: [openaiCompatible.of({ ...api, baseUrl: 'https://relay.example/v1' })] }],
      ['confirmed', 'whole-path', { exchange: answer(404), 'at https://relay.example/v1': models }, { name: 'the path of a request', targets: [openaiCompatible.of({ ...api, baseUrl: 'https://relay.example/v1/chat/completions' })] }],
      ['ruled-out', 'no-api-there-either', { exchange: page(200), 'at https://relay.example/v1': page(200), 'at https://relay.example/api/v1': page(404) }, { name: 'no API under any path' }],
      ['open', 'not-observed', { exchange: undefined }, { name: 'nobody could ask again' }],
    ]),
    'mirror/gated-repository': causeTable(onMirror, [
      ['confirmed', 'entry-gated', { exchange: gated }, { name: 'the entry' }],
      ['confirmed', 'files-gated', { exchange: entry, walk: walked('answered', { state: 'gated' }) }, { name: 'the files' }],
      ['ruled-out', 'not-gated', { exchange: entry, walk: walked('served') }, { name: 'neither' }],
      ['open', 'not-observed', { exchange: failed }, { name: 'silence' }],
    ]),
    'mirror/maintenance': causeTable(onService, [
      ['confirmed', 'says-its-status', { exchange: answer(200, '{}', { ...healthy, 'x-mirror-status': 'maintenance' }) }, { name: 'by a field' }],
      ['confirmed', 'says-everywhere', { exchange: answer(503, 'Down for maintenance'), root: answer(503) }, { name: 'by both' }],
      ['confirmed', 'says-its-page', { exchange: answer(503, 'Down for maintenance'), root: answer(200) }, { name: 'by its page alone', confidence: 'likely' }],
      ['ruled-out', 'answered-otherwise', { exchange: answer(429), root: answer(200) }, { name: 'it is busy' }],
      ['open', 'not-observed', { exchange: failed }, { name: 'silence' }],
    ]),
    'mirror/mirror-sends-away': causeTable(onMirror, [
      ['confirmed', 'answers-there', { exchange: away, there: entry }, { name: 'the other host knows the repository', findings: redirected, witness: ['exchange', 'there'] }],
      ['confirmed', 'refuses-there', { exchange: away, there: notFound }, { name: 'the other host refuses', findings: redirected, confidence: 'likely' }],
      ['confirmed', 'not-asked', { walk: walked('sent-away', left) }, { name: 'the file too, and nobody asked there', findings: sentAway, confidence: 'likely', witness: ['walk'] }],
      ['ruled-out', 'no-redirect', { exchange: away }, { name: 'to a path of its own', findings: toItself }],
      ['ruled-out', 'no-redirect', { exchange: entry }, { name: 'asked again it answers', findings: redirected }],
      ['open', 'not-observed', { exchange: failed }, { name: 'silence', findings: redirected }],
    ]),
    'mirror/not-a-hub': causeTable([modelMirror.of(nested)], [
      ['confirmed', 'path-too-many', { exchange: page(404), known: page(404), origin: entry }, { name: 'a path too many' }],
      ['confirmed', 'nothing-there', { exchange: page(404), known: page(404), origin: page(200) }, { name: 'no hub there' }],
      ['ruled-out', 'hub-there', { exchange: page(404), known: entry }, { name: 'other repositories are there' }],
      ['open', 'not-observed', { exchange: failed }, { name: 'silence' }],
    ]),
    'mirror/off-mirror-data-plane': causeTable(onMirror, [
      ['confirmed', 'out-of-reach', { walk: walked('unreachable', left), there: { outcome: 'unreachable', step: 'connection', how: 'timed-out', tookMs: 5_000 } }, { name: 'silence where it leads', findings: leads }],
      ['confirmed', 'refuses-file', { walk: walked('refused', left), there: answer(200) }, { name: 'a refusal where it leads', findings: leads }],
      ['confirmed', 'not-asked', { walk: walked('unreachable', left) }, { name: 'nobody asked there', findings: leads, confidence: 'likely' }],
      ['ruled-out', 'served', { walk: walked('served', left) }, { name: 'the mirror has the file', findings: leads }],
      ['ruled-out', 'own-data-plane', { walk: walked('refused', { dataOrigin: 'https://mirror.example' }) }, { name: 'the mirror alone', findings: leads }],
      ['open', 'not-observed', {}, { name: 'no walk', findings: leads }],
    ]),
    'mirror/overload': causeTable(onService, [
      ['confirmed', 'says-its-load', { exchange: answer(200, '{}', { ...healthy, 'x-load-average': '0.9' }) }, { name: 'by its load' }],
      ['confirmed', 'come-back', { exchange: answer(429, '', { 'retry-after': '30' }) }, { name: 'come back later' }],
      ['confirmed', 'says-so', { exchange: answer(503) }, { name: 'by its status', confidence: 'likely' }],
      ['ruled-out', 'answered-otherwise', { exchange: answer(200, '{}', healthy) }, { name: 'it is well' }],
      ['open', 'not-observed', { exchange: failed }, { name: 'silence' }],
    ]),
    'mirror/profile-not-followed': causeTable(onService, [
      ['confirmed', 'nothing-served', { exchange: answer(404), root: answer(200) }, { name: 'the root answers' }],
      ['confirmed', 'no-field', { exchange: answer(200, '{}'), root: answer(200) }, { name: 'no field at all', confidence: 'likely' }],
      ['ruled-out', 'service-down', { exchange: answer(404), root: answer(500) }, { name: 'the root fails too' }],
      ['ruled-out', 'answered-otherwise', { exchange: answer(200, '{}', { ...healthy, 'x-mirror-status': 'maintenance' }), root: answer(200) }, { name: 'it is in maintenance' }],
      ['open', 'not-observed', { exchange: failed, root: answer(200) }, { name: 'silence' }],
    ]),
    'mirror/refused-token': causeTable(withToken, [
      ['confirmed', 'works-without', { exchange: tokenRefused, anonymous: entry }, { name: 'without it the entry is there' }],
      ['confirmed', 'refused', { exchange: tokenRefused, anonymous: notFound }, { name: 'without it the hub says something else' }],
      ['ruled-out', 'not-the-token', { exchange: tokenRefused, anonymous: tokenRefused }, { name: 'without it the same' }],
      ['ruled-out', 'taken', { exchange: entry, anonymous: notFound }, { name: 'asked again it is taken' }],
      ['open', 'not-observed', { exchange: failed, anonymous: entry }, { name: 'silence' }],
    ]),
    'mirror/region-refusal': causeTable(onApi, [
      ['confirmed', 'says-to-everybody', { exchange: region, root: answer(200) }, { name: 'by its code' }],
      ['confirmed', 'says-in-words', { exchange: answer(403, '{"message":"This country is not supported"}'), root: answer(200) }, { name: 'in words', confidence: 'likely' }],
      ['ruled-out', 'answered-otherwise', { exchange: wantsKey, root: answer(200) }, { name: 'it wants a key' }],
      ['open', 'not-observed', { exchange: failed, root: answer(200) }, { name: 'silence' }],
    ]),
    'mirror/repository-not-visible': causeTable(onMirror, [
      ['confirmed', 'without-token', { exchange: notFound, known: entry }, { name: 'no token' }],
      ['confirmed', 'with-good-token', { exchange: notFound, known: entry, owner: answer(200, '{"name":"ada"}') }, { name: 'a token that the hub knows', targets: withToken }],
      ['confirmed', 'with-doubtful-token', { exchange: notFound, known: entry, owner: answer(401) }, { name: 'a token that nobody vouches for', targets: withToken, confidence: 'likely' }],
      ['ruled-out', 'visible', { exchange: entry, known: entry }, { name: 'asked again it is there' }],
      ['ruled-out', 'nothing-visible', { exchange: notFound, known: notFound }, { name: 'nothing is visible there' }],
      ['open', 'not-observed', { exchange: failed, known: entry }, { name: 'silence' }],
    ]),
    'mirror/stripped-headers': causeTable(onMirror, [
      ['confirmed', 'lost-in-proxy', { walk: lost, get: answer(206), direct: answer(200, '', { etag: '"a"' }) }, { name: 'past the proxy they are there', findings: stripped }],
      ['confirmed', 'lost-on-head', { walk: lost, get: answer(206, '', { etag: '"a"' }), direct: answer(200) }, { name: 'a GET brings them', findings: stripped }],
      ['confirmed', 'lost-everywhere', { walk: lost, get: answer(206), direct: answer(200) }, { name: 'neither brings them', findings: stripped }],
      ['confirmed', 'lost-for-head', { walk: lost }, { name: 'nobody asked otherwise', findings: stripped, confidence: 'likely' }],
      ['ruled-out', 'complete', { walk: walked('served') }, { name: 'asked again they are there', findings: stripped }],
      ['open', 'not-observed', {}, { name: 'no walk', findings: stripped }],
    ]),
  },
};

export default conformance;
