import * as fc from 'fast-check';
import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { drawQrAsSvg, drawQrForTerminal } from '../src/qr/draw-qr.ts';
import { writeUri } from '../src/uri/write-uri.ts';

// Its types describe a CommonJS default; Node hands out the function itself or the module.
const decode = (jsQR as unknown as { default?: typeof jsQR.default }).default ?? (jsQR as unknown as typeof jsQR.default);

/** What another program's decoder reads off a grid of modules, two pixels each. */
function decoded(dark: readonly (readonly boolean[])[]): string | undefined {
  const scale = 2;
  const [width, height] = [(dark[0]?.length ?? 0) * scale, dark.length * scale];
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) if (dark[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return decode(pixels, width, height)?.data;
}

/** The modules of a terminal's half blocks: what is drawn is light. */
function fromTerminal(text: string): readonly (readonly boolean[])[] {
  return text.trimEnd().split('\n').flatMap((line) => [[...line].map((block) => block !== '▀' && block !== '█'), [...line].map((block) => block !== '▄' && block !== '█')]);
}

function fromSvg(svg: string): readonly (readonly boolean[])[] {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of svg.matchAll(/M(\d+),(\d+)h(\d+)v1h/g)) rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  return rows;
}

const issuer = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'火山引擎对象存储企业帐户北京上海中文测试龘') , minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 16 }).filter((text) => text.trim() === text && !text.includes(':') && text.isWellFormed()),
  fc.constantFrom('ACME Co', "O'Brien & Søn", 'Air+Canada', '100%', 'a/b?c#d'),
);

test('the codes of 200 random issuers are decoded to the very URI', async () => {
  const issuers = fc.sample(issuer, { numRuns: 200, seed: 7 });
  const wrong: string[] = [];
  for (const [index, name] of issuers.entries()) {
    const uri = writeUri({ type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30, issuer: name, account: `user${index}@例子.cn`, secret: Buffer.from(`secret number ${index}`.padEnd(20)) });
    const modules = index % 2 === 0 ? fromTerminal(await drawQrForTerminal(uri)) : fromSvg(await drawQrAsSvg(uri));
    if (decoded(modules) !== uri) wrong.push(name);
  }
  expect(wrong).toEqual([]);
});
