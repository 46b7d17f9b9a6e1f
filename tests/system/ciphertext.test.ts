import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openGcm } from '../../packages/credential/src/ciphertext/aes.ts';
import { fernet } from '../../packages/credential/src/ciphertext/formats/fernet.ts';
import { openXchacha } from '../../packages/credential/src/ciphertext/formats/lmnr.ts';
import { because, type Reason } from './requirements.ts';

const folder = join(process.env['CULPRIT_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora'), 'crypto');
const reason: Reason = existsSync(join(folder, 'wycheproof_xchacha20_poly1305.jsonl')) ? undefined : `the corpora are not in ${folder}`;

interface Vector { readonly id: string; readonly key: string; readonly iv: string; readonly aad: string; readonly msg: string; readonly ct: string; readonly tag: string; readonly result: string; readonly ivSize: number }
const vectors = (name: string): readonly Vector[] => readFileSync(join(folder, name), 'utf8').trim().split('\n').map((line): Vector => JSON.parse(line));
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe.skipIf(reason !== undefined)(`ciphers against the vectors of others${because(reason)}`, () => {
  test('XChaCha20-Poly1305 opens every valid vector of Wycheproof and no other', async () => {
    const wrong: string[] = [];
    for (const { id, key, iv, aad, msg, ct, tag, result } of vectors('wycheproof_xchacha20_poly1305.jsonl')) {
      const opened = await openXchacha(hex(key), hex(iv), hex(ct + tag), hex(aad));
      if ((opened?.toString('hex') === msg) !== (result === 'valid')) wrong.push(id);
    }
    expect(wrong).toEqual([]);
  });

  test('AES-256-GCM without associated data: the same, and a shortened tag opens nothing', () => {
    const wrong: string[] = [];
    for (const { id, key, iv, aad, msg, ct, tag, result, ivSize } of vectors('wycheproof_aes_256_gcm.jsonl')) {
      if (aad !== '' || ivSize !== 96) continue;
      if ((openGcm(hex(key), hex(iv), hex(ct), hex(tag))?.toString('hex') === msg) !== (result === 'valid')) wrong.push(id);
      if (openGcm(hex(key), hex(iv), hex(ct), hex(tag).subarray(0, 4)) !== undefined) wrong.push(`${id} short`);
    }
    expect(wrong).toEqual([]);
  });

  test('Fernet opens what its specification says, and refuses what is forged or cut', async () => {
    const read = (name: string): readonly { readonly desc?: string; readonly token: string; readonly secret: string; readonly src?: string }[] => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const open = async (text: string, secret: string): Promise<string | undefined> => {
      if (fernet.fault({ text }) !== undefined) return undefined;
      for (const { bytes } of fernet.keys(secret)) {
        const plain = await fernet.open({ text }, bytes, '');
        if (plain !== undefined) return plain.toString();
      }
      return undefined;
    };
    for (const { token, secret, src } of [...read('fernet_verify.json'), ...read('fernet_generate.json')]) expect(await open(token, secret)).toBe(src);
    const opened: string[] = [];
    for (const { desc = '', token, secret } of read('fernet_invalid.json')) if (await open(token, secret) !== undefined) opened.push(desc);
    // A stored secret has no time to live: age and clock are not judged here.
    expect(opened).toEqual(['far-future TS (unacceptable clock skew)', 'expired TTL']);
  });
});
