import type { Cause, JsonObject, Target } from '@culprit/core';
import { tlsEndpoint } from '@culprit/network';
import type { CauseCase, Conformance } from '@culprit/testkit';
import { accessDenied } from '../../src/causes/access-denied.ts';
import { accountSuspended } from '../../src/causes/account-suspended.ts';
import { bucketMissing } from '../../src/causes/bucket-missing.ts';
import { checksumTrailerRefused } from '../../src/causes/checksum-trailer-refused.ts';
import { credentialMissing } from '../../src/causes/credential-missing.ts';
import { doubledBucket } from '../../src/causes/doubled-bucket.ts';
import { notObjectStorage } from '../../src/causes/not-object-storage.ts';
import { pathStyleRefused } from '../../src/causes/path-style-refused.ts';
import { quotaExceeded } from '../../src/causes/quota-exceeded.ts';
import { requestAlteredInFlight } from '../../src/causes/request-altered-in-flight.ts';
import { sessionTokenExpired } from '../../src/causes/session-token-expired.ts';
import { unknownAccessKey } from '../../src/causes/unknown-access-key.ts';
import { unknownHostName } from '../../src/causes/unknown-host-name.ts';
import { wrongSecretKey } from '../../src/causes/wrong-secret-key.ts';
import { wrongSigningRegion } from '../../src/causes/wrong-signing-region.ts';
import type { StoreRequest } from '../../src/facts/store-request.ts';
import type { Dialect } from '../../src/dialects/rule.ts';
import { s3Bucket } from '../../src/targets/s3-bucket.ts';

const store = s3Bucket.of({
  endpoint: 'https://s3.store.example', bucket: 'models', region: 'us-east-1', style: 'path',
  accessKeyId: { $secret: 'env:ID' }, secretAccessKey: { $secret: 'env:SECRET' },
});

const targets: readonly Target[] = [store, tlsEndpoint.of({ host: 's3.store.example', port: 443 })];

type Refused = Extract<StoreRequest, { readonly outcome: 'refused' }>;

const says = (status: number, code?: string, more: Partial<Refused> & { readonly dialect?: Dialect } = {}): StoreRequest =>
  ({ outcome: 'refused', status, ...(code === undefined ? {} : { code }), body: 'xml', headers: {}, elements: {}, style: 'path', signed: true, tookMs: 5, ...more });

const lets: StoreRequest = { outcome: 'accepted', status: 200, keys: 1, tookMs: 5 };
const unknown = says(403, 'InvalidAccessKeyId');

type Short = readonly [name: string, facts: CauseCase['facts'], verdict: CauseCase['expects']['verdict'], reason: string, more?: Partial<CauseCase['expects']> & { readonly params?: JsonObject; readonly finding?: JsonObject; /** Default: the store. */ readonly about?: readonly Target[] }];

function casesOf(cause: Cause, rows: readonly Short[]): readonly CauseCase[] {
  return rows.map(([name, facts, verdict, reason, { finding, about = targets, ...more } = {}]): CauseCase => ({
    name, targets: about, facts, expects: { verdict, reason, ...more } as CauseCase['expects'],
    ...(finding === undefined ? {} : { findings: [{ id: cause.suspectedBy[0] ?? '', params: finding as never }] }),
  }));
}

