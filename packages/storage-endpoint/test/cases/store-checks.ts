import { checkTable, type CheckCase, type Conformance } from '@culprit/testkit';
import type { DogeCloudAnswer } from '../../src/facts/dogecloud-answer.ts';
import type { StoreRequest } from '../../src/facts/store-request.ts';
import type { WriteTrial } from '../../src/facts/write-trial.ts';

const key = { accessKeyId: { $secret: 'env:ID' }, secretAccessKey: { $secret: 'env:SECRET' } };
const store = { endpoint: 'https://s3.store.example', bucket: 'models', region: 'us-east-1', style: 'path', ...key };
const writable = { ...store, write: true };
/** The target asks for a write, and somebody allowed it. */
const allow = ['observe', 'modify'] as const;


const refusal = (status: number, code?: string): object => ({ status, ...(code === undefined ? {} : { code }), body: 'xml', headers: {}, elements: {}, style: 'path', signed: true, tookMs: 5 });
const says = (status: number, code?: string, more: object = {}): { readonly answer: StoreRequest } => ({ answer: { outcome: 'refused', ...refusal(status, code), ...more } as StoreRequest });
const lets = (more: object = {}): { readonly answer: StoreRequest } => ({ answer: { outcome: 'accepted', status: 200, tookMs: 5, ...more } });
const other = (outcome: 'withheld' | 'nothing-to-read' | 'failed'): { readonly answer: StoreRequest } => ({ answer: { outcome, code: 'ECONNRESET', tookMs: 5 } as StoreRequest });

const wrote: WriteTrial = { outcome: 'written', read: true, tookMs: 9 };
const wroteNot = (status: number, code: string): WriteTrial => ({ outcome: 'refused', ...refusal(status, code) }) as WriteTrial;

const edges = { accessKey: [], secretKey: [] };
const doge = (rest: object): { readonly answer: DogeCloudAnswer } => ({ answer: { edges, ...rest } as unknown as DogeCloudAnswer });
const signature = (diagnosis: object): CheckCase['facts'] => ({ signature: { outcome: 'computed', diagnosis } });
const offset = (offsetMs: number): CheckCase['facts'] => ({ offset: { outcome: 'measured', offsetMs, uncertaintyMs: 500 } });

