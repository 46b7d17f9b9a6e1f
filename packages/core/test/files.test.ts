import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readBounded, readTextFile, writeNamedFile, writeWhole, type WriteStep } from '../src/files/index.ts';

const signal = new AbortController().signal;
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'culprit-files-'));
  file = join(folder, 'kept');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file is written', () => {
  test('as a whole, and nothing else is left beside it', async () => {
    await writeWhole(file, 'old', { replace: false });
    await writeWhole(file, new Uint8Array([0xff, 0x00]), { replace: true });
    expect([...await readFile(file)]).toEqual([0xff, 0x00]);
    expect(await readdir(folder)).toEqual(['kept']);
  });

  test.skipIf(process.platform === 'win32')('for its owner alone where it is said so, whatever the file before it allowed', async () => {
    await writeFile(file, 'old');
    await chmod(file, 0o644);
    await writeWhole(file, 'secret', { ownerOnly: true, replace: true });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('in steps: until the name is taken the old one stands, and afterwards the new one', async () => {
    await writeWhole(file, 'old', { replace: true });
    const seen: [WriteStep, string][] = [];
    await writeWhole(file, 'new', { replace: true, onStep: async (step) => void seen.push([step, await readFile(file, 'utf8')]) });
    expect(seen).toEqual([['created', 'old'], ['written', 'old'], ['synced', 'old'], ['replaced', 'new'], ['directory-synced', 'new']]);
  });

  test('a failure between two steps leaves the old file and nothing else', async () => {
    await writeWhole(file, 'old', { replace: true });
    await expect(writeWhole(file, 'new', { replace: true, onStep: (step) => { if (step === 'synced') throw new Error('stopped'); } })).rejects.toThrow('stopped');
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['kept']);
  });

  test('only one of many gets a name that must be new', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => writeWhole(file, `writer ${index}`, { replace: false })));
    const winners = outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [`writer ${index}`] : []));
    expect(winners).toHaveLength(1);
    expect([await readFile(file, 'utf8')]).toEqual(winners);
    expect(await readdir(folder)).toEqual(['kept']);
  });

  test.skipIf(process.platform === 'win32')('to a device, which is not replaced and gets no secret', async () => {
    await writeWhole('/dev/null', 'text', { replace: true });
    await expect(writeWhole('/dev/null', 'secret', { ownerOnly: true, replace: true })).rejects.toMatchObject({ code: 'EEXIST' });
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  test.skipIf(process.platform === 'win32')('a link to a file of somebody else is not followed', async () => {
    const foreign = join(folder, 'foreign');
    await writeFile(foreign, 'theirs');
    await symlink(foreign, file);
    await writeWhole(file, 'secret', { ownerOnly: true, replace: true });
    expect(await readFile(foreign, 'utf8')).toBe('theirs');
  });

  test.each([
    ['a name that is taken', 'kept', '--yes', /kept can't be written: it is there already, and is not overwritten\. Add --yes/],
    ['a folder that is not there', 'none/kept', undefined, /can't be written: ENOENT\./],
  ])('%s is told', async (_, name, overwriteBy, text) => {
    await writeFile(file, 'old');
    await expect(writeNamedFile(join(folder, name), 'new', { replace: false, ...(overwriteBy === undefined ? {} : { overwriteBy }) })).rejects.toMatchObject({ code: 'FILE_UNREADABLE', text: { en: expect.stringMatching(text) } });
    expect(await readFile(file, 'utf8')).toBe('old');
  });
});

describe('a file is read', () => {
  test('up to its bound, byte for byte', async () => {
    await writeFile(file, new Uint8Array([0, 255, 10]));
    expect(await readBounded(file, { maxBytes: 3, signal })).toEqual(Buffer.from([0, 255, 10]));
    expect(await readBounded(file, { maxBytes: 2, signal })).toBe('too-large');
  });

  test.skipIf(process.platform === 'win32')('a device without an end is read as far', async () => {
    expect(await readBounded('/dev/zero', { maxBytes: 100_000, signal })).toBe('too-large');
  });

  test('as text with its byte order mark; an empty one is an empty text', async () => {
    await writeFile(file, '\u{FEFF}ключ');
    expect(await readTextFile(file, { signal })).toBe('\u{FEFF}ключ');
    await writeFile(file, '');
    expect(await readTextFile(file, { signal })).toBe('');
  });

  test.each([
    ['is not there', 'none', /none can't be read: there is no such file/],
    ['is a folder', '.', /can't be read: it is a folder/],
    ['is too large', 'kept', /kept can't be read: it is larger than 1 MiB/],
  ])('one that %s says so', async (_, name, text) => {
    await writeFile(file, new Uint8Array(1_048_577));
    await expect(readTextFile(join(folder, name), { signal })).rejects.toMatchObject({ code: 'FILE_UNREADABLE', text: { en: expect.stringMatching(text) } });
  });
});
