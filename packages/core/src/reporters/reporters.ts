import type { Reporter } from './reporter.ts';

/** Every reporter by its id, each loaded when it is asked for. */
export const reporters: { readonly [id: string]: () => Promise<Reporter> } = {
  human: async () => (await import('./human.ts')).human,
  json: async () => (await import('./json.ts')).json,
  ndjson: async () => (await import('./ndjson.ts')).ndjson,
  github: async () => (await import('./github.ts')).github,
  markdown: async () => (await import('./markdown.ts')).markdown,
  junit: async () => (await import('./junit.ts')).junit,
  sarif: async () => (await import('./sarif.ts')).sarif,
  prometheus: async () => (await import('./prometheus.ts')).prometheus,
};
