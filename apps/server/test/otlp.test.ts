import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startHttpServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { sendOtlp } from '../src/monitoring/otlp.ts';
import { startServer } from './start-server.ts';

test('a collector gets a span for each look and a record for each step of an incident', async () => {
  const received: { readonly path: string; readonly body: string }[] = [];
  const collector = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk)).on('end', () => {
      received.push({ path: request.url ?? '', body });
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => void collector.listen(0, '127.0.0.1', resolve));
  try {
    await using web = await startHttpServer({ routes: { '/': { status: 500, body: 'no' } } });
    await using server = await startServer({ allow: [`127.0.0.1:${web.port}`] });
    const cookie = await server.session('editor');
    const added = (await server.call('POST', '/api/v1/targets', { entry: `${web.url}/`, paused: false, retries: 0, intervalMs: 86_400_000 }, { cookie })).body as { id: string };
    {
      await using _ = sendOtlp(server.parts.watch, `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`);
      await server.call('POST', `/api/v1/targets/${added.id}/run`, undefined, { cookie });
      await expect.poll(() => server.parts.watch.openIncidents().length, { timeout: 10_000 }).toBe(1);
    }
    const of = (path: string): string => received.filter((one) => one.path === path).map(({ body }) => body).join('\n');
    expect(JSON.parse(received.find(({ path }) => path === '/v1/traces')?.body ?? '{}')).toHaveProperty('resourceSpans.0.scopeSpans.0.spans.0.name', 'look');
    expect(of('/v1/traces')).toMatch(/"key":"culprit.verdict","value":\{"stringValue":"down"\}/);
    expect(of('/v1/traces')).toContain('network/http-response#server-error');
    expect(of('/v1/logs')).toMatch(/"eventName":"culprit\.incident\.triggered"/);
  } finally {
    collector.close();
  }
});
