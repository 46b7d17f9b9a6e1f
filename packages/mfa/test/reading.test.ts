import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase32, encodeBase32 } from '../src/secret/base32.ts';
import { readSecret } from '../src/secret/read-secret.ts';
import { readMigration } from '../src/uri/read-migration.ts';
import { readUri, type OtpauthAccount } from '../src/uri/read-uri.ts';
import { writeUri } from '../src/uri/write-uri.ts';
import { migrationUri } from './migration-uri.ts';

const bytes = Buffer.from('Hello!\u00de\u00ad\u00be\u00efHello!\u00de\u00ad\u00be\u00ef', 'latin1');
const base32 = encodeBase32(bytes);
const secretOf = (text: string): unknown => {
  const read = readSecret(text);
  return read.outcome === 'read' ? [Buffer.from(read.bytes).toString('latin1') === bytes.toString('latin1'), ...read.notes] : read;
};

describe('a secret is read', () => {
  const inGroups = base32.match(/.{1,4}/g) ?? [];
  test.for([
    ['as it is', base32, []],
    ['in groups', inGroups.join(' '), ['grouped']],
    ['with dashes', inGroups.join('-'), ['grouped']],
    ['with typographic dashes', inGroups.join('\u2011'), ['grouped']],
    ['with no-break spaces', inGroups.join('\u00a0'), ['grouped']],
    ['in small letters', base32.toLowerCase(), ['lower-case']],
    ['with padding that does not belong', `${base32}==`, ['wrong-padding']],
    ['with a line break', `${base32}\r\n`, []],
    ['with a byte order mark', `\ufeff${base32}`, ['invisible-characters']],
    ['with zero-width spaces', inGroups.join('\u200b'), ['invisible-characters']],
    ['in quotes', `"${base32}"`, ['surrounding-quotes']],
    ['in typographic quotes', `“${base32}”`, ['surrounding-quotes']],
    ['in hexadecimal', bytes.toString('hex'), ['hexadecimal']],
    ['in hexadecimal with 0x', `0x${bytes.toString('hex').toUpperCase()}`, ['hexadecimal']],
    ['in base64', bytes.toString('base64'), ['base64']],
    ['from a URI', `otpauth://totp/ACME:alice?secret=${base32}&issuer=ACME`, []],
  ] as const)('%s', ([, text, notes]) => {
    expect(secretOf(text)).toEqual([true, ...notes]);
  });

  test('with bits to spare and groups that no bytes make', () => {
    expect(readSecret('JBSWY3DPEHPK3PXR')).toMatchObject({ outcome: 'read', notes: [] });
    expect(readSecret('JBSWY3DPEHPK3PXPB')).toMatchObject({ outcome: 'read', notes: ['incomplete-group'] });
    expect(readSecret('JBSWY3DPEHPK3PXPBB')).toMatchObject({ outcome: 'read', notes: ['trailing-bits'] });
    expect(readSecret('JBSWY3DPEHPK3PXP')).toMatchObject({ outcome: 'read', notes: ['well-known'] });
    expect(readSecret('MY======')).toMatchObject({ outcome: 'read', bytes: Uint8Array.from([102]), notes: ['padding'] });
  });

  test('of letters and digits that hexadecimal has too, as base32, and says so', () => {
    expect(readSecret('ABCDEF234567ABCDEF234567')).toMatchObject({ form: 'base32', notes: ['also-hexadecimal'] });
  });
});

