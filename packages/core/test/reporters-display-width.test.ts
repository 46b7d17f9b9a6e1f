import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { padEnd, truncate, widthOf, wrap, wrapParts } from '../src/reporters/display-width.ts';
import { neutralise, neutraliseLines } from '../src/neutralise.ts';

describe('widthOf', () => {
  test.each([['abc', 3], ['证书', 4], ['：', 2], ['ｈ', 2], ['한글', 4], ['é', 1], ['e\u0301', 1], ['👩‍👩‍👧', 2], ['✓', 1], ['…', 1], ['', 0], ['が', 2], ['か\u3099', 2], ['🇨🇳', 2]])('%s takes %i columns', (text, width) => expect(widthOf(text)).toBe(width));
});

describe('wrap', () => {
  test('breaks between words and between Chinese characters', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
    expect(wrap('服务器没有发送中间证书', 10)).toEqual(['服务器没有', '发送中间证', '书']);
  });
  test('begins no line with a closing mark and ends none with an opening one', () => {
    expect(wrap('服务器没有，证书', 10)).toEqual(['服务器没', '有，证书']);
    expect(wrap('证书由机（构）', 10)).toEqual(['证书由机', '（构）']);
  });
  test('cuts a word that is too long, or leaves it in one piece', () => {
    expect(wrap('see https://example.com/', 10)).toEqual(['see', 'https://ex', 'ample.com/']);
    expect(wrap('see https://example.com/', 10, { whole: true })).toEqual(['see', 'https://example.com/']);
  });
  test('keeps lines', () => expect(wrap('a\n\nb', 10)).toEqual(['a', '', 'b']));
  test('stays within the width and loses nothing but blanks', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 8, max: 60 }), (given, width) => {
      const text = neutralise(given);
      const lines = wrap(text, width);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    }));
  });
  test('parts are broken between each other first', () => expect(wrapParts(['aaaa', 'bbbb', 'cc'], 11)).toEqual(['aaaa · bbbb', 'cc']));
});

test('padEnd and truncate count columns', () => {
  expect(padEnd('证书', 6)).toBe('证书  ');
  expect(truncate('证书链不完整', 7)).toBe('证书链…');
  expect(truncate('short', 7)).toBe('short');
});

describe('neutralise', () => {
  test('spells out escapes and bidirectional controls', () => expect(neutralise('a\u001B[31m\u202Eb\u009Bc')).toBe('a\\u{1b}[31m\\u{202e}b\\u{9b}c'));
  test('makes one line of many', () => expect(neutralise('a\r\nb\u2028c')).toBe('a b c'));
  test('keeps what can be seen', () => expect(neutralise('证书 “R11” 👩‍👩‍👧 é')).toBe('证书 “R11” 👩‍👩‍👧 é'));
  test('keeps line feeds of our own texts', () => expect(neutraliseLines('a\nb\rc')).toBe('a\nb c'));
});
