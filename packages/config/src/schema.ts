import type { JsonObject } from '@culprit/core';
import { jsonSchemaOf } from '@culprit/core/schema';
import { plainFields, targetFields } from './fields.ts';

/** The config file as JSON Schema (draft 2020-12), for editors. `plugins` and `secrets` may hold code in a ts or js config; this is what data can say. */
export function configSchema(): JsonObject {
  const { properties: plain } = jsonSchemaOf(plainFields);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'culprit.config',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      plugins: { description: 'Names of packages, or paths that begin with ./', type: 'array', items: { type: 'string', minLength: 1 } },
      targets: {
        description: 'What to examine',
        type: 'array',
        items: { anyOf: [{ type: 'string', minLength: 1 }, { ...jsonSchemaOf(targetFields), additionalProperties: true }] },
      },
      checks: { description: 'Id of a check to its options, or "off"', type: 'object', additionalProperties: { anyOf: [{ const: 'off' }, { type: 'object' }] } },
      profiles: { description: 'What targets of a kind have in common, by the kind and a name: a target refers to it by its member "profile"', type: 'object', additionalProperties: { type: 'object', additionalProperties: { type: 'object' } } },
      watch: { description: 'What the server watches by: intervals, rules, channels', type: 'object' },
      ...(typeof plain === 'object' && plain !== null && !Array.isArray(plain) ? plain : {}),
    },
    additionalProperties: false,
  };
}
