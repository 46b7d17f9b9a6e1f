import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isToolError, type Locale } from '@culprit/core';
import { startHttpServer, startTlsServer } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { describe, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { useWorld } from './examine.ts';
import { contentsOf, useFolder } from './files.ts';

const world = useWorld();
const folder = useFolder();

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as the command line does, with the options that it declares. */
async function culprit(name: string, positionals: readonly string[], options: { readonly [name: string]: unknown } = {}, locale: Locale = 'en'): Promise<Ran> {
  const command = await manifest.commands.find((entry) => entry.name === `certificate ${name}`)?.load();
  if (command === undefined) throw new Error(`there is no command certificate ${name}`);
  const { defineOptions } = await import('@culprit/core');
  const read = defineOptions(command.options)['~standard'].validate(options);
  if (read.issues !== undefined) throw new Error(read.issues.map(({ message }) => message).join(', '));
  const output = { stdout: '', stderr: '' };
  const io = { stdin: process.stdin, stdout: (text: string) => void (output.stdout += text), stderr: (text: string) => void (output.stderr += text), color: false, interactive: false, columns: 100 };
  const code = await command.run({ positionals, options: read.value, locale, io, signal: new AbortController().signal, env: {}, plugins: [network, manifest] });
  return { code, ...output };
}

const refusal = async (running: Promise<Ran>): Promise<string> => {
  const error = await running.then(() => undefined, (reason: unknown) => reason);
  if (!isToolError(error)) throw new Error('it was not refused', { cause: error });
  return `${error.code}: ${error.text.en}`;
};

/** A certificate below an intermediate, its files, and where the intermediate can be had. */
async function site() {
  const issuer = await world().root.intermediate({ name: 'Issuer', notAfter: new Date(Date.now() + 60 * 86_400_000) });
  const repository = await startHttpServer({ routes: { '/issuer.der': { body: issuer.der } } });
  const leaf = await issuer.issue({ names: ['localhost', 'shop.test'], caIssuers: `${repository.url}/issuer.der` });
  return {
    issuer, leaf, ca: world().ca, key: folder.write('site.key', leaf.key), alone: folder.write('alone.pem', leaf.certificate), full: folder.write('full.pem', leaf.chain.join('')),
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  };
}

const fresh = (() => { let count = 0; return (end: string): string => join(folder.path, `written-${++count}.${end}`); })();

describe('certificate inspect', () => {
  test('tells what stands in a file, and whether the key fits', async () => {
    await using made = await site();
    const { code, stdout } = await culprit('inspect', [made.full], { key: made.key });
    expect(code).toBe(0);
    expect(stdout).toMatch(/1\. Server certificate: CN=localhost\n {3}for: localhost, shop\.test\n {3}issued by: CN=Issuer/);
    expect(stdout).toMatch(/2\. Intermediate authority: CN=Issuer/);
    expect(stdout).toContain('29 days left');
    expect(stdout).toContain('The private key belongs to the first certificate.');
  });

  test('tells what a server shows, as JSON', async () => {
    await using made = await site();
    await using server = await startTlsServer({ chain: made.leaf.chain, key: made.leaf.key });
    const { code, stdout } = await culprit('inspect', [`https://127.0.0.1:${server.port}/path`], { host: 'shop.test', format: 'json' });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ form: 'TLSv1.3', certificates: [{ role: 'server', names: ['localhost', 'shop.test'], key: 'ec 256', usages: 'serverAuth, clientAuth' }, { role: 'authority' }] });
  });

  test('says what a file is that holds no certificate, in both languages', async () => {
    const page = folder.write('page.pem', '<html></html>');
    const english = await culprit('inspect', [page]);
    expect([english.code, english.stdout]).toEqual([1, `${page}: ${page} is a web page and no certificate: a download that ended at a log-in or error page\n`]);
    expect((await culprit('inspect', [page], {}, 'zh-CN')).stdout).toContain('是网页而不是证书');
    expect(await refusal(culprit('inspect', ['absent.pem']))).toMatch(/^FILE_UNREADABLE/);
    expect(await refusal(culprit('inspect', []))).toMatch(/^USAGE_INVALID/);
  });

  test('shows nothing of a private key', async () => {
    await using made = await site();
    const both = folder.write('both.pem', made.leaf.chain.join('') + made.leaf.key);
    const secret = (made.leaf.key.split('\n')[1] ?? '-').slice(0, 30);
    for (const name of ['inspect', 'verify', 'chain'] as const) {
      const { stdout, stderr } = await culprit(name, [both], { format: 'json', ca: made.ca, offline: true });
      expect(stdout + stderr).not.toContain(secret);
    }
  });
});