export const checks: NonNullable<Conformance['checks']> = {
  'storage-endpoint/clock': checkTable(store, [
    ['a minute', 'agrees', offset(60_000)],
    ['twenty minutes', 'skewed', offset(1_200_000)],
    ['no Date field', 'no-date', { offset: { outcome: 'no-date' } }],
    ['nobody asked', 'no-date', { offset: undefined }],
  ]),
  'storage-endpoint/dogecloud-account': checkTable({ accessKey: { $secret: 'env:A' }, secretKey: { $secret: 'env:S' } }, [
    ['its domains', 'accepted', doge({ outcome: 'accepted', domains: 2 })],
    ['AccessToken Error', 'access-token-refused', doge({ outcome: 'refused', code: '403', message: 'AccessToken Error', status: 200 })],
    ['403 for want of a right', 'refused', doge({ outcome: 'refused', code: '403', message: 'no permission', status: 200 })],
    ['no token arrived', 'unauthorized', doge({ outcome: 'refused', code: 'ERROR_UNAUTHORIZED', message: '', status: 200 })],
    ['a key that no field may hold', 'unsendable', doge({ outcome: 'unsendable' })],
    ['a page', 'not-dogecloud', doge({ outcome: 'unexpected', why: 'no-envelope', status: 200 })],
    ['a reply of another form', 'undocumented-reply', doge({ outcome: 'unexpected', why: 'shape', at: 'data.domains', status: 200 })],
    ['silence', 'no-answer', doge({ outcome: 'timed-out' })],
    ['a reset', 'no-answer', doge({ outcome: 'failed', code: 'ECONNRESET' })],
    ['a certificate that fails', 'withheld', doge({ outcome: 'withheld' })],
  ]),
  'storage-endpoint/dogecloud-signature': checkTable({ capture: 'request.txt', accessKey: { $secret: 'env:A' }, secretKey: { $secret: 'env:S' } }, [
    ['right', 'right', signature({ outcome: 'right', edges })],
    ['right for a key in quotes', 'key-edges', signature({ outcome: 'right', edges: { accessKey: [], secretKey: ['quotes'] } })],
    ['a known mistake', 'mistaken', signature({ outcome: 'mistaken', mistakes: ['crlf'] })],
    ['no mistake that is known', 'unexplained', signature({ outcome: 'unexplained' })],
    ['no field', 'no-authorization', signature({ outcome: 'no-authorization' })],
    ['no signature in it', 'no-signature', signature({ outcome: 'no-signature' })],
    ['a capture that is none', 'unreadable-capture', { signature: { outcome: 'unreadable', code: 'ENOENT' } }],
  ]),
  'storage-endpoint/listing': checkTable(store, [
    ['a key', 'listed', lets({ keys: 1 })],
    ['an empty bucket', 'listed', lets({ keys: 0 })],
    ['nothing under the prefix', 'nothing-listed', lets({ keys: 0 }), { target: { ...store, prefix: 'lama/' } }],
    ['another signature', 'signature-refused', says(403, 'SignatureDoesNotMatch')],
    ['an unknown key', 'key-unknown', says(403, 'InvalidAccessKeyId')],
    ['an old session', 'token-refused', says(400, 'ExpiredToken')],
    ['another region', 'region-refused', says(400, 'AuthorizationHeaderMalformed', { region: 'eu-west-1' })],
    ['no such bucket', 'bucket-missing', says(404, 'NoSuchBucket')],
    ['the bucket in the path', 'path-style-refused', says(403, 'SecondLevelDomainForbidden', { dialect: 'aliyun-oss' })],
    ['no right', 'access-denied', says(403, 'AccessDenied')],
    ['a suspended account', 'account-suspended', says(403, 'UserSuspended', { dialect: 'ceph-rgw' })],
    ['the time', 'time-refused', says(403, 'RequestTimeTooSkewed')],
    ['nothing was signed', 'credential-missing', says(403, 'AccessDenied', { signed: false })],
    ['the bucket twice', 'bucket-doubled', says(404, 'NoSuchKey')],
    ['an interface of the store\'s own', 'native-interface', says(400, undefined, { body: 'json', dialect: 'volcengine-tos' })],
    ['500', 'refused', says(500, 'InternalError')],
    ['a reset', 'not-answered', other('failed')],
    ['a certificate that fails', 'not-signed', other('withheld')],
  ]),
  'storage-endpoint/reading': [
    ...checkTable({ ...store, key: 'weights' }, [
      ['its first bytes', 'read', lets({ bytes: 1_024 })],
      ['no such object', 'object-missing', says(404, 'NoSuchKey')],
      ['no right', 'access-denied', says(403, 'AccessDenied')],
      ['500', 'refused', says(500, 'InternalError')],
      ['an empty bucket', 'nothing-to-read', other('nothing-to-read')],
      ['a reset', 'not-answered', other('failed')],
    ]),
    { name: 'no key is named, and nobody wants to know everything', target: store, facts: {}, concludes: 'nothing' },
  ],
  'storage-endpoint/storage-service': checkTable(store, [
    ['a store', 'object-storage', { service: { outcome: 'object-storage', status: 403, dialect: 'aws', public: false } }],
    ['a page', 'web-page', { service: { outcome: 'web-page', status: 200, public: false } }],
    ['an API', 'something-else', { service: { outcome: 'something-else', status: 200, public: false } }],
  ]),
  'storage-endpoint/upload-checksums': [
    ...checkTable(writable, [
      ['both are taken', 'taken', { plain: wrote, usual: wrote }, { allow }],
      ['the trailer is refused', 'trailer-refused', { plain: wrote, usual: wroteNot(501, 'NotImplemented') }, { allow }],
      ['both are refused', 'not-comparable', { plain: wroteNot(403, 'AccessDenied'), usual: wroteNot(403, 'AccessDenied') }, { allow }],
      ['nobody allowed it', 'not-comparable', { plain: undefined, usual: undefined }, { allow }],
    ]),
    { name: 'the target asks for no write', target: store, facts: {}, concludes: 'nothing' },
  ],
  'storage-endpoint/writing': [
    ...checkTable(writable, [
      ['written and deleted', 'written', { trial: wrote }, { allow }],
      ['written and still there', 'left-behind', { trial: { ...wrote, leftBehind: 'culprit-trial' } }, { allow }],
      ['no room', 'quota-exceeded', { trial: wroteNot(403, 'QuotaExceeded') }, { allow }],
      ['no right', 'refused', { trial: wroteNot(403, 'AccessDenied') }, { allow }],
      ['a certificate that fails', 'not-answered', { trial: { outcome: 'withheld' } }, { allow }],
      ['a reset', 'not-answered', { trial: { outcome: 'failed', code: 'ECONNRESET', tookMs: 5 } }, { allow }],
    ]),
    { name: 'the target asks for no write', target: store, facts: {}, concludes: 'nothing' },
  ],
};
