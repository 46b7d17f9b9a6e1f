import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consumerIds, consumerOf } from '../../src/consumers/consumers.ts';
import { judgeEndpoint, repairEndpoint } from '../../src/endpoint/judge-endpoint.ts';
import { parseEndpoint } from '../../src/endpoint/parse-endpoint.ts';

const hosts = ['tos-s3-cn-beijing.volces.com', 'oss-cn-hangzhou.aliyuncs.com', 's3.eu-west-1.amazonaws.com', 'minio.internal', '10.0.0.7'];
const host = fc.constantFrom(...hosts);
/** What a clipboard, a chat or an input method puts around a text. */
const around = fc.constantFrom<readonly [string, string]>(['', ''], [' ', ' '], ['"', '"'], ['“', '”'], ['\u200b', ''], ['', '\u200b\r\n'], ['\ufeff', ''], ["' ", " '"]);

describe('parseEndpoint', () => {
  test('finds the host whatever stands around it', () => {
    fc.assert(fc.property(host, around, fc.constantFrom('', 'https://', 'http://', 'HTTPS://', 'https:', 'https//', 'https://https://', 'https：／／'), (name, [before, after], scheme) => {
      const parsed = parseEndpoint(`${before}${scheme}${name}${after}`);
      expect(parsed.host).toBe(name);
      expect(parsed.flaws.length === 0).toBe(before === '' && after === '' && /^(?:|https?:\/\/)$/i.test(scheme));
    }));
  });

  test('never throws, and shows no user name or password', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(typeof parseEndpoint(text).host).toBe('string');
    }));
    fc.assert(fc.property(host, fc.stringMatching(/^[A-Za-z0-9/+=:]{8,20}$/), fc.constantFrom('https://', '', ' http://'), (name, secret, scheme) => {
      expect(JSON.stringify(judgeEndpoint({ consumer: 'boto3', endpoint: `${scheme}AKIA:${secret}@${name}`, bucket: 'bucket-one' }))).not.toContain(secret);
    }));
  });

  test('reads what it wrote: an endpoint without a flaw stays as it is', () => {
    fc.assert(fc.property(host, fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }), fc.constantFrom('https', 'http'), (name, port, scheme) => {
      const parsed = parseEndpoint(`${scheme}://${name}${port === undefined ? '' : `:${port}`}/`);
      expect(parsed).toMatchObject({ flaws: [], scheme, host: name, port, path: '' });
    }));
  });

  test.for<[string, string]>([
    ['https://', 'empty'], ['https://tos_s3.volces.com', 'invalid-host'], ['https://-a.example', 'invalid-host'], ['https://a.example:0', 'invalid-port'], ['https://a.example:99999', 'invalid-port'],
    ['https://a.example/?x=1', 'query'], ['s3://a.example', 'unknown-scheme'], ['https:///a.example', 'malformed-scheme'], ['https://k:s@a.example', 'user-info'],
  ])('%s: %s', ([text, flaw]) => {
    expect(parseEndpoint(text).flaws).toContain(flaw);
  });

  test('an IPv6 address keeps its port', () => {
    expect(parseEndpoint('http://[::1]:9000')).toMatchObject({ host: '::1', port: 9000, flaws: [] });
  });
});

describe('a repair', () => {
  const endpoint = fc.tuple(around, fc.constantFrom('', 'https://', 'http://', 'https://https://', 'https:'), fc.constantFrom('', 'bucket-one.', 'other.'), host, fc.constantFrom('', '/', '/bucket-one', '/else/where')).map(([[before, after], scheme, bucket, name, path]) => `${before}${scheme}${bucket}${name}${path}${after}`);

  test('works, is accepted by its program, and is not repaired again', () => {
    fc.assert(fc.property(endpoint, fc.constantFrom(...consumerIds), fc.constantFrom(undefined, 'cn-beijing', 'cn-hangzhou'), (text, consumer, region) => {
      const question = { consumer, endpoint: text, bucket: 'bucket-one', ...(region === undefined ? {} : { region }) };
      const repair = repairEndpoint(question);
      if (repair === undefined || !repair.exact) return;
      const again = judgeEndpoint({ consumer, bucket: 'bucket-one', endpoint: repair.endpoint, ...(repair.region === undefined ? {} : { region: repair.region }), ...(repair.style === undefined ? {} : { style: repair.style }) });
      expect(again.problems.filter(({ effect }) => effect === 'fails')).toEqual([]);
      expect(again.effective).toEqual(repair.effective);
      expect(consumerOf(consumer).read(repair.endpoint).outcome).toBe('accepted');
    }));
  });

  test('never names another bucket than the one that was asked for', () => {
    fc.assert(fc.property(endpoint, fc.constantFrom(...consumerIds), (text, consumer) => {
      const { repair, problems } = judgeEndpoint({ consumer, endpoint: text, bucket: 'bucket-one' });
      if (/volces|aliyuncs|amazonaws/.test(text)) expect(repair?.effective.host ?? '').not.toContain('other');
      if (problems.some(({ id }) => id === 'contradicting-buckets')) expect(repair).toBeUndefined();
    }));
  });
});