describe('certificate verify', () => {
  test('accepts a sound file and a sound server', async () => {
    await using made = await site();
    await using server = await startTlsServer({ chain: made.leaf.chain, key: made.leaf.key });
    expect((await culprit('verify', [made.full], { ca: made.ca, host: 'shop.test', key: made.key })).code).toBe(0);
    expect((await culprit('verify', [`127.0.0.1:${server.port}`], { ca: made.ca, host: 'shop.test' })).code).toBe(0);
  });

  test('names the cause, and takes the missing certificate from a file', async () => {
    await using made = await site();
    const incomplete = await culprit('verify', [made.alone], { ca: made.ca, host: 'localhost', format: 'json' });
    expect([incomplete.code, JSON.parse(incomplete.stdout).diagnoses[0].cause]).toEqual([1, 'certificate/incomplete-chain']);
    const issuer = folder.write('issuer.pem', made.issuer.certificate);
    expect((await culprit('verify', [made.alone], { ca: made.ca, issuer, offline: true })).code).toBe(0);
    expect((await culprit('verify', [made.full], { ca: made.ca, host: 'other.test' })).stdout).toContain('The certificate is not for other.test');
  });

  test('refuses files beside it that are not there', async () => {
    await using made = await site();
    expect(await refusal(culprit('verify', [made.full], { key: 'no.key' }))).toContain('--key "no.key"');
  });
});

describe('certificate chain', () => {
  test('fetches what is missing and writes it in server order, without the root', async () => {
    await using made = await site();
    const { code, stdout, stderr } = await culprit('chain', [made.alone], { ca: made.ca, host: 'localhost' });
    expect([code, stdout]).toEqual([0, made.leaf.chain.join('')]);
    expect(stderr).toContain('localhost < Issuer (fetched)');
    expect(stderr).toContain('ssl_certificate fullchain.pem');
  });

  test('brings a muddled file into order and says what it left out', async () => {
    await using made = await site();
    const other = await made.issuer.issue({ names: ['other.test'] });
    const muddled = folder.write('muddled.pem', [world().root.certificate, made.issuer.certificate, made.leaf.certificate, other.certificate].join(''));
    const { code, stdout, stderr } = await culprit('chain', [muddled], { ca: made.ca, offline: true });
    expect([code, stdout]).toEqual([0, made.leaf.chain.join('')]);
    expect(stderr).toContain('Left out, since they do not belong to it: other.test');
  });

  test('says whose certificate is missing where it may not fetch', async () => {
    await using made = await site();
    const { code, stderr } = await culprit('chain', [made.alone], { ca: made.ca, offline: true, host: 'localhost' });
    expect(code).toBe(1);
    expect(stderr).toContain('Incomplete: the certificate of Issuer could not be found');
  });

  test('puts the key into the file for HAProxy, for its owner alone', async () => {
    await using made = await site();
    const output = fresh('pem');
    expect((await culprit('chain', [made.full], { ca: made.ca, for: 'haproxy', key: made.key, output })).code).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe(made.leaf.chain.join('') + made.leaf.key);
    expect(statSync(output).mode & 0o777).toBe(0o600);
  });

  test('makes a keystore for Java', async () => {
    await using made = await site();
    process.env['TEST_KEYSTORE'] = 'changeit';
    const output = fresh('p12');
    expect((await culprit('chain', [made.full], { ca: made.ca, for: 'java', key: made.key, output, newPassword: 'env:TEST_KEYSTORE' })).code).toBe(0);
    expect(await contentsOf({ file: output, password: { $secret: 'env:TEST_KEYSTORE' } })).toMatchObject({ encoding: 'pkcs12', key: { outcome: 'fits', at: 0 } });
  });
});

