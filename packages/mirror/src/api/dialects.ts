/** How a kind of model API is asked, without a key, whether it is there. */
export interface Dialect {
  /** A free read below the base URL that every such API has. */
  readonly probe: string;
  readonly headers?: { readonly [name: string]: string };
  /** The usual base URL; absent: it must be given. */
  readonly baseUrl?: string;
  /** The version prefix that the base URL ends in; absent: the probe has it. */
  readonly prefix?: string;
  /** The id by which keys of it are judged, where a plugin judges keys. */
  readonly provider: string;
}

export type DialectName = 'openai-compatible' | 'anthropic' | 'gemini' | 'relay';

/**
 * platform.openai.com/docs/api-reference/models, docs.anthropic.com/en/api/models-list, ai.google.dev/api/models;
 * one-api and new-api: router/relay-router.go. There is no common health path, and HEAD is often refused: the list of
 * models is the one read that all have.
 */
export const dialects: { readonly [N in DialectName]: Dialect } = {
  'openai-compatible': { probe: '/models', prefix: '/v1', provider: 'openai-compatible' },
  anthropic: { probe: '/v1/models', headers: { 'anthropic-version': '2023-06-01' }, baseUrl: 'https://api.anthropic.com', provider: 'anthropic' },
  gemini: { probe: '/models', prefix: '/v1beta', baseUrl: 'https://generativelanguage.googleapis.com/v1beta', provider: 'gemini' },
  relay: { probe: '/models', prefix: '/v1', provider: 'new-api' },
};
