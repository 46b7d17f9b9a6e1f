import * as fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { confirmed, linesOf, nextLine, readStandardInput, readTargetList, secretOption, textOption } from '../src/commands/index.ts';
import type { CommandIo } from '../src/index.ts';

const never = new AbortController().signal;

function ioWith(stdin: CommandIo['stdin'], interactive = false): CommandIo & { readonly told: string[] } {
  const told: string[] = [];
  return { stdin, told, stdout: () => {}, stderr: (text) => void told.push(text), color: false, interactive, columns: 80 };
}

const given = (...chunks: readonly (string | Uint8Array)[]): CommandIo['stdin'] => (async function* () { yield* chunks; })();

async function read(...chunks: readonly (string | Uint8Array)[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of linesOf({ io: ioWith(given(...chunks)), signal: never })) lines.push(line);
  return lines;
}

describe('lines of the standard input', () => {
  test('are the same wherever the stream was cut', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.stringMatching(/^[a-zé密 ]{0,12}$/), { maxLength: 8 }), fc.array(fc.nat(60), { maxLength: 6 }), async (lines, cuts) => {
      const bytes = Buffer.from(lines.join('\r\n'));
      const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
      expect(await read(...chunks)).toEqual(lines.map((line) => line.trim()).filter((line) => line !== ''));
    }), { numRuns: 60 });
  });

  test('are refused where there are more than a thousand, or one is longer than 16 KiB', async () => {
    expect(await read('x\n'.repeat(1_000))).toHaveLength(1_000);
    await expect(read('x\n'.repeat(1_001))).rejects.toMatchObject({ code: 'USAGE_INVALID' });
    await expect(read('x'.repeat(16_385))).rejects.toMatchObject({ code: 'USAGE_INVALID' });
  });

  test('nobody types: an interruption is heard at once', async () => {
    const controller = new AbortController();
    const io = ioWith(new PassThrough());
    const waiting = nextLine(linesOf({ io, signal: controller.signal }));
    controller.abort(new Error('interrupted'));
    await expect(waiting).rejects.toThrow('interrupted');
  });
});

describe('the whole standard input', () => {
  test('comes without the line break that a pipe adds', async () => {
    expect(await readStandardInput({ io: ioWith(given('a\n', Buffer.from('b\r\n'))), signal: never }, 100)).toBe('a\nb');
  });

  test('is refused where it is longer, counted in bytes', async () => {
    await expect(readStandardInput({ io: ioWith(given('密'.repeat(400))), signal: never }, 1_024)).rejects.toMatchObject({ code: 'USAGE_INVALID', text: { en: expect.stringContaining('more than 1 KiB') } });
  });
});

describe('what changes something', () => {
  const ask = async (typed: string, interactive: boolean, options: { readonly yes?: boolean } = {}): Promise<{ readonly agreed: boolean; readonly told: string }> => {
    const io = ioWith(given(typed), interactive);
    const agreed = await confirmed({ io, options, locale: 'en', signal: never }, { en: 'Deletes\u{1b}[2J it.', 'zh-CN': '将删除。' });
    return { agreed, told: io.told.join('') };
  };

  test.each([['y\n', true], ['YES\n', true], ['  y  \n', true], ['n\n', false], ['\n', false], ['', false], ['yesterday\n', false]])('%j at a terminal is %s', async (typed, agreed) => {
    expect((await ask(typed, true)).agreed).toBe(agreed);
  });

  test('is shown first, without what would move the cursor', async () => {
    const { agreed, told } = await ask('', false, { yes: true });
    expect(agreed).toBe(true);
    expect(told).toContain('Deletes');
    expect(told).not.toContain('\u{1b}');
  });

  test('is not done where nobody can be asked', async () => {
    await expect(ask('y\n', false)).rejects.toMatchObject({ code: 'USAGE_INVALID', text: { en: expect.stringContaining('--yes') } });
  });
});

test('an option is a text or a reference only where it was given as one', () => {
  const options = { a: 'x', b: 1, c: { $secret: 'env:A' } };
  expect([textOption(options, 'a'), textOption(options, 'b'), textOption(options, 'none')]).toEqual(['x', undefined, undefined]);
  expect([secretOption(options, 'c'), secretOption(options, 'a'), secretOption(options, 'none')]).toEqual([{ $secret: 'env:A' }, undefined, undefined]);
});

describe('a list of targets', () => {
  const context = (text: string): { readonly io: CommandIo; readonly signal: AbortSignal } => ({ io: ioWith(given(text)), signal: never });

  test('is read from a file or the standard input, without remarks', async () => {
    const text = '\u{FEFF}a.test  # first\r\n\n# none\nhttps://b.test/#part\n';
    const folder = await mkdtemp(join(tmpdir(), 'culprit-list-'));
    try {
      await writeFile(join(folder, 'list'), text);
      expect(await readTargetList(join(folder, 'list'), context(''), 10)).toEqual(['a.test', 'https://b.test/#part']);
      expect(await readTargetList('-', context(text), 10)).toEqual(['a.test', 'https://b.test/#part']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test.each([['', /no target/], ['a\nb\nc\n', /3 targets; at most 2/]])('%j is refused', async (text, why) => {
    await expect(readTargetList('-', context(text), 2)).rejects.toMatchObject({ code: 'USAGE_INVALID', text: { en: expect.stringMatching(why) } });
  });
});
