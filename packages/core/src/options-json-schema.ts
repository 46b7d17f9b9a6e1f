import type { Json, JsonObject } from './json.ts';
import type { ItemField, OptionField, OptionFields } from './options.ts';

/** The fields as JSON Schema (draft 2020-12), for editors and for the schema of the config file. */
export function jsonSchemaOf(fields: OptionFields): JsonObject {
  const required = Object.entries(fields).filter(([, field]) => field.required).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { description: field.text.en, ...fieldSchema(field) }])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function fieldSchema(field: OptionField | ItemField): JsonObject {
  const fallback: JsonObject = 'default' in field && field.default !== undefined ? { default: field.default as Json } : {};
  switch (field.type) {
    case 'string': return { type: 'string', ...(field.pattern === undefined ? {} : { pattern: field.pattern }), ...fallback };
    case 'integer':
    case 'number': return { type: field.type, ...(field.min === undefined ? {} : { minimum: field.min }), ...(field.max === undefined ? {} : { maximum: field.max }), ...fallback };
    case 'boolean': return { type: 'boolean', ...fallback };
    case 'enum': return { enum: field.values, ...fallback };
    case 'duration': return { anyOf: [{ type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*(ms|s|m|h|d)$' }, { type: 'number', minimum: 0 }], ...fallback };
    case 'secret': return { anyOf: [{ type: 'string', pattern: '^[a-z][a-z0-9+.-]*:.' }, { type: 'object', properties: { $secret: { type: 'string' } }, required: ['$secret'], additionalProperties: false }] };
    case 'header': return { anyOf: [{ type: 'string' }, { type: 'object', properties: { $secret: { type: 'string' }, scheme: { type: 'string', pattern: '^[A-Za-z][\\w-]*$' } }, required: ['$secret'], additionalProperties: false }] };
    case 'list': return { type: 'array', items: fieldSchema(field.items), ...fallback };
    case 'object': return jsonSchemaOf(field.fields);
    case 'map': return { type: 'object', additionalProperties: fieldSchema(field.values) };
  }
}