const mismatch = (signedText?: 'same' | { readonly part: 'header'; readonly ours: string; readonly theirs: string }): StoreRequest => says(403, 'SignatureDoesNotMatch', signedText === undefined ? {} : { signedText });
const rewritten = { part: 'header', ours: 'host:s3.store.example', theirs: 'host:10.0.0.5' } as const;
const malformed = says(400, 'AuthorizationHeaderMalformed', { region: 'eu-central-1', elements: { Region: 'eu-central-1' } });
const named = { finding: { region: 'eu-central-1', answer: '400 AuthorizationHeaderMalformed' } };
const missing = says(404, 'NoSuchBucket', { elements: { BucketName: 'models' } });
const strange = says(404, 'NoSuchBucket', { dialect: 'ceph-rgw', elements: { BucketName: 's3.store.example' } });
const looked = { finding: { looked: 's3.store.example' } };
const knownAs = { outcome: 'found', endpoint: 'https://rgw.store.example', answer: '403 AccessDenied', missing: false };
const path = says(403, 'InvalidPathAccess', { dialect: 'volcengine-tos' });
const fromDogeCloud = [s3Bucket.of({ endpoint: 'https://cos.ap-shanghai.myqcloud.com', bucket: 'models', region: 'auto', style: 'virtual', dogecloud: { accessKey: { $secret: 'env:A' }, secretKey: { $secret: 'env:S' } } })];
const noKey = says(404, 'NoSuchKey');
const about = [s3Bucket.of({ ...store.data, endpoint: 'https://models.s3.store.example' }), tlsEndpoint.of({ host: 'models.s3.store.example', port: 443 })];
const denied = says(403, 'AccessDenied');
const front = { outcome: 'object-storage', status: 403, public: false };
const answered = (text: string, headers: JsonObject = {}): JsonObject => ({ outcome: 'answered', status: 200, headers, body: { text, bytes: text.length, complete: true }, tookMs: 1 });
const page = { outcome: 'web-page', status: 200, server: 'nginx', public: false };

