import { lookup } from 'node:dns/promises';
import { defineOptions, definePlugin, defineTarget, isToolError, manifestOf, type StandardSchemaV1 } from '@culprit/core';
import { startHttpServer } from '@culprit/lab';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardedFetch } from '../src/policy/guarded-fetch.ts';
import { outboundPolicy } from '../src/policy/outbound-policy.ts';
import { checkSupplied } from '../src/policy/supplied-target.ts';

const strict = outboundPolicy({ allow: [], deny: [] });
const to = (host: string, port = 443, address?: string): { host: string; port: number; address?: string } => ({ host, port, ...(address === undefined ? {} : { address }) });

describe('where others may send this machine', () => {
  test.for([
    '127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.100.100.200', '168.63.129.16', '::ffff:168.63.129.16', '192.0.0.192', '169.254.170.2', '0.0.0.1', 'fd20:ce::254', '100.64.0.1', '0.0.0.0', '198.18.0.1', '224.0.0.1', '255.255.255.255',
    '::', '::1', 'fe80::1%eth0', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '::ffff:0:127.0.0.1',
  ])('%s is not permitted', (address) => {
    expect(strict(to('harmless.example', 443, address))).toBe(false);
    expect(strict(to(address))).toBe(false);
  });
  test.for(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])('%s is', (address) => {
    expect(strict(to('public.example', 443, address))).toBe(true);
  });
  test('numbers that are spelled otherwise are judged by what they lead to', async () => {
    for (const spelled of ['2130706433', '0x7f.1', '0177.0.0.1', '127.1']) {
      const { address } = await lookup(spelled);
      expect([spelled, strict(to(spelled, 80, address))]).toEqual([spelled, false]);
      expect(new URL(`http://${spelled}/`).hostname).toBe('127.0.0.1');
    }
  });
  test('a name that a proxy would look up is judged as a name', () => {
    expect(['localhost', 'db', 'printer.local', 'vault.internal.', 'nas.home.arpa', 'Intra.Corp'].filter((name) => strict(to(name)))).toEqual([]);
    expect(strict(to('www.example.com'))).toBe(true);
  });
  test('what the administrator allows is permitted, and denial wins', () => {
    const permits = outboundPolicy({ allow: ['10.0.0.0/8', 'db.internal:5432', '[fd00::]/8:443', '*.lab.example'], deny: ['10.9.0.0/16', ':25', 'evil.example'] });
    expect([
      permits(to('a', 443, '10.1.1.1')), permits(to('a', 443, '::ffff:10.1.1.1')), permits(to('db.internal', 5432, '192.168.0.5')), permits(to('x.lab.example', 80, '127.0.0.1')), permits(to('a', 443, 'fd12::1')),
    ]).toEqual([true, true, true, true, true]);
    expect([
      permits(to('a', 443, '10.9.1.1')), permits(to('a', 443, '::ffff:10.9.1.1')), permits(to('db.internal', 5433, '192.168.0.5')), permits(to('lab.example', 80, '127.0.0.1')), permits(to('a', 80, 'fd12::1')),
      permits(to('mail.example', 25, '8.8.8.8')), permits(to('EVIL.example.', 443, '8.8.8.8')),
    ]).toEqual([false, false, false, false, false, false, false]);
  });
  test('a rule that nobody can read is refused with the forms that are understood', () => {
    for (const rule of ['', '10.0.0.0/33', '1.2.3', 'a b', '*.', 'http://x.example', '10.0.0.0-10.0.0.9']) {
      let refused: unknown;
      try {
        outboundPolicy({ allow: [rule], deny: [] });
      } catch (error) {
        refused = error;
      }
      expect([rule, isToolError(refused) && refused.code]).toEqual([rule, 'CONFIG_INVALID']);
    }
  });
  test('no address that holds a private IPv4 address in a known way gets through', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(fc.property(octet, octet, octet, fc.constantFrom(10, 127), (b, c, d, a) => {
      const hex = (high: number, low: number): string => (high * 256 + low).toString(16);
      const tail = `${hex(a, b)}:${hex(c, d)}`;
      for (const address of [`::ffff:${tail}`, `64:ff9b::${tail}`, `2002:${tail}::1`, `::${tail}`]) expect([address, strict(to('x.example', 443, address))]).toEqual([address, false]);
    }));
  });
});

describe('what channels send with', () => {
  test('does not connect where it is not permitted: by address, by name, over a redirect', async () => {
    await using inner = await startHttpServer({ routes: { '/': { body: 'secret' } } });
    await using outer = await startHttpServer({ routes: { '/': { redirect: `${inner.url}/` }, '/fine': { body: 'fine' } } });
    await using guarded = guardedFetch(({ port }) => port === outer.port);
    for (const url of [`${inner.url}/`, `http://localhost:${inner.port}/`, `http://2130706433:${inner.port}/`, `${outer.url}/`]) {
      await expect(guarded.fetch(url)).rejects.toMatchObject({ cause: { code: 'NOT_PERMITTED' } });
    }
    expect(await (await guarded.fetch(`${outer.url}/fine`)).text()).toBe('fine');
    expect(inner.requests).toEqual([]);
  });
});

test('a profile of the config file, which may hold a secret, is not for targets of the API', async () => {
  const text = { en: 'A service', 'zh-CN': '服务' };
  const schema = defineOptions({ url: { type: 'string', required: true, text }, profile: { type: 'enum', values: ['public'], text }, expect: { type: 'object', fields: {}, text } });
  const service = defineTarget({ kind: 'service', text, schema: schema as unknown as StandardSchemaV1<unknown, { readonly url: string }>, label: ({ url }) => url, profiles: { builtIn: ['public'], into: 'expect' } });
  const plugins = [manifestOf(definePlugin({ name: 'services', version: '1.0.0', api: 1, targets: [service] }))];
  const supplied = { kinds: ['service'], secrets: [] };
  const entry = { kind: 'service', url: 'https://elsewhere.example' };
  await expect(checkSupplied({ ...entry, profile: 'public' }, supplied, plugins)).resolves.toBeUndefined();
  await expect(checkSupplied({ ...entry, profile: 'ours' }, supplied, plugins)).rejects.toThrow('profile must be one of public');
});
