import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { startServer } from './start-server.ts';

test('the document names every route of the API and is made of the schemas that requests are held against', async () => {
  await using server = await startServer();
  const { body } = await server.call('GET', '/api/v1/openapi.json');
  const document = body as { openapi: string; paths: Record<string, Record<string, { summary?: string; tags?: string[] }>>; components: { schemas: Record<string, object> } };
  expect(document.openapi).toBe('3.1.0');
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })));
  expect(operations.length).toBeGreaterThanOrEqual(55);
  expect(operations.filter(({ summary, tags }) => summary === undefined || tags === undefined)).toEqual([]);
  const ajv = new Ajv2020({ strict: false });
  for (const name of Object.keys(document.components.schemas)) {
    const compile = (): unknown => ajv.compile({ $ref: `#/components/schemas/${name}`, components: document.components });
    expect(compile, name).not.toThrow();
  }
});
