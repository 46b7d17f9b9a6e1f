import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from './start-server.ts';

test('the page is asked for each time, and what is named by its content is kept', async () => {
  const page = mkdtempSync(join(tmpdir(), 'culprit-page-'));
  onTestFinished(() => rmSync(page, { recursive: true }));
  mkdirSync(join(page, 'assets'));
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Culprit</title>');
  writeFileSync(join(page, 'assets/index-D69AIvE.js'), 'export {};');
  await using server = await startServer({ page });
  for (const path of ['/', '/targets', '/targets/one', '/settings']) {
    const answer = await server.call('GET', path);
    expect([path, answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([path, 200, 'text/html; charset=utf-8', 'public, max-age=0']);
    expect(answer.body).toContain('<title>Culprit</title>');
  }
  const script = await server.call('GET', '/assets/index-D69AIvE.js');
  expect([script.status, script.body, script.headers.get('cache-control')]).toEqual([200, 'export {};', 'public, max-age=31536000, immutable']);
  expect(script.headers.get('content-type')).toMatch(/^(?:text|application)\/javascript/);
  const unchanged = { 'if-none-match': script.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
  expect(await server.call('GET', '/assets/index-D69AIvE.js', undefined, unchanged)).toMatchObject({ status: 304, body: '' });
  expect(await server.call('HEAD', '/assets/index-D69AIvE.js')).toMatchObject({ status: 200, body: '' });
  rmSync(join(page, 'assets/index-D69AIvE.js'));
  expect(await server.call('GET', '/assets/index-D69AIvE.js')).toMatchObject({ status: 404, body: { code: 'not-found' } });
});
