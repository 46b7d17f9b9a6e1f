import { assert, constantFrom, property, string, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32Base62 } from '../src/key-reading/checksum.ts';
import { placesOf } from '../src/key-reading/describe-notes.ts';
import { rulesOfProfiles } from '../src/key-reading/key-profile.ts';
import { readKey } from '../src/key-reading/read-key.ts';
import { keyRules } from '../src/key-reading/rules/all.ts';

const anthropic = `sk-ant-api03-${'aB3-'.repeat(23)}xAA`;
const read = (raw: string, provider?: string) => readKey(raw, keyRules, provider);

describe('what is around a key', () => {
  test.for([
    ['double quotes', `"${anthropic}"`, 'quotes'],
    ['typographic quotes', `“${anthropic}”`, 'quotes'],
    ['a line break', `${anthropic}\n`, 'line-break'],
    ['a carriage return', `${anthropic}\r`, 'line-break'],
    ['Bearer', `Bearer ${anthropic}`, 'scheme'],
    ['a header line', `x-api-key: ${anthropic}`, 'header-name'],
    ['an assignment', `export ANTHROPIC_API_KEY=${anthropic}`, 'assignment'],
    ['a byte order mark', `\uFEFF${anthropic}`, 'byte-order-mark'],
    ['a zero-width space', `${anthropic}\u200B`, 'zero-width'],
    ['a no-break space', `\u00A0${anthropic}`, 'unusual-space'],
    ['the percent sign of zsh', `${anthropic}%`, 'trailing-punctuation'],
  ] as const)('%s is named, and goes without loss', ([, raw, what]) => {
    const { reading, atTheEnds } = read(raw, 'anthropic');
    expect(atTheEnds).toBe(anthropic);
    expect(reading).toMatchObject({ kind: 'key', shape: 'known', provider: 'anthropic' });
    expect(reading.notes).toContainEqual(expect.objectContaining({ what, lossless: true }));
  });

  test('several layers come off one after the other', () => {
    expect(read(`\uFEFFexport KEY="Bearer ${anthropic}"\r\n`, 'anthropic').atTheEnds).toBe(anthropic);
  });

  test('an inner character is named by position and code point, and only guessed at', () => {
    const { reading, throughout, atTheEnds } = read(`sk-ant-api0\u200B3-${anthropic.slice(13)}`, 'anthropic');
    expect(reading.notes).toEqual([{ what: 'zero-width', position: 12, codePoint: 'U+200B', lossless: false }]);
    expect(placesOf(reading.notes)).toBe('12 U+200B');
    expect(throughout).toBe(anthropic);
    expect(atTheEnds).not.toBe(anthropic);
  });

  test('full-width characters and dashes have an ASCII meaning, letters that look alike have none', () => {
    expect(read(`ｓk–ant-api03-${anthropic.slice(13)}`).throughout).toBe(anthropic);
    expect(read(`ѕk-ant-api03-${anthropic.slice(13)}`).throughout).toBeUndefined();
  });
});

describe('what stands where a key belongs', () => {
  test.for([
    ['', 'empty'], ['<your key>', 'placeholder'], ['sk-xxxxxxxxxxxxxxxx', 'placeholder'], ['YOUR_API_KEY_HERE', 'placeholder'], ['$OPENAI_API_KEY', 'variable-reference'],
    ['${OPENAI_API_KEY:-}', 'variable-reference'], ['%OPENAI_API_KEY%', 'variable-reference'], ['{{ secrets.KEY }}', 'variable-reference'], ['MOONSHOT_TOKEN', 'variable-name'],
    ['sk-...abcd', 'masked'], ['sk-proj-****abcd', 'masked'], ['$(openssl rand -hex 32)', 'command'], ['{"key":"a"}', 'json'], ['-----BEGIN PRIVATE KEY-----', 'pem'],
    ['https://api.openai.com/v1', 'url'], ['somebody@example.com', 'e-mail'], ['eyJhbGciOiJub25lIn0.e30.', 'jwt'], [Buffer.from(anthropic).toString('base64'), 'base64-of-key'],
  ] as const)('%j is %s', ([raw, kind]) => {
    expect(read(raw).reading.kind).toBe(kind);
  });
});

describe('shapes', () => {
  test('a key of another provider is foreign, a bare sk- is nobody\'s', () => {
    expect(read(anthropic, 'openai').reading).toMatchObject({ shape: 'foreign', provider: 'anthropic' });
    expect(read(`sk-${'a1B2'.repeat(12)}`, 'openai').reading.shape).not.toBe('foreign');
    expect(read(`sk-${'a1B2'.repeat(12)}`).reading.shape).toBe('shared');
  });

  test('a key that begins right and ends early is unusual, never refused', () => {
    expect(read(anthropic.slice(0, 60), 'anthropic').reading).toMatchObject({ shape: 'unusual', expectedPrefix: 'sk-ant-api03-' });
  });

  test('the checksum of a GitHub token tells a mistyped one', () => {
    const body = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5';
    const token = `ghp_${body}${crc32Base62(body)}`;
    expect(read(token, 'github').reading.shape).toBe('known');
    expect(read(token.replace('a1B2', 'a1B3'), 'github').reading.shape).toBe('checksum-wrong');
  });

  test('a profile of one\'s own is off unless it is given', () => {
    const key = 'Ab_-'.repeat(10);
    const profile = { provider: 'my-mirror', characters: 'A-Za-z0-9_-', minLength: 32, maxLength: 64 };
    expect(read(key, 'my-mirror').reading.shape).toBe('unknown');
    expect(readKey(key, [...rulesOfProfiles([profile]), ...keyRules], 'my-mirror').reading).toMatchObject({ shape: 'known', provider: 'my-mirror' });
    expect(() => rulesOfProfiles([{ ...profile, characters: '](a+)+' }])).toThrow(RangeError);
  });

  test('at least fifty providers are known, each rule with its basis and date', () => {
    expect(new Set(keyRules.map(({ provider }) => provider)).size).toBeGreaterThanOrEqual(50);
    expect(keyRules.filter(({ asOf, pattern }) => asOf === '' || !pattern.source.startsWith('^'))).toEqual([]);
  });
});

test('a reading never holds the key, and stripping what was added gives it back', () => {
  assert(property(
    constantFrom('"', "'", '', ' ', '\n', '\uFEFF', '\u200B', '\t'), stringMatching(/^[A-Za-z0-9]{24,40}$/), constantFrom('', '\r\n', ' ', '\u00A0'),
    (around, middle, after) => {
      const key = `pplx-${middle}`;
      const closing = around === '"' || around === "'" ? around : '';
      const { reading, atTheEnds } = read(`${around}${key}${closing}${after}`);
      return atTheEnds === key && !JSON.stringify(reading).includes(middle);
    },
  ));
  expect(read('"a"').atTheEnds).toBe('a');
});

test('any text is read without a throw, and positions lie within it', () => {
  assert(property(string({ unit: 'binary', maxLength: 200 }), (raw) => {
    const { reading } = read(raw);
    return reading.notes.every(({ position }) => position >= 1 && position <= Math.max(1, reading.length));
  }));
  expect(read('').reading.kind).toBe('empty');
});
