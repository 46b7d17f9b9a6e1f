export { jsonSchemaOf } from './options-json-schema.ts';
export { reportSchema } from './report-schema.ts';
