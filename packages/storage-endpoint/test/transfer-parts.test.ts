import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestsOfFields } from '../src/download/object-digests.ts';
import { hasherOf, strongest, type DigestAlgorithm } from '../src/transfer/digest.ts';
import { frontierOf, joined, missingOf } from '../src/transfer/ranges.ts';
import { refusedPaths, type PathFault } from '../src/transfer/safe-paths.ts';

describe('digests', () => {
  const checks: readonly (readonly [DigestAlgorithm, string])[] = [
    ['crc32', 'cbf43926'], ['crc32c', 'e3069283'], ['crc64nvme', 'ae8b14860a799888'], ['crc64ecma', '995dc9bbdf1939fa'],
    ['md5', '25f9e794323b453885f5181f1b624d0b'], ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'], ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ];
  test.for(checks)('%s of the check text of the catalogue of CRCs', async ([algorithm, hex]) => {
    const hasher = await hasherOf(algorithm);
    for (const part of ['1234', '56789']) hasher.update(Buffer.from(part));
    expect(hasher.hex()).toBe(hex);
  });

  const tag = { etag: '"9bb58f26192e4ba00f01e2e7b136bbd8"' };
  const md5 = { algorithm: 'md5', hex: '9bb58f26192e4ba00f01e2e7b136bbd8' };
  test('an entity tag is the MD5 of an upload in one part, and of nothing else', () => {
    expect(digestsOfFields(tag, [])).toEqual([md5]);
    expect(digestsOfFields({ etag: '"9bb58f26192e4ba00f01e2e7b136bbd8-3"' }, [])).toEqual([]);
    expect(digestsOfFields({ ...tag, 'x-amz-server-side-encryption': 'aws:kms' }, [{ algorithm: 'md5', hex: md5.hex }])).toEqual([]);
    expect(digestsOfFields({ ...tag, 'x-amz-server-side-encryption': 'AES256' }, [])).toEqual([md5]);
  });

  test('checksums of AWS are read off whole answers, those of parts and of uploads in parts are not', () => {
    expect(strongest(digestsOfFields({ 'x-amz-checksum-crc64nvme': 'rosUhgp5mIg=' }, []))).toEqual({ algorithm: 'crc64nvme', hex: 'ae8b14860a799888' });
    expect(digestsOfFields({ 'x-amz-checksum-crc32': 'y/Q5Jg==', 'content-range': 'bytes 0-8/90' }, [])).toEqual([]);
    expect(digestsOfFields({ 'x-amz-checksum-crc32': 'y/Q5Jg==-2' }, [])).toEqual([]);
    expect(digestsOfFields({ 'x-amz-checksum-crc32': 'y/Q5Jg==', 'x-amz-checksum-type': 'COMPOSITE' }, [])).toEqual([]);
  });

  test('CRC-64 of OSS, COS and TOS is a decimal number', () => {
    for (const name of ['x-oss-hash-crc64ecma', 'x-cos-hash-crc64ecma', 'x-tos-hash-crc64ecma']) expect(digestsOfFields({ [name]: '11051210869376104954' }, [])).toEqual([{ algorithm: 'crc64ecma', hex: '995dc9bbdf1939fa' }]);
    expect(digestsOfFields({ 'x-oss-hash-crc64ecma': '99999999999999999999' }, [])).toEqual([]);
  });
});

describe('paths', () => {
  const refused: readonly (readonly [string, PathFault])[] = [
    ['', 'empty'], ['/etc/passwd', 'absolute'], ['../x', 'parent'], ['a/../../x', 'parent'], ['a/./x', 'parent'], ['a//x', 'empty-segment'], ['a/', 'empty-segment'],
    ['a\0b', 'control-character'], ['a\nb', 'control-character'], ['x'.repeat(256), 'too-long'], ['.culprit-transfer', 'reserved'], ['a.culprit.part', 'reserved'],
  ];
  test.for(refused)('%j is refused: %s', ([path, fault]) => {
    expect(refusedPaths([path])).toEqual([{ path, fault }]);
  });

  test('names that differ in case or in the form of an accent alone are one', () => {
    expect(refusedPaths(['Model.bin', 'model.bin'])).toEqual([{ path: 'model.bin', fault: 'collision', other: 'Model.bin' }]);
    expect(refusedPaths(['caf\u00e9', 'cafe\u0301'])).toMatchObject([{ fault: 'collision' }]);
    expect(refusedPaths(['A/x', 'a/y'])).toMatchObject([{ path: 'a/y', fault: 'collision', other: 'A' }]);
    expect(refusedPaths(['a', 'a/b'])).toEqual([{ path: 'a/b', fault: 'file-and-folder', other: 'a' }]);
  });

  test('names that are only odd are taken', () => {
    expect(refusedPaths(['..a', 'a..b/c', '模型/权重.bin', 'a b~(1).txt', 'x.part', '-rf', '~'])).toEqual([]);
  });

  test('what is not refused stays below the folder, whatever it is', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (names) => {
      const bad = new Set(refusedPaths(names).map(({ path }) => path));
      for (const name of names.filter((one) => !bad.has(one))) {
        expect(new URL(name.split('/').map(encodeURIComponent).join('/'), 'file:///folder/').pathname.startsWith('/folder/')).toBe(true);
        expect(name).not.toContain('\0');
      }
    }));
  });
});

describe('ranges', () => {
  const range = fc.tuple(fc.nat(200), fc.nat(60)).map(([from, length]) => ({ from, to: from + length }));

  test('what is there and what is missing are the whole, and overlap nowhere', () => {
    fc.assert(fc.property(fc.array(range), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 }), (have, size, part) => {
      const missing = missingOf(have, size, part);
      const count = Array.from({ length: size }, (_, at) => Number(have.some(({ from, to }) => from <= at && at < to)) + missing.filter(({ from, to }) => from <= at && at < to).length);
      expect(count.every((times) => times === 1)).toBe(true);
      expect(missing.every(({ from, to }) => to - from <= part && to > from)).toBe(true);
    }));
  });

  test('the frontier is the end of what begins at the beginning', () => {
    expect(frontierOf(joined([{ from: 10, to: 20 }, { from: 0, to: 10 }, { from: 30, to: 40 }]))).toBe(20);
    expect(frontierOf(joined([{ from: 5, to: 20 }]))).toBe(0);
  });
});
