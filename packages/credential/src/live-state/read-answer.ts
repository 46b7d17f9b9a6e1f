import { limitResetSeconds, retryAfterSeconds, type HttpAnswer } from '@culprit/network';

/** What an answer says in a form that programs read. `text` may repeat the key: it never leaves the fact. */
export interface ProviderAnswer {
  readonly json: boolean;
  readonly failed: boolean;
  readonly codes: readonly string[];
  readonly text: string;
  /** Ids of the models that a list names. */
  readonly models?: readonly string[];
}

/** Reads errors as OpenAI, Anthropic, Google, Volcengine, Alibaba, Zhipu, OpenRouter and Hugging Face write them. */
export function readAnswer({ status, body }: Pick<HttpAnswer, 'status' | 'body'>): ProviderAnswer {
  const document = parse(body.text);
  if (document === undefined) return { json: false, failed: status >= 400, codes: [], text: body.text.slice(0, 4_096) };
  const top = members(document);
  const error = members(top['error'] ?? (Array.isArray(document) ? members(document[0])['error'] : undefined));
  const details = Array.isArray(error['details']) ? error['details'].slice(0, 20).map(members) : [];
  const codes = [error['code'], error['type'], error['status'], top['code'], top['Code'], ...details.map(({ reason }) => reason)]
    .flatMap((code) => (typeof code === 'string' || typeof code === 'number' ? [String(code)] : [])).filter((code) => /^[\w.-]{1,60}$/.test(code));
  const texts = [error['message'], top['message'], top['Message'], typeof top['error'] === 'string' ? top['error'] : undefined, typeof document === 'string' ? document : undefined]
    .flatMap((text) => (typeof text === 'string' ? [text.slice(0, 2_000)] : []));
  const listed = Array.isArray(top['data']) ? top['data'] : Array.isArray(top['models']) ? top['models'] : undefined;
  const models = listed?.slice(0, 2_000).flatMap((entry) => {
    const { id, name } = members(entry);
    const model = id ?? name;
    return typeof model === 'string' ? [model.replace(/^models\//, '').slice(0, 120)] : [];
  });
  return { json: true, failed: status >= 400 || top['error'] !== undefined || top['success'] === false, codes, text: texts.join('\n'), ...(models === undefined || models.length === 0 ? {} : { models }) };
}

/** Where the limits of a key stand, as far as the answer says; seconds from the answer. */
export interface Limits {
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetSeconds?: number;
  readonly retryAfterSeconds?: number;
}

export function limitsOf({ headers, receivedAt }: Pick<HttpAnswer, 'headers' | 'receivedAt'>): Limits {
  const figure = (what: string): number | undefined => {
    const field = [`x-ratelimit-${what}-requests`, `anthropic-ratelimit-requests-${what}`, `x-ratelimit-${what}`, `ratelimit-${what}`].map((name) => headers[name]).find((value) => value !== undefined && /^\d{1,12}$/.test(value));
    return field === undefined ? undefined : Number(field);
  };
  const moment = headers['anthropic-ratelimit-requests-reset'];
  const anthropic = moment === undefined || Number.isNaN(Date.parse(moment)) ? undefined : Math.max(0, Math.ceil((Date.parse(moment) - Date.parse(receivedAt)) / 1_000));
  const found = { limit: figure('limit'), remaining: figure('remaining'), resetSeconds: limitResetSeconds(headers, receivedAt) ?? anthropic, retryAfterSeconds: retryAfterSeconds(headers['retry-after'], receivedAt) };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The excerpt ends within a long list of models: it is JSON all the same, and names no error.
    return /^\s*\{\s*"(?:object|data|models)"\s*:/.test(text) && text.length >= 16_000 ? { data: undefined } : undefined;
  }
}

const members = (value: unknown): { readonly [name: string]: unknown } => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {});
