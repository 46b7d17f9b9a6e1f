import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dialectOf, keyShapeOf } from '../src/dialects/dialect-of.ts';
import { readErrorDocument } from '../src/dialects/error-document.ts';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,20}$/);

test('what a store wrote is what is read', () => {
  fc.assert(fc.property(word, fc.string({ maxLength: 200 }), (code, message) => {
    const read = readErrorDocument(`<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>${escape(message)}</Message><RequestId>1</RequestId></Error>`);
    expect(read).toEqual({ body: 'xml', ofStore: true, code, message, elements: { RequestId: '1' } });
  }));
});

test('nothing that a server may send breaks it, or is kept at length', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 500 }), fc.string({ maxLength: 300 }).map((text) => `<Error>${text}`), fc.json()), (text) => {
    const { elements } = readErrorDocument(text);
    expect(Object.values(elements).every((value) => value.length <= 4_096)).toBe(true);
  }));
});

test('a message that Ceph leaves empty takes no code away', () => {
  expect(readErrorDocument('<?xml version="1.0"?><Error><Code>NoSuchBucket</Code><Message></Message><BucketName>x</BucketName></Error>')).toMatchObject({ code: 'NoSuchBucket', message: '', elements: { BucketName: 'x' } });
});

test('a page, a native answer and an answer without a body are told apart', () => {
  expect(readErrorDocument('<!DOCTYPE html><title>x</title>')).toMatchObject({ body: 'html', ofStore: false });
  expect(readErrorDocument('<feed><entry/></feed>')).toMatchObject({ body: 'xml', ofStore: false });
  expect(readErrorDocument('{"Code":"InvalidArgument","RequestId":"1","EC":"0017-00000001"}')).toMatchObject({ body: 'json', ofStore: true, code: 'InvalidArgument', elements: { EC: '0017-00000001' } });
  expect(readErrorDocument('{broken')).toMatchObject({ body: 'other' });
  expect(readErrorDocument(' \n')).toMatchObject({ body: 'empty' });
});

test('a store is known by what its answers bear, and by its name where they bear nothing, or the mark of another', () => {
  expect(dialectOf('s3.us-west-004.backblazeb2.com', { server: 'nginx' })).toBe('backblaze-b2');
  expect(dialectOf('s3.notbackblazeb2.com', { server: 'nginx' })).toBeUndefined();
  expect(dialectOf('tos-s3-ap-southeast-1.bytepluses.com', { server: 'TosServer' })).toBe('byteplus-tos');
  expect(dialectOf('files.example.com', { server: 'AliyunOSS' })).toBe('aliyun-oss');
  expect(dialectOf('files.example.com', { 'x-amz-request-id': 'tx00000000000000000001a-0067400100-1037-default' })).toBe('ceph-rgw');
  expect(dialectOf('files.example.com', { 'x-amz-request-id': '79104EXAMPLEB723' })).toBeUndefined();
});

test('key ids have the shapes of their vendors', () => {
  expect(['AKIAIOSFODNN7EXAMPLE', 'STS.NT1', 'AKLTxyz', 'a'.repeat(32), '0123456789ab', 'me'].map(keyShapeOf)).toEqual(['aws', 'aliyun-temporary', 'volcengine', 'hex-32', 'b2-master', 'other']);
});