test.for([
  ['', 'empty'], ['  ', 'empty'], ['123456', 'code'], ['123 456', 'code'], ['1234 5678', 'code'], ['<your secret>', 'placeholder'], ['your-secret-here', 'placeholder'],
  ['changeme', 'placeholder'], ['AAAAAAAAAAAAAAAA', 'placeholder'], ['${TOTP_SECRET}', 'unresolved-variable'], ['$TOTP_SECRET', 'unresolved-variable'], ['{{ totp }}', 'unresolved-variable'],
  ['JBSW****XPXP', 'masked'], ['JBSWY3DP…', 'masked'], ['https://example.com/qr', 'link'], ['-----BEGIN PRIVATE KEY-----', 'pem'], ['otpauth-migration://offline?data=AAAA', 'several-accounts'],
  ['gAAAAABhZ2Vub3RhcmVhbHRva2Vu', 'undecrypted'], ['$ANSIBLE_VAULT;1.1;AES256', 'undecrypted'], ['vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM=', 'undecrypted'],
  [`${'0a'.repeat(12)}:${'1b'.repeat(16)}:${'2c'.repeat(20)}`, 'undecrypted'], ['{"nonceHex":"00","value":"11"}', 'undecrypted'], ['JBSWY0DPEHPK', 'not-base32'], ['密钥', 'not-base32'],
  ['otpauth://totp/a?issuer=b', 'no-secret-in-uri'], ['otpauth://totp', 'malformed-uri'], ['A'.repeat(5_000), 'too-long'],
] as const)('%j is no secret: %s', ([text, reason]) => {
  expect(readSecret(text)).toMatchObject({ outcome: 'refused', reason });
});

test('the first wrong character is named by its place', () => {
  expect(readSecret('JBSWY0DPEHPK')).toEqual({ outcome: 'refused', reason: 'not-base32', position: 6 });
});

test('base32 is read back, and no text makes the readers fail', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (given) => {
    expect(decodeBase32(encodeBase32(given))).toEqual({ bytes: given, ending: 'whole' });
  }));
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((text) => `otpauth://totp/${text}?secret=${text}&${text}`), fc.string().map((text) => `otpauth-migration://offline?data=${text}`));
  fc.assert(fc.property(texts, (text) => {
    expect(['read', 'refused']).toContain(readSecret(text).outcome);
    expect(['read', 'refused']).toContain(readUri(text).outcome);
    expect(['read', 'refused']).toContain(readMigration(text).outcome);
  }));
});