describe('certificate convert', () => {
  test.for(['pem', 'der', 'p7b', 'p12'] as const)('to %s and back changes no byte', async (to) => {
    await using made = await site();
    process.env['TEST_NEW'] = 'new password ü';
    const output = fresh(to === 'pem' ? 'crt' : to);
    const { code } = await culprit('convert', [made.full], { to, output, ...(to === 'p12' ? { key: made.key, newPassword: 'env:TEST_NEW' } : {}) });
    expect(code).toBe(0);
    const back = await culprit('convert', [output], { to: 'pem', ...(to === 'p12' ? { password: 'env:TEST_NEW' } : {}) });
    expect(back.stdout).toBe(to === 'der' ? made.leaf.certificate : made.leaf.chain.join(''));
  });

  test('overwrites only with a yes, and writes no key that does not fit', async () => {
    await using made = await site();
    const output = folder.write('there.pem', 'precious');
    expect(await refusal(culprit('convert', [made.full], { to: 'pem', output }))).toContain('Add --yes');
    const stranger = folder.write('stranger.key', (await made.issuer.issue()).key);
    expect(await refusal(culprit('convert', [made.full], { to: 'pem', output, yes: true, withKey: true, key: stranger }))).toContain('(mismatch)');
    expect(readFileSync(output, 'utf8')).toBe('precious');
    expect((await culprit('convert', [made.full], { to: 'pem', output, yes: true })).code).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe(made.leaf.chain.join(''));
  });

  test('shows no key and nothing binary on the screen, and makes no p12 without a password', async () => {
    await using made = await site();
    expect(await refusal(culprit('convert', [made.full], { to: 'pem', withKey: true, key: made.key }))).toContain('A private key goes to a file');
    expect(await refusal(culprit('convert', [made.full], { to: 'der' }))).toContain('binary');
    expect(await refusal(culprit('convert', [made.full], { to: 'p12', output: fresh('p12') }))).toContain('--new-password');
  });
});

describe('certificate expiry', () => {
  test('lists servers and files, the soonest first', async () => {
    await using made = await site();
    const soon = await made.issuer.issue({ names: ['soon.test'], notAfter: new Date(Date.now() + 5.5 * 86_400_000) });
    await using server = await startTlsServer({ chain: made.leaf.chain, key: made.leaf.key });
    const list = folder.write('list.txt', `# ours\n127.0.0.1:${server.port}\n\n${made.full} # file\n`);
    const { code, stdout } = await culprit('expiry', [folder.write('soon.pem', soon.certificate)], { targets: list });
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').map((line) => line.trim().split(/ {2,}/).slice(0, 1).concat(line.trim().split(/ {2,}/).slice(3)))).toEqual([['days left', 'certificate'], ['5', 'soon.test'], ['29', 'localhost'], ['29', 'localhost']]);
  });

  test('fails where one has expired or can not be read', async () => {
    const page = folder.write('page2.pem', '<html></html>');
    const { code, stdout } = await culprit('expiry', [page], { format: 'json' });
    expect([code, JSON.parse(stdout)]).toEqual([1, [{ source: page, unknown: 'no-certificate' }]]);
    expect(await refusal(culprit('expiry', []))).toMatch(/^USAGE_INVALID/);
  });

  test('writes a calendar that RFC 5545 allows', async () => {
    await using made = await site();
    const { stdout } = await culprit('expiry', [made.full], { format: 'ics' }, 'zh-CN');
    const lines = stdout.split('\r\n');
    expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line))).toEqual([]);
    expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR', '']);
    const end = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
    expect(stdout).toContain(`DTSTART;VALUE=DATE:${end}`);
  });
});