export const causes: NonNullable<Conformance['causes']> = {
  [wrongSecretKey.id]: casesOf(wrongSecretKey, [
    ['the store signed the same text', { answer: mismatch('same'), stranger: unknown }, 'confirmed', 'same-text'],
    ['no echo, and it knows the key id', { answer: mismatch(), stranger: unknown }, 'confirmed', 'id-known', { confidence: 'likely' }],
    ['it signed another text', { answer: mismatch(rewritten), stranger: unknown }, 'ruled-out', 'text-differs'],
    ['it says the same of any key', { answer: mismatch(), stranger: mismatch() }, 'open', 'store-merges'],
    ['it echoes the same text for any key', { answer: mismatch('same'), stranger: mismatch('same') }, 'open', 'store-merges'],
    ['asked again it lets the client in', { answer: lets, stranger: unknown }, 'ruled-out', 'other-answer'],
    ['nothing came back', { answer: undefined, stranger: unknown }, 'open', 'not-observed'],
  ]),
  [requestAlteredInFlight.id]: casesOf(requestAlteredInFlight, [
    ['the Host field was rewritten', { answer: mismatch(rewritten) }, 'confirmed', 'text-differs', { params: { part: 'header', ours: rewritten.ours, theirs: rewritten.theirs } }],
    ['both signed the same', { answer: mismatch('same') }, 'ruled-out', 'same-text'],
    ['the store does not say', { answer: mismatch() }, 'open', 'no-echo'],
    ['nothing came back', { answer: { outcome: 'failed', code: 'ETIMEDOUT', tookMs: 1 } }, 'open', 'not-observed'],
  ]),
  [unknownAccessKey.id]: casesOf(unknownAccessKey, [
    ['as for a key of nobody', { answer: unknown, stranger: unknown }, 'confirmed', 'as-unknown'],
    ['B2 says so of another cluster too', { answer: says(403, 'InvalidAccessKeyId', { dialect: 'backblaze-b2' }), stranger: unknown }, 'confirmed', 'as-unknown-or-elsewhere', { confidence: 'likely' }],
    ['a key of nobody is refused otherwise', { answer: mismatch(), stranger: unknown }, 'ruled-out', 'id-known'],
    ['Swift says the same of a wrong secret', { answer: says(403, 'SignatureDoesNotMatch', { dialect: 'openstack-swift' }), stranger: mismatch() }, 'open', 'store-merges'],
    ['nothing to compare with', { answer: unknown, stranger: undefined }, 'open', 'not-observed'],
  ]),
  [sessionTokenExpired.id]: casesOf(sessionTokenExpired, [
    ['the token is refused, the key is known', { answer: says(400, 'ExpiredToken'), stranger: unknown }, 'confirmed', 'token-refused'],
    ['as for a key of nobody', { answer: unknown, stranger: unknown }, 'ruled-out', 'as-unknown'],
    ['nothing to compare with', { answer: says(400, 'ExpiredToken'), stranger: undefined }, 'open', 'not-observed'],
  ]),
  [wrongSigningRegion.id]: casesOf(wrongSigningRegion, [
    ['the region that it names works', { answer: malformed, elsewhere: lets }, 'confirmed', 'other-region-works', named],
    ['the region that it names brings another refusal', { answer: malformed, elsewhere: says(403, 'AccessDenied') }, 'confirmed', 'region-named', { ...named, confidence: 'likely' }],
    ['R2 has one region', { answer: says(400, 'InvalidRegionName'), elsewhere: lets }, 'confirmed', 'other-region-works', { finding: { answer: '400 InvalidRegionName' } }],
    ['there it says the same', { answer: malformed, elsewhere: malformed }, 'ruled-out', 'same-elsewhere', named],
    ['it names none', { answer: says(403, 'InvalidAccessKeyId', { dialect: 'backblaze-b2' }) }, 'open', 'no-region-named', { finding: { answer: '403 InvalidAccessKeyId', region: '' } }],
    ['asked again it lets the client in', { answer: lets }, 'ruled-out', 'other-answer', named],
    ['nothing came back', { answer: undefined, elsewhere: malformed }, 'open', 'not-observed', named],
  ]),
  [bucketMissing.id]: casesOf(bucketMissing, [
    ['in both styles', { answer: missing, other: missing }, 'confirmed', 'both-styles'],
    ['the other style can not be asked', { answer: missing, other: undefined }, 'confirmed', 'named-by-store', { confidence: 'likely' }],
    ['the other style works', { answer: missing, other: lets }, 'ruled-out', 'other-style-works'],
    ['it looked for what is neither bucket nor host', { answer: says(404, 'NoSuchBucket', { elements: { BucketName: 'localhost' } }), other: undefined }, 'open', 'another-bucket-meant', { params: { looked: 'localhost' } }],
    ['it took the host for a bucket', { answer: strange, other: undefined }, 'ruled-out', 'host-looked-for', { params: { looked: 's3.store.example', bucket: 'models' } }],
    ['the account of DogeCloud calls it otherwise', { answer: missing, other: missing, account: { outcome: 'granted', expires: '2030-01-01T00:00:00.000Z', buckets: [{ name: 'models', s3Bucket: 's-sh-1-models-1258813047', s3Endpoint: 'https://cos.ap-shanghai.myqcloud.com' }] } }, 'confirmed', 'named-otherwise', { about: fromDogeCloud, params: { bucket: 'models', answer: '404 NoSuchBucket', s3Bucket: 's-sh-1-models-1258813047', s3Endpoint: 'https://cos.ap-shanghai.myqcloud.com' } }],
    ['asked again it is there', { answer: lets, other: undefined }, 'ruled-out', 'other-answer'],
    ['nothing came back', { answer: undefined, other: missing }, 'open', 'not-observed'],
  ]),
  [unknownHostName.id]: casesOf(unknownHostName, [
    ['by another name of its certificate it looks for the bucket', { answer: strange, known: knownAs }, 'confirmed', 'known-otherwise', { ...looked, params: { host: 's3.store.example', name: 's3.store.example', answer: '404 NoSuchBucket', bucket: 'models', repaired: 'https://rgw.store.example', other: '403 AccessDenied' } }],
    ['by no other name it does', { answer: strange, known: { outcome: 'none', asked: [] } }, 'confirmed', 'host-looked-for', { ...looked, confidence: 'likely' }],
    ['nobody asked by another name', { answer: strange, known: undefined }, 'confirmed', 'host-looked-for', { ...looked, confidence: 'likely' }],
    ['asked again it looks for the bucket', { answer: missing, known: knownAs }, 'ruled-out', 'another-looked-for', looked],
    ['asked again it lets the client in', { answer: lets, known: undefined }, 'ruled-out', 'other-answer', looked],
    ['nothing came back', { answer: undefined, known: knownAs }, 'open', 'not-observed', looked],
  ]),
  [pathStyleRefused.id]: casesOf(pathStyleRefused, [
    ['before the host it works', { answer: path, virtual: lets }, 'confirmed', 'virtual-works', { params: { host: 'models.s3.store.example', answer: '403 InvalidPathAccess', other: '200' } }],
    ['before the host the key is refused', { answer: path, virtual: unknown }, 'confirmed', 'virtual-understood', { confidence: 'likely' }],
    ['before the host it says the same', { answer: path, virtual: path }, 'ruled-out', 'same-before-host'],
    ['that name can not be reached', { answer: path, virtual: undefined }, 'open', 'not-compared'],
    ['asked again it lets the client in', { answer: lets, virtual: lets }, 'ruled-out', 'other-answer'],
    ['nothing came back', { answer: undefined, virtual: lets }, 'open', 'not-observed'],
  ]),
  [doubledBucket.id]: casesOf(doubledBucket, [
    ['asked for once it works', { answer: noKey, once: lets }, 'confirmed', 'once-works', { about, params: { bucket: 'models', host: 'models.s3.store.example', answer: '404 NoSuchKey', repaired: 'https://s3.store.example', other: '200' } }],
    ['asked for once the key is refused', { answer: noKey, once: unknown }, 'confirmed', 'once-understood', { about, confidence: 'likely' }],
    ['asked for once it says the same', { answer: noKey, once: noKey }, 'ruled-out', 'same-once', { about }],
    ['asked for once nothing came back', { answer: noKey, once: undefined }, 'open', 'not-observed', { about }],
    ['the host holds another name', { answer: noKey }, 'open', 'not-in-host', { params: { bucket: 'models', host: 's3.store.example', answer: '404 NoSuchKey' } }],
    ['asked again it lets the client in', { answer: lets, once: lets }, 'ruled-out', 'other-answer', { about }],
    ['nothing came back', { answer: undefined, once: lets }, 'open', 'not-observed', { about }],
  ]),
  ...Object.fromEntries(([[accessDenied, denied], [accountSuspended, says(403, 'UserSuspended', { dialect: 'ceph-rgw' })]] as const).map(([cause, answer]) => [cause.id, casesOf(cause, [
      ['a key of nobody is refused otherwise', { answer, stranger: unknown }, 'confirmed', 'key-known'],
      ['a key of nobody is refused alike', { answer, stranger: answer }, 'open', 'store-merges'],
      ['asked again it lets the client in', { answer: lets, stranger: unknown }, 'ruled-out', 'accepted'],
      ['nothing came back', { answer: undefined, stranger: unknown }, 'open', 'not-observed'],
    ])])),
  [credentialMissing.id]: casesOf(credentialMissing, [
    ['an unsigned request is refused', { answer: says(403, 'AccessDenied', { signed: false }), service: front }, 'confirmed', 'unsigned-refused'],
    ['a signed one is', { answer: denied, service: front }, 'ruled-out', 'signed'],
    ['the bucket is public', { answer: lets, service: { ...front, status: 200, public: true } }, 'ruled-out', 'other-answer'],
    ['nothing came back', { answer: undefined, service: front }, 'open', 'not-observed'],
  ]),
  [notObjectStorage.id]: casesOf(notObjectStorage, [
    ['pages everywhere', { service: page, root: answered('<html></html>', { server: 'nginx' }) }, 'confirmed', 'page-everywhere', { params: { status: 200, server: 'nginx' } }],
    ['a store at the root', { service: page, root: answered('<Error><Code>AccessDenied</Code></Error>') }, 'ruled-out', 'store-at-root'],
    ['a store answers after all', { service: front, root: undefined }, 'ruled-out', 'store-answers'],
    ['the root can not be asked', { service: page, root: undefined }, 'open', 'not-observed'],
  ]),
  ...Object.fromEntries(([[quotaExceeded, 'listing-works', '403 QuotaExceeded'], [checksumTrailerRefused, 'only-with-trailer', '501 NotImplemented']] as const).map(([cause, reason, answer]) => [cause.id, casesOf(cause, [
      ['the key may list', { listing: lets }, 'confirmed', reason, { params: { answer }, finding: { answer } }],
      ['it may not even list', { listing: denied }, 'ruled-out', 'listing-refused', { finding: { answer } }],
      ['nothing came back', { listing: undefined }, 'open', 'not-observed', { finding: { answer } }],
    ])])),
};