describe('a URI', () => {
  const read = (uri: string) => {
    const result = readUri(uri);
    return result.outcome === 'read' ? { issuer: result.account.issuer, account: result.account.account, notes: result.notes } : result.reason;
  };
  test.for([
    ['otpauth://totp/ACME:alice?secret=AAAA&issuer=ACME', 'ACME', 'alice', []],
    ['otpauth://totp/ACME%3Aalice?secret=AAAA&issuer=ACME', 'ACME', 'alice', []],
    ['otpauth://totp/ACME:%20alice?secret=AAAA&issuer=ACME', 'ACME', 'alice', []],
    ['OTPAUTH://TOTP/ACME:alice?SECRET=AAAA&Issuer=ACME', 'ACME', 'alice', ['scheme-case']],
    ['otpauth://totp/ACME:alice?secret=AAAA&amp;issuer=ACME', 'ACME', 'alice', ['escaped-ampersand']],
    ['otpauth://totp/Air%20Canada:a?secret=AAAA&issuer=Air+Canada', 'Air Canada', 'a', ['plus-for-space']],
    ['otpauth://totp/C%2B%2B:a?secret=AAAA&issuer=C++', 'C++', 'a', []],
    ['otpauth://totp/Contoso:u_x.com#EXT#@c.onmicrosoft.com?secret=AAAA&issuer=Microsoft', 'Microsoft', 'u_x.com#EXT#@c.onmicrosoft.com', ['bare-hash', 'issuer-mismatch']],
    ['otpauth://totp/alice?secret=AAAA', '', 'alice', ['no-issuer']],
    ['otpauth://totp/?secret=AAAA&issuer=ACME', 'ACME', '', ['no-label']],
    ['otpauth://hotp/ACME:alice?secret=AAAA&issuer=ACME', 'ACME', 'alice', ['no-counter']],
    ['otpauth://totp/ACME:alice?secret=aa%20aa==&issuer=ACME', 'ACME', 'alice', ['secret-grouped', 'secret-padding', 'secret-case']],
    ['otpauth://totp/%E4%B8%AD%E6%96%87:%E5%BC%A0%E4%B8%89?secret=AAAA&issuer=%E4%B8%AD%E6%96%87', '中文', '张三', []],
    ['otpauth://totp/ACME:alice?secret=AAAA&issuer=ACME&image=https://a.example/x.png&color=red&x=1', 'ACME', 'alice', ['unknown-parameter']],
  ] as const)('%s', ([uri, issuer, account, notes]) => {
    expect(read(uri)).toEqual({ issuer, account, notes });
  });

  test('has algorithms in every spelling, and refuses what nobody computes', () => {
    for (const algorithm of ['SHA256', 'sha256', 'SHA-256', 'HmacSHA256']) expect(readUri(`otpauth://totp/a?secret=AAAA&algorithm=${algorithm}`)).toMatchObject({ account: { algorithm: 'SHA256' } });
    expect([read('otpauth://totp/a?secret=AAAA&algorithm=MD5'), read('otpauth://motp/a?secret=AAAA'), read('otpauth://totp/a?secret=AAAA&digits=12'), read('otpauth://totp/a?secret=AAAA&period=0'), read('otpauth://totp/a?secret=1.0')])
      .toEqual(['unsupported-algorithm', 'unsupported-type', 'unsupported-digits', 'unsupported-period', 'not-base32']);
    expect(readUri('otpauth://totp/Steam:a?secret=AAAA&issuer=Steam&digits=5')).toMatchObject({ account: { type: 'steam' } });
  });

  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((value) => value.trim() === value && !value.includes(':') && value.isWellFormed());
  const account: fc.Arbitrary<OtpauthAccount> = fc.record({
    type: fc.constantFrom('totp' as const, 'hotp' as const), algorithm: fc.constantFrom('SHA1' as const, 'SHA256' as const, 'SHA512' as const), digits: fc.constantFrom(6, 7, 8),
    periodSeconds: fc.constantFrom(15, 30, 60), secret: fc.uint8Array({ minLength: 1, maxLength: 64 }), issuer: text, account: text, counter: fc.nat(),
  });
  test('that is written reads as the same account', () => {
    fc.assert(fc.property(account, (given) => {
      const uri = writeUri(given);
      expect(uri).toMatch(/^otpauth:\/\/[a-z]+\/[A-Za-z0-9%._~:-]*\?[A-Za-z0-9%._~=&-]*$/);
      const again = readUri(uri);
      expect(again.outcome === 'read' ? { ...again.account, secret: encodeBase32(again.account.secret) } : again).toMatchObject({
        type: given.type, algorithm: given.algorithm, digits: given.digits, issuer: given.issuer, account: given.account, secret: encodeBase32(given.secret),
      });
    }));
  });

  test('is not written with a colon in a name', () => {
    expect(() => writeUri({ type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30, secret: bytes, issuer: 'a:b', account: 'c' })).toThrow(RangeError);
  });
});

describe('a migration payload', () => {
  const accounts: readonly OtpauthAccount[] = [
    { type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30, secret: bytes, issuer: 'ACME', account: 'alice' },
    { type: 'hotp', algorithm: 'SHA512', digits: 8, periodSeconds: 30, secret: Buffer.from([255, 254, 251]), issuer: '中文', account: '张三', counter: 300 },
  ];
  test('holds several accounts, and says which part of how many it is', () => {
    const read = readMigration(migrationUri(accounts, { part: 2, parts: 3 }));
    expect(read.outcome === 'read' ? { ...read.migration, accounts: read.migration.accounts.map((one) => ({ ...one, secret: encodeBase32(one.secret) })) } : read)
      .toMatchObject({ part: 2, parts: 3, skipped: 0, accounts: accounts.map((one) => ({ ...one, secret: encodeBase32(one.secret) })) });
  });

  test('is read where a plus became a space', () => {
    const uri = migrationUri(accounts).replaceAll('%2B', ' ');
    expect(readMigration(uri)).toMatchObject({ outcome: 'read' });
  });

  test('leaves out what nobody else computes, and refuses what is cut', () => {
    expect(readMigration(migrationUri([...accounts, 'md5']))).toMatchObject({ migration: { skipped: 1 } });
    const whole = decodeURIComponent(migrationUri(accounts).split('data=')[1] ?? '');
    const cut = Buffer.from(whole, 'base64').subarray(0, -12).toString('base64');
    expect(readMigration(`otpauth-migration://offline?data=${encodeURIComponent(cut)}`)).toEqual({ outcome: 'refused', reason: 'truncated' });
  });
});
